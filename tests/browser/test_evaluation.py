"""The last minutes of a session: phones join by the code on the screen and answer; one of them loses its connection."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from evaluations.models import Round
from networks.models import Participation
from sessions.models import Seat, Session
from tests import factories
from tests.browser.axe import sideways, violations
from tests.browser.conftest import ASKS_OFTEN
from tests.evaluations.rooms import an_answer, people_in, session_now
from tests.world import client_of_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def no_connection_stays_behind() -> Iterator[None]:
    yield
    connections.close_all()


@pytest.fixture
def session(live_server: LiveServer, settings: object) -> Session:
    settings.BASE_URL = live_server.url
    session = session_now()
    factories.create_ground_rule(session.network, "Wat hier gezegd wordt, blijft hier")
    people_in(session, 6)
    return session


def laptop(page: Page, live_server: LiveServer, session: Session) -> Page:
    """The facilitator's."""
    client = client_of_staff(session.network.facilitators.get().user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.context.add_init_script(ASKS_OFTEN)
    return page


def names(session: Session) -> list[Participation]:
    return list(session.network.participations.with_people())


def join(phone: Page, live_server: LiveServer, session: Session, who: Participation, digits: str = "123") -> None:
    phone.goto(f"{live_server.url}/zaal/")
    phone.get_by_label("De code van de zaal").fill(session.room_code.lower())
    phone.get_by_role("button", name="Ga binnen").tap()
    phone.get_by_role("link", name=who.person.name).tap()
    phone.get_by_label("De laatste drie cijfers van je gsm-nummer").fill(digits)
    phone.get_by_role("button", name="Ga binnen").tap()


def answer(phone: Page, content: int) -> None:
    for question, value in (("De inhoud", content), ("Het gesprek", 7), ("De begeleiding", 9)):
        phone.get_by_role("radiogroup", name=question).get_by_label(str(value), exact=True).check()


def test_five_phones_join_and_answer_and_one_comes_back_from_a_dead_spot(
    live_server: LiveServer, session: Session, new_phone: Callable[[], Page], page: Page
) -> None:
    screen = laptop(page, live_server, session)
    people = names(session)
    phones = [new_phone() for _ in range(5)]
    join(phones[0], live_server, session, people[0])
    expect(phones[0].get_by_role("heading", name=f"Dag {people[0].person.first_name}")).to_be_visible()

    screen.goto(live_server.url + reverse("evaluations:round", args=[session.pk]))
    screen.get_by_role("button", name="Evaluatie openen").click()
    screen.get_by_role("link", name="Toon op het scherm").click()
    expect(screen.get_by_text(f"{session.room_code[:3]} {session.room_code[3:]}")).to_be_visible()

    # The phone that lay on the table notices by itself.
    expect(phones[0].get_by_role("heading", name="Hoe was het vandaag")).to_be_visible()
    for phone, who in zip(phones[1:], people[1:5], strict=True):
        join(phone, live_server, session, who)
    lost = phones[4]
    for phone in phones:
        phone.get_by_role("link", name="Vul de evaluatie in").tap()
    for number, phone in enumerate(phones[:4]):
        answer(phone, 5 + number)
        phone.get_by_role("button", name="Verstuur").tap()
        expect(phone.get_by_role("heading", name="Dank je")).to_be_visible()

    answer(lost, 10)
    lost.get_by_label("Wat liep goed?").fill("De twee cases")
    lost.context.set_offline(True)
    lost.get_by_role("button", name="Verstuur").tap()
    expect(lost.get_by_text("staat veilig op dit toestel")).to_be_visible()
    # Locked, and later opened again: a fresh page.
    lost.context.set_offline(False)
    lost.goto(f"{live_server.url}/zaal/evaluatie/")
    expect(lost.get_by_label("Wat liep goed?")).to_have_value("De twee cases")
    expect(lost.get_by_role("radiogroup", name="De inhoud").get_by_label("10", exact=True)).to_be_checked()
    lost.get_by_role("button", name="Verstuur").tap()
    expect(lost.get_by_role("heading", name="Dank je")).to_be_visible()
    assert lost.evaluate("Object.keys(localStorage).length") == 0

    expect(screen.get_by_role("img", name="5 van 6")).to_be_visible()
    screen.get_by_role("link", name="Terug naar de evaluatie").click()
    screen.get_by_role("link", name="Sluit nu en toon").click()
    screen.get_by_role("button", name="Ja, sluit de evaluatie").click()
    expect(screen.get_by_text("5 van 6 antwoordden")).to_be_visible()
    expect(screen.get_by_text("De twee cases")).to_be_visible()
    assert sorted(Round.objects.get().answers.values_list("content", flat=True)) == [5, 6, 7, 8, 10]


def test_who_has_no_known_number_comes_in_with_one_tap(
    live_server: LiveServer, session: Session, new_phone: Callable[[], Page], page: Page
) -> None:
    who = names(session)[0]
    Participation.objects.filter(pk=who.pk).update(phone="")
    phone, table = new_phone(), laptop(page, live_server, session)
    table.goto(live_server.url + reverse("sessions:room", args=[session.pk]))
    phone.goto(live_server.url + reverse("sessions:join_code", args=[session.room_code]))
    phone.get_by_role("link", name=who.person.name).tap()
    phone.get_by_role("button", name="Vraag het aan de facilitator").tap()
    expect(phone.get_by_role("heading", name="Even wachten")).to_be_visible()
    table.get_by_role("button", name=f"Laat binnen {who.person.name}").click()
    expect(phone.get_by_role("heading", name=f"Dag {who.person.first_name}")).to_be_visible()


def test_the_form_works_with_the_keyboard_and_without_script(
    live_server: LiveServer, session: Session, browser: Browser
) -> None:
    Round.objects.open_for(session, now=session.ends_at)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    phone = context.new_page()
    phone.set_default_timeout(10_000)
    phone.goto(live_server.url + reverse("sessions:join_code", args=[session.room_code]))
    phone.get_by_role("link", name=names(session)[0].person.name).press("Enter")
    phone.get_by_label("De laatste drie cijfers").fill("123")
    phone.keyboard.press("Enter")
    phone.get_by_role("link", name="Vul de evaluatie in").press("Enter")
    expect(phone.get_by_role("heading", name="Hoe was het vandaag?")).to_be_visible()
    phone.get_by_role("radio", name="0", exact=True).first.focus()
    phone.keyboard.press("Space")
    for _ in range(3):
        phone.keyboard.press("ArrowRight")
    for question in ("Het gesprek", "De begeleiding"):
        phone.get_by_role("radiogroup", name=question).get_by_label("geen mening").press("Space")
    phone.get_by_role("button", name="Verstuur").press("Enter")
    expect(phone.get_by_text("Je antwoord is bewaard")).to_be_visible()
    assert list(Round.objects.get().answers.values_list("content", "discussion")) == [(3, None)]
    context.close()


@pytest.mark.once
def test_every_page_passes_axe_and_fits(
    live_server: LiveServer, session: Session, new_phone: Callable[[], Page], page: Page
) -> None:
    phone, table = new_phone(), laptop(page, live_server, session)
    who = names(session)
    code = session.room_code
    found: dict[str, object] = {}

    def look(at: Page, path: str, name: str = "") -> None:
        at.goto(live_server.url + path)
        found[name or path] = (violations(at), sideways(at))

    look(phone, "/zaal/")
    look(phone, reverse("sessions:join_code", args=[code]))
    look(phone, reverse("sessions:join_as", args=[code, who[0].pk]))
    phone.get_by_role("button", name="facilitator").tap()
    expect(phone.get_by_role("heading", name="Even wachten")).to_be_visible()
    found["waiting"] = (violations(phone), sideways(phone))
    phone.goto("about:blank")
    for name in ("evaluations:round", "evaluations:screen", "sessions:room", "evaluations:paper_form"):
        look(table, reverse(name, args=[session.pk]), f"{name} before")
    Seat.objects.update(state=Seat.State.TAKEN)
    look(phone, "/zaal/evaluatie/", "nothing open")
    phone.goto("about:blank")
    round = Round.objects.open_for(session, now=session.ends_at)
    look(phone, "/zaal/evaluatie/", "form")
    phone.get_by_role("button", name="Verstuur").tap()
    expect(phone.get_by_text("dingen kloppen nog niet")).to_be_visible()
    found["errors"] = (violations(phone), sideways(phone))
    for name in ("evaluations:round", "evaluations:screen", "evaluations:close", "evaluations:paper"):
        look(table, reverse(name, args=[session.pk]), f"{name} open")
    answer(phone, 8)
    phone.get_by_role("button", name="Verstuur").tap()
    expect(phone.get_by_text("Je antwoord is bewaard")).to_be_visible()
    found["kept"] = (violations(phone), sideways(phone))
    for invitee in round.invitees.filter(answered=False):
        round.receive(invitee.participation, an_answer(went_well="De cases"), now=session.ends_at)
    look(phone, "/zaal/evaluatie/", "closed")
    look(table, reverse("evaluations:round", args=[session.pk]), "results")
    look(table, reverse("evaluations:network", args=[session.network_id]), "overview")
    assert {name: wrong for name, wrong in found.items() if any(wrong)} == {}
