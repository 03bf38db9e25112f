from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sessions.live.clock import Expected, Repair, RepairKind, Standing, planned_end, standing
from tests.factories import BRUSSELS

START = datetime(2027, 3, 4, 13, 30, tzinfo=BRUSSELS)
END = START + timedelta(hours=3)


@dataclass(frozen=True)
class Piece:
    title: str
    minutes: int
    shortest: int
    is_protected: bool = False
    can_drop: bool = True
    fixed_start: time | None = None
    began_at: datetime | None = None
    ended_at: datetime | None = None
    dropped_at: datetime | None = None


def at(clock: str) -> datetime:
    return datetime.combine(START.date(), time.fromisoformat(clock), tzinfo=BRUSSELS)


def done(piece: Piece, began: str, ended: str) -> Piece:
    return replace(piece, began_at=at(began), ended_at=at(ended))


ARRIVAL = Piece("Ontvangst", 30, 20)
CASE = Piece("Case", 60, 40)
BREAK = Piece("Pauze", 15, 15, is_protected=True)
COURSE = Piece("Koerskaart", 40, 25)
SUMMARY = Piece("Samenvatting", 15, 10)
EVALUATION = Piece("Evaluatie", 8, 8, is_protected=True)
CLOSING = Piece("Vooruitblik", 12, 5, is_protected=True)
PLAN = [ARRIVAL, CASE, BREAK, COURSE, SUMMARY, EVALUATION, CLOSING]


def look(items: list[Piece], now: str, aim: datetime | None = None) -> Standing[Piece]:
    return standing(items, starts_at=START, ends_at=END, aim=aim, now=at(now))


def told(repair: Repair[Piece]) -> tuple[str, list[tuple[str, int]], str, str]:
    cuts = [(cut.item.title, cut.minutes) for cut in repair.cuts]
    return repair.kind.value, cuts, repair.dropped.title if repair.dropped else "", f"{repair.ends_at:%H.%M}"


def hours(blocks: list[Expected[Piece]]) -> list[str]:
    return [f"{block.start:%H.%M} {block.item.title}" for block in blocks]


def test_on_time_says_only_that() -> None:
    now = look([replace(ARRIVAL, began_at=START + timedelta(seconds=40)), *PLAN[1:]], "13:45")
    assert (now.line, now.elapsed, now.left, now.repairs) == ("op schema", 15, 15, [])


def test_before_it_starts_the_plan_waits_for_its_hour_and_then_for_who_starts_it() -> None:
    assert look(PLAN, "13:10").line == "op schema"
    assert look(PLAN, "13:42").line == "12 minuten achter op schema; we eindigen om 16.42 uur"


def test_ahead_of_the_plan() -> None:
    items = [done(ARRIVAL, "13:30", "13:53"), replace(CASE, began_at=at("13:53")), *PLAN[2:]]
    now = look(items, "14:00")
    assert (now.line, now.repairs) == ("7 minuten voor op schema", [])
    assert look([replace(ARRIVAL, began_at=at("13:29")), *PLAN[1:]], "13:31").line == "1 minuut voor op schema"


def late_in_the_course_map() -> list[Piece]:
    """12 minutes late, 7 minutes into the block of 40."""
    return [
        done(ARRIVAL, "13:30", "14:02"),
        done(CASE, "14:02", "15:12"),
        done(BREAK, "15:12", "15:27"),
        replace(COURSE, began_at=at("15:27")),
        *PLAN[4:],
    ]


def test_behind_the_plan_with_three_repairs_and_what_each_brings() -> None:
    now = look(late_in_the_course_map(), "15:34")
    assert now.line == "12 minuten achter op schema; we eindigen om 16.42 uur"
    assert hours(now.coming) == ["16.07 Samenvatting", "16.22 Evaluatie", "16.30 Vooruitblik"]
    assert [told(repair) for repair in now.repairs] == [
        ("korter", [("Koerskaart", 31), ("Samenvatting", 12)], "", "16.30"),
        ("weg", [], "Samenvatting", "16.27"),
        ("later", [], "", "16.42"),
    ]
    assert hours(now.repairs[0].expected) == [
        "15.27 Koerskaart",
        "15.58 Samenvatting",
        "16.10 Evaluatie",
        "16.18 Vooruitblik",
    ]


