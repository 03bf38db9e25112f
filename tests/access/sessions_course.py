"""The verbs of a koerskaart, and its questions per network."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from sessions.activities.course.models import CourseTable
from sessions.activities.subgroups.models import WORK
from sessions.models import Activity
from tests import factories
from tests.access.row import Row, facilitator_only, seat_only
from tests.world import World


def at_work(world: World) -> Activity:
    """Running, with two people in the room; the same one when it is asked again."""
    running: Any = Activity.objects.filter(session=world.session, kind="koerskaart").first()
    if running is None:
        factories.create_place(world.session)
        running = factories.create_activity(world.session, "koerskaart", now=timezone.now())
        running.go_to(WORK, now=timezone.now())
    return running


def of_course(world: World) -> Mapping[str, object]:
    return {"session_id": world.session.pk, "activity_id": at_work(world).pk}


def the_table(world: World) -> CourseTable:
    """That of the phone in the room, which writes."""
    activity = at_work(world)
    place = world.room_seat.place
    table = CourseTable.objects.select_related("course", "group").get(
        course__activity=activity, group__members__place=place
    )
    table.course.activity = activity
    CourseTable.objects.filter(pk=table.pk).update(writer=place)
    return table


def of_group(world: World) -> Mapping[str, object]:
    return {**of_course(world), "group_id": the_table(world).group_id}


def a_plan(world: World) -> int:
    table = the_table(world)
    table.plan("plan", "Een peter", key="toegang")
    return table.plans.get().pk


def of_plan(world: World) -> Mapping[str, object]:
    return {**of_group(world), "plan_id": a_plan(world)}


def of_place(world: World) -> Mapping[str, object]:
    return {**of_course(world), "place_id": world.session.places.all()[0].pk}


def on_phone(world: World) -> Mapping[str, object]:
    the_table(world)
    return {"activity_id": at_work(world).pk}


def own_plan(world: World) -> Mapping[str, object]:
    return {**on_phone(world), "plan_id": a_plan(world)}


def of_block(world: World) -> Mapping[str, object]:
    return {"network_id": world.network.pk, "number": 2}


NEXT = {"to": 2, "seen": 1}

ROWS: list[Row] = [
    Row("sessions:koerskaart_deal_again", "POST", facilitator_only(302), of_course, lambda world: {"seen": 0}),
    Row("sessions:koerskaart_swap", "POST", facilitator_only(302), of_course, lambda world: {"who": ["1", "2"]}),
    Row("sessions:koerskaart_put", "POST", facilitator_only(302), of_place),
    Row("sessions:koerskaart_show", "POST", facilitator_only(302), of_course),
    Row("sessions:koerskaart_move_table", "POST", facilitator_only(302), of_group, lambda world: NEXT),
    Row("sessions:koerskaart_sheet", "GET", facilitator_only(), of_group),
    Row("sessions:koerskaart_sheet", "POST", facilitator_only(302), of_group, lambda world: {"answer-3-0": "Toen"}),
    Row("sessions:koerskaart_remove_plan", "POST", facilitator_only(302), of_plan),
    Row("sessions:koerskaart_role", "POST", seat_only(302), on_phone, lambda world: {"role": "voorlezer", "take": "1"}),
    Row("sessions:koerskaart_move", "POST", seat_only(302), on_phone, lambda world: NEXT),
    Row(
        "sessions:koerskaart_write",
        "POST",
        seat_only(302),
        lambda world: {**on_phone(world), "number": 3},
        lambda world: {"answer-0": "Toen ze belde"},
    ),
    Row("sessions:koerskaart_plan", "POST", seat_only(302), on_phone, lambda world: {"kind": "plan", "text": "Bellen"}),
    Row("sessions:koerskaart_drop_plan", "POST", seat_only(302), own_plan),
    Row("sessions:koerskaart_questions", "GET", facilitator_only(), lambda world: {"network_id": world.network.pk}),
    Row("sessions:koerskaart_block", "GET", facilitator_only(), of_block),
    Row(
        "sessions:koerskaart_block",
        "POST",
        facilitator_only(302),
        of_block,
        lambda world: {"do": "Ga rond.", "questions": "Wie ben je?", "version": 0},
    ),
    Row("sessions:koerskaart_ours_again", "POST", facilitator_only(302), of_block),
]
