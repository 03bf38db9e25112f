"""One timer in a room: of the activity that is open, else of the block that runs.

A timer is an absolute end on the server's clock. Every verb names the end that its page showed; when another one stands
by now, it does nothing, so that a tap that was sent twice counts once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from sessions.live.revisions import ALL_SCREENS, raise_revisions
from sessions.models import Activity, Clock, Session

MOST_MINUTES = 240


@dataclass(frozen=True)
class Timer:
    ends_at: datetime
    minutes: int
    """How long it was set for, with what was added."""

    @property
    def ends_ms(self) -> int:
        return int(self.ends_at.timestamp() * 1000)

    @property
    def seen(self) -> str:
        """How a form names this timer."""
        return self.ends_at.isoformat()


def timer_of(clock: Clock | None, activity: Activity | None) -> Timer | None:
    """The timer that the screens show; `activity` is the open one."""
    for owner in (activity, clock):
        if owner is not None and owner.timer_ends_at is not None:
            return Timer(owner.timer_ends_at, owner.timer_minutes)
    return None


def start_timer(session: Session, minutes: int, *, seen: datetime | None, now: datetime) -> bool:
    return _set(session, minutes, now + timedelta(minutes=minutes), seen=seen)


def add_minutes(session: Session, minutes: int, *, seen: datetime, now: datetime) -> bool:
    """More time; a timer that ran out goes on from now."""
    with transaction.atomic():
        owner = _owner(session, seen)
        if owner.timer_ends_at != seen:
            return False
        total = min(owner.timer_minutes + minutes, MOST_MINUTES)
        return _set(session, total, max(seen, now) + timedelta(minutes=minutes), seen=seen)


def stop_timer(session: Session, *, seen: datetime) -> bool:
    return _set(session, 0, None, seen=seen)


def _set(session: Session, minutes: int, ends_at: datetime | None, *, seen: datetime | None) -> bool:
    with transaction.atomic():
        owner = _owner(session, seen)
        if owner.timer_ends_at != seen:
            return False
        owner.timer_ends_at, owner.timer_minutes = ends_at, minutes
        if owner.pk:
            owner.save(update_fields=["timer_ends_at", "timer_minutes"])
        else:
            owner.save()
        raise_revisions(session.pk, *ALL_SCREENS)
    return True


def _owner(session: Session, seen: datetime | None) -> Activity | Clock:
    """Whose timer it is: the one that was seen, else that of the open activity."""
    Session.objects.select_for_update().get(pk=session.pk)
    activity = Activity.objects.filter(session=session).open().first()
    clock = Clock.objects.of(session)
    if activity is None:
        return clock
    return clock if seen is not None and clock.timer_ends_at == seen and activity.timer_ends_at is None else activity
