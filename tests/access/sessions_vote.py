"""The verbs of a vote."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from sessions.activities.vote.models import RESULT, Vote
from sessions.models import Activity
from tests import factories
from tests.access.row import Row, facilitator_only, seat_only
from tests.world import World


def voting(world: World) -> Activity:
    """Running; the same one when it is asked again."""
    running: Any = Activity.objects.filter(session=world.session, kind="stemmen").first()
    if running is None:
        options = {"options": ["Werkdruk", "Onthaal"], "dots_each": 3}
        running = factories.create_activity(world.session, "stemmen", now=timezone.now(), options=options)
    return running


def of_vote(world: World) -> Mapping[str, object]:
    return {"session_id": world.session.pk, "activity_id": voting(world).pk}


def of_closed(world: World) -> Mapping[str, object]:
    activity = voting(world)
    Vote.objects.filter(activity=activity).update(paper_count=5)
    activity.go_to(RESULT, now=timezone.now())
    return of_vote(world)


def dots(world: World) -> Mapping[str, object]:
    first = Vote.objects.get(activity=voting(world)).options.all()[0]
    return {f"option-{first.pk}": 3, "key": "toegang"}


def the_theme(world: World) -> Mapping[str, object]:
    return {
        "option": Vote.objects.get(activity=voting(world)).options.all()[0].pk,
        "session": world.session.pk,
    }


ROWS: list[Row] = [
    Row("sessions:stemmen_paper", "GET", facilitator_only(), of_vote),
    Row("sessions:stemmen_paper", "POST", facilitator_only(302), of_vote, lambda world: {"version": 1, "count": 2}),
    Row("sessions:stemmen_decide", "GET", facilitator_only(), of_closed),
    Row(
        "sessions:stemmen_decide",
        "POST",
        facilitator_only(302),
        of_closed,
        lambda world: {"text": "We kiezen werkdruk"},
    ),
    Row("sessions:stemmen_theme", "GET", facilitator_only(), of_closed),
    Row("sessions:stemmen_theme", "POST", facilitator_only(302), of_closed, the_theme),
    Row("sessions:stemmen_cast", "POST", seat_only(302), lambda world: {"activity_id": voting(world).pk}, dots),
]
