from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from sessions.models import Session
from tests import factories
from tests.world import client_of_staff, client_with_seat

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# A room screen asks every 0.7 seconds, and every five where nothing happens: each line of a test would wait for that. More
# often than this costs more work (17 ms a time, all together) than it saves.
ASKS_OFTEN = """{ const later = setTimeout;
    window.setTimeout = (what, after, ...rest) => later(what, after === 700 || after === 5_000 ? 350 : after, ...rest); }"""

# A machine with other work to do is slow, not wrong.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        locale="nl-BE", timezone_id="Europe/Brussels", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture(scope="module")
def known() -> set[str]:
    """What was looked at in this file: tests/browser/looker.py."""
    return set()


@pytest.fixture
def new_phone(browser: Browser) -> Iterator[Callable[[], Page]]:
    """Each is a phone of its own: nothing of one is known on another."""
    contexts: list[BrowserContext] = []

    def make() -> Page:
        contexts.append(
            browser.new_context(locale="nl-BE", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
        )
        contexts[-1].set_default_timeout(20_000)
        contexts[-1].add_init_script(ASKS_OFTEN)
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


# A room: a session that began a moment ago, and `laptop` and `phone` to walk in with. A file may have a session of its own.


@pytest.fixture
def session(live_server: LiveServer, settings: object) -> Session:
    settings.BASE_URL = live_server.url
    network = factories.create_network(facilitator=factories.create_user())
    return factories.create_session(network, starts_at=timezone.now() - timedelta(minutes=5))


@pytest.fixture
def window(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """A browser of its own with this web session; none of its pages may have an error. Dialogs are answered with yes."""
    contexts, errors = [], []

    def make(cookie: str, width: int, height: int, path: str = "") -> Page:
        context = browser.new_context(locale="nl-BE", viewport={"width": width, "height": height})
        context.set_default_timeout(20_000)
        context.add_init_script(ASKS_OFTEN)
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        if path:
            page.goto(live_server.url + path)
        return page

    yield make
    for context in contexts:
        context.close()
    connections.close_all()
    assert errors == []


@pytest.fixture
def laptop(window: Callable[..., Page], session: Session) -> Callable[..., Page]:
    """The facilitator's: `laptop()` is the regie, `laptop("scherm", 1920, 1080)` the projector, another word another page."""

    def make(page: str = "regie", width: int = 1280, height: int = 900) -> Page:
        client = client_of_staff(session.network.facilitators.get().user)
        return window(client.cookies["sessionid"].value, width, height, f"/sessies/{session.pk}/{page}/")

    return make


@pytest.fixture
def phone(window: Callable[..., Page], session: Session) -> Callable[[str], Page]:
    """A participant who just came in."""

    def make(first_name: str) -> Page:
        participation = factories.create_participation(session.network, first_name=first_name, last_name="Demir")
        seat = factories.create_seat(factories.create_place(session, participation))
        return window(client_with_seat(seat).cookies["sessionid"].value, 390, 844, "/zaal/nu/")

    return make
