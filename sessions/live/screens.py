"""What stands on each of the three live screens.

The revision of a screen is read before the data: what is written in between makes the screen look again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.urls import reverse

from lerendnetwerk.composed import composed, composed_together
from lerendnetwerk.polling import PollKey
from networks.models import GroundRule
from sessions import room
from sessions.activities.face import Kind, Ready
from sessions.activities.registry import kinds, kinds_for
from sessions.live.heard import heard_by_part, heard_lists
from sessions.live.revisions import Screen
from sessions.live.room_now import Hall, guests_of, hall_of, in_the_room, people_of, seats_of
from sessions.live.steering import steering_context
from sessions.live.timers import timer_of
from sessions.models import Activity, ActivityLine, AgendaItem, Clock, Place, Run, Session

NOBODY: frozenset[int] = frozenset()
NO_COOKIES: Mapping[str, str] = {}


@dataclass(frozen=True)
class Poll:
    """What a page asks, and what it knows already."""

    url: str
    revision: int
    now: datetime

    @property
    def server_ms(self) -> int:
        """The server's clock, for timers on a device whose own clock is wrong."""
        return int(self.now.timestamp() * 1000)


def run_of(session: Session) -> Run:
    """The run; one that is not kept as long as nothing happened. No query when the session came with it."""
    return getattr(session, "run", None) or Run(session=session)


def clock_of(session: Session) -> Clock:
    clock = getattr(session, "clock", None) or Clock(session=session)
    clock.session = session
    return clock


def poll_of(session: Session, screen: Screen, *, now: datetime, seat: int = 0) -> Poll:
    run = run_of(session)
    key = PollKey.new(session.pk, screen, epoch=run.epoch, now=now, seat=seat)
    return Poll(key.url, getattr(run, f"{screen}_revision"), now)


def items_of(session: Session | int) -> Any:
    return AgendaItem.objects.filter(session=session).annotate(
        method_title=F("method__title"), method_slug=F("method__slug")
    )


@dataclass(frozen=True)
class Offer:
    """A kind that can be started in this block, with its form."""

    kind: Kind
    form: Any
    title: str


def kinds_for_block(item: AgendaItem | None) -> list[Kind]:
    """What the regie offers first: the kinds of this block's werkvorm."""
    if item is None:
        return []
    slug = getattr(item, "method_slug", None)
    fit = kinds_for(slug) if slug else [kind for kind in kinds().values() if item.kind in kind.block_kinds]
    return [kind for kind in fit if kind.offered]


def offer_of(kind: Kind, item: AgendaItem | None, session: Session) -> Offer:
    return Offer(kind, kind.form_to_start(item, session), kind.title_in(item))


@composed_together
def rows_for_regie(session: int) -> dict[str, QuerySet[Any]]:
    return {
        "items": items_of(session),
        "activities": Activity.objects.filter(session=session),
        "seats": seats_of(session),
        "guests": guests_of(session),
        "lines": lines_of_open(session),
    }


@composed_together
def rows_for_scherm(session: int, network: int) -> dict[str, QuerySet[Any]]:
    return {
        "items": items_of(session),
        "rules": GroundRule.objects.filter(network=network),
        "activities": Activity.objects.filter(session=session).open(),
        "lines": lines_of_open(session),
    }


def lines_of_open(session: int) -> QuerySet[ActivityLine]:
    return ActivityLine.objects.filter(activity__session=session, activity__state=Activity.State.OPEN)


@composed
def open_activities(session: int) -> QuerySet[Activity]:
    """One at most, with its block."""
    return Activity.objects.filter(session=session).open().select_related("item")


def regie_context(session: Session, *, now: datetime) -> dict[str, Any]:
    """`session` with network, run and clock. Two queries, and those of the running kind."""
    poll = poll_of(session, Screen.REGIE, now=now)
    run, clock = run_of(session), clock_of(session)
    people = people_of(session.pk, session.network_id)
    rows = rows_for_regie(session.pk)
    items, activities = rows["items"], rows["activities"]
    by_pk = {item.pk: item for item in items}
    for activity in activities:
        activity.session = session
        activity.item = by_pk.get(activity.item_id)
    for item in items:
        item.session = session
    current = next((activity for activity in activities if activity.is_open), None)
    ready = current.face.ready(current) if current else None
    hall = hall_of(
        session, people, rows["guests"], rows["seats"], ready=(ready.places if ready else None) or NOBODY, now=now
    )
    other_day = room.other_day(session, now)
    # The hours of a day that is over are those of its plan, not from now on.
    is_missed = other_day == room.OtherDay.PAST and not any(item.began_at for item in items)
    standing = clock.standing(items, session.starts_at if is_missed else now)
    running = standing.running.item if standing.running else None
    as_planned = running is not None and runs_as_planned(current, running)
    # What was done in this block already is not proposed a second time; it stays among the others.
    done_here = {activity.kind for activity in activities if running and activity.item_id == running.pk}
    first = [kind for kind in kinds_for_block(running) if kind.slug not in done_here]
    return {
        "session": session,
        "network": session.network,
        "poll": poll,
        "run": run,
        "clock": clock,
        "items": items,
        "standing": standing,
        "running": running,
        "card_of": running if as_planned else None,
        "next_block": standing.next.item if standing.next else None,
        "timer": timer_of(clock, current),
        "hall": hall,
        "door": room.Door.of(session),
        "other_day": other_day,
        "ready": ready,
        "offers": [] if current else [offer_of(kind, running, session) for kind in first],
        "other_kinds": [kind for kind in kinds().values() if kind.offered and kind not in first],
        "done": [activity for activity in activities if activity.closed_at],
        "screens": screens_to_choose(run),
        "screen_code": spaced(run.screen_code) if run.pk else "",
        "screen_url": settings.BASE_URL.split("://", 1)[1] + reverse("sessions:screen_by_typing"),
        **steering_context(clock, items, standing, in_the_hall(hall), as_planned),
        **activity_context(current, Screen.REGIE, lines=rows["lines"]),
    }


