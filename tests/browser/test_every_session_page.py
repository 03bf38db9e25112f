"""The pages of test_every_page.py that a facilitator has of a session: half of all, so they have a file of their own."""

import pytest
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer

from tests.browser.looker import Looker, is_of_a_session, pages_of
from tests.crowd import fill
from tests.world import World

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]


@pytest.mark.parametrize("count", [4, 0], ids=["filled", "empty"])
def test_a_page_of_a_session_is_for_everybody(
    count: int, world: World, context: BrowserContext, live_server: LiveServer, known: set[str]
) -> None:
    if count:
        fill(world, count)
    looker = Looker(context, live_server, world.client("facilitator"), known)
    rows = [row for row in pages_of("facilitator") if is_of_a_session(row)]
    looker.look_around(world, rows, on_a_laptop=bool(count))
    assert looker.wrong == {}
