"""Writing down what is said, on a phone that locks and a connection that goes."""

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from sessions.models import ActionPoint, Attendance, ExpectationReview, Note, Question, Session, SummaryPoint
from tests import factories
from tests.browser.axe import sideways, violations, violations_on_both
from tests.world import World, build_world, client_of_member, client_of_staff

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def stage(transactional_db: None) -> World:
    return build_world()


@pytest.fixture
def session(stage: World) -> Session:
    return factories.create_session(stage.network, number=2)


@pytest.fixture
def notes(stage: World, session: Session, context: BrowserContext, live_server: LiveServer) -> str:
    cookie = client_of_staff(stage.facilitator).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    return f"{live_server.url}/sessies/{session.pk}/notities/"


def blank(page: Page, slug: str = "samenvatting"):
    return page.locator(f"#nieuw-{slug}")


def summary() -> list[str]:
    return list(SummaryPoint.objects.values_list("text", flat=True))


def test_a_line_is_saved_while_typing_and_is_one_line(page: Page, notes: str) -> None:
    page.goto(notes)
    blank(page).locator("textarea").press_sequentially("Eerst luisteren", delay=20)
    expect(blank(page).locator("[data-saved]")).to_contain_text("opgeslagen om")
    blank(page).locator("textarea").press_sequentially(", dan vragen", delay=20)
    expect(blank(page).locator("[data-saved]")).to_contain_text("nog niet")
    expect(blank(page).locator("[data-saved]")).to_contain_text("opgeslagen om")
    assert summary() == ["Eerst luisteren, dan vragen"]


def test_the_next_line_stands_ready_and_nothing_else_moves(page: Page, notes: str) -> None:
    page.goto(notes)
    for text in ("een", "twee", "drie"):
        blank(page).locator("textarea").fill(text)
        blank(page).get_by_role("button", name="Volgende regel").click()
        expect(page.locator("#lijst-samenvatting > ul > li").last.locator("textarea")).to_have_value("")
        expect(blank(page).locator("textarea")).to_be_focused()
    assert summary() == ["een", "twee", "drie"]
    assert page.locator("#lijst-samenvatting > ul > li textarea").evaluate_all("all => all.map(one => one.value)") == [
        "een",
        "twee",
        "drie",
        "",
    ]


def test_what_was_typed_without_a_connection_is_saved_when_it_is_back(
    page: Page, context: BrowserContext, notes: str
) -> None:
    page.goto(notes)
    context.set_offline(True)
    blank(page).locator("textarea").fill("Getypt in de kelder")
    expect(blank(page).locator("[data-saved]")).to_contain_text("geen verbinding")
    assert summary() == []
    context.set_offline(False)
    expect(blank(page).locator("[data-saved]")).to_contain_text("opgeslagen om")
    assert summary() == ["Getypt in de kelder"]


def test_a_phone_that_locked_brings_its_text_back(page: Page, context: BrowserContext, notes: str) -> None:
    page.goto(notes)
    context.set_offline(True)
    blank(page).locator("textarea").fill("Getypt voor het slot viel")
    page.close()  # what a phone does to a page that it forgot
    context.set_offline(False)
    again = context.new_page()
    again.goto(notes)
    expect(blank(again).locator("textarea")).to_have_value("Getypt voor het slot viel")
    expect(blank(again).locator("[data-saved]")).to_contain_text("opgeslagen om")
    assert summary() == ["Getypt voor het slot viel"]


def test_an_answer_that_got_lost_makes_no_second_line_and_no_quarrel(page: Page, notes: str) -> None:
    page.goto(notes)
    lost = []

    def swallow(route: Route) -> None:
        if lost:
            return route.fallback()
        lost.append(route.fetch())  # the server did save it
        return route.abort()

    page.route("**/notities/samenvatting/", swallow)
    blank(page).locator("textarea").fill("Eerst")
    expect(blank(page).locator("[data-saved]")).to_contain_text("geen verbinding")
    blank(page).locator("textarea").fill("Eerst luisteren")
    expect(blank(page).locator("[data-saved]")).to_contain_text("opgeslagen om")
    assert lost[0].status == 204
    assert page.locator(".theirs").count() == 0
    assert summary() == ["Eerst luisteren"]