def test_a_running_block_is_not_shortened_below_what_it_took_already() -> None:
    now = look(late_in_the_course_map(), "16:05")
    assert (now.elapsed, now.left) == (38, 2)
    assert told(now.repairs[0]) == ("korter", [("Koerskaart", 38), ("Samenvatting", 10)], "", "16.35")
    over_its_time = look(late_in_the_course_map(), "16:20")
    assert (over_its_time.left, over_its_time.line) == (-13, "25 minuten achter op schema; we eindigen om 16.55 uur")
    assert told(over_its_time.repairs[0]) == ("korter", [("Samenvatting", 10)], "", "16.50")


def test_what_drops_is_helped_by_shortening_and_what_may_not_be_dropped_stays() -> None:
    short = [replace(SUMMARY, minutes=10), *PLAN[5:]]
    items = [*late_in_the_course_map()[:3], replace(COURSE, began_at=at("15:23")), *short]
    assert told(look(items, "15:30").repairs[1]) == ("later", [], "", "16.33")
    late = [*late_in_the_course_map()[:3], replace(COURSE, began_at=at("15:37")), *short]
    assert told(look(late, "15:38").repairs[1]) == ("weg", [("Koerskaart", 33)], "Samenvatting", "16.30")
    keep = [replace(piece, can_drop=False) for piece in late]
    assert [repair.kind for repair in look(keep, "15:38").repairs] == [RepairKind.SHORTER, RepairKind.LATER]


def test_the_schedule_that_was_agreed_is_what_counts() -> None:
    now = look(late_in_the_course_map(), "15:34", aim=at("16:42"))
    assert (now.line, now.repairs) == ("op schema", [])


def test_a_guest_with_an_hour_is_not_kept_waiting_when_shortening_can_help() -> None:
    guest = Piece("Gast", 30, 30, is_protected=True, fixed_start=time(14, 45))
    items = [replace(ARRIVAL, began_at=at("13:40")), CASE, guest, COURSE]
    now = look(items, "13:50")
    assert now.line == "25 minuten achter op schema; we eindigen om 16.20 uur"
    assert now.kept_waiting is not None
    assert (now.kept_waiting.item.title, now.kept_waiting.late) == ("Gast", 25)
    assert [told(repair) for repair in now.repairs] == [
        ("korter", [("Ontvangst", 22), ("Case", 43)], "", "15.55"),
        ("weg", [], "Case", "15.55"),
    ]


def test_the_end_of_a_short_plan_is_the_schedule_and_the_session_has_room_left() -> None:
    assert f"{planned_end(START, PLAN[:3], END):%H.%M}" == "15.15"
    now = look([replace(ARRIVAL, began_at=at("13:40")), *PLAN[1:3]], "13:41")
    assert (now.line, now.repairs) == ("10 minuten achter op schema; we eindigen om 15.25 uur", [])


def test_after_the_last_block_the_end_is_the_real_one() -> None:
    items = [done(ARRIVAL, "13:30", "13:55"), replace(CASE, dropped_at=START)]
    now = look(items, "17:00", aim=at("14:00"))
    assert (now.line, now.running, now.next) == ("5 minuten voor op schema", None, None)
    assert look([], "13:40").coming == []


def test_summer_time_does_not_make_a_night_late() -> None:
    night = datetime(2027, 3, 28, 1, 30, tzinfo=BRUSSELS)
    items = [replace(ARRIVAL, minutes=90, began_at=night.astimezone(UTC))]
    now = standing(items, starts_at=night, ends_at=night + timedelta(minutes=150), now=night.astimezone(UTC))
    assert f"{now.ends_at:%H.%M}" == "04.00"


