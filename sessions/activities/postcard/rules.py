"""When a card comes, as plain functions."""

from datetime import datetime, time, timedelta

from django.utils import timezone

LEAST_WEEKS, MOST_WEEKS = 1, 26
USUAL_WEEKS = 4
# In the mailbox when the working day begins.
ARRIVES = time(7, 30)


def comes_at(written_at: datetime, weeks: int) -> datetime:
    """The same day of the week, so many weeks later, in the morning; also when the clocks changed meanwhile."""
    day = timezone.localdate(written_at) + timedelta(weeks=weeks)
    return datetime.combine(day, ARRIVES, tzinfo=timezone.get_current_timezone())


def in_words(weeks: int) -> str:
    return "over 1 week" if weeks == 1 else f"over {weeks} weken"
