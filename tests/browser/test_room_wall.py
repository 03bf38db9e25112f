"""A silent wall from the first note to the last dot: one laptop and a second one, a projector and three phones."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, Response, expect
from pytest_django.live_server_helper import LiveServer

from networks.models import Expectation
from sessions.activities.wall.models import WallCluster, WallDot, WallNote
from sessions.models import Activity, Session
from tests import factories
from tests.browser.axe import sideways, violations
from tests.browser.room import round_off

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

TREES = Path(__file__).parent / "wall_trees.txt"
IS_THERE = "one => (window.wanted = one) === document.activeElement"
MAY_BE_THERE = "!window.wanted?.isConnected || wanted === document.activeElement"
QUESTION = "Wat maakt praten over een ongeval moeilijk?"


@pytest.fixture
def session(live_server: LiveServer, settings: object) -> Session:
    settings.BASE_URL = live_server.url
    network = factories.create_network(facilitator=factories.create_user())
    session = factories.create_session(network, starts_at=timezone.now() - timedelta(minutes=10))
    factories.create_ground_rule(network, "Zwijgen mag")
    return session


def tab_to(page: Page, target: Locator, *, back: bool = False) -> None:
    """By keyboard alone: on, until the focus is there."""
    expect(target).to_be_visible()
    page.evaluate("window.wanted = null")
    for _ in range(150):
        # Looking for it by its name takes longer than a step: only at the beginning, when it is gone, and to be sure.
        if page.evaluate(MAY_BE_THERE) and target.evaluate(IS_THERE):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError("the keyboard does not get there")


def press(page: Page, button: Locator, *, back: bool = False) -> None:
    tab_to(page, button, back=back)
    page.keyboard.press("Enter")


def write(page: Page, text: str) -> None:
    press_after = page.get_by_role("button", name="Hang op de wand")
    tab_to(page, page.get_by_label("Jouw briefje"))
    page.keyboard.type(text)
    press(page, press_after)
    expect(page.locator("#mijn ~ ul").get_by_text(text, exact=True)).to_be_visible()


def heard(page: Page) -> list[Response]:
    """All that this browser was sent from now on."""
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response) if response.status == 200 else None)
    return responses


def tree_of(region: Locator) -> str:
    """What a screen reader is told, without the numbers of rows and the hour."""
    return re.sub(r"\d\d\.\d\d", "uu.mm", re.sub(r"/\d+/", "/n/", region.aria_snapshot()))


def tree(name: str) -> str:
    """As it is stored in wall_trees.txt."""
    parts = TREES.read_text().split("=== ")
    return next(part.split("\n", 1)[1] for part in parts if part.startswith(name + "\n")).strip()


def test_a_wall_by_keyboard_alone_from_hidden_notes_to_what_goes_on(
    session: Session, laptop: Callable[..., Page], phone: Callable[[str], Page]
) -> None:
    regie, scherm = laptop(), laptop("scherm", 1920, 1080)
    fatma, bart, saskia = phone("Fatma"), phone("Bart"), phone("Saskia")

    # Started hidden, with the keyboard.
    tab_to(regie, regie.locator("#andere summary"))
    regie.keyboard.press("Enter")
    press(regie, regie.get_by_role("link", name="Stille wand"))
    tab_to(regie, regie.get_by_label("De vraag"))
    regie.keyboard.type(QUESTION)
    tab_to(regie, regie.get_by_label("Meteen: iedereen leest en reageert"))
    regie.keyboard.press("ArrowDown")
    press(regie, regie.get_by_role("button", name="Start op gsm"))
    expect(regie.get_by_text("0 briefjes ·")).to_be_visible()
    sent = {page: heard(page) for page in (regie, scherm, bart, saskia)}

    # Hidden notes: a number on the regie, nothing anywhere else. One phone goes offline in the middle of a note.
    write(fatma, "Niemand neemt de tijd")
    expect(regie.get_by_text("1 briefje ·")).to_be_visible()
    fatma.context.set_offline(True)
    tab_to(fatma, fatma.get_by_label("Jouw briefje"), back=True)
    fatma.keyboard.type("Wat zeg je de dag erna?")
    press(fatma, fatma.get_by_role("button", name="Hang op de wand"))
    expect(fatma.locator("[data-queue]").get_by_text("nog niet opgeslagen")).to_be_visible()
    write(bart, "Ik ben bang om het erger te maken")
    fatma.context.set_offline(False)
    expect(fatma.locator("#mijn ~ ul > li")).to_have_count(2)
    expect(fatma.locator("[data-queue] li")).to_have_count(0)
    expect(regie.get_by_text("3 briefjes ·")).to_be_visible()
    assert WallNote.objects.count() == 3
    for responses in sent.values():
        bodies = [one.text() for one in responses if "text/html" in one.headers.get("content-type", "")]
        assert not [body for body in bodies if "Niemand neemt de tijd" in body or "Wat zeg je" in body]
    assert "Ik ben bang" not in regie.content() + scherm.content() + saskia.content()
    trees = {"gsm, verborgen": tree_of(bart.locator("#inhoud"))}

    # Revealed: the same wall on all screens. A reaction hangs below its note.
    press(regie, regie.get_by_role("button", name="Onthul de briefjes"))
    for page in (scherm, saskia):
        expect(page.get_by_text("Niemand neemt de tijd", exact=True)).to_be_visible()
    fold = saskia.locator("li", has_text="Ik ben bang").locator("summary")
    tab_to(saskia, fold)
    saskia.keyboard.press("Enter")
    tab_to(saskia, saskia.get_by_label("Jouw reactie").and_(saskia.locator(":visible")))
    saskia.keyboard.type("Erger wordt het door te zwijgen")
    press(saskia, saskia.get_by_role("button", name="Hang eronder").and_(saskia.locator(":visible")))
    expect(bart.get_by_text("Erger wordt het door te zwijgen", exact=True)).to_be_visible()
    assert WallNote.objects.get(text__startswith="Erger").parent == WallNote.objects.get(text__startswith="Ik ben bang")

    # Two people put notes in groups at once; one takes a move back.
    press(regie, regie.get_by_role("button", name="Ga groeperen"))
    other = laptop(width=390, height=844)
    for page, text in ((regie, "Niemand neemt de tijd"), (other, "Ik ben bang")):
        tab_to(page, page.get_by_role("checkbox", name=text))
        page.keyboard.press("Space")
    press(other, other.get_by_role("button", name="Nieuw groepje"), back=True)
    expect(other.get_by_role("heading", name="Groepje 1")).to_be_visible()
    expect(regie.get_by_role("heading", name="Groepje 1")).to_be_visible()
    expect(regie.get_by_role("checkbox", name="Niemand neemt de tijd")).to_be_checked()
    press(regie, regie.get_by_role("button", name="Nieuw groepje"), back=True)
    expect(regie.get_by_role("heading", name="Groepje 2")).to_be_visible()
    tab_to(regie, regie.get_by_role("checkbox", name="Wat zeg je de dag erna?"))
    regie.keyboard.press("Space")
    press(regie, regie.get_by_role("button", name="Hierheen naar Groepje 2"), back=True)
    expect(regie.locator(".wall-loose")).to_have_count(0)
    press(regie, regie.get_by_role("button", name="Zet de laatste verplaatsing terug"), back=True)
    expect(regie.locator(".wall-loose").get_by_text("Wat zeg je de dag erna?", exact=True)).to_be_visible()
    for number, name in ((1, "Woorden vinden"), (2, "Tijd en rust")):
        press(regie, regie.get_by_role("link", name=f"Groepje {number} een naam geven"))
        tab_to(regie, regie.get_by_label("Naam van het groepje"))
        regie.keyboard.type(name)
        regie.keyboard.press("Enter")
        expect(regie.get_by_role("heading", name=name)).to_be_visible()
    expect(scherm.get_by_role("heading", name="Tijd en rust")).to_be_visible()
    trees |= {"regie": tree_of(regie.locator(".wall-board")), "scherm": tree_of(scherm.locator("main"))}

    # Dots: secret until they are closed, also on the regie.
    press(regie, regie.get_by_role("button", name="Laat stippen"))
    for page, name in ((fatma, "Tijd en rust"), (bart, "Tijd en rust"), (saskia, "Woorden vinden")):
        press(page, page.get_by_role("button", name=f"Eén stip meer op {name}"))
        expect(page.get_by_text("Al je stippen kleven.")).to_be_visible()
    expect(regie.locator("#klaar")).to_have_text("3 van 3 klaar")
    trees["gsm, stippen"] = tree_of(fatma.locator("#inhoud"))
    assert WallDot.objects.count() == 3
    assert "stippen" not in scherm.locator(".wall-list").inner_text()
    press(regie, regie.get_by_role("button", name="Sluit en tel de stippen"))
    expect(scherm.locator(".wall-list li").first).to_contain_text("Tijd en rust")
    expect(scherm.locator(".wall-list li").first).to_contain_text("2")
    expect(fatma.get_by_text("Leg je gsm even weg")).to_be_visible()
    assert not WallDot.objects.exists()
    press(regie, regie.get_by_role("button", name="Verder mee").first)
    expect(scherm.get_by_text("verder mee")).to_be_visible()
    press(regie, regie.get_by_role("button", name="verwachting").first)
    expect(regie.get_by_text("‘Tijd en rust’ staat bij de verwachtingen.")).to_be_visible()
    assert [one.text for one in Expectation.objects.all()] == ["Tijd en rust"]
    assert [(one.name, one.dots, one.goes_on) for one in WallCluster.objects.order_by("name")] == [
        ("Tijd en rust", 2, True),
        ("Woorden vinden", 1, None),
    ]

    for page in (regie, scherm, other, fatma):
        assert violations(page) == []
        assert not sideways(page)
    assert trees == {name: tree(name) for name in trees}


def test_a_wall_without_a_phone_is_typed_dragged_and_completed_after_closing(
    session: Session, laptop: Callable[..., Page]
) -> None:
    activity = factories.create_activity(session, "wand", question=QUESTION, on_paper=True, now=timezone.now())
    regie = laptop()
    regie.get_by_label("Briefjes van papier").fill("Niemand neemt de tijd\nWat zeg je de dag erna?")
    regie.get_by_role("button", name="Hang ze op").click()
    expect(regie.locator("[data-wall-note]")).to_have_count(2)
    regie.get_by_role("button", name="Ga groeperen").click()
    regie.get_by_role("checkbox", name="Niemand neemt de tijd").check()
    regie.get_by_role("button", name="Nieuw groepje").click()
    group = regie.locator("section", has=regie.get_by_role("heading", name="Groepje 1")).last
    expect(group.locator("[data-wall-note]")).to_have_count(1)
    regie.locator("[data-wall-note]", has_text="Wat zeg je").drag_to(group)
    expect(group.locator("[data-wall-note]")).to_have_count(2)
    round_off(regie, "stille wand")
    regie.get_by_text("Wat er al was").click()
    regie.get_by_role("link", name="Bekijk of vul aan").click()
    regie.get_by_label("Briefjes van papier").fill("Zwijgen is makkelijker")
    regie.get_by_role("button", name="Hang ze op").click()
    expect(regie.get_by_role("checkbox", name="Zwijgen is makkelijker")).to_be_visible()
    assert Activity.objects.get().pk == activity.pk
    assert WallNote.objects.count() == 3
    assert violations(regie) == []
