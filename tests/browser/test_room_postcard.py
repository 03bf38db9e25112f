"""A card to yourself on four phones, with one without an address and one that loses its line; and once on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from networks.models import Person
from sessions.models import ActivityLine, Postcard, Session
from tests.browser.axe import sideways, violations
from tests.browser.room import round_off

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

SECRET = "Vaker zeggen wat goed ging."


def test_cards_are_posted_from_phones_and_nobody_reads_them(
    session: Session, laptop: Callable[..., Page], phone: Callable[[str], Page]
) -> None:
    fatma, joris, karim, els = (phone(name) for name in ("Fatma", "Joris", "Karim", "Els"))
    Person.objects.filter(first_name="Els").update(email="")
    regie = laptop("activiteiten/nieuw/postkaart")
    regie.get_by_role("button", name="Start op gsm").click()
    scherm = laptop("scherm", 1920, 1080)

    # Everything with the keyboard: text, weeks, button.
    fatma.get_by_label("Jouw kaart").fill(SECRET)
    fatma.keyboard.press("Tab")
    fatma.get_by_label("Wanneer komt ze?").select_option("6")
    fatma.keyboard.press("Tab")
    fatma.keyboard.press("Enter")
    expect(fatma.get_by_text("Je kaart ligt in de bus")).to_be_visible()
    expect(regie.locator("#klaar")).to_have_text("1 van 3 klaar")
    assert [SECRET in page.content() for page in (regie, scherm, fatma, joris)] == [False] * 4
    assert Postcard.objects.get().weeks == 6

    # Without a line the card waits on the phone, and goes as soon as there is one.
    joris.context.set_offline(True)
    joris.get_by_label("Jouw kaart").fill("Bellen met Karim.")
    joris.get_by_role("button", name="Post mijn kaart").click()
    expect(joris.locator("[data-queue]")).to_contain_text("Bellen met Karim.")
    joris.context.set_offline(False)
    expect(joris.get_by_text("Je kaart ligt in de bus")).to_be_visible()
    assert "Bellen met Karim." not in joris.content()

    # Taken back, and written anew.
    joris.get_by_text("Toch een andere kaart").click()
    joris.get_by_role("button", name="Haal mijn kaart uit de bus").click()
    expect(regie.locator("#klaar")).to_have_text("1 van 3 klaar")
    joris.get_by_label("Jouw kaart").fill("Bellen met Fatma.")
    joris.get_by_role("button", name="Post mijn kaart").click()
    expect(regie.locator("#klaar")).to_have_text("2 van 3 klaar")

    # Who has no address with us writes on paper; a card to the group is for everybody.
    expect(regie.get_by_role("listitem").filter(has_text="Els Demir").first).to_be_visible()
    expect(els.get_by_text("Vraag een papieren kaart")).to_be_visible()
    els.get_by_text("Ook een kaart aan de groep").click()
    els.get_by_label("Kaart aan de groep").fill("Dank voor jullie geduld.")
    els.get_by_role("button", name="Geef aan de groep").click()
    expect(els.get_by_text("Je kaart aan de groep hangt er.")).to_be_visible()
    expect(scherm.locator(".answers")).to_have_text("Dank voor jullie geduld.")
    expect(regie.get_by_text("Dank voor jullie geduld.").first).to_be_visible()
    assert [violations(page) for page in (regie, scherm, fatma, karim, els)] == [[], [], [], [], []]

    # Late: the round is over, and a phone that was still writing brings its card.
    karim.context.set_offline(True)
    karim.get_by_label("Jouw kaart").fill("Iets kleins, elke week.")
    karim.get_by_role("button", name="Post mijn kaart").click()
    round_off(regie, "postkaart")
    expect(regie.get_by_role("heading", name="Postkaart")).to_have_count(0)
    # What was said of one activity goes with it.
    expect(els.get_by_text("Je kaart aan de groep hangt er.")).to_have_count(0)
    karim.context.set_offline(False)
    expect(karim.get_by_text("Leg je gsm even weg")).to_be_visible()
    expect(karim.locator("[data-queue]")).to_be_hidden()
    assert sorted(Postcard.objects.in_the_box().values_list("text", flat=True)) == [
        "Bellen met Fatma.",
        "Iets kleins, elke week.",
        SECRET,
    ]
    assert [sideways(page) for page in (regie, scherm, fatma)] == [0, 0, 0]


def test_without_a_phone_everybody_writes_on_paper(session: Session, laptop: Callable[..., Page]) -> None:
    regie = laptop("activiteiten/nieuw/postkaart")
    regie.get_by_role("button", name="Start op papier").click()
    scherm = laptop("scherm", 1920, 1080)
    expect(regie.get_by_text("Deel de papieren kaarten uit")).to_be_visible()
    expect(scherm.get_by_text("Schrijf een kaart aan jezelf")).to_be_visible()
    regie.get_by_role("link", name="Typ kaarten aan de groep").click()
    regie.get_by_label("Eén kaart per regel").fill("Blijf vragen stellen.\nTot in juni!")
    regie.get_by_role("button", name="Bewaar").click()
    expect(scherm.locator(".answers li")).to_have_text(["Blijf vragen stellen.", "Tot in juni!"])
    assert [violations(page) for page in (regie, scherm)] == [[], []]
    assert ActivityLine.objects.count() == 2
