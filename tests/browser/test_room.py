"""The three live screens together: phones, a projector and two facilitators, each in a browser of its own."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from sessions.models import Activity, Attendance, Run, Seat, Session
from tests import factories
from tests.browser.axe import sideways, violations
from tests.world import client_of_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def no_connection_stays_behind() -> Iterator[None]:
    yield
    connections.close_all()


@pytest.fixture
def session(live_server: LiveServer, settings: object) -> Session:
    settings.BASE_URL = live_server.url
    network = factories.create_network(facilitator=factories.create_user())
    session = factories.create_session(network, starts_at=timezone.now() - timedelta(minutes=30))
    for name in ("Fatma", "Joris"):
        factories.create_participation(network, first_name=name)
    factories.create_ground_rule(network, "Wat hier gezegd wordt, blijft hier")
    factories.create_agenda_item(session, "Ontvangst", notes="Zet Fatma niet naast Joris")
    return session


@pytest.fixture
def laptop(browser: Browser, live_server: LiveServer, session: Session) -> Iterator[Callable[[], Page]]:
    """Each is a browser in which the facilitator is signed in."""
    contexts = []

    def make(width: int = 1280, height: int = 900) -> Page:
        context = browser.new_context(locale="nl-BE", viewport={"width": width, "height": height})
        context.set_default_timeout(20_000)
        contexts.append(context)
        cookie = client_of_staff(session.network.facilitators.get().user).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


def join(phone: Page, url: str, session: Session, name: str) -> None:
    phone.goto(f"{url}/zaal/{session.room_code}/")
    phone.get_by_role("link", name=name).tap()
    phone.get_by_label("De laatste drie cijfers van je gsm-nummer").fill("123")
    phone.get_by_role("button", name="Ga binnen").tap()
    expect(phone.get_by_role("heading", name=f"Dag {name}")).to_be_visible()


def test_a_room_with_phones_a_projector_and_a_second_facilitator(
    live_server: LiveServer, session: Session, laptop: Callable[..., Page], new_phone: Callable[[], Page]
) -> None:
    url, errors = live_server.url, []
    regie, scherm, other, fatma = laptop(), laptop(1920, 1080), laptop(390, 844), new_phone()
    for page in (regie, scherm, other, fatma):
        page.on("pageerror", lambda error: errors.append(str(error)))
    regie.goto(f"{url}/sessies/{session.pk}/regie/")
    scherm.goto(f"{url}/sessies/{session.pk}/scherm/")
    expect(scherm.get_by_text("0 van 2 binnen")).to_be_visible()

    # Who joins half an hour late is greeted, noted as late, and seen on both other screens.
    join(fatma, url, session, "Fatma")
    expect(scherm.get_by_text("1 van 2 binnen")).to_be_visible()
    expect(regie.locator("#gsms")).to_have_text("1")
    assert Attendance.objects.get().state == Attendance.State.LATE
    expect(fatma.locator("body")).to_have_class("phone phone-dark")

    # What is private is folded; a guest is typed in while the page keeps itself fresh.
    expect(regie.get_by_text("Zet Fatma niet naast Joris")).to_be_hidden()
    regie.get_by_text("Wie is wie").click()
    regie.get_by_label("Naam van de gast").fill("Hilde Maes")
    regie.get_by_role("button", name="aanwezig Joris").click()
    expect(scherm.get_by_text("2 van 2 binnen")).to_be_visible()
    expect(regie.get_by_label("Naam van de gast")).to_have_value("Hilde Maes")
    regie.get_by_role("button", name="Zet erbij").click()
    expect(regie.get_by_label("Naam van de gast")).to_have_value("")
    expect(scherm.get_by_text("3 van 3 binnen")).to_be_visible()
    hilde = new_phone()
    hilde.goto(f"{url}/zaal/{session.room_code}/")
    hilde.get_by_role("link", name="Hilde Maes").tap()
    hilde.get_by_role("button", name="Vraag het aan de facilitator").tap()
    regie.get_by_role("button", name="Laat binnen Hilde Maes").click()
    expect(hilde.get_by_role("heading", name="Dag Hilde")).to_be_visible()

    # A second facilitator goes on, on a small screen, and the first one sees it without touching anything.
    other.goto(f"{url}/sessies/{session.pk}/regie/")
    other.get_by_role("button", name="De spelregels").click()
    expect(scherm.get_by_role("heading", name="Onze spelregels")).to_be_visible()
    expect(regie.locator("#toon-flap")).to_have_attribute("aria-pressed", "true")
    expect(regie.locator("#wie")).to_have_attribute("open", "")

    # One key turns the regie into the projection, and back; not while somebody types.
    other.get_by_text("Wie is wie").click()
    other.get_by_label("Van waar?").press("s")
    expect(other).to_have_url(f"{url}/sessies/{session.pk}/regie/")
    other.locator("h1").first.click()
    other.keyboard.press("s")
    expect(other).to_have_url(f"{url}/sessies/{session.pk}/scherm/")
    other.keyboard.press("s")
    expect(other).to_have_url(f"{url}/sessies/{session.pk}/regie/")

    for page in (regie, scherm, other, fatma):
        assert violations(page) == []
        assert not sideways(page)
    assert errors == []


def test_a_phone_without_a_line_says_so_keeps_the_word_and_recovers_by_itself(
    live_server: LiveServer, session: Session, laptop: Callable[..., Page], new_phone: Callable[[], Page]
) -> None:
    url, phone, regie = live_server.url, new_phone(), laptop()
    join(phone, url, session, "Fatma")
    regie.goto(f"{url}/sessies/{session.pk}/regie/")
    activity = factories.create_activity(session, "aankomstrondje", question="Hoe kom je binnen?", now=timezone.now())
    word = phone.get_by_label("Jouw woord")
    expect(word).to_be_visible()
    word.fill("nieuws")
    phone.context.set_offline(True)
    expect(phone.locator("#lijn")).to_be_visible()
    expect(word).to_have_value("nieuws")
    word.fill("nieuwsgierig")
    phone.locator("#zeg button[type=submit]").first.tap()
    waits = phone.get_by_label("Nog niet opgeslagen").get_by_text("nieuwsgierig")
    expect(waits).to_be_visible()

    phone.context.set_offline(False)
    expect(phone.locator("#lijn")).to_be_hidden()
    expect(waits).to_be_hidden()
    expect(regie.get_by_text("nieuwsgierig").first).to_be_visible()
    assert activity.check_words.count() == 1

    # Another phone takes the seat; this one hears it.
    facilitated = Seat.objects.get()
    facilitated.end()
    expect(phone.get_by_text("Deze gsm is niet binnen")).to_be_visible()
    assert Activity.objects.open().count() == 1
    assert Run.objects.get().gsm_revision > 0
