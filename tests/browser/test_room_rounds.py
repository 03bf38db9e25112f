"""A round at the door, a reception and a round of the table on real screens; and practising them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from networks.models import Expectation
from sessions.models import Rehearsal, Session
from tests import factories
from tests.browser.axe import sideways, violations
from tests.browser.room import round_off

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def test_rounds_on_three_screens(
    live_server: LiveServer, session: Session, laptop: Callable[..., Page], phone: Callable[[str], Page]
) -> None:
    url = live_server.url
    fatma, joris = phone("Fatma"), phone("Joris")
    regie = laptop("activiteiten/nieuw/aankomstrondje")
    regie.get_by_role("button", name="Start op gsm").click()
    scherm = laptop("scherm", 1920, 1080)

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
    round_off(regie, "aankomstrondje")
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
    round_off(regie, "receptie met richtvragen")

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


def test_invented_participants_walk_in_and_answer_by_themselves(
    live_server: LiveServer, session: Session, laptop: Callable[..., Page]
) -> None:
    url = live_server.url
    regie = laptop()
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
    rehearsed = Rehearsal.objects.get().session
    # Somebody says nothing: else all four may answer within one step, and their words stand there before the page counted one.
    factories.create_place(rehearsed, name="Rik Gast")
    regie.goto(f"{url}/sessies/{rehearsed.pk}/activiteiten/nieuw/aankomstrondje/")
    regie.get_by_role("button", name="Start op gsm").click()
    expect(regie.locator("#klaar b")).not_to_have_text("0")
    regie.get_by_role("button", name="Toon wat er staat").click()
    expect(regie.locator(".words li").first).to_be_visible()
    regie.get_by_role("button", name="Stop en gooi alles weg").click()
    expect(regie.get_by_text("Er is niets van bewaard.")).to_be_visible()
    assert (Rehearsal.objects.count(), Session.objects.count()) == (0, 1)