def test_a_lost_answer_and_a_locked_phone_together_still_make_one_line(
    page: Page, context: BrowserContext, notes: str
) -> None:
    page.goto(notes)

    def swallow(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/notities/samenvatting/", swallow, times=1)
    blank(page).locator("textarea").fill("Eerst")
    expect(blank(page).locator("[data-saved]")).to_contain_text("geen verbinding")
    context.set_offline(True)
    blank(page).locator("textarea").fill("Eerst luisteren")
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(notes)
    row = again.locator("#lijst-samenvatting > ul > li").first
    expect(row.locator("textarea")).to_have_value("Eerst luisteren")
    expect(row.locator("[data-saved]")).to_contain_text("opgeslagen om")
    assert summary() == ["Eerst luisteren"]
    assert again.locator(".theirs").count() == 0


def test_two_facilitators_in_one_line_both_keep_their_text(page: Page, context: BrowserContext, notes: str) -> None:
    SummaryPoint.objects.create(session=Session.objects.get(number=2), text="Luisteren")
    page.goto(notes)
    other = context.new_page()
    other.goto(notes)
    first = page.locator("#lijst-samenvatting > ul > li").first
    second = other.locator("#lijst-samenvatting > ul > li").first
    first.locator("textarea").fill("Luisteren naar wie zwijgt")
    expect(first.locator("[data-saved]")).to_contain_text("opgeslagen om")
    second.locator("textarea").fill("Luisteren zonder oordeel")
    expect(second.locator(".theirs pre")).to_have_text("Luisteren naar wie zwijgt")
    expect(second.locator("textarea")).to_have_value("Luisteren zonder oordeel")
    assert summary() == ["Luisteren naar wie zwijgt"]
    second.get_by_role("button", name="Bewaar mijn tekst").click()
    expect(second.locator("[data-saved]")).to_contain_text("opgeslagen om")
    assert summary() == ["Luisteren zonder oordeel"]


def test_a_wrong_line_is_told_in_its_place(page: Page, notes: str) -> None:
    page.goto(notes)
    blank(page).get_by_role("button", name="Volgende regel").click()
    expect(blank(page)).to_contain_text("Een lege regel bewaren we niet.")
    blank(page).locator("textarea").fill("Toch iets")
    blank(page).get_by_role("button", name="Volgende regel").click()
    expect(blank(page).locator("textarea")).to_have_value("")
    assert summary() == ["Toch iets"]


def test_a_tap_is_kept_and_counted_without_a_new_page(page: Page, notes: str) -> None:
    page.goto(notes.replace("notities", "aanwezigheid"))
    page.evaluate("window.same = true")
    page.get_by_text("te laat", exact=True).click()
    expect(page.locator("#telling")).to_contain_text("1 van 1 aanwezig")
    page.get_by_label("Gekomen om").fill("14:00")
    expect(page.locator("[id^=uren]")).to_have_text("2 u 30")
    page.get_by_text("wis").click()
    expect(page.locator("#telling")).to_contain_text("0 van 1 aanwezig")
    assert Attendance.objects.filter(session__number=2).count() == 0
    assert page.evaluate("window.same") is True


def test_the_pages_for_the_room_are_accessible_wide_and_on_a_phone(
    page: Page, stage: World, session: Session, notes: str
) -> None:
    factories.attend(session, stage.participation, Attendance.State.LATE)
    factories.create_substitute(session, factories.create_participation(stage.network))
    factories.create_expectation(stage.network)
    ExpectationReview.give(session, factories.create_expectation(stage.network), "deels")
    for slug, model, fields in (
        ("a", SummaryPoint, {}),
        ("b", ActionPoint, {"owner": "subgroep", "subgroup": "de werfleiders"}),
        ("c", Question, {"answer": "Het fonds"}),
        ("d", Note, {"kind": "leerpunt"}),
    ):
        for where in (stage.session, session):
            model.write(where, slug, 0, text="Een heel lang woord: arbeidsongeschiktheidsverzekering", **fields)
    base = notes.removesuffix("notities/")
    network = f"{base.split('/sessies/')[0]}/netwerken/{stage.network.pk}/documenten/"
    for url in (*(f"{base}{name}/" for name in ("aanwezigheid", "notities", "terugblik", "afsluiten")), network):
        page.goto(url)
        page.evaluate("document.querySelectorAll('details:not([data-menu])').forEach(one => one.open = true)")
        assert (url, violations_on_both(page)) == (url, [])


def test_the_excuse_is_accessible_on_a_phone(page: Page, stage: World, live_server: LiveServer) -> None:
    later = factories.create_session(stage.network, number=3)
    cookie = client_of_member(stage.participation).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{live_server.url}/mijn/sessies/{later.pk}/ik-kom-niet/")
    assert (violations(page), sideways(page)) == ([], 0)
    page.get_by_label("Waarom lukt het niet?").fill("Tandarts")
    page.get_by_role("button", name="Laat weten dat ik niet kom").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Je bent verontschuldigd")
    assert violations(page) == []
    page.get_by_role("button", name="Ik kom toch").click()
    expect(page.get_by_role("link", name="Ik kan er niet bij zijn").first).to_be_visible()
    expect(page.get_by_role("status").get_by_text("Fijn, we rekenen op je.")).to_be_visible()
