"""A werkvorm without a tool of its own: facilitator and projector, and phones that stay in the pocket."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from networks.models import GroundRule
from sessions.models import ActivityLine, Method, Session
from tests import factories
from tests.browser.axe import sideways, violations
from tests.browser.room import round_off

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def scrolls(page: Page) -> int:
    """How many pixels the room screen is taller than the window."""
    return page.evaluate("document.documentElement.scrollHeight - document.documentElement.clientHeight")


def test_its_steps_its_clock_and_what_the_group_says_follow_on_the_projector(
    session: Session, laptop: Callable[..., Page], phone: Callable[[str], Page]
) -> None:
    call_command("load_methods")
    for rule in ("Wat hier verteld wordt, blijft hier", "We laten elkaar uitspreken", "Gsm's blijven in de jaszak"):
        GroundRule.objects.create(network=session.network, text=rule)
    method = Method.objects.get(slug="brainstorm")
    factories.create_agenda_item(session, "Ideeën voor de onthaaldag", method.usual_minutes, method=method)
    fatma = phone("Fatma")
    regie = laptop()
    scherm = laptop("scherm", 1920, 1080)
    regie.get_by_role("button", name="Start de sessie").click()
    regie.get_by_role("button", name="Start", exact=True).click()
    expect(regie.get_by_role("heading", name="Stap 1 van")).to_be_visible()
    expect(scherm.get_by_text("stap 1 van")).to_be_visible()
    expect(scherm.locator(".timer")).to_be_visible()
    # What the card tells the facilitator is hers; a question of the card is for the group, with one tap.
    expect(scherm.get_by_role("heading", name=method.title)).to_be_visible()
    question = method.questions.splitlines()[0]
    regie.locator("#toon-vraag-1").press("Enter")
    expect(scherm.get_by_role("heading", name=question)).to_be_visible()
    regie.get_by_role("button", name="Zet ook de stappen op het scherm").click()
    expect(scherm.locator(".room-do")).to_be_visible()
    expect(fatma.get_by_text("Dit doen we samen, zonder gsm.")).to_be_visible()
    for number in range(2, len(method.steps.splitlines()) + 1):
        regie.get_by_role("button", name=f"Naar stap {number}", exact=True).click()
        expect(scherm.get_by_text(f"stap {number} van")).to_be_visible()
        assert (number, scrolls(scherm)) == (number, 0)
    for page in (regie, scherm, fatma):
        assert (violations(page), sideways(page)) == ([], 0)

    regie.get_by_role("link", name="Noteer wat de groep zegt").click()
    long = "Wie nieuw is, loopt de eerste drie dagen mee met iemand die zelf nog maar een jaar in dienst is, en niet met de baas"
    regie.get_by_label("Eén punt per regel").fill("\n".join(f"{number}. {long}" for number in range(1, 8)))
    regie.get_by_role("button", name="Bewaar").click()
    expect(scherm.locator(".room-points li")).to_have_count(4)
    expect(scherm.get_by_text("en 3 punten van daarvoor")).to_be_visible()
    assert scrolls(scherm) == 0
    round_off(regie, "brainstorm met afweging")
    expect(regie.get_by_role("heading", name="Stap ")).to_have_count(0)
    regie.get_by_role("heading", name="Wat er al was").click()
    expect(regie.locator("#gedaan").get_by_text("Brainstorm met afweging").first).to_be_visible()
    assert ActivityLine.objects.filter(activity__method_title=method.title).count() == 7
