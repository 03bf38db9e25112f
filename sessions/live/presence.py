"""What a screen hears when it asks whether something changed, and how we know that a phone is there."""

from datetime import datetime, timedelta

from django.db import connection

from lerendnetwerk.polling import PollKey
from sessions.live.revisions import Screen
from sessions.models.run import Run
from sessions.models.seat import Seat

# A phone that asks every second writes that it is there no more often than this.
WRITTEN_EVERY = timedelta(seconds=20)
# A phone that was not heard of for longer is not connected: it asks every 5 seconds, a locked one not at all.
COUNTS_FOR = timedelta(seconds=50)

# By hand, because building a query costs more than this one takes: a full room asks a hundred times a second.
_RUN, _SEAT = Run._meta.db_table, Seat._meta.db_table
_SCREEN = {
    screen: f'SELECT {screen}_revision, epoch FROM "{_RUN}" WHERE session_id = %s'  # noqa: S608
    for screen in Screen
}
_PHONE = (
    f'SELECT r.gsm_revision, r.epoch, s.state, s.seen_at IS NULL OR s.seen_at < %s FROM "{_SEAT}" s '  # noqa: S608
    f'LEFT JOIN "{_RUN}" r ON r.session_id = s.session_id WHERE s.id = %s AND s.session_id = %s'
)


def look(key: PollKey, now: datetime) -> int | None:
    """The revision of this screen; None when its seat was given up or all keys were withdrawn. One query."""
    if key.seat:
        return _look_of_phone(key, now)
    if key.audience not in _SCREEN:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_SCREEN[Screen(key.audience)], [key.session])
        found = cursor.fetchone()
    # Nothing was ever written: the session did not begin.
    revision, epoch = found or (0, 1)
    return revision if epoch == key.epoch else None


def _look_of_phone(key: PollKey, now: datetime) -> int | None:
    before = connection.ops.adapt_datetimefield_value(now - WRITTEN_EVERY)
    with connection.cursor() as cursor:
        cursor.execute(_PHONE, [before, key.seat, key.session])
        found = cursor.fetchone()
    if found is None:
        return None
    revision, epoch, state, is_stale = found
    if state != Seat.State.TAKEN or (epoch or 1) != key.epoch:
        return None
    if is_stale:
        # Raises nothing: who looks at the list of phones is told by the next thing that changes, or after a while.
        Seat.objects.filter(pk=key.seat).update(seen_at=now)
    return revision or 0
