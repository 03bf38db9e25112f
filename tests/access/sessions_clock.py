from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from sessions.live.timers import start_timer
from sessions.models import Clock
from tests import factories
from tests.access.row import Row, facilitator_only
from tests.access.sessions_planning import of_block, of_session
from tests.world import World


def of_running_block(world: World) -> Mapping[str, object]:
    Clock.objects.of(world.session).start(now=timezone.now())
    return of_block(world)


def running_timer(world: World) -> Mapping[str, object]:
    now = timezone.now()
    start_timer(world.session, 5, seen=None, now=now)
    return {"minutes": 1, "seen": Clock.objects.get(session=world.session).timer_ends_at.isoformat()}  # type: ignore[union-attr]


def of_session_days_away(world: World) -> Mapping[str, object]:
    """Of today's the page asks nothing: it leads to the regie. Today's stays where it is, for tests that open every page."""
    later = factories.create_session(world.network, starts_at=timezone.now() + timedelta(days=9))
    return {"session_id": later.pk}


REPAIR = {"kind": "later", "plan": "0123456789abcdef"}
INSERT = {"title": "Brand op de werf", "minutes": 10, "key": "k"}

ROWS: list[Row] = [
    Row("sessions:clock_start", "GET", facilitator_only(), of_session_days_away),
    Row("sessions:clock_start", "POST", facilitator_only(302), of_session),
    Row("sessions:clock_begin", "POST", facilitator_only(302), of_session, lambda world: {"item": 1, "running": ""}),
    Row("sessions:clock_end", "POST", facilitator_only(302), of_running_block),
    Row("sessions:clock_drop", "POST", facilitator_only(302), of_block),
    Row("sessions:clock_put_back", "POST", facilitator_only(302), of_block),
    Row("sessions:clock_swap", "POST", facilitator_only(302), of_block, lambda world: {"other": 1}),
    Row("sessions:clock_rename", "POST", facilitator_only(302), of_block, lambda world: {"title": "Dag", "version": 1}),
    Row("sessions:clock_insert", "POST", facilitator_only(302), of_session, lambda world: INSERT),
    Row("sessions:clock_repair", "POST", facilitator_only(302), of_session, lambda world: REPAIR),
    Row("sessions:clock_undo", "POST", facilitator_only(302), of_session),
    Row("sessions:timer_start", "POST", facilitator_only(302), of_session, lambda world: {"minutes": 5, "seen": ""}),
    Row("sessions:timer_more", "POST", facilitator_only(302), of_session, running_timer),
    Row("sessions:timer_stop", "POST", facilitator_only(302), of_session, running_timer),
    Row("sessions:go_round", "POST", facilitator_only(302), of_session),
]
