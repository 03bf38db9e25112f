from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.hours import minutes_present
from tests.factories import BRUSSELS, NOW

START = datetime(2027, 3, 4, 13, 30, tzinfo=BRUSSELS)
END = datetime(2027, 3, 4, 16, 30, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("came", "left", "minutes"),
    [
        (None, None, 180),
        (time(14, 0), None, 150),
        (None, time(15, 45), 135),
        (time(14, 0), time(15, 0), 60),
        (time(13, 0), time(17, 0), 180),
        (time(16, 40), None, 0),
        (None, time(13, 0), 0),
    ],
)
def test_minutes_follow_from_coming_and_going(came: time | None, left: time | None, minutes: int) -> None:
    assert minutes_present(START, END, came, left) == minutes


def test_a_session_past_midnight_counts_the_hours_after_it() -> None:
    start = datetime(2027, 3, 4, 22, 0, tzinfo=BRUSSELS)
    assert minutes_present(start, start + timedelta(hours=3), time(22, 30), time(0, 30)) == 120


def test_the_night_of_summer_time_has_an_hour_less() -> None:
    start = datetime(2027, 3, 28, 1, 30, tzinfo=BRUSSELS)
    assert minutes_present(start, datetime(2027, 3, 28, 4, 30, tzinfo=BRUSSELS), None, None) == 120


clocks = st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0))
starts = st.datetimes(NOW.replace(tzinfo=None), NOW.replace(year=2031, tzinfo=None), timezones=st.just(BRUSSELS))


@given(starts, st.integers(1, 600), clocks, clocks)
def test_never_less_than_nothing_and_never_more_than_the_session(
    start: datetime, length: int, came: time | None, left: time | None
) -> None:
    end = start + timedelta(minutes=length)
    everything = minutes_present(start, end, None, None)
    assert 0 <= minutes_present(start, end, came, left) <= max(0, everything)


@given(st.integers(0, 179), st.integers(0, 179))
def test_what_came_before_and_what_was_missed_make_the_whole(a: int, b: int) -> None:
    came, left = sorted((a, b))
    clock = [(START + timedelta(minutes=m)).time() for m in (came, left)]
    assert minutes_present(START, END, *clock) == left - came
