from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sessions.timetable import run_sheet, timetable
from tests.factories import BRUSSELS

START = datetime(2027, 3, 18, 13, 30, tzinfo=BRUSSELS)


@dataclass(frozen=True)
class Piece:
    minutes: int
    shortest: int
    fixed_start: time | None = None
    title: str = ""


def clocks(pieces: list[Piece], start: datetime = START) -> list[str]:
    return [f"{block.start:%H.%M}-{block.end:%H.%M}" for block in timetable(start, pieces)]


def test_blocks_follow_each_other() -> None:
    assert clocks([Piece(15, 10), Piece(45, 35), Piece(15, 15)]) == ["13.30-13.45", "13.45-14.30", "14.30-14.45"]


def test_a_fixed_start_waits_or_overlaps() -> None:
    pieces = [Piece(60, 60), Piece(30, 30, time(15, 0)), Piece(30, 30, time(15, 20))]
    assert clocks(pieces) == ["13.30-14.30", "15.00-15.30", "15.20-15.50"]
    assert [block.gap for block in timetable(START, pieces)] == [0, 30, -10]


def test_a_fixed_start_after_midnight_belongs_to_the_same_evening() -> None:
    evening = START.replace(hour=22, minute=0)
    assert [block.gap for block in timetable(evening, [Piece(60, 60), Piece(30, 30, time(0, 15))])] == [0, 75]


def test_minutes_are_real_minutes_in_the_night_of_summer_time() -> None:
    night = datetime(2027, 3, 28, 1, 30, tzinfo=BRUSSELS)
    assert clocks([Piece(45, 45)], night) == ["01.30-03.15"]


def test_the_last_block_that_can_give_enough_is_shortened() -> None:
    pieces = [Piece(45, 35), Piece(25, 15), Piece(30, 20, title="koerskaart"), Piece(10, 8), Piece(8, 8)]
    sheet = run_sheet(START, START + timedelta(minutes=110), pieces)
    assert (sheet.over, sheet.planned, sheet.length, f"{sheet.ends_at:%H.%M}") == (8, 118, 110, "15.28")
    assert [(cut.item.title, cut.minutes, cut.won) for cut in sheet.cuts] == [("koerskaart", 22, 8)]
    assert [(cut.item.minutes, cut.won) for cut in sheet.to_win] == [(45, 10), (25, 10), (30, 10), (10, 2)]


def test_more_blocks_give_when_one_is_not_enough() -> None:
    pieces = [Piece(30, 20), Piece(30, 15), Piece(20, 18)]
    sheet = run_sheet(START, START + timedelta(minutes=60), pieces)
    assert [(cut.item.minutes, cut.minutes) for cut in sheet.cuts] == [(30, 25), (30, 15)]
    assert sheet.left_over == 0


def test_what_can_never_fit_is_said() -> None:
    sheet = run_sheet(START, START + timedelta(minutes=30), [Piece(30, 20), Piece(20, 20)])
    assert ([cut.minutes for cut in sheet.cuts], sheet.left_over) == ([20], 10)


def test_blocks_before_a_fixed_start_make_room_for_it() -> None:
    pieces = [Piece(60, 40), Piece(30, 30, time(14, 20)), Piece(30, 10)]
    sheet = run_sheet(START, START + timedelta(minutes=180), pieces)
    assert (sheet.fits, sheet.overlap) == (False, 10)
    assert [(cut.item.minutes, cut.minutes) for cut in sheet.cuts] == [(60, 50)]


def test_an_empty_run_sheet_fits() -> None:
    sheet = run_sheet(START, START + timedelta(minutes=180), [])
    assert (sheet.fits, sheet.over, sheet.planned, sheet.cuts) == (True, -180, 0, [])


@st.composite
def piece(draw: st.DrawFn) -> Piece:
    minutes = draw(st.integers(1, 120))
    fixed = draw(st.one_of(st.none(), st.none(), st.times(time(13, 30), time(17, 0))))
    fixed = fixed and fixed.replace(second=0, microsecond=0)
    return Piece(minutes, draw(st.integers(1, minutes)), fixed)


pieces_of_a_session = st.lists(piece(), max_size=12)


@given(pieces_of_a_session, st.integers(30, 400))
def test_the_proposal_keeps_what_is_promised(pieces: list[Piece], length: int) -> None:
    """It fits whenever it can; no block goes under its minimum and nothing fixed moves."""
    end = START + timedelta(minutes=length)
    sheet = run_sheet(START, end, pieces)
    becomes = {id(cut.item): cut.minutes for cut in sheet.cuts}
    assert all(cut.item.shortest <= cut.minutes < cut.item.minutes for cut in sheet.cuts)
    shorter = [replace(old, minutes=becomes.get(id(old), old.minutes)) for old in pieces]
    after = run_sheet(START, end, shorter)
    shortest = run_sheet(START, end, [replace(old, minutes=old.shortest) for old in pieces])
    assert after.fits == shortest.fits
    assert (sheet.left_over == 0) == shortest.fits
    fixed = [(block.start, block.item.fixed_start) for block in sheet.blocks if block.item.fixed_start]
    assert fixed == [(block.start, block.item.fixed_start) for block in after.blocks if block.item.fixed_start]


@pytest.mark.slow
@given(pieces_of_a_session, st.integers(30, 400))
def test_who_fits_is_left_alone(pieces: list[Piece], length: int) -> None:
    sheet = run_sheet(START, START + timedelta(minutes=length), pieces)
    assume(sheet.fits)
    assert (sheet.cuts, sheet.left_over) == ([], 0)


@given(pieces_of_a_session)
def test_every_block_lasts_its_minutes(pieces: list[Piece]) -> None:
    for block in timetable(START, pieces):
        lasted = block.end.astimezone(UTC) - block.start.astimezone(UTC)
        assert lasted == timedelta(minutes=block.item.minutes)
        assert block.start.tzinfo == BRUSSELS
