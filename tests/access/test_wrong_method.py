"""A method that a URL does not know is refused with 405, also for who may come in."""

import pytest

from tests.access.row import Row
from tests.access.test_access import ROWS
from tests.world import World

pytestmark = pytest.mark.slow

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
KNOWN = {name: {row.method for row in ROWS if row.name == name} for name in {row.name for row in ROWS}}
FIRST = list({row.name: row for row in reversed(ROWS)}.values())


@pytest.mark.parametrize("row", FIRST, ids=lambda row: row.name)
def test_a_wrong_method_is_refused(row: Row, world: World) -> None:
    url = row.url(world)
    client = world.client(row.rightful())
    wrong = [method for method in METHODS if method not in KNOWN[row.name]]
    assert {method: client.generic(method, url).status_code for method in wrong} == dict.fromkeys(wrong, 405)
