"""Every page of the access table passes axe on a laptop in the light and on a small phone in the dark, fits that phone, and
leaves nothing in the browser's console; also while it is empty, then on the phone only."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page
from pytest_django.live_server_helper import LiveServer

from networks.models import Network
from sessions.models import Session
from tests.access.row import LOOKERS, Row
from tests.access.test_access import ROWS
from tests.browser.axe import broken_rules, sideways
from tests.crowd import fill
from tests.world import World, client_of_staff

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]

LAPTOP = {"width": 1280, "height": 900}
SMALL = {"width": 320, "height": 700}
# The first that sticks out of the window, and how it is called.
STICKS_OUT = """[...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map(e => e.tagName + '.' + e.getAttribute('class') + ' ' + e.textContent.trim().slice(0, 30))"""


def pages_of(actor: str) -> list[Row]:
    """What this actor is the right one for; of a page in more states, the one that needs most made comes last."""
    return [row for row in ROWS if row.method == "GET" and row.rightful() == actor and row.expected()[actor] == 200]


class Looker:
    """One browser that opens pages and writes down what is wrong with each."""

    def __init__(self, context: BrowserContext, live_server: LiveServer, client: Client) -> None:
        self.client, self.address = client, live_server.url
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

    def look_at(self, url: str, name: str = "", *, on_a_laptop: bool = True) -> None:
        self.said.clear()
        if on_a_laptop:
            self.page.emulate_media(color_scheme="light")
            self.page.set_viewport_size(LAPTOP)
        try:
            answer = self.page.goto(self.address + url)
        except Error as error:
            if "Download is starting" not in error.message:
                raise
            return
        if not answer.headers["content-type"].startswith("text/html"):
            return
        found = [f"light {rule}" for rule in broken_rules(self.page)] if on_a_laptop else []
        self.page.emulate_media(color_scheme="dark")
        self.page.set_viewport_size(SMALL)
        found += [f"dark {rule}" for rule in broken_rules(self.page)]
        if too_wide := sideways(self.page):
            found.append(f"{too_wide} pixels too wide at 320: {self.page.evaluate(STICKS_OUT)}")
        if found or self.said:
            self.wrong[name or url] = [*found, *self.said]


@pytest.mark.parametrize("count", [0, 4], ids=["empty", "filled"])
@pytest.mark.parametrize("actor", LOOKERS)
def test_a_page_is_for_everybody(
    actor: str, count: int, world: World, context: BrowserContext, live_server: LiveServer
) -> None:
    if count:
        fill(world, count)
    looker = Looker(context, live_server, world.client(actor))
    for row in pages_of(actor):
        looker.look_at(row.url(world), row.name, on_a_laptop=bool(count))
    assert looker.wrong == {}


def test_the_long_pages_of_the_demo_are_for_everybody(
    db: None, context: BrowserContext, live_server: LiveServer
) -> None:
    call_command("load_methods", verbosity=0)
    call_command("demo")
    network = Network.objects.get(phase="onderhoud")
    session = Session.objects.filter(network=network, closed_at__isnull=False).last()
    looker = Looker(context, live_server, client_of_staff(network.facilitators.first().user))
    for name, pk in (
        ("desk:network", network.pk),
        ("networks:people", network.pk),
        ("networks:mail", network.pk),
        ("evaluations:network", network.pk),
        ("desk:session", session.pk),
        ("sessions:agenda", session.pk),
        ("sessions:notes", session.pk),
        ("evaluations:round", session.pk),
        ("reports:report", session.pk),
    ):
        looker.look_at(reverse(name, args=[pk]), name)
    coordinator = network.programme.coordinators.first().user
    of_programme = Looker(context, live_server, client_of_staff(coordinator))
    of_programme.look_at(reverse("desk:programme", args=[network.programme_id]))
    assert looker.wrong | of_programme.wrong == {}
