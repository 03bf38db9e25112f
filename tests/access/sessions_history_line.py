"""The verbs of a history line."""

from sessions.models import HistoryMark
from tests.access.row import Row, facilitator_only, seat_only
from tests.access.sessions_rounds import of_session, on_phone, started
from tests.world import World

KIND = "historielijn"


def a_mark(world: World) -> int:
    activity = started(world, KIND)
    HistoryMark.objects.type_in(activity, [(0, True, "nieuwsgierig")], key="toegang")
    return activity.history_marks.all()[0].pk


ROWS: list[Row] = [
    Row("sessions:historielijn_type", "GET", facilitator_only(), of_session(KIND)),
    Row(
        "sessions:historielijn_type",
        "POST",
        facilitator_only(302),
        of_session(KIND),
        lambda world: {"hoog_0": "nieuwsgierig"},
    ),
    Row(
        "sessions:historielijn_remove",
        "POST",
        facilitator_only(302),
        lambda world: {**of_session(KIND)(world), "mark_id": a_mark(world)},
    ),
    Row(
        "sessions:historielijn_mark",
        "POST",
        seat_only(302),
        on_phone(KIND),
        lambda world: {"moment": 0, "height": "hoog", "word": "nieuwsgierig"},
    ),
    Row(
        "sessions:historielijn_take_back",
        "POST",
        seat_only(302),
        lambda world: {**on_phone(KIND)(world), "mark_id": a_mark(world)},
    ),
]
