"""How long somebody was there. Plain functions: whole minutes, from the session's clock in the room."""

from datetime import UTC, date, datetime, time, timedelta


def minutes_present(starts_at: datetime, ends_at: datetime, came_at: time | None, left_at: time | None) -> int:
    """Whole minutes between coming and going, inside the session.

    `starts_at` and `ends_at` are aware and in the room's time zone. An hour that nobody noted is the session's own
    begin or end: who is late without an hour counts in full, and the page that closes the session asks for it.
    """
    came = starts_at if came_at is None else max(starts_at, _moment(starts_at, ends_at, came_at))
    left = ends_at if left_at is None else min(ends_at, _moment(starts_at, ends_at, left_at))
    # In UTC: Python subtracts two clocks of one zone without looking at summer time.
    return max(0, int((left.astimezone(UTC) - came.astimezone(UTC)).total_seconds() // 60))


def _moment(starts_at: datetime, ends_at: datetime, clock: time) -> datetime:
    """The clock time on the day of the session; after midnight for a session that runs past it."""
    moment = _on(starts_at.date(), clock, starts_at)
    if ends_at.date() > starts_at.date() and clock <= ends_at.time():
        return _on(starts_at.date() + timedelta(days=1), clock, starts_at)
    return moment


def _on(day: date, clock: time, like: datetime) -> datetime:
    return datetime.combine(day, clock, tzinfo=like.tzinfo)
