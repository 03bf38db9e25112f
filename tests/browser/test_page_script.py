"""What static/page.js promises, on a bare page with a server of three lines."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, Route, expect

pytestmark = pytest.mark.browser

HOME = "http://look.test/"
SCRIPT = (Path(settings.BASE_DIR) / "static" / "page.js").read_text()


class Server:
    """Answers the page, the script, and each POST with what the test says."""

    def __init__(self, context: BrowserContext) -> None:
        self.body = ""
        self.user = "7"
        self.answers: list[tuple[int, dict[str, str], str]] = []
        self.posts: list[str] = []
        self.silent = False
        context.route(f"{HOME}**", self.answer)

    def answer(self, route: Route) -> None:
        request = route.request
        if request.method == "POST":
            if self.silent:
                return route.abort()
            self.posts.append(request.post_data or "")
            status, headers, text = self.answers.pop(0) if self.answers else (204, {}, "")
            return route.fulfill(status=status, headers=headers, body=text)
        if request.url.endswith("page.js"):
            return route.fulfill(body=SCRIPT, content_type="text/javascript")
        page = f'<!doctype html><title>t</title><script src="/page.js" defer></script><body data-user="{self.user}"><div id="melding"></div>{self.body}'
        return route.fulfill(body=page, content_type="text/html")


@pytest.fixture
def server(context: BrowserContext) -> Server:
    return Server(context)


def until(page: Page, true: Callable[[], bool]) -> None:
    for _ in range(100):
        if true():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not happen within five seconds")


NOTE = """<form method="post" action="/bewaar" data-autosave="notitie-1"><input type="hidden" name="version" value="1">
<div class="field"><textarea name="text">oud</textarea></div><span data-saved data-state="idle">nog niets gewijzigd</span></form>"""


def test_a_text_is_saved_while_typing_and_the_light_says_when(page: Page, server: Server) -> None:
    server.body, server.answers = NOTE, [(204, {"X-Version": "2"}, "")]
    page.goto(HOME)
    page.locator("textarea").fill("nieuw")
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "wait")
    expect(page.locator("[data-saved]")).to_contain_text("opgeslagen om ")
    assert page.locator("[name=version]").input_value() == "2"
    assert len(server.posts) == 1
    assert "nieuw" in server.posts[0]


def test_without_a_connection_the_text_stays_on_the_device_and_is_saved_later(page: Page, server: Server) -> None:
    server.body, server.silent = NOTE, True
    page.goto(HOME)
    page.locator("textarea").fill("onderweg getypt")
    expect(page.locator("[data-saved]")).to_contain_text("geen verbinding")
    server.silent = False
    page.goto(HOME)
    expect(page.locator("textarea")).to_have_value("onderweg getypt")
    expect(page.locator("[data-saved]")).to_contain_text("opgeslagen om ")
    assert "onderweg getypt" in server.posts[-1]


def test_somebody_else_on_the_same_device_does_not_get_that_text(page: Page, server: Server) -> None:
    server.body, server.silent = NOTE, True
    page.goto(HOME)
    page.locator("textarea").fill("van Marijke")
    expect(page.locator("[data-saved]")).to_contain_text("geen verbinding")
    server.user = "8"
    page.goto(HOME)
    expect(page.locator("textarea")).to_have_value("oud")


def test_a_text_that_somebody_else_changed_shows_both(page: Page, server: Server) -> None:
    theirs = json.dumps({"theirs": "van Hilde", "version": 5})
    server.body, server.answers = (
        NOTE,
        [(409, {"Content-Type": "application/json"}, theirs), (204, {"X-Version": "6"}, "")],
    )
    page.goto(HOME)
    page.locator("textarea").fill("van Marijke")
    expect(page.locator(".theirs pre")).to_have_text("van Hilde")
    expect(page.locator("textarea")).to_have_value("van Marijke")
    page.get_by_role("button", name="Bewaar mijn tekst").click()
    expect(page.locator("[data-saved]")).to_contain_text("opgeslagen om ")
    assert 'name="version"\r\n\r\n5' in server.posts[1]
    assert page.locator("[name=version]").input_value() == "6"


def test_who_is_signed_out_keeps_the_text(page: Page, server: Server) -> None:
    server.body, server.answers = NOTE, [(401, {}, "")]
    page.goto(HOME)
    page.locator("textarea").fill("lang verhaal")
    expect(page.locator("[data-saved]")).to_contain_text("je bent afgemeld, je tekst is bewaard")


def test_a_refused_text_says_why(page: Page, server: Server) -> None:
    server.body, server.answers = NOTE, [(422, {}, json.dumps({"error": "Dit is te lang."}))]
    page.goto(HOME)
    page.locator("textarea").fill("te lang")
    expect(page.locator("[data-saved]")).to_contain_text("niet opgeslagen: Dit is te lang.")


def test_a_tap_is_saved_at_once(page: Page, server: Server) -> None:
    server.body = '<form method="post" action="/tik" data-autosave="tik"><label><input type="radio" name="state" value="late">te laat</label><span data-saved></span></form>'
    page.goto(HOME)
    page.get_by_label("te laat").check()
    until(page, lambda: len(server.posts) == 1)
    assert "late" in server.posts[0]


DRAFT = '<form method="post" action="/klaar" data-draft="evaluatie-3"><input type="radio" name="score" value="8"><textarea name="text"></textarea><button>Verstuur</button></form>'


def test_a_draft_survives_a_locked_phone_and_goes_when_it_was_sent(page: Page, server: Server) -> None:
    server.body = DRAFT
    page.goto(HOME)
    page.locator("textarea").fill("meer tijd")
    page.locator("[name=score]").check()
    page.goto(HOME)
    expect(page.locator("textarea")).to_have_value("meer tijd")
    expect(page.locator("[name=score]")).to_be_checked()
    server.body = '<p data-draft-wipe="evaluatie-3">bewaard</p>'
    page.goto(HOME)
    server.body = DRAFT
    page.goto(HOME)
    expect(page.locator("textarea")).to_have_value("")


def test_giving_up_the_place_forgets_what_was_typed(page: Page, server: Server) -> None:
    server.body = (
        DRAFT + '<form method="post" action="/weg" data-draft-wipe><button>Ik ben iemand anders</button></form>'
    )
    page.goto(HOME)
    page.locator("textarea").fill("geheim")
    page.get_by_role("button", name="Ik ben iemand anders").click()
    until(page, lambda: len(server.posts) == 1)
    page.goto(HOME)
    expect(page.locator("textarea")).to_have_value("")


def test_a_draft_older_than_a_week_is_gone(page: Page, server: Server) -> None:
    server.body = DRAFT
    page.goto(HOME)
    page.locator("textarea").fill("oud")
    page.evaluate("""() => { for (const key of Object.keys(localStorage)) {
        const kept = JSON.parse(localStorage.getItem(key)); kept.at -= 8 * 86400000; localStorage.setItem(key, JSON.stringify(kept)); } }""")
    page.goto(HOME)
    expect(page.locator("textarea")).to_have_value("")


def test_two_clicks_send_once(page: Page, server: Server) -> None:
    server.body = '<form method="post" action="/verstuur"><button>Verstuur</button></form>'
    page.goto(HOME)
    page.evaluate("() => { const button = document.querySelector('button'); button.click(); button.click(); }")
    until(page, lambda: len(server.posts) >= 1)
    page.wait_for_timeout(200)
    assert len(server.posts) == 1


def test_a_choice_sends_its_form(page: Page, server: Server) -> None:
    server.body = (
        '<form method="post" action="/kies" data-autosubmit><select name="phase"><option>a<option>b</select></form>'
    )
    page.goto(HOME)
    page.locator("select").select_option("b")
    until(page, lambda: len(server.posts) == 1)
    assert server.posts[0] == "phase=b"


def test_dragging_sends_the_new_order(page: Page, server: Server) -> None:
    items = "".join(
        f'<li data-id="{n}"><button class="handle" type="button">sleep {n}</button></li>' for n in (1, 2, 3)
    )
    server.body = f'<ol data-sortable="orde">{items}</ol><form id="orde" method="post" action="/orde"><input type="hidden" name="order"></form>'
    page.goto(HOME)
    last = page.locator(".handle").nth(2).bounding_box()
    page.locator(".handle").first.hover()
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(last["x"] + 5, 10 + (last["y"] + last["height"] - 12) * step / 10)
    page.mouse.up()
    until(page, lambda: len(server.posts) == 1)
    assert server.posts[0] == "order=2%2C3%2C1"


def test_a_list_without_a_form_posts_its_order_to_its_address(page: Page, server: Server) -> None:
    items = "".join(f'<li data-id="{n}"><button class="handle" type="button">sleep {n}</button></li>' for n in (1, 2))
    server.body = f'<input type="hidden" name="csrfmiddlewaretoken" value="t"><ol data-sortable data-sortable-url="/orde">{items}</ol>'
    page.goto(HOME)
    page.locator(".handle").nth(1).hover()
    page.mouse.down()
    top = page.locator(".handle").first.bounding_box()
    page.mouse.move(top["x"] + 4, top["y"] + 8)
    page.mouse.move(top["x"] + 4, top["y"] + 2)
    page.mouse.up()
    until(page, lambda: len(server.posts) == 1)
    assert server.posts[0] == "order=2%2C1&csrfmiddlewaretoken=t"


def test_a_photo_is_made_smaller_before_it_leaves(page: Page, server: Server, tmp_path: Path) -> None:
    from PIL import Image

    Image.effect_noise((3000, 2400), 60).save(tmp_path / "flap.png", compress_level=0)
    server.body = (
        '<form method="post" enctype="multipart/form-data"><input type="file" name="photo" data-shrink></form>'
    )
    page.goto(HOME)
    page.locator("input").set_input_files(tmp_path / "flap.png")
    page.wait_for_function("document.querySelector('input').files[0]?.name === 'flap.jpg'")
    size = page.evaluate("""async () => { const made = await createImageBitmap(document.querySelector('input').files[0]);
        return [made.width, made.height, document.querySelector('input').files[0].size]; }""")
    assert size[:2] == [2000, 1600]
    assert size[2] < (tmp_path / "flap.png").stat().st_size


def test_a_file_that_is_being_made_is_fetched_when_it_is_there(page: Page, server: Server) -> None:
    server.body = '<main><h1>Bezig</h1><p data-await="Klaar.">Dat duurt even.</p></main>'
    page.goto(HOME)
    server.body = "<main><h1>Mislukt</h1></main>"
    expect(page.locator("h1")).to_have_text("Mislukt")


def test_the_summary_of_errors_gets_the_focus(page: Page, server: Server) -> None:
    server.body = '<section data-errors tabindex="-1"><a href="#a">Vul in</a></section>'
    page.goto(HOME)
    expect(page.locator("[data-errors]")).to_be_focused()


ROWS = """<div data-rows><ul><li id="a"><form><button>a</button></form></li><li id="b"><form><button>b</button></form></li>
<li id="c"><form><button>c</button></form></li></ul></div>"""
# What htmx tells when the answer to the form of a row comes in, without that row.
SWAP = """gone => {
    const list = document.querySelector("[data-rows]"), row = document.getElementById(gone), anew = list.cloneNode(true);
    const tell = (name, detail) => document.body.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
    row.querySelector("button").focus();
    tell("htmx:beforeSwap", { target: list, requestConfig: { elt: row.querySelector("form") } });
    anew.querySelector("#" + gone).remove();
    list.replaceWith(anew);
    tell("htmx:load", { elt: anew });
    return document.activeElement.id;
}"""


def test_the_keyboard_stays_where_a_row_left(page: Page, server: Server) -> None:
    server.body = ROWS
    page.goto(HOME)
    # The next one; after the last, the one before it.
    assert [page.evaluate(SWAP, gone) for gone in "bc"] == ["c", "a"]
    page.keyboard.press("Tab")
    expect(page.locator("#a button")).to_be_focused()
