"""The run sheet under the hands of a facilitator: with keyboard, by dragging, and without script."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from sessions.models import Session
from tests import factories
from tests.browser.axe import sideways, violations
from tests.world import client_of_staff

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def session(transactional_db: None) -> Session:
    """A session from 13.30 to 16.30 that is eight minutes too long."""
    facilitator = factories.create_user()
    session = factories.create_session(factories.create_network(facilitator=facilitator))
    factories.create_agenda_item(session, "Ontvangst", 60, least_minutes=60)
    factories.create_agenda_item(session, "Koerskaart", 98, least_minutes=80)
    factories.create_agenda_item(session, "Evaluatie", 30, least_minutes=30, elastic=False)
    return session


def sign_in(context: BrowserContext, session: Session, home: str) -> None:
    user = session.network.facilitators.get().user
    context.add_cookies([{"name": "sessionid", "value": client_of_staff(user).cookies["sessionid"].value, "url": home}])


def address(session: Session, home: str) -> str:
    return home + reverse("sessions:agenda", kwargs={"session_id": session.pk})


@pytest.fixture
def agenda(context: BrowserContext, session: Session, live_server: object) -> Page:
    sign_in(context, session, live_server.url)
    page = context.new_page()
    page.goto(address(session, live_server.url))
    return page


@pytest.fixture
def without_script(browser: Browser, session: Session, live_server: object) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    context.set_default_timeout(10_000)
    sign_in(context, session, live_server.url)
    page = context.new_page()
    page.goto(address(session, live_server.url))
    yield page
    context.close()


def order(page: Page) -> list[str]:
    return page.locator(".agenda h2").all_inner_texts()


def plan(session: Session) -> list[tuple[str, int]]:
    return [(item.title, item.minutes) for item in session.agenda_items.all()]


def test_the_keyboard_moves_a_block_and_keeps_the_focus(agenda: Page, session: Session) -> None:
    pk = session.agenda_items.get(title="Ontvangst").pk
    agenda.locator(f"#neer-{pk}").focus()
    agenda.keyboard.press("Enter")
    expect(agenda.locator(".agenda h2").first).to_have_text("Koerskaart")
    expect(agenda.locator(f"#neer-{pk}")).to_be_focused()
    agenda.keyboard.press("Enter")
    expect(agenda.locator(".agenda h2").last).to_have_text("Ontvangst")
    expect(agenda.locator(f"#neer-{pk}")).to_be_focused()
    assert [title for title, _ in plan(session)] == ["Koerskaart", "Evaluatie", "Ontvangst"]


def test_minutes_typed_in_the_list_move_the_hours_below(agenda: Page, session: Session) -> None:
    field = agenda.get_by_label("Minuten voor Koerskaart")
    field.fill("90")
    agenda.keyboard.press("Tab")
    expect(agenda.locator("#stand")).to_have_text("Je eindigt om 16.30 uur.")
    expect(agenda.locator(".agenda .start").last).to_have_text("16.00")
    assert plan(session) == [("Ontvangst", 60), ("Koerskaart", 90), ("Evaluatie", 30)]


def test_too_few_minutes_are_refused_in_place(agenda: Page, session: Session) -> None:
    agenda.get_by_label("Minuten voor Koerskaart").fill("20")
    agenda.keyboard.press("Tab")
    expect(agenda.locator(".error")).to_contain_text("minstens 80 minuten")
    expect(agenda.get_by_label("Minuten voor Koerskaart")).to_have_value("20")


def test_one_button_makes_it_fit(agenda: Page) -> None:
    agenda.get_by_role("button", name="Kort Koerskaart in tot 90 min").click()
    expect(agenda.get_by_text("Het past precies")).to_be_visible()
    assert (violations(agenda), sideways(agenda)) == ([], 0)


def test_a_block_is_dragged_to_another_place(agenda: Page, session: Session) -> None:
    first, last = agenda.locator(".handle").first, agenda.locator(".agenda .block").last.bounding_box()
    first.hover()
    agenda.mouse.down()
    for step in range(1, 11):
        agenda.mouse.move(last["x"] + 20, 200 + (last["y"] + last["height"] - 210) * step / 10)
    agenda.mouse.up()
    expect(agenda.locator(".agenda .start").first).to_have_text("13.30")
    expect(agenda.locator(".agenda h2").last).to_have_text("Ontvangst")
    expect(agenda.locator(".agenda .start").last).to_have_text("15.38")
    assert [title for title, _ in plan(session)] == ["Koerskaart", "Evaluatie", "Ontvangst"]


def test_a_block_is_added_and_after_a_reload_the_page_is_the_same(agenda: Page) -> None:
    agenda.get_by_text("Voeg een onderdeel toe").click()
    agenda.get_by_label("Titel").fill("Pauze")
    agenda.get_by_role("button", name="Voeg toe").click()
    expect(agenda.locator(".agenda h2").last).to_have_text("Pauze")
    swapped = order(agenda)
    agenda.reload()
    assert order(agenda) == swapped


def test_everything_works_without_script(without_script: Page, session: Session) -> None:
    page = without_script
    page.get_by_role("button", name="Ontvangst: naar onder").click()
    page.get_by_label("Minuten voor Koerskaart").fill("85")
    page.locator(".block", has_text="Koerskaart").get_by_role("button", name="Bewaar").click()
    assert plan(session) == [("Koerskaart", 85), ("Ontvangst", 60), ("Evaluatie", 30)]
    page.get_by_role("link", name="Evaluatie", exact=True).click()
    page.get_by_role("button", name="Haal dit onderdeel uit het draaiboek").click()
    page.get_by_role("button", name="Zet terug").click()
    assert order(page) == ["Koerskaart", "Ontvangst", "Evaluatie"]
    assert sideways(page) == 0
