"""A page stays light: a phone on the Wi-Fi of a building site has to fetch it."""

import gzip
import re
from functools import cache
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.access.row import Row
from tests.access.test_access import ROWS
from tests.world import World

pytestmark = pytest.mark.once

PAGES = [row for row in ROWS if row.method == "GET" and row.expected()[row.rightful()] == 200]
# A phone in the room has a fifth: the map that never leaves it.
MOST_BYTES, MOST_FILES = 40_000, 5


@cache
def packed(name: str) -> int:
    return len(gzip.compress(Path(finders.find(name)).read_bytes(), 6))


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name)
def test_styles_and_scripts_of_a_page_weigh_at_most_40_kb_in_five_files(row: Row, world: World) -> None:
    """As sent over the wire, htmx included; fonts and pictures come apart."""
    answer = world.client(row.rightful()).get(row.url(world), row.data(world))
    if not answer.headers["Content-Type"].startswith("text/html"):
        pytest.skip("a file, not a page")
    names = re.findall(r'<(?:script src|link rel="stylesheet" href)="/static/([^"?]+)', answer.content.decode())
    assert len(names) <= MOST_FILES
    assert sum(map(packed, names)) <= MOST_BYTES
