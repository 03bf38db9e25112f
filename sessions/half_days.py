"""The parts of a day that a list to sign has a column for."""

from datetime import datetime, time

# Where a morning, an afternoon and an evening end.
HALF_DAYS = (("voormiddag", time(12, 30)), ("namiddag", time(18, 0)), ("avond", time.max))
# Who starts at 12.15 works in the afternoon; a column for that quarter would only be left empty.
LEAST_MINUTES = 45


def half_days(starts_at: datetime, ends_at: datetime) -> list[str]:
    """The half-days of a session on one day, from its clock in the room; the longest one when all are short."""
    start = _minute(starts_at.time())
    # Past midnight it is still the same evening.
    end = _minute(ends_at.time()) if ends_at.date() == starts_at.date() else 24 * 60
    minutes: dict[str, int] = {}
    begin = 0
    for name, until in HALF_DAYS:
        minutes[name] = max(0, min(end, _minute(until)) - max(start, begin))
        begin = _minute(until)
    return [name for name, some in minutes.items() if some >= LEAST_MINUTES] or [max(minutes, key=lambda n: minutes[n])]


def _minute(clock: time) -> int:
    return 24 * 60 if clock == time.max else clock.hour * 60 + clock.minute
