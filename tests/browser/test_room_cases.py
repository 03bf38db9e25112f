"""Somebody brings a case: four phones, a projector and the regie; and once on paper."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from networks.models import Participation
from sessions.models import AdviceCard, Case, Session
from tests import factories
from tests.browser.axe import sideways, violations
from tests.browser.room import round_off
from tests.world import client_of_member

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

TITLE, QUESTION = "De ploegbaas die zweeg", "Hoe begin ik opnieuw met wie niets meer zegt?"


def share_a_case(first_name: str) -> Participation:
    participation = Participation.objects.get(person__first_name=first_name)
    words = {"title": TITLE, "question": QUESTION, "story": "Sinds mijn opmerking zwijgt hij."}
    Case.objects.create(brought_by=participation, shared_at=timezone.now(), brought_at=timezone.now(), **words)
    return participation


def step(regie: Page, button: str) -> None:
    regie.get_by_role("button", name=button).click()
    expect(regie.locator("#stap-nu h3")).to_contain_text(button)


def test_cards_of_four_phones_reach_the_bringer_alone(
    live_server: LiveServer,
    session: Session,
    window: Callable[..., Page],
    laptop: Callable[..., Page],
    phone: Callable[[str], Page],
) -> None:
    els, writers = phone("Els"), [phone(name) for name in ("Fatma", "Joris", "Bart")]
    participation = share_a_case("Els")
    regie = laptop("activiteiten/nieuw/praktijkcase")
    assert violations(regie) == []
    regie.get_by_text("Ervaringsuitwisseling").click()
    regie.get_by_role("button", name="Start op gsm").click()
    scherm = laptop("scherm", 1920, 1080)
    expect(scherm.get_by_text(TITLE)).to_be_visible()
    expect(regie.locator("#stap-verder")).to_have_count(0)
    regie.get_by_role("button", name="Neem deze case").click()
    expect(scherm.get_by_role("heading", name="Els Demir brengt een case in")).to_be_visible()
    expect(scherm.get_by_text(QUESTION)).to_be_visible()

    for title in ("De vraag", "Een eigen moment", "Zo ging het bij ons", "Doorvragen", "Wat keert terug?"):
        step(regie, title)
    expect(scherm.get_by_role("heading", name="Wat keert terug?")).to_be_visible()
    expect(writers[0].get_by_text("Leg je gsm even weg")).to_be_visible()
    regie.get_by_text("De vraag op het scherm").click()
    regie.get_by_label("In de woorden van Els Demir").fill("Wat zeg ik morgen?")
    regie.get_by_role("button", name="Toon deze vraag").click()
    expect(scherm.get_by_text("Wat zeg ik morgen?")).to_be_visible()
    step(regie, "Een tip op een kaart")
    for page, number in zip(writers, range(3), strict=True):
        if number == 2:
            # Out of reach for a while: the card waits on the phone and leaves by itself.
            page.context.set_offline(True)
        page.get_by_label("Jouw advies aan Els").fill(f"Advies nummer {number}")
        if number == 1:
            page.get_by_text("Met mijn naam").click()
        page.get_by_role("button", name="Geef deze kaart aan Els").click()
    expect(regie.locator("#klaar")).to_have_text("2 van 3 klaar")
    writers[2].context.set_offline(False)
    expect(regie.locator("#klaar")).to_have_text("3 van 3 klaar")
    expect(writers[0].get_by_role("heading", name="Je kaart is bezorgd")).to_be_visible()
    expect(els.get_by_role("heading", name="Ze schrijven voor jou")).to_be_visible()
    assert ["Advies nummer" in page.content() for page in (regie, scherm, els)] == [False] * 3
    # Whoever wrote a card may still say it otherwise; nobody sees another's.
    for number, page in enumerate(writers):
        assert [f"Advies nummer {other}" in page.content() for other in range(3) if other != number] == [False] * 2
    assert [violations(page) for page in (regie, scherm, writers[0], els)] == [[]] * 4
    assert scherm.evaluate("document.documentElement.scrollHeight <= innerHeight")
    round_off(regie, "praktijkcase")
    expect(writers[0].get_by_text("Leg je gsm even weg")).to_be_visible()

    # At home: the cards, what came of it, and nothing of it elsewhere.
    cookie = client_of_member(participation).cookies["sessionid"].value
    mine = window(cookie, 390, 844, "/mijn/")
    mine.get_by_role("link", name="Naar je advieskaarten").click()
    expect(mine.locator(".notes .note")).to_have_count(3)
    expect(mine.get_by_text("Fatma Demir")).to_have_count(0)
    expect(mine.get_by_text("Joris Demir")).to_be_visible()
    mine.get_by_role("textbox", name="Wat heb je geprobeerd?").fill("Een koffie gaan drinken.")
    mine.get_by_label("De facilitator en de groep mogen dit lezen").check()
    mine.get_by_role("button", name="Bewaar").click()
    expect(mine.get_by_text("De facilitator en de groep kunnen het lezen.")).to_be_visible()
    assert (violations(mine), sideways(mine)) == ([], 0)
    coming = factories.create_session(session.network)
    for path in (f"sessies/{coming.pk}/terugblik/", f"netwerken/{session.network_id}/cases/"):
        regie.goto(f"{live_server.url}/{path}")
        expect(regie.get_by_text("Een koffie gaan drinken.")).to_be_visible()
        assert violations(regie) == []
        regie.set_viewport_size({"width": 390, "height": 844})
        assert sideways(regie) == 0
        regie.set_viewport_size({"width": 1280, "height": 900})


def test_without_a_phone_the_bringer_types_over_what_was_on_paper(
    session: Session, window: Callable[..., Page], laptop: Callable[..., Page]
) -> None:
    els = factories.create_place(session, factories.create_participation(session.network, first_name="Els"))
    factories.create_place(session)
    regie = laptop("activiteiten/nieuw/praktijkcase")
    regie.get_by_text("Incidentmethode").click()
    regie.get_by_role("button", name="Start op papier").click()
    regie.locator(f"#neem-{els.pk}").press("Enter")
    for title in (
        "Het moment",
        "De feiten",
        "Ieders keuze",
        "Naast elkaar",
        "In gesprek",
        "De afloop",
        "Een volgende keer",
    ):
        step(regie, title)
    expect(regie.get_by_text("lees niet mee")).to_be_visible()
    round_off(regie, "praktijkcase")
    expect(regie.locator("#stap-nu")).to_have_count(0)
    assert els.participation
    cookie = client_of_member(els.participation).cookies["sessionid"].value
    mine = window(cookie, 390, 844, "/mijn/")
    mine.get_by_role("link", name="Naar je advieskaarten").click()
    mine.get_by_text("Kaarten van papier overtypen").click()
    mine.get_by_label("Kaarten van papier").fill("Bel eerst.\n\nGa met twee.")
    mine.get_by_role("button", name="Zet erbij").click()
    expect(mine.locator(".notes .note")).to_have_count(2)
    assert set(AdviceCard.objects.values_list("text", flat=True)) == {"Bel eerst.", "Ga met twee."}