@st.composite
def rooms(draw: st.DrawFn) -> tuple[list[Piece], datetime]:
    """A plan of which the first blocks took as long as they took, and one perhaps runs."""
    pieces = []
    for place in range(draw(st.integers(1, 9))):
        minutes = draw(st.integers(1, 60))
        protected = draw(st.booleans())
        fixed = draw(st.none() | st.none() | st.builds(time, st.integers(13, 17), st.sampled_from([0, 15, 30])))
        pieces.append(
            Piece(
                str(place),
                minutes,
                draw(st.integers(1, minutes)),
                is_protected=protected,
                can_drop=draw(st.booleans()),
                fixed_start=fixed,
            )
        )
    now = START + timedelta(minutes=draw(st.integers(-20, 20)), seconds=draw(st.integers(0, 59)))
    for place in range(draw(st.integers(0, len(pieces)))):
        took = draw(st.integers(0, 70))
        runs = place == len(pieces) - 1 or draw(st.integers(0, 3)) == 0
        ended = now + timedelta(minutes=took)
        pieces[place] = replace(pieces[place], began_at=now, ended_at=None if runs else ended)
        now = ended
        if runs:
            break
    return pieces, now


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rooms())
def test_every_repair_fits_and_leaves_what_is_protected_alone(room: tuple[list[Piece], datetime]) -> None:
    items, at_now = room
    now = standing(items, starts_at=START, ends_at=END, now=at_now)
    before = [*([now.running] if now.running else []), *now.coming]
    unrepaired = {block.item: block for block in before}
    goal = max(END, planned_end(START, items, END))
    for repair in now.repairs:
        # The sum fits: blocks follow each other, with nothing between but the waiting for a fixed start.
        moment = repair.ends_at
        if first := repair.expected[0] if repair.expected else None:
            moment = first.start - timedelta(minutes=first.waits)
        for block in repair.expected:
            assert block.start == moment + timedelta(minutes=block.waits)
            moment = block.end
        assert moment == repair.ends_at
        assert (repair.ends_at <= goal) == (repair.over <= 0)
        # The order stays, and only the one that is named is gone.
        assert [b.item for b in repair.expected] == [b.item for b in before if b.item != repair.dropped]
        if repair.dropped:
            assert repair.dropped.can_drop and not repair.dropped.is_protected and not repair.dropped.began_at
        lengths = {block.item: (block.end - block.start).total_seconds() / 60 for block in repair.expected}
        for block in repair.expected:
            was = unrepaired[block.item]
            # Nothing comes later than it would have come, and nothing before its own hour.
            assert block.start <= was.start
            assert block.late <= was.late
            if block.item.fixed_start and not block.item.began_at:
                assert block.late or block.start.time().replace(tzinfo=None) == block.item.fixed_start
            # No block under its minimum, and what is protected not a minute shorter.
            if block.item.is_protected:
                assert block.end - block.start == was.end - was.start
            assert lengths[block.item] >= min(block.item.shortest, (was.end - was.start).total_seconds() / 60)
            if block.item.began_at:
                assert block.end >= now.now.replace(second=0)
        assert {cut.item: cut.minutes for cut in repair.cuts} == {
            block.item: lengths[block.item]
            for block in repair.expected
            if block.end - block.start < unrepaired[block.item].end - unrepaired[block.item].start
        }


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rooms())
def test_shortening_takes_in_proportion_and_no_more_than_is_needed(room: tuple[list[Piece], datetime]) -> None:
    items, at_now = room
    if any(item.fixed_start for item in items):
        items = [replace(item, fixed_start=None) for item in items]
    now = standing(items, starts_at=START, ends_at=END, now=at_now)
    for repair in now.repairs:
        if repair.kind is not RepairKind.SHORTER:
            continue
        elapsed = now.elapsed
        room_of = {
            block.item: block.item.minutes
            - (max(block.item.shortest, elapsed) if block.item.began_at else block.item.shortest)
            for block in repair.expected
            if not block.item.is_protected
        }
        total = sum(max(slack, 0) for slack in room_of.values())
        won = sum(cut.won for cut in repair.cuts)
        needed = won + max(repair.over, 0)
        assert won == min(needed, total)
        assert won == total or repair.over == 0
        for cut in repair.cuts:
            assert abs(cut.won - won * room_of[cut.item] / total) < 1


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rooms())
def test_with_an_hour_of_delay_there_is_a_repair(room: tuple[list[Piece], datetime]) -> None:
    items, at_now = room
    now = standing(items, starts_at=START, ends_at=END, now=at_now)
    behind = now.ends_at - max(END, planned_end(START, items, END))
    assert bool(now.repairs) or behind < timedelta(minutes=3)
    assert len(now.repairs) <= 3
