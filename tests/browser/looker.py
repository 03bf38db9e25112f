"""A browser that opens page after page and writes down what is wrong with each: on a laptop in the light, and on a small
phone in the dark."""

from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page
from pytest_django.live_server_helper import LiveServer

from tests.access.row import Row
from tests.access.test_access import ROWS
from tests.browser.axe import REMEMBER, broken_rules, rules_that_are_left, sideways
from tests.world import World

LAPTOP = {"width": 1280, "height": 900}
SMALL = {"width": 320, "height": 700}
# The first that sticks out of the window, and how it is called.
STICKS_OUT = """[...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map(e => e.tagName + '.' + e.getAttribute('class') + ' ' + e.textContent.trim().slice(0, 30))"""
# All that a rule may stumble over; not the names, numbers and tokens that differ from world to world.
BUILT_OF = r"""JSON.stringify([...document.querySelectorAll('*')].map(e => [e.tagName,
    [...e.attributes].map(a => ['action', 'content', 'href', 'src', 'value'].includes(a.name) ? a.name : a.name + '=' + a.value),
    [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())])).replace(/\d+/g, 'n')"""


def pages_of(actor: str) -> list[Row]:
    """What this actor is the right one for; of a page in more states, the one that needs most made comes last."""
    return [row for row in ROWS if row.method == "GET" and row.rightful() == actor and row.expected()[actor] == 200]


def is_of_a_session(row: Row) -> bool:
    """The facilitator's pages of sessions, half of all: test_every_session_page.py looks at them."""
    return row.name.startswith("sessions:") and row.rightful() == "facilitator"


class Looker:
    """`known` are the pages that were looked at on both, by what they are built of: once more they say nothing new."""

    def __init__(self, context: BrowserContext, live_server: LiveServer, client: Client, known: set[str]) -> None:
        self.client, self.address, self.known = client, live_server.url, known
        context.clear_cookies()
        context.add_cookies(
            [{"name": name, "value": kept.value, "url": self.address} for name, kept in client.cookies.items()]
        )
        self.page: Page = context.new_page()
        self.said: list[str] = []
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.said.append(f"script: {error}"))
        self.wrong: dict[str, list[str]] = {}

    def hear(self, message: ConsoleMessage) -> None:
        # Also what the content security policy stopped, and files that are not there; script/bootstrap makes the fonts,
        # and only a picture that is opened by itself makes the browser guess where its icon is.
        if message.type in ("error", "warning") and not message.location["url"].endswith((".woff2", "/favicon.ico")):
            self.said.append(f"console: {message.text}")

    def look_around(self, world: World, rows: list[Row], *, on_a_laptop: bool) -> None:
        if not on_a_laptop:
            self.take("dark", SMALL)
        for row in rows:
            self.look_at(row.url(world), row.name, on_a_laptop=on_a_laptop)

    def take(self, scheme: str, size: dict[str, int]) -> None:
        self.page.emulate_media(color_scheme=scheme)
        self.page.set_viewport_size(size)

    def look_at(self, url: str, name: str = "", *, on_a_laptop: bool = True) -> None:
        """Without a laptop it is the phone that opens the page: it already has to be one."""
        self.said.clear()
        if on_a_laptop:
            self.take("light", LAPTOP)
        try:
            answer = self.page.goto(self.address + url)
        except Error as error:
            if "Download is starting" not in error.message:
                raise
            return
        if not answer.headers["content-type"].startswith("text/html"):
            return
        found = self.broken_on_both() if on_a_laptop else self.broken_on_the_phone()
        if too_wide := sideways(self.page):
            found.append(f"{too_wide} pixels too wide at 320: {self.page.evaluate(STICKS_OUT)}")
        if found or self.said:
            self.wrong[name or url] = [*found, *self.said]

    def broken_on_both(self) -> list[str]:
        found = [f"light {rule}" for rule in broken_rules(self.page)]
        self.page.evaluate(REMEMBER)
        self.take("dark", SMALL)
        self.known.add(self.page.evaluate(BUILT_OF))
        return found + [f"dark {rule}" for rule in broken_rules(self.page, rules_that_are_left(self.page))]

    def broken_on_the_phone(self) -> list[str]:
        if self.page.evaluate(BUILT_OF) in self.known:
            return []
        return [f"dark {rule}" for rule in broken_rules(self.page)]
