"""The silent wall, for the facilitator and on a phone."""

from collections.abc import Mapping

from django.utils import timezone

from sessions.activities.wall.models import Wall, WallCluster, WallNote
from sessions.models import Activity
from tests import factories
from tests.access.row import Row, facilitator_only, seat_only
from tests.world import World


def wall_of(world: World) -> Wall:
    known = Activity.objects.filter(session=world.session, kind="wand").first()
    activity = known or factories.create_activity(
        world.session, "wand", now=timezone.now(), question="Wat maakt praten moeilijk?"
    )
    return Wall.objects.of(activity)


def cluster_of(world: World) -> WallCluster:
    wall = wall_of(world)
    note = wall.write("in-een-groepje", "Niemand neemt de tijd")
    wall.sort("groepje", [note.pk], None, name="Tijd en rust")
    return wall.clusters.get()


def note_of(world: World) -> WallNote:
    return wall_of(world).write("los", "Zwijgen is makkelijker")


def on_regie(world: World) -> Mapping[str, object]:
    return {"session_id": world.session.pk, "activity_id": wall_of(world).activity.pk}


def with_note(world: World) -> Mapping[str, object]:
    return {**on_regie(world), "note_id": note_of(world).pk}


def with_cluster(world: World) -> Mapping[str, object]:
    return {**on_regie(world), "cluster_id": cluster_of(world).pk}


def becomes(world: World) -> Mapping[str, object]:
    return {**with_cluster(world), "what": "verwachting"}


def on_phone(world: World) -> Mapping[str, object]:
    return {"activity_id": wall_of(world).activity.pk}


def note_on_phone(world: World) -> Mapping[str, object]:
    return {**on_phone(world), "note_id": note_of(world).pk}


def cluster_on_phone(world: World) -> Mapping[str, object]:
    return {**on_phone(world), "cluster_id": cluster_of(world).pk}


ROWS: list[Row] = [
    Row("sessions:wall_paper_notes", "GET", facilitator_only(), on_regie),
    Row(
        "sessions:wall_paper_notes",
        "POST",
        facilitator_only(302),
        on_regie,
        lambda world: {"key": "papier", "lines": "Een\nTwee"},
    ),
    Row("sessions:wall_correct", "GET", facilitator_only(), with_note),
    Row(
        "sessions:wall_correct",
        "POST",
        facilitator_only(302),
        with_note,
        lambda world: {"text": "Zwijgen", "seen": "Zwijgen is makkelijker"},
    ),
    Row("sessions:wall_remove_note", "POST", facilitator_only(302), with_note),
    Row(
        "sessions:wall_sort",
        "POST",
        facilitator_only(302),
        on_regie,
        lambda world: {"key": "verdeel", "notes": note_of(world).pk, "into": "nieuw"},
    ),
    Row("sessions:wall_undo", "POST", facilitator_only(302), on_regie, lambda world: {"move": "verdeel"}),
    Row("sessions:wall_dots_each", "POST", facilitator_only(302), on_regie, lambda world: {"dots_each": 2}),
    Row("sessions:wall_cluster", "GET", facilitator_only(), with_cluster),
    Row(
        "sessions:wall_cluster",
        "POST",
        facilitator_only(302),
        with_cluster,
        lambda world: {"name": "Tijd", "version": 1},
    ),
    Row("sessions:wall_remove_cluster", "POST", facilitator_only(302), with_cluster),
    Row("sessions:wall_goes_on", "POST", facilitator_only(302), with_cluster, lambda world: {"verder": "ja"}),
    Row("sessions:wall_paper_dots", "GET", facilitator_only(), with_cluster),
    Row("sessions:wall_paper_dots", "POST", facilitator_only(302), with_cluster, lambda world: {"paper_dots": 3}),
    Row("sessions:wall_theme", "GET", facilitator_only(), with_cluster),
    Row(
        "sessions:wall_theme",
        "POST",
        facilitator_only(302),
        with_cluster,
        lambda world: {"own_experience": "on", "fits_koerskaart": "on", "session": world.session.pk},
    ),
    Row("sessions:wall_becomes", "POST", facilitator_only(302), becomes),
    Row(
        "sessions:wall_write",
        "POST",
        seat_only(302),
        on_phone,
        lambda world: {"key": "van-een-gsm", "text": "Ik durf niet"},
    ),
    Row("sessions:wall_read", "GET", seat_only(), on_phone),
    Row("sessions:wall_react", "GET", seat_only(), note_on_phone),
    # Nobody holds the key of this note but the phone that wrote it.
    Row("sessions:wall_change", "GET", seat_only(404), note_on_phone, actor="seat"),
    Row("sessions:wall_change", "POST", seat_only(404), note_on_phone, lambda world: {"text": "Nee"}, actor="seat"),
    Row("sessions:wall_take_back", "POST", seat_only(404), note_on_phone, actor="seat"),
    Row("sessions:wall_dots", "POST", seat_only(302), cluster_on_phone, lambda world: {"count": 1}),
]
