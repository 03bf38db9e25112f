"""A decision in four steps on real screens, with phones that propose and weigh."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from sessions.activities.decision.models import DecisionReview
from sessions.models import Session
from tests import factories
from tests.browser.axe import sideways, violations
from tests.browser.room import round_off

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def test_from_a_question_to_a_decision_that_comes_back(
    session: Session, laptop: Callable[..., Page], phone: Callable[[str], Page]
) -> None:
    factories.create_session(session.network, number=session.number + 1)
    phones = [phone(name) for name in ("Fatma", "Joris", "Wim", "Els")]
    regie = laptop("activiteiten/nieuw/besluit-in-vier-stappen")
    regie.get_by_label("De vraag").fill("Welke gast vragen we voor sessie 3?")
    regie.get_by_role("button", name="Start op gsm").click()
    scherm = laptop("scherm", 1920, 1080)
    expect(phones[0].get_by_text("Leg je gsm even weg")).to_be_visible()
    regie.get_by_role("button", name="Ga voorstellen").click()
    for one in phones:
        expect(one.get_by_label("Jouw voorstel")).to_be_visible()
    late = phones[3]
    late.context.set_offline(True)
    for number, one in enumerate(phones):
        one.get_by_label("Jouw voorstel").fill(f"Voorstel {number}: iemand die de werf kent en rustig vertelt")
        one.get_by_role("button", name="Leg het op tafel").click()
    expect(scherm.locator(".room-proposals li")).to_have_count(3)
    late.context.set_offline(False)
    expect(scherm.locator(".room-proposals li")).to_have_count(4)
    assert (violations(late), sideways(late)) == ([], 0)
    regie.get_by_role("button", name="Ga afwegen").click()
    expect(late.get_by_role("heading", name="Wat zeg jij ervan?")).to_be_visible()
    late.locator("details.fold summary").first.click()
    late.get_by_label("Wat valt je op?").first.fill("Kent ons werk")
    late.get_by_role("button", name="Sterk").first.click()
    expect(regie.get_by_text("Sterk: Kent ons werk")).to_be_visible()
    regie.get_by_role("button", name="Ga besluiten").click()
    assert [violations(page) for page in (regie, scherm)] == [[], []]
    regie.get_by_role("link", name="Leg het besluit vast").click()
    regie.get_by_label("Het besluit").fill("We vragen de ploegbaas van Omar.")
    regie.get_by_label("Wanneer bekijken jullie het opnieuw?").select_option(index=1)
    assert violations(regie) == []
    regie.get_by_role("button", name="Bewaar").click()
    expect(scherm.get_by_text("We vragen de ploegbaas van Omar.")).to_be_visible()
    assert scherm.evaluate("document.documentElement.scrollHeight") <= 1080
    review = DecisionReview.objects.get()
    regie.goto(regie.url.split("/sessies/")[0] + f"/sessies/{review.session_id}/terugblik/")
    regie.get_by_text("nog altijd goed").click()
    expect(regie.locator("#besluiten [data-saved]")).to_contain_text("opgeslagen")
    assert violations(regie) == []


def test_without_a_phone_the_flap_says_it_all(session: Session, laptop: Callable[..., Page]) -> None:
    regie = laptop("activiteiten/nieuw/besluit-in-vier-stappen")
    regie.get_by_label("De vraag").fill("Waar komen we volgende keer samen?")
    regie.get_by_role("button", name="Start op papier").click()
    scherm = laptop("scherm", 1920, 1080)
    expect(scherm.get_by_text("Stap 1 van 4: verkennen")).to_be_visible()
    regie.get_by_role("button", name="Ga voorstellen").click()
    expect(scherm.get_by_text("Alles mag op de flap.")).to_be_visible()
    regie.get_by_role("link", name="Typ voorstellen").click()
    regie.get_by_label("Voorstellen").fill("In de werfkeet\nBij de gemeente\nNergens")
    assert violations(regie) == []
    regie.get_by_role("button", name="Bewaar").click()
    expect(scherm.locator(".room-proposals li")).to_have_count(3)

    # What was taken away by mistake comes back, by keyboard.
    regie.locator("li", has_text="Nergens").get_by_role("button", name="Haal weg").press("Enter")
    expect(scherm.locator(".room-proposals li")).to_have_count(2)
    regie.get_by_text("Weggehaald", exact=True).click()
    assert violations(regie) == []
    regie.locator("li", has_text="Nergens").get_by_role("button", name="Zet terug").press("Enter")
    expect(scherm.locator(".room-proposals li")).to_have_count(3)
    regie.get_by_role("button", name="Ga afwegen").click()
    regie.locator("li", has_text="In de werfkeet").get_by_role("link", name="Weeg af").click()
    regie.get_by_label("Zwak").check()
    regie.get_by_label("Wat zeg je erover?").fill("Koud in maart")
    regie.get_by_role("button", name="Bewaar").click()
    expect(scherm.get_by_text("zwak 1")).to_be_visible()
    regie.set_viewport_size({"width": 390, "height": 844})
    assert (violations(regie), sideways(regie)) == ([], 0)

    # Time is up: the next one goes on here, or begins something else.
    round_off(regie, "besluit in vier stappen")
    regie.goto(regie.url.replace("/regie/", "/activiteiten/nieuw/besluit-in-vier-stappen/"))
    expect(regie.get_by_label("gestopt bij afwegen")).to_be_checked()
    assert (violations(regie), sideways(regie)) == ([], 0)
    regie.get_by_role("button", name="Start op papier").click()
    expect(scherm.get_by_text("Stap 3 van 4: afwegen")).to_be_visible()
