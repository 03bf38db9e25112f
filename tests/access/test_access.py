"""Every URL x every actor -> status, from one table; a URL without a row fails."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access import (
    accounts,
    announcement,
    desk,
    desk_ahead,
    desk_next,
    enrolment,
    evaluations,
    evaluations_afterwards,
    networks,
    outbox,
    own_data,
    reports,
    sessions,
)
from tests.access.row import Row
from tests.world import ACTORS, World

ROWS: list[Row] = [
    row
    for app in (
        accounts,
        announcement,
        desk,
        desk_ahead,
        desk_next,
        enrolment,
        evaluations,
        evaluations_afterwards,
        networks,
        outbox,
        own_data,
        reports,
        sessions,
    )
    for row in app.ROWS
]
# allauth and the admin guard themselves; their own tests say so.
OUR_NAMESPACES = {"accounts", "desk", "evaluations", "networks", "outbox", "reports", "sessions"}


def named_urls(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = entry.namespace or namespace
            if inner in OUR_NAMESPACES or not inner:
                yield from named_urls(entry, inner)
        elif isinstance(entry, URLPattern) and namespace in OUR_NAMESPACES:
            yield f"{namespace}:{entry.name}"


def test_every_url_has_a_row() -> None:
    assert set(named_urls(get_resolver())) - {row.name for row in ROWS} == set()


@pytest.fixture
def actors(row: Row, pytestconfig: pytest.Config) -> tuple[str, ...]:
    """All eight; in the quick part the three that a mistake lets in or keeps out first, but where people are counted."""
    is_quick = pytestconfig.getoption("--hypothesis-profile") == "quick"
    return ("member", "facilitator", "facilitator_elsewhere") if is_quick and 422 not in row.statuses else ACTORS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.name}")
def test_only_who_may_gets_in(row: Row, world: World, actors: tuple[str, ...]) -> None:
    url, expected = reverse(row.name, kwargs=dict(row.kwargs(world))), row.expected()
    # Who may changes the world, so the ones who may not come first.
    order = sorted(actors, key=lambda actor: expected[actor] not in (401, 403, 404))
    seen = {
        actor: world.client(actor).generic(row.method, url).status_code
        if row.method not in ("GET", "POST")
        else getattr(world.client(actor), row.method.lower())(url, row.data(world)).status_code
        for actor in order
    }
    assert seen == {actor: expected[actor] for actor in actors}
