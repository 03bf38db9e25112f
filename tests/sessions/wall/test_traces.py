"""What a note and a dot leave behind in the database: as little as the label on the form promises."""

import pytest
from django.apps import apps
from django.urls import reverse

from sessions.activities.wall.models import WallNote
from sessions.models import Session
from tests import factories
from tests.sessions.wall.walls import hang, put
from tests.world import World, client_with_seat


@pytest.fixture
def session(world: World) -> Session:
    return world.session


def everything() -> dict[str, set[str]]:
    """Each row of each table."""
    return {
        model._meta.label: {repr(sorted(row.items())) for row in model._base_manager.values()}
        for model in apps.get_models()
    }


def changed(before: dict[str, set[str]]) -> set[str]:
    return {label for label, rows in everything().items() if rows != before[label]}


@pytest.mark.slow
@pytest.mark.parametrize("hidden", [True, False])
def test_an_anonymous_note_touches_nothing_that_names_its_writer(session: Session, hidden: bool) -> None:
    wall = hang(session, hidden=hidden)
    place = factories.create_place(session)
    client = client_with_seat(factories.create_seat(place))
    write = reverse("sessions:wall_write", args=[wall.activity.pk])
    client.post(write, {"key": "k0", "text": "Eerst"})
    before = everything()
    assert client.post(write, {"key": "k1", "text": "Ik durf niet"}).status_code == 302
    assert changed(before) == {"learning_sessions.WallNote", "learning_sessions.Run"}
    kept = WallNote.objects.filter(key="k1").values().get()
    assert kept == {
        "id": kept["id"],
        "wall_id": wall.pk,
        "text": "Ik durf niet",
        "parent_id": None,
        "cluster_id": None,
        "author_id": None,
        "position": 0 if hidden else 2,
        "key": "k1",
    }


@pytest.mark.slow
def test_counted_dots_leave_a_total_and_nobody(session: Session) -> None:
    wall = hang(session)
    cluster = put(wall, "Tijd", "rust")
    clients = [client_with_seat(factories.create_seat(factories.create_place(session))) for _ in range(3)]
    for step in ("clusteren", "stippen"):
        wall.activity.go_to(step, now=factories.NOW)
    before = everything()
    for client in clients:
        client.post(reverse("sessions:wall_dots", args=[wall.activity.pk, cluster.pk]), {"count": 1})
    assert changed(before) == {"learning_sessions.WallDot", "learning_sessions.Run"}
    wall.activity.go_to("klaar", now=factories.NOW)
    assert changed(before) == {"learning_sessions.WallCluster", "learning_sessions.Activity", "learning_sessions.Run"}
    cluster.refresh_from_db()
    assert cluster.dots == 3
