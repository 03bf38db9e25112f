"""A history line with four phones, one of which loses its line and one that is late; and once from paper alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from networks.models import GroundRule
from sessions.models import HistoryMark, Session
from tests.browser.axe import sideways, violations
from tests.browser.room import round_off

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def put(phone: Page, moment: str, height: str, word: str) -> None:
    phone.get_by_label("Wanneer?").select_option(label=moment)
    phone.locator("label", has_text=height).click()
    phone.get_by_label("In een woord").fill(word)
    phone.get_by_role("button", name="Zet op de lijn").click()


def scrolls(page: Page) -> int:
    """How many pixels the room screen is taller than the window."""
    return page.evaluate("document.documentElement.scrollHeight - document.documentElement.clientHeight")


def test_a_line_of_four_phones_is_shown_and_talked_about(
    session: Session, laptop: Callable[..., Page], phone: Callable[[str], Page]
) -> None:
    for rule in ("Wat hier verteld wordt, blijft hier", "We laten elkaar uitspreken"):
        GroundRule.objects.create(network=session.network, text=rule)
    fatma, joris, karim, els = (phone(name) for name in ("Fatma", "Joris", "Karim", "Els"))
    regie = laptop("activiteiten/nieuw/historielijn")
    regie.get_by_label("De momenten, van links naar rechts").fill(
        "Vooraf\nSessie 1\nEen lange tussentijd\nHet bezoek\nDe zomer\nSessie 4\nVandaag"
    )
    regie.get_by_role("button", name="Start op gsm").click()
    scherm = laptop("scherm", 1920, 1080)
    put(fatma, "Het bezoek", "Hoog", "op de werf")
    expect(fatma.get_by_text("op de werf", exact=True)).to_be_visible()
    put(fatma, "De zomer", "Laag", "niemand antwoordde")
    expect(fatma.get_by_text("niemand antwoordde", exact=True)).to_be_visible()
    joris.context.set_offline(True)
    put(joris, "Het bezoek", "Hoog", "begrepen")
    expect(joris.locator("[data-queue]")).to_contain_text("begrepen")
    joris.context.set_offline(False)
    expect(regie.locator("#klaar")).to_have_text("2 van 4 klaar")
    put(els, "Vooraf", "Laag", "vergissing")
    els.get_by_role("button", name="vergissing").click()
    expect(els.get_by_text("Jouw momenten")).to_have_count(0)
    put(els, "Vandaag", "Hoog", "fier")
    expect(els.get_by_text("fier", exact=True)).to_be_visible()
    assert ["op de werf" in page.content() for page in (regie, scherm, joris)] == [False] * 3
    assert (violations(fatma), sideways(fatma)) == ([], 0)
    # What is late comes on the line that hangs there already.
    karim.context.set_offline(True)
    put(karim, "De zomer", "Laag", "te veel werk")
    els.get_by_label("In een woord").fill("twijfel")

    regie.get_by_role("button", name="Toon de lijn").click()
    expect(scherm.locator("svg.history circle")).to_have_count(3)
    karim.context.set_offline(False)
    expect(scherm.locator("svg.history title")).to_contain_text("De zomer: 2 keer laag")
    expect(scherm.locator(".extremes")).to_contain_text("begrepen")
    assert (violations(scherm), scrolls(scherm), sideways(scherm)) == ([], 0, 0)
    assert violations(regie) == []
    expect(fatma.get_by_text("Leg je gsm even weg")).to_be_visible()
    # The room went on while she typed: folded, because a phone lies on the table.
    expect(els.get_by_text("Je typte nog iets")).to_be_visible()
    expect(els.get_by_text("twijfel", exact=True)).to_be_hidden()
    els.get_by_text("Je typte nog iets").click()
    expect(els.get_by_text("twijfel", exact=True)).to_be_visible()
    assert (violations(els), sideways(els)) == ([], 0)
    els.get_by_role("button", name="Gooi weg").click()
    expect(els.get_by_text("Je typte nog iets")).to_be_hidden()
    assert "Je typte nog iets" in fatma.content()
    expect(fatma.get_by_text("Je typte nog iets")).to_be_hidden()

    for button, list_name, line in (
        ("Vraag naar de pieken", "Typ wat de pieken leerden", "Omdat we het zelf zagen"),
        ("Vraag naar de dalen", "Typ hoe jullie weer boven kwamen", "Marie belde iedereen op"),
        ("Zoek de rode draad", "Typ: voor de groep", "Samen iets doen, dan pas praten"),
    ):
        regie.get_by_role("button", name=button).click()
        regie.get_by_role("link", name=list_name).click()
        regie.get_by_label("Eén punt per regel").fill("\n".join([line, "Nog iets van de groep dat hier staat"] * 3))
        regie.get_by_role("button", name="Bewaar").click()
        expect(scherm.get_by_text("Nog iets van de groep").first).to_be_visible()
        assert (scrolls(scherm), sideways(scherm)) == (0, 0)
    assert violations(scherm) == []
    round_off(regie, "historielijn")
    expect(scherm.locator("svg.history")).to_have_count(0)
    assert set(HistoryMark.objects.values_list("place", flat=True)) == {None}


def test_without_a_phone_the_sheets_are_typed(session: Session, laptop: Callable[..., Page]) -> None:
    regie = laptop("activiteiten/nieuw/historielijn")
    regie.get_by_role("button", name="Start op papier").click()
    scherm = laptop("scherm", 1920, 1080)
    expect(scherm.get_by_text("op je blad")).to_be_visible()
    regie.get_by_role("link", name="Typ wat op papier staat").click()
    regie.get_by_label("Vooraf: laag").fill("geen tijd\ntwijfel")
    regie.keyboard.press("Tab")
    regie.keyboard.type("eerste koffie")
    assert (violations(regie), sideways(regie)) == ([], 0)
    regie.get_by_role("button", name="Zet op de lijn").click()
    expect(regie.get_by_text("3 momenten staan er al")).to_be_visible()
    regie.get_by_role("button", name="Toon de lijn").click()
    expect(scherm.locator("svg.history title")).to_contain_text("Vooraf: 2 keer laag; Sessie 1: 1 keer hoog")
