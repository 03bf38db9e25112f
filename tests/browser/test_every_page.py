"""Every page of the access table passes axe in light and dark, and does not scroll sideways on a small phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer

from tests.access.row import Row
from tests.access.test_access import ROWS
from tests.browser.axe import sideways, violations
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# Who sees the fullest page comes first.
LOOKERS = ("facilitator", "coordinator", "member", "seat", "visitor")


def looker(row: Row) -> str | None:
    return next((actor for actor in LOOKERS if row.expected()[actor] == 200), None)


PAGES = [row for row in ROWS if row.method == "GET" and looker(row)]


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name)
def test_a_page_is_accessible(row: Row, world: World, context: BrowserContext, live_server: LiveServer) -> None:
    client = world.client(looker(row))
    url = reverse(row.name, kwargs=dict(row.kwargs(world)))
    if not client.get(url, row.data(world)).headers["Content-Type"].startswith("text/html"):
        pytest.skip("a file, not a page")
    context.add_cookies(
        [{"name": name, "value": kept.value, "url": live_server.url} for name, kept in client.cookies.items()]
    )
    page = context.new_page()
    page.goto(live_server.url + url)
    found = violations(page)
    page.set_viewport_size({"width": 320, "height": 700})
    assert (found, sideways(page)) == ([], 0)