def runs_as_planned(activity: Activity | None, item: AgendaItem) -> bool:
    """Whether the card of this block tells what the group does now; with another werkvorm it would mislead. No queries."""
    if activity is None:
        return True
    slug, title = getattr(item, "method_slug", None) or "", getattr(item, "method_title", None)
    if activity.face.any_method:
        return activity.method_title == title
    return slug in activity.face.method_slugs


def in_the_hall(hall: Hall) -> list[tuple[str, str]]:
    """Who can take a turn, each with a key that stays the same."""
    return [(f"{one.participation_id}:{one.place_id}", one.name) for one in hall.people if one.is_in]


def spaced(code: str) -> str:
    """Read aloud and typed in two halves."""
    return f"{code[:4]} {code[4:]}"


def screens_to_choose(run: Run) -> list[tuple[str, str, bool]]:
    """Value, words, whether the projector shows it now."""
    return [(value, words, run.shows == value) for value, words in Run.Shows.choices]


def activity_context(
    activity: Activity | None,
    screen: Screen,
    place: Place | None = None,
    cookies: Mapping[str, str] = NO_COOKIES,
    *,
    lines: Sequence[ActivityLine] = (),
) -> dict[str, Any]:
    """The running activity, and in `says` what its kind says on this screen. `part` is empty when that is nothing."""
    if activity is None:
        return {
            "activity": None,
            "kind": None,
            "next_step": None,
            "previous_step": None,
            "every": Kind.every,
            "heard_lists": [],
            **what_is_said(None, ""),
        }
    kind = activity.face
    if screen == Screen.GSM and place is not None:
        says = kind.gsm(activity, place)
        if says is not None:
            says |= kind.on_this_phone(says, activity, place, cookies)
    else:
        says = kind.regie(activity) if screen == Screen.REGIE else kind.scherm(activity)
    return {
        "activity": activity,
        "kind": kind,
        "every": kind.every,
        "next_step": step_after(activity),
        "previous_step": step_after(activity, -1),
        "heard_lists": heard_lists(activity, lines) if screen == Screen.REGIE else [],
        "heard": heard_by_part(activity, lines),
        **what_is_said(says, kind.template(screen)),
    }


def what_is_said(says: Mapping[str, Any] | None, template: str) -> dict[str, Any]:
    """A kind's words as a layer of their own (`include_apart`), with the two that concern the page around them."""
    return {
        "part": "" if says is None else template,
        "says": says or {},
        "main_here": bool(says and says.get("main_here")),
        "dark": bool(says and says.get("dark")),
    }


def step_after(activity: Activity, direction: int = 1) -> Any:
    """The step of the button *verder*, or back; None when there is none, or the kind does not allow it now."""
    steps = list(activity.face.steps_of(activity))
    place = next((place for place, step in enumerate(steps) if step.slug == activity.step), None)
    if place is None or not activity.is_open or not 0 <= place + direction < len(steps):
        return None
    step = steps[place + direction]
    return step if activity.face.may_go_to(activity, step.slug) else None


def scherm_context(session: Session, *, now: datetime) -> dict[str, Any]:
    """`session` with run, clock and the counts of the hall. One query, and those of the running kind."""
    poll = poll_of(session, Screen.SCHERM, now=now)
    run, clock = run_of(session), clock_of(session)
    rows = rows_for_scherm(session.pk, session.network_id)
    current = next(iter(rows["activities"]), None)
    if current:
        current.session = session
        current.item = next((item for item in rows["items"] if item.pk == current.item_id), None)
    standing = clock.standing(rows["items"], now)
    there, expected = in_the_room(session)
    return {
        "session": session,
        "network": session.network,
        "poll": poll,
        "run": run,
        "standing": standing,
        "running": standing.running.item if standing.running else None,
        "next_block": standing.next.item if standing.next else None,
        "timer": timer_of(clock, current),
        "rules": rows["rules"],
        "there": there,
        "expected": expected,
        "door": room.Door.of(session),
        "other_day": room.other_day(session, now),
        **activity_context(current if run.shows == Run.Shows.AUTO else None, Screen.SCHERM, lines=rows["lines"]),
    }


def gsm_context(
    place: Place, session: Session, seat_id: int, *, now: datetime, cookies: Mapping[str, str] = NO_COOKIES
) -> dict[str, Any]:
    """`session` with run and clock. One query, and those of the running kind."""
    poll = poll_of(session, Screen.GSM, now=now, seat=seat_id)
    current = next(iter(open_activities(session.pk)), None)
    if current:
        current.session = place.session = session
    return {
        "session": session,
        "poll": poll,
        "place": place,
        "timer": timer_of(clock_of(session), current),
        # A participant's is that of the evaluation too, so that *ik ben iemand anders* wipes both.
        "data_user": f"z{place.pk}" if place.name or place.is_guest else f"p{place.participation_id}",
        **(activity_context(current, Screen.GSM, place, cookies) if current else idle_context(session, place)),
    }


def idle_context(session: Session, place: Place) -> dict[str, Any]:
    """Nothing runs; perhaps something is left to do all the same."""
    context = activity_context(None, Screen.GSM)
    for kind in kinds().values():
        says = kind.gsm_idle(session, place) if kind.idles else None
        if says is not None:
            return {**context, "kind": kind, **what_is_said(says, kind.template(Screen.GSM))}
    return context


def ready_words(ready: Ready | None) -> str:
    return f"{ready.done} van {ready.of} klaar" if ready else ""
