"""The clock in real browsers: keys, repairs, and one timer on all screens, also on a phone whose clock is wrong."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from networks.models import Participation
from sessions.live.revisions import ALL_SCREENS, raise_revisions
from sessions.models import Activity, Session
from tests import factories
from tests.browser.axe import sideways, violations
from tests.browser.conftest import ASKS_OFTEN
from tests.world import client_of_staff, client_with_seat

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
# Twenty, and what the machine took.
LATE = re.compile(r"2\d minuten achter op schema; we eindigen om")
# 37 minutes and a half fast, from before the page looks at its clock for the first time.
WRONG_CLOCK = "{ const now = Date.now; Date.now = () => now() + 2_250_000; }"


@pytest.fixture(autouse=True)
def no_connection_stays_behind() -> Iterator[None]:
    yield
    connections.close_all()


@pytest.fixture
def session(settings: object, live_server: LiveServer) -> Session:
    """It should have begun 20 minutes ago; the plan fills its 75 minutes."""
    settings.BASE_URL = live_server.url
    network = factories.create_network(facilitator=factories.create_user())
    begin = timezone.now() - timedelta(minutes=20)
    session = factories.create_session(network, starts_at=begin, length=timedelta(minutes=75))
    factories.create_agenda_item(session, "Ontvangst", 15)
    factories.create_agenda_item(session, "Samen denken", 30, least_minutes=20)
    factories.create_agenda_item(session, "Pauze", 10, kind="pauze", elastic=False)
    factories.create_agenda_item(session, "Besluit", 20, least_minutes=10)
    return session


def taken(page: Page, url: str, cookie: str) -> Page:
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": url}])
    return page


def seat(session: Session, one: Participation) -> str:
    factories.attend(session, one)
    return client_with_seat(factories.create_seat(factories.create_place(session, one))).cookies["sessionid"].value


def seconds(page: Page) -> int:
    minutes, rest = page.locator("#timer b").inner_text().split(".")
    return int(minutes) * 60 + int(rest)


def count_alike(one: Page, other: Page) -> bool:
    """Read in between, because on a busy machine seconds may go by from one reading to the next."""
    before, between, after = seconds(one), seconds(other), seconds(one)
    return after - 2 <= between <= before + 2


def test_the_clock_is_led_by_keys_and_its_timer_is_the_same_everywhere(
    live_server: LiveServer, session: Session, browser: Browser, new_phone: Callable[[], Page]
) -> None:
    url, errors = live_server.url, []
    staff = client_of_staff(session.network.facilitators.get().user).cookies["sessionid"].value
    els, karim = (factories.create_participation(session.network, first_name=name) for name in ("Els", "Karim"))
    regie = taken(browser.new_context(locale="nl-BE", viewport={"width": 1280, "height": 900}).new_page(), url, staff)
    regie.context.add_init_script(ASKS_OFTEN)
    scherm, phone = regie.context.new_page(), taken(new_phone(), url, seat(session, els))
    phone.add_init_script(WRONG_CLOCK)
    for page in (regie, scherm, phone):
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
    regie.goto(f"{url}/sessies/{session.pk}/regie/")
    scherm.goto(f"{url}/sessies/{session.pk}/scherm/")
    phone.goto(f"{url}/zaal/nu/")

    # One key begins the session; its repairs are buttons, and so is the way back.
    regie.keyboard.press("n")
    expect(regie.get_by_role("heading", name="Ontvangst")).to_be_visible()
    expect(scherm.get_by_role("heading", name="Ontvangst")).to_be_visible()
    expect(regie.locator("#op-schema")).to_contain_text(LATE)
    regie.locator("#herstel-later").press("Enter")
    expect(regie.locator("#op-schema")).to_have_text("Op schema")
    regie.locator("#draai-terug").press("Enter")
    expect(regie.locator("#op-schema")).to_contain_text(LATE)
    regie.locator("#erbij summary").press("Enter")
    regie.get_by_label("Wat komt erbij?").fill("Nieuws van de werf")
    regie.get_by_label("Wat komt erbij?").press("Enter")
    expect(regie.get_by_role("button", name="Ga naar Nieuws van de werf")).to_be_visible()
    regie.locator("#nieuw-rondje").press("Enter")
    expect(regie.locator(".turns li")).to_have_text([els.person.name])

    # One tap, and all screens count down to the same moment, whatever their own clock says.
    regie.locator("#timer-van-5").press("Enter")
    for page in (regie, scherm, phone):
        expect(page.locator("#timer b")).to_contain_text("4.")
    assert count_alike(regie, phone)
    regie.locator("#timer-2").press("Enter")
    for page in (regie, phone):
        expect(page.locator("#timer b")).to_contain_text("6.")
    late = taken(new_phone(), url, seat(session, karim))
    late.goto(f"{url}/zaal/nu/")
    expect(late.locator("#timer b")).to_contain_text("6.")
    assert count_alike(regie, late)
    expect(phone.locator("[data-sound]")).to_have_count(0)

    # Who is still writing when the time is over, goes on.
    activity = factories.create_activity(session, "aankomstrondje", question="Hoe kom je binnen?", now=timezone.now())
    soon = timezone.now() + timedelta(seconds=3)
    Activity.objects.filter(pk=activity.pk).update(timer_ends_at=soon, timer_minutes=5)
    raise_revisions(session.pk, *ALL_SCREENS)
    phone.get_by_label("Jouw woord").press_sequentially("nieuws")
    expect(phone.locator("#timer b")).to_have_text("tijd")
    expect(regie.locator("#timer b")).to_have_text("tijd")
    phone.get_by_label("Jouw woord").press_sequentially("gierig")
    phone.locator("#zeg button[type=submit]").first.tap()
    expect(phone.get_by_text("Jij zei: nieuwsgierig")).to_be_visible()
    assert activity.check_words.get().word == "nieuwsgierig"

    # The bell is off on this device, and stays off.
    regie.locator("#geluid").first.uncheck()
    regie.reload()
    expect(regie.locator("#geluid").first).not_to_be_checked()

    for page in (regie, scherm, phone):
        assert violations(page) == []
    regie.locator("#herstel-weg").press("Enter")
    expect(regie.get_by_role("button", name="Zet terug").first).to_be_visible()
    regie.locator(".run li.is-todo summary").first.press("Enter")
    regie.set_viewport_size({"width": 320, "height": 700})
    assert sideways(regie) == 0
    assert violations(regie) == []
    assert errors == []
    regie.context.close()
