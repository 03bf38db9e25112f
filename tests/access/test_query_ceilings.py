"""Every page needs few queries, and as many for fifteen of everything as for one."""

import pytest
from django.db import transaction

from tests.access.row import Row
from tests.access.test_access import ROWS
from tests.crowd import fill
from tests.queries import count_queries
from tests.world import World, build_world

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

PAGES = [row for row in ROWS if row.method == "GET" and row.expected()[row.rightful()] == 200]


def count_all(world: World) -> dict[str, int]:
    """What each page needs, one after the other; what a row makes is undone for the next."""
    return {f"{place} {row.name}": count_one(row, world) for place, row in enumerate(PAGES)}


def count_one(row: Row, world: World) -> int:
    with transaction.atomic():
        needed = count_queries(world.client(row.rightful()), row.url(world))
        transaction.set_rollback(True)
    return needed


STAFF = ("facilitator", "coordinator")
# Staff pages ask every half minute whether the post lies still; here, each time.
MOST_FOR_STAFF = 8
MOST_FOR_OTHERS = 5


def too_many(counts: dict[str, int]) -> dict[str, int]:
    return {name: needed for name, needed in counts.items() if needed > most_of(PAGES[int(name.split()[0])])}


def most_of(row: Row) -> int:
    return MOST_FOR_STAFF if row.rightful() in STAFF else MOST_FOR_OTHERS


def test_a_page_needs_few_queries_and_as_many_for_fifteen_as_for_one() -> None:
    counts = {}
    for count in (1, 15):
        with transaction.atomic():
            world = build_world()
            fill(world, count)
            counts[count] = count_all(world)
            transaction.set_rollback(True)
    more = {name: (n, counts[15][name]) for name, n in counts[1].items() if counts[15][name] != n}
    assert (more, too_many(counts[15])) == ({}, {})
