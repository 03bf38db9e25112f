"""A vote on real screens: four phones of which one loses its line, and once on paper alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from networks.models import GroundRule
from sessions.activities.vote.models import Ballot, Vote
from sessions.models import Decision, Session
from tests import factories
from tests.browser.axe import sideways, violations
from tests.browser.room import round_off

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


LONG = "Wie zwijgt op de toolbox, en hoe je die toch hoort zonder te forceren als de ploegbaas ernaast staat"
RULES = (
    "Wat hier verteld wordt, blijft hier",
    "Namen van collega's, klanten of werven vallen niet",
    "Passen mag, zonder uitleg",
    "We laten elkaar uitspreken en vragen dan pas door",
)


def test_four_phones_vote_and_nobody_sees_it_before_it_closes(
    session: Session, laptop: Callable[..., Page], phone: Callable[[str], Page]
) -> None:
    for rule in RULES:
        GroundRule.objects.create(network=session.network, text=rule)
    phones = fatma, joris, els, karim = [phone(name) for name in ("Fatma", "Joris", "Els", "Karim")]
    regie = laptop("activiteiten/nieuw/stemmen")
    regie.get_by_label("Waaruit kiezen ze?").fill(
        f"Werkdruk bespreekbaar maken\nOnthaal van nieuwe collega’s\nVerlof plannen\n{LONG}\nEn {LONG}"
    )
    assert violations(regie) == []
    regie.get_by_role("button", name="Start op gsm").click()
    expect(regie.get_by_text("Niemand ziet een stem of een tussenstand, jij ook niet.")).to_be_visible()
    scherm = laptop("scherm", 1920, 1080)
    expect(scherm.get_by_text("Verdeel 3 stippen op je gsm.")).to_be_visible()

    # By keyboard: two dots on the first, one on the last.
    first = fatma.get_by_role("group", name="Werkdruk bespreekbaar maken").get_by_label("0")
    first.focus()
    for _ in range(2):
        fatma.keyboard.press("ArrowRight")
    expect(fatma.get_by_text("Nog 1 van 3")).to_be_visible()
    fatma.get_by_role("group", name="Verlof plannen").get_by_label("1").check()
    expect(fatma.get_by_text("Alle stippen zijn verdeeld")).to_be_visible()
    assert (violations(fatma), sideways(fatma)) == ([], 0)
    fatma.get_by_role("button", name="Stem", exact=True).click()
    expect(fatma.get_by_text("Je stem is binnen")).to_be_visible()
    fatma.get_by_text("Verander mijn stem").click()
    assert violations(fatma) == []

    # Too many is said on the phone; what was chosen stands there still.
    for name in ("Werkdruk bespreekbaar maken", "Verlof plannen"):
        joris.get_by_role("group", name=name).get_by_label("2").check()
    joris.get_by_role("button", name="Stem", exact=True).click()
    expect(joris.locator("[data-saved]")).to_contain_text("Je gaf 4 stippen, je hebt er 3.")
    joris.get_by_role("group", name="Werkdruk bespreekbaar maken").get_by_label("1").check()
    joris.get_by_role("button", name="Stem", exact=True).click()
    expect(joris.get_by_text("Je stem is binnen")).to_be_visible()

    # Without a line a vote waits on the phone and comes once the line is back.
    els.context.set_offline(True)
    els.get_by_role("group", name="Verlof plannen").get_by_label("3").check()
    els.get_by_role("button", name="Stem", exact=True).click()
    expect(els.locator("[data-saved]")).to_contain_text("nog niet opgeslagen")
    expect(regie.locator("#klaar")).to_have_text("2 van 4 klaar")
    els.context.set_offline(False)
    expect(els.get_by_text("Je stem is binnen")).to_be_visible()
    expect(regie.locator("#klaar")).to_have_text("3 van 4 klaar")
    assert [page.locator("meter").count() for page in (regie, scherm, karim)] == [0, 0, 0]

    # Who is late is told so; the others know that theirs counted.
    karim.context.set_offline(True)
    karim.get_by_role("group", name="Verlof plannen").get_by_label("3").check()
    karim.get_by_role("button", name="Stem", exact=True).click()
    expect(regie.get_by_text("Nog te weinig stemmen op gsm.")).to_be_visible()
    vote = Vote.objects.select_related("activity__session").get()
    for number in range(2):
        vote.cast(factories.create_place(session), key=f"{number}", turn=1, marks={vote.options.all()[2].pk: 3})
    expect(regie.locator("#klaar")).to_have_text("5 van 6 klaar")
    expect(regie.get_by_text("Nog te weinig stemmen op gsm.")).to_have_count(0)
    regie.get_by_role("button", name="Sluit en toon de uitslag").click()
    expect(scherm.get_by_role("heading", name="Bovenaan: ‘Verlof plannen’")).to_be_visible()
    expect(scherm.locator(".outcome > li")).to_have_count(5)
    assert scherm.evaluate("document.documentElement.scrollHeight") == 1080
    karim.context.set_offline(False)
    expect(karim.get_by_text("Leg je gsm even weg")).to_be_visible()
    expect(karim.get_by_text("deze stem telt niet meer mee")).to_be_visible()
    assert [violations(page) for page in (regie, scherm, karim)] == [[], [], []]
    assert list(Ballot.objects.values_list("place", flat=True).distinct()) == [None]
    regie.get_by_role("link", name="Maak er een besluit van").click()
    expect(regie.get_by_label("Wat besluiten jullie?")).to_have_value("We werken aan Verlof plannen.")
    assert violations(regie) == []
    regie.get_by_role("button", name="Bewaar het besluit").click()
    expect(regie.get_by_text("staat bij de besluiten", exact=True)).to_be_visible()
    assert [one.text for one in Decision.objects.all()] == ["We werken aan Verlof plannen."]
    round_off(regie, "stemmen")

    # A row: a place that another choice had changes with this one.
    regie.goto(regie.url.replace("/regie/", "/activiteiten/nieuw/stemmen/"))
    regie.get_by_label("Volgorde").check()
    regie.get_by_label("Waaruit kiezen ze?").fill("4 maart\n11 maart\n18 maart")
    regie.get_by_role("button", name="Start op gsm").click()
    fatma.get_by_label("11 maart").select_option("1")
    fatma.get_by_label("4 maart", exact=True).select_option("2")
    fatma.get_by_label("18 maart").select_option("1")
    expect(fatma.get_by_label("11 maart")).to_have_value("")
    assert violations(fatma) == []
    fatma.get_by_role("button", name="Stem", exact=True).click()
    expect(regie.locator("#klaar")).to_have_text("1 van 6 klaar")
    for page in (regie, *phones):
        page.set_viewport_size({"width": 320, "height": 700})
    assert [sideways(page) for page in (regie, fatma, joris)] == [0, 0, 0]


def test_a_vote_by_consent_on_paper(
    session: Session, laptop: Callable[..., Page], phone: Callable[[str], Page]
) -> None:
    fatma = phone("Fatma")
    regie = laptop("activiteiten/nieuw/stemmen")
    regie.get_by_label("De vraag").fill("We bellen elke nieuwe collega op de vooravond van zijn eerste dag.")
    regie.get_by_label("Akkoord of bezwaar").check()
    regie.get_by_role("button", name="Start op papier").click()
    expect(fatma.get_by_text("Dit doen we op papier")).to_be_visible()
    scherm = laptop("scherm", 1920, 1080)
    expect(scherm.get_by_text("Schrijf je stem op een briefje")).to_be_visible()
    regie.get_by_role("button", name="Sluit en toon de uitslag").click()
    expect(scherm.get_by_role("heading", name="Nog niemand stemde")).to_be_visible()
    regie.get_by_role("link", name="Typ stemmen van papier").click()
    regie.get_by_label("Hoeveel zijn akkoord?").fill("6")
    regie.get_by_label("Bezwaren").fill("Zondagavond is van het gezin")
    assert violations(regie) == []
    regie.get_by_role("button", name="Bewaar").click()
    expect(scherm.get_by_role("heading", name="Nog niet gedragen: er is 1 bezwaar")).to_be_visible()
    expect(scherm.get_by_text("Zondagavond is van het gezin")).to_be_visible()
    assert [violations(page) for page in (regie, scherm)] == [[], []]
