"""The verbs of statements."""

from collections.abc import Mapping

from django.utils import timezone

from sessions.models import Activity
from tests import factories
from tests.access.row import Row, facilitator_only, seat_only
from tests.world import World


def statement(world: World) -> Mapping[str, object]:
    """The first one of statements that run; the same when it is asked again."""
    running = Activity.objects.filter(session=world.session, kind="stellingen").first()
    activity = running or factories.create_activity(world.session, "stellingen", now=timezone.now())
    return {"activity_id": activity.pk, "statement_id": activity.statements.all()[0].pk}


def of_session(world: World) -> Mapping[str, object]:
    return {"session_id": world.session.pk, **statement(world)}


def counting(world: World) -> Mapping[str, object]:
    return {**of_session(world), "moment": "vooraf"}


def adding(world: World) -> Mapping[str, object]:
    return {"session_id": world.session.pk, "activity_id": statement(world)["activity_id"]}


ROWS: list[Row] = [
    Row("sessions:stellingen_ask", "POST", facilitator_only(302), of_session),
    Row(
        "sessions:stellingen_turn",
        "POST",
        facilitator_only(302),
        of_session,
        lambda world: {"seen": "kies", "to": "gesprek"},
    ),
    Row("sessions:stellingen_count", "GET", facilitator_only(), counting),
    Row("sessions:stellingen_count", "POST", facilitator_only(302), counting, lambda world: {"agree": 3}),
    Row("sessions:stellingen_add", "GET", facilitator_only(), adding),
    Row(
        "sessions:stellingen_add",
        "POST",
        facilitator_only(302),
        adding,
        lambda world: {"statements": "Koffie is nodig."},
    ),
    Row(
        "sessions:stellingen_choose",
        "POST",
        seat_only(302),
        lambda world: {**statement(world), "moment": "vooraf"},
        lambda world: {"camp": "eens", "held": 1},
    ),
]
