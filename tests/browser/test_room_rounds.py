"""A round at the door, a reception and a round of the table on real screens; and practising them."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from networks.models import Expectation
from sessions.models import Rehearsal, Session
from tests import factories
from tests.browser.axe import sideways, violations
from tests.world import client_of_staff, client_with_seat

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def no_connection_stays_behind() -> Iterator[None]:
    yield
    connections.close_all()


@pytest.fixture
def session(live_server: LiveServer, settings: object) -> Session:
    settings.BASE_URL = live_server.url
    network = factories.create_network(facilitator=factories.create_user())
    return factories.create_session(network, starts_at=timezone.now() - timedelta(minutes=5))


@pytest.fixture
def window(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """A browser with this cookie, at this size."""
    contexts = []

    def make(cookie: str, width: int, height: int) -> Page:
        context = browser.new_context(locale="nl-BE", viewport={"width": width, "height": height})
        context.set_default_timeout(20_000)
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


def test_rounds_on_three_screens(live_server: LiveServer, session: Session, window: Callable[..., Page]) -> None:
    url, errors = live_server.url, []
    staff = client_of_staff(session.network.facilitators.get().user).cookies["sessionid"].value
    seats = [
        factories.create_seat(
            factories.create_place(session, factories.create_participation(session.network, first_name=name))
        )
        for name in ("Fatma", "Joris")
    ]
    regie, scherm = window(staff, 1280, 900), window(staff, 1920, 1080)
    fatma, joris = (window(client_with_seat(seat).cookies["sessionid"].value, 390, 844) for seat in seats)
    for page in (regie, scherm, fatma, joris):
        page.on("pageerror", lambda error: errors.append(str(error)))
    regie.on("dialog", lambda dialog: dialog.accept())
    regie.goto(f"{url}/sessies/{session.pk}/activiteiten/nieuw/aankomstrondje/")
    regie.get_by_role("button", name="Start op gsm").click()
    scherm.goto(f"{url}/sessies/{session.pk}/scherm/")
    for phone in (fatma, joris):
        phone.goto(f"{url}/zaal/nu/")

    # A word stays hidden until the last one is in, and then stands there at once.
    fatma.get_by_label("Jouw woord").fill("nieuwsgierig")
    fatma.get_by_role("button", name="Bewaar").click()
    expect(fatma.get_by_text("Jij zei: nieuwsgierig")).to_be_visible()
    expect(regie.locator("#klaar")).to_have_text("1 van 2 klaar")
    assert ["nieuwsgierig" in page.content() for page in (regie, scherm, joris)] == [False, False, False]
    assert (violations(joris), sideways(joris)) == ([], 0)
    joris.get_by_role("button", name="Ik pas").click()
    expect(scherm.locator(".words")).to_have_text("nieuwsgierig")
    expect(regie.locator(".words")).to_have_text("nieuwsgierig")
    expect(joris.get_by_text("Leg je gsm even weg")).to_be_visible()
    regie.get_by_role("button", name="Rond aankomstrondje af").click()
    expect(scherm.locator(".words")).to_have_count(0)

    # A reception: the bell brings the next question on all screens.
    regie.goto(f"{url}/sessies/{session.pk}/activiteiten/nieuw/receptie/")
    regie.get_by_label("De richtvragen").fill("Wat doe je graag?\nWat zoek je hier?")
    regie.get_by_role("button", name="Start op gsm").click()
    expect(scherm.get_by_role("heading", name="Wat doe je graag?")).to_be_visible()
    regie.get_by_role("button", name="Bel en toon vraag 2").click()
    expect(scherm.get_by_role("heading", name="Wat zoek je hier?")).to_be_visible()
    expect(scherm.locator("[data-rings]")).to_have_attribute("data-rings", "1")
    expect(fatma.get_by_role("heading", name="Wat zoek je hier?")).to_be_visible()
    assert (violations(regie), violations(scherm)) == ([], [])
    regie.get_by_role("button", name="Rond receptie").click()

    # Around the table: an answer becomes an expectation with one tap.
    regie.goto(f"{url}/sessies/{session.pk}/activiteiten/nieuw/tafelronde/")
    regie.get_by_text("met de naam erbij").click()
    regie.get_by_role("button", name="Start op gsm").click()
    fatma.get_by_label("Jouw antwoord").fill("Grenzen leren stellen")
    fatma.get_by_role("button", name="Bewaar").click()
    expect(scherm.locator(".answers")).to_have_text("Fatma Grenzen leren stellen")
    regie.get_by_role("button", name="Maak verwachting").click()
    expect(regie.get_by_text("Eén antwoord staat nu bij de verwachtingen.")).to_be_visible()
    assert [one.text for one in Expectation.objects.all()] == ["Grenzen leren stellen"]
    assert [violations(page) for page in (regie, scherm, fatma)] == [[], [], []]
    for page in (regie, joris):
        page.set_viewport_size({"width": 320, "height": 700})
        assert sideways(page) == 0
    assert errors == []


def test_invented_participants_walk_in_and_answer_by_themselves(
    live_server: LiveServer, session: Session, window: Callable[..., Page]
) -> None:
    url, errors = live_server.url, []
    user = session.network.facilitators.get().user
    regie = window(client_of_staff(user).cookies["sessionid"].value, 1280, 900)
    regie.on("pageerror", lambda error: errors.append(str(error)))
    regie.on("dialog", lambda dialog: dialog.accept())
    regie.goto(f"{url}/oefenen/")
    assert violations(regie) == []
    regie.get_by_role("button", name="Begin te oefenen").click()
    expect(regie.locator("#gsms")).not_to_have_text("0")
    assert violations(regie) == []
    # Time does not have to be waited for: the rehearsal began a while ago.
    Rehearsal.objects.update(started_at=timezone.now() - timedelta(minutes=2))
    expect(regie.get_by_role("button", name="Laat binnen")).to_have_count(2)
    regie.get_by_role("button", name="Laat binnen").first.click()
    expect(regie.get_by_role("button", name="Laat binnen")).to_have_count(1)
    regie.goto(f"{url}/sessies/{Rehearsal.objects.get().session_id}/activiteiten/nieuw/aankomstrondje/")
    regie.get_by_role("button", name="Start op gsm").click()
    expect(regie.locator("#klaar b")).not_to_have_text("0")
    regie.get_by_role("button", name="Toon wat er staat").click()
    expect(regie.locator(".words li").first).to_be_visible()
    regie.get_by_role("button", name="Stop en gooi alles weg").click()
    expect(regie.get_by_text("Er is niets van bewaard.")).to_be_visible()
    assert (Rehearsal.objects.count(), Session.objects.count(), errors) == (0, 1, [])
