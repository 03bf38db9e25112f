from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.half_days import HALF_DAYS, half_days
from tests.factories import BRUSSELS


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 3, 4, hour, minute, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "parts"),
    [
        (at(13, 30), at(16, 30), ["namiddag"]),
        (at(9), at(12, 30), ["voormiddag"]),
        (at(9), at(16), ["voormiddag", "namiddag"]),
        (at(19), at(22), ["avond"]),
        (at(12, 15), at(15, 15), ["namiddag"]),
        (at(9), at(21), ["voormiddag", "namiddag", "avond"]),
        (at(20), at(1) + timedelta(days=1), ["avond"]),
        (at(12, 20), at(12, 50), ["namiddag"]),
    ],
)
def test_a_column_per_half_day(starts_at: datetime, ends_at: datetime, parts: list[str]) -> None:
    assert half_days(starts_at, ends_at) == parts


@given(start=st.integers(0, 24 * 60 - 1), length=st.integers(1, 12 * 60))
def test_there_is_always_somewhere_to_sign_in_the_order_of_the_day(start: int, length: int) -> None:
    starts_at = datetime(2027, 3, 4, tzinfo=BRUSSELS) + timedelta(minutes=start)

    parts = half_days(starts_at, starts_at + timedelta(minutes=length))

    assert parts == [name for name, _ in HALF_DAYS if name in parts]
    assert parts
