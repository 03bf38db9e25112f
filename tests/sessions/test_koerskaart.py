"""The koerskaart: three parts of three blocks, in the time that there is."""

from hypothesis import given
from hypothesis import strategies as st

from sessions.koerskaart import COURSE, FULL_MINUTES, course_in, scaled


def test_it_has_three_parts_of_three_blocks_and_takes_two_hours() -> None:
    assert [part.title for part in COURSE] == ["Verkennen", "Verdiepen", "Vertalen"]
    assert [block.number for part in COURSE for block in part.blocks] == list(range(1, 10))
    assert [len(part.blocks) for part in COURSE] == [3, 3, 3]
    assert sum(part.minutes for part in COURSE) == FULL_MINUTES
    assert course_in(FULL_MINUTES) == COURSE


def test_in_half_the_time_each_block_takes_about_half() -> None:
    minutes = [block.minutes for part in course_in(60) for block in part.blocks]
    assert sum(minutes) == 60
    full = [block.minutes for part in COURSE for block in part.blocks]
    assert all(abs(short - long / 2) <= 2 for short, long in zip(minutes, full, strict=True))


@given(st.lists(st.integers(1, 120), min_size=1, max_size=12), st.integers(0, 480))
def test_scaled_minutes_add_up_and_none_is_empty(planned: list[int], total: int) -> None:
    minutes = scaled(planned, total)
    assert sum(minutes) == max(total, len(planned))
    assert min(minutes) >= 1
