"""The verbs of speed dating and subgroups."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from sessions.activities.subgroups.models import PREPARE, WORK, Split, Subgroup, SubgroupLine
from sessions.models import Activity
from tests import factories
from tests.access.row import Row, facilitator_only, seat_only
from tests.world import World


def started(world: World, kind: str) -> Activity:
    """Running, with two people in the room; the same one when it is asked again."""
    running: Any = Activity.objects.filter(session=world.session, kind=kind).first()
    if running is None:
        factories.create_place(world.session)
        running = factories.create_activity(world.session, kind, now=timezone.now())
    return running


def of_dating(world: World) -> Mapping[str, object]:
    return {"session_id": world.session.pk, "activity_id": started(world, "speeddaten").pk}


def the_split(world: World) -> Split:
    activity = started(world, "subgroepen")
    split = Split.objects.get(activity=activity)
    split.activity = activity
    return split


def of_split(world: World) -> Mapping[str, object]:
    return {"session_id": world.session.pk, "activity_id": the_split(world).activity_id}


def the_group(world: World) -> Subgroup:
    return Subgroup.objects.get(split=the_split(world), number=1)


def of_group(world: World) -> Mapping[str, object]:
    return {**of_split(world), "group_id": the_group(world).pk}


def of_point(world: World) -> Mapping[str, object]:
    group = the_group(world)
    line, _ = SubgroupLine.objects.get_or_create(group=group, key="toegang", defaults={"text": "Tijd nemen"})
    return {**of_group(world), "line_id": line.pk}


def of_place(world: World) -> Mapping[str, object]:
    return {**of_split(world), "place_id": world.session.places.all()[0].pk}


def of_wish(world: World) -> Mapping[str, object]:
    split = the_split(world)
    one, other, *_ = world.session.places.values_list("pk", flat=True)
    split.wish(one, other, "niet")
    return {**of_split(world), "wish_id": split.wishes.all()[0].pk}


def on_phone(world: World) -> Mapping[str, object]:
    split = the_split(world)
    if split.activity.step == PREPARE:
        split.activity.go_to(WORK, now=timezone.now())
    return {"activity_id": split.activity_id}


def a_wish(world: World) -> Mapping[str, object]:
    one, other, *_ = world.session.places.values_list("pk", flat=True)
    return {"one": one, "kind": "samen", "other": other}


PACE = {"round_count": 3, "talk_minutes": 2, "change_seconds": 30}

ROWS: list[Row] = [
    Row(
        "sessions:speed_dating_begin_round",
        "POST",
        facilitator_only(302),
        lambda world: {**of_dating(world), "number": 1},
    ),
    Row("sessions:speed_dating_change_pace", "GET", facilitator_only(), of_dating),
    Row("sessions:speed_dating_change_pace", "POST", facilitator_only(302), of_dating, lambda world: PACE),
    Row("sessions:subgroups_deal_again", "POST", facilitator_only(302), of_split, lambda world: {"seen": 0}),
    Row("sessions:subgroups_swap", "POST", facilitator_only(302), of_split, lambda world: {"who": ["1", "2"]}),
    Row("sessions:subgroups_put", "POST", facilitator_only(302), of_place),
    Row("sessions:subgroups_wish", "GET", facilitator_only(), of_split),
    Row("sessions:subgroups_wish", "POST", facilitator_only(302), of_split, a_wish),
    Row("sessions:subgroups_drop_wish", "POST", facilitator_only(302), of_wish),
    Row("sessions:subgroups_show", "POST", facilitator_only(302), of_split),
    Row("sessions:subgroups_arrange", "GET", facilitator_only(), of_group),
    Row("sessions:subgroups_arrange", "POST", facilitator_only(302), of_group, lambda world: {"table": "bij het raam"}),
    Row("sessions:subgroups_points", "GET", facilitator_only(), of_group),
    Row("sessions:subgroups_points", "POST", facilitator_only(302), of_group, lambda world: {"points": "Tijd nemen"}),
    Row("sessions:subgroups_remove_point", "POST", facilitator_only(302), of_point),
    Row("sessions:subgroups_own_points", "POST", seat_only(302), on_phone, lambda world: {"points": "Tijd nemen"}),
    Row(
        "sessions:subgroups_remove_own_point",
        "POST",
        seat_only(302),
        lambda world: {**on_phone(world), "line_id": of_point(world)["line_id"]},
    ),
]
