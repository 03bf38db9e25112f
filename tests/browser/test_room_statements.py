"""Statements on real screens: a projector, four phones and a late one; and once without any phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from sessions.activities.statements.models import StatementTally, StatementVote
from sessions.activities.statements.rules import Spread
from sessions.models import Session
from tests.browser.axe import sideways, violations
from tests.browser.room import round_off

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

LONG = "Opleidingsverantwoordelijkheid hoort thuis op de bouwplaats, ook als de planning onder hoogspanning staat."


def choose(phone: Page, camp: str) -> None:

    phone.get_by_role("button", name=camp, exact=True).click()
    expect(phone.get_by_text(f"Jij koos: {camp.lower()}")).to_be_visible()


def test_a_statement_on_phones_and_nobodys_choice_anywhere(
    session: Session, laptop: Callable[..., Page], phone: Callable[[str], Page]
) -> None:
    phones = [phone(name) for name in ("Fatma", "Joris", "Wim", "Els")]
    regie = laptop("activiteiten/nieuw/stellingen")
    regie.get_by_label("De stellingen").fill(f"{LONG}\nWie zwijgt, stemt toe.")
    regie.get_by_role("button", name="Start op gsm").click()
    scherm = laptop("scherm", 1920, 1080)
    for one in phones:
        expect(one.get_by_role("button", name="Onbeslist")).to_be_visible()
    assert (violations(phones[0]), sideways(phones[0])) == ([], 0)

    # One without a line chooses and changes her mind; it arrives when the line is back, in that order.
    late = phones[3]
    late.context.set_offline(True)
    late.get_by_role("button", name="Eens", exact=True).click()
    late.get_by_role("button", name="Oneens", exact=True).click()
    expect(late.locator("[data-saved]")).to_contain_text("nog niet opgeslagen")
    for one, camp in zip(phones[:3], ("Eens", "Eens", "Onbeslist"), strict=True):
        choose(one, camp)
    expect(regie.locator("#klaar")).to_have_text("3 van 4 klaar")
    expect(regie.locator("#te-weinig")).to_be_visible()
    assert [page.locator(".chart").count() for page in (regie, scherm)] == [0, 0]
    late.context.set_offline(False)
    expect(late.get_by_text("Jij koos: oneens")).to_be_visible()
    expect(regie.locator("#klaar")).to_have_text("4 van 4 klaar")
    # Who comes late still chooses; five may be shown.
    fifth = phone("Nadia")
    choose(fifth, "Oneens")
    expect(regie.locator("#te-weinig")).to_have_count(0)
    assert "koos: oneens" not in " ".join(page.content().lower() for page in (regie, scherm, *phones[:3]))
    assert [violations(page) for page in (regie, scherm, fifth)] == [[], [], []]

    regie.get_by_role("button", name="Toon waar we staan").press("Enter")
    chart = scherm.locator(".chart")
    expect(chart.locator("title")).to_have_text(f"{LONG}: 2 eens, 1 onbeslist, 2 oneens")
    expect(fifth.get_by_text("Leg je gsm even weg")).to_be_visible()
    assert StatementVote.objects.count() == 0
    regie.get_by_role("button", name="Laat opnieuw kiezen").click()
    expect(chart).to_have_count(0)
    for one in (*phones, fifth):
        choose(one, "Oneens")
    regie.get_by_role("button", name="Toon voor en na").click()
    expect(regie.get_by_text("Na het gesprek: −2 eens, −1 onbeslist, +3 oneens.")).to_be_visible()
    expect(chart.locator("title")).to_contain_text("vooraf 2 eens, 1 onbeslist, 2 oneens; nadien 0 eens")
    assert [violations(page) for page in (regie, scherm)] == [[], []]
    assert scherm.evaluate("document.documentElement.scrollHeight") <= 1080
    regie.get_by_role("button", name="Stelling 2").click()
    expect(scherm.get_by_role("heading", name="Wie zwijgt, stemt toe.")).to_be_visible()
    round_off(regie, "stellingen")
    expect(scherm.get_by_role("heading", name="Wie zwijgt, stemt toe.")).to_have_count(0)


def test_a_statement_in_the_room_without_any_phone(session: Session, laptop: Callable[..., Page]) -> None:
    regie = laptop("activiteiten/nieuw/stellingen")
    regie.get_by_role("button", name="Start in de zaal").click()
    scherm = laptop("scherm", 1920, 1080)
    expect(scherm.locator(".room-camps li")).to_have_text(["Eens", "Onbeslist", "Oneens"])
    regie.get_by_label("Eens", exact=True).fill("7")
    regie.keyboard.press("Tab")
    regie.keyboard.type("3")
    regie.keyboard.press("Tab")
    regie.keyboard.type("2")
    regie.keyboard.press("Enter")
    expect(scherm.locator(".chart title")).to_contain_text("7 eens, 3 onbeslist, 2 oneens")
    tally = StatementTally.objects.get(moment="vooraf", statement__is_asked=True)
    assert tally.room == Spread(7, 3, 2)
    regie.get_by_role("button", name="Laat opnieuw kiezen").click()
    regie.get_by_label("Eens", exact=True).fill("12")
    regie.get_by_role("button", name="Toon voor en na").click()
    expect(scherm.locator(".chart title")).to_contain_text("nadien 12 eens, 0 onbeslist, 0 oneens")
    regie.get_by_role("link", name="Verbeter de aantallen nadien").click()
    regie.get_by_label("Oneens").fill("1")
    assert violations(regie) == []
    regie.get_by_role("button", name="Bewaar").click()
    expect(scherm.locator(".chart title")).to_contain_text("nadien 12 eens, 0 onbeslist, 1 oneens")
    for width in (320, 390):
        regie.set_viewport_size({"width": width, "height": 800})
        assert sideways(regie) == 0
    assert violations(regie) == []
