"""The clock of a session that runs: where we are against the plan, when each block comes, and how to win time back.

Pure, and in whole minutes, as the clock on the wall counts: who starts at 13.30 and twenty seconds is on time. The plan's
own clock is sessions/timetable.py. There a fixed start is kept whatever comes before it; here the room is late for it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol

from sessions.timetable import Cut, Item, later, minutes_between, on_the_day, timetable

# A shorter delay than this is no reason to change a plan.
WORTH_REPAIRING = 3
# A block that lasts longer than so many times the delay is not proposed to be dropped while shortening is enough.
TOO_MUCH_TO_DROP = 3


class Block(Item, Protocol):
    @property
    def is_protected(self) -> bool:
        """A break, a guest, the evaluation, the closing: never shortened and never dropped by a repair."""
        ...

    @property
    def can_drop(self) -> bool: ...
    @property
    def began_at(self) -> datetime | None: ...
    @property
    def ended_at(self) -> datetime | None: ...
    @property
    def dropped_at(self) -> datetime | None: ...


class RepairKind(StrEnum):
    SHORTER = "korter"
    DROP = "weg"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Expected[T: Block]:
    """When a block begins and ends if nothing changes; the running one begins where it began."""

    item: T
    start: datetime
    end: datetime
    waits: int = 0
    """Minutes before a fixed start in which nothing is planned."""
    late: int = 0
    """Minutes after its fixed start."""


@dataclass(frozen=True, slots=True)
class Repair[T: Block]:
    kind: RepairKind
    cuts: list[Cut[T]]
    dropped: T | None
    expected: list[Expected[T]]
    ends_at: datetime
    over: int
    """Minutes that it still ends too late."""


@dataclass(frozen=True, slots=True)
class Standing[T: Block]:
    now: datetime
    running: Expected[T] | None
    coming: list[Expected[T]]
    ends_at: datetime
    late: int
    """Minutes behind the plan; negative is ahead of it."""
    repairs: list[Repair[T]] = field(default_factory=list)

    @property
    def elapsed(self) -> int:
        return minutes_between(self.running.start, self.now) if self.running else 0

    @property
    def left(self) -> int:
        """Minutes that the running block still has; negative when its time is over."""
        return self.running.item.minutes - self.elapsed if self.running else 0

    @property
    def share_left(self) -> int:
        """Of the running block's time, in percent."""
        return max(100 * self.left // self.running.item.minutes, 0) if self.running else 0

    @property
    def over_time(self) -> int:
        return max(-self.left, 0)

    @property
    def kept_waiting(self) -> "Expected[T] | None":
        """The first block with an hour of its own that will not begin at that hour."""
        return next((block for block in self.coming if block.late > 0), None)

    @property
    def next(self) -> "Expected[T] | None":
        return self.coming[0] if self.coming else None

    @property
    def line(self) -> str:
        if self.late < 0:
            return f"{_minutes_text(-self.late)} voor op schema"
        if self.late > 0:
            return f"{_minutes_text(self.late)} achter op schema; we eindigen om {self.ends_at:%H.%M} uur"
        return "op schema"


def planned_end(starts_at: datetime, items: Iterable[Item], ends_at: datetime) -> datetime:
    """Where the schedule aims at: the end of the plan, and never past the end of the session."""
    ends = [block.end for block in timetable(starts_at, items)]
    return min([*ends[-1:], ends_at], key=_instant)


def standing[T: Block](
    items: Iterable[T], *, starts_at: datetime, ends_at: datetime, aim: datetime | None = None, now: datetime
) -> Standing[T]:
    """`items` in their order, `ends_at` the end that was promised, `aim` the end that the schedule has.

    The answer's times are in the zone of `starts_at`.
    """
    zone = starts_at.tzinfo
    starts_at, ends_at, now = (_minute(moment).astimezone(zone) for moment in (starts_at, ends_at, now))
    kept = [item for item in items if item.dropped_at is None]
    aim = _minute(aim).astimezone(zone) if aim else planned_end(starts_at, kept, ends_at)
    running = next((item for item in kept if item.began_at and not item.ended_at), None)
    coming = [item for item in kept if not item.began_at]
    begin = _begin(kept, running, starts_at, now)
    parts = _parts(running, coming, starts_at, begin, now)
    expected = _expected(parts, begin)
    end = max((block.end for block in expected), key=_instant, default=begin)
    return Standing(
        now=now,
        running=expected[0] if running is not None else None,
        coming=expected[1:] if running is not None else expected,
        ends_at=end,
        late=minutes_between(aim, end),
        repairs=_repairs(parts, begin, max(ends_at, aim, key=_instant)),
    )


# One block as the arithmetic wants it.
@dataclass(frozen=True, slots=True)
class _Part[T: Block]:
    item: T
    length: int
    least: int
    fixed: datetime | None = None


def _begin[T: Block](kept: Sequence[T], running: T | None, starts_at: datetime, now: datetime) -> datetime:
    """Where what is still to be done starts: with the running block, else now, and never before the session."""
    if running is not None and running.began_at:
        return _minute(running.began_at).astimezone(now.tzinfo)
    ended = [item.ended_at for item in kept if item.ended_at]
    if ended and all(item.began_at for item in kept):
        return max(_minute(moment).astimezone(now.tzinfo) for moment in ended)
    return now if ended else max(now, starts_at, key=_instant)


def _parts[T: Block](
    running: T | None, coming: Sequence[T], starts_at: datetime, begin: datetime, now: datetime
) -> list[_Part[T]]:
    parts = []
    if running is not None:
        elapsed = max(minutes_between(begin, now), 0)
        length = max(running.minutes, elapsed)
        parts.append(_Part(running, length, length if running.is_protected else max(running.shortest, elapsed)))
    for item in coming:
        fixed = on_the_day(starts_at, item.fixed_start) if item.fixed_start else None
        parts.append(_Part(item, item.minutes, item.minutes if item.is_protected else item.shortest, fixed))
    return parts


def _expected[T: Block](parts: Sequence[_Part[T]], begin: datetime) -> list[Expected[T]]:
    blocks = []
    now = begin
    for part in parts:
        off = minutes_between(now, part.fixed) if part.fixed else 0
        start = later(now, max(off, 0))
        now = later(start, part.length)
        blocks.append(Expected(part.item, start, now, waits=max(off, 0), late=max(-off, 0)))
    return blocks


def _end[T: Block](parts: Sequence[_Part[T]], begin: datetime) -> datetime:
    expected = _expected(parts, begin)
    return expected[-1].end if expected else begin


def _repairs[T: Block](parts: Sequence[_Part[T]], begin: datetime, goal: datetime) -> list[Repair[T]]:
    """The softest first: shorten, drop one, end later."""
    end = _end(parts, begin)
    over = minutes_between(goal, end)
    most = max([over, *(block.late for block in _expected(parts, begin))])
    if most < WORTH_REPAIRING:
        return []
    repairs = []
    shortened = _shortened(parts, begin, goal)
    shorter = _repair(RepairKind.SHORTER, parts, shortened, begin, goal)
    if shorter.cuts:
        repairs.append(shorter)
    enough = bool(shorter.cuts) and shorter.over <= 0 and not any(block.late for block in shorter.expected)
    if drop := _drop(parts, begin, goal, most=most * TOO_MUCH_TO_DROP if enough else None):
        repairs.append(drop)
    if over > 0:
        repairs.append(_repair(RepairKind.LATER, parts, parts, begin, goal))
    return repairs


def _drop[T: Block](parts: Sequence[_Part[T]], begin: datetime, goal: datetime, most: int | None) -> Repair[T] | None:
    """Without the block that loses the fewest minutes in all; what it does not win is won by shortening."""
    best: tuple[tuple[int, int, int], Repair[T]] | None = None
    for place, part in enumerate(parts):
        if part.item.began_at or part.item.is_protected or not part.item.can_drop:
            continue
        if most is not None and part.length > most:
            continue
        rest = [*parts[:place], *parts[place + 1 :]]
        shortened = _shortened(rest, begin, goal)
        repair = _repair(RepairKind.DROP, rest, shortened, begin, goal, dropped=part.item)
        lost = part.length + sum(cut.won for cut in repair.cuts)
        late = sum(block.late for block in repair.expected) + max(repair.over, 0)
        if best is None or (late, lost, -place) < best[0]:
            best = ((late, lost, -place), repair)
    return best[1] if best else None


def _repair[T: Block](
    kind: RepairKind,
    before: Sequence[_Part[T]],
    after: Sequence[_Part[T]],
    begin: datetime,
    goal: datetime,
    dropped: T | None = None,
) -> Repair[T]:
    end = _end(after, begin)
    cuts = [Cut(new.item, new.length) for old, new in zip(before, after, strict=True) if new.length < old.length]
    return Repair(kind, cuts, dropped, _expected(after, begin), end, minutes_between(goal, end))


def _shortened[T: Block](parts: Sequence[_Part[T]], begin: datetime, goal: datetime) -> list[_Part[T]]:
    """Bring the parts inside `goal`. Each stretch before a fixed start has to fit by itself."""
    done: list[_Part[T]] = []
    stretch: list[_Part[T]] = []
    now = begin
    for part in parts:
        if part.fixed:
            stretch = _given(stretch, sum(p.length for p in stretch) - minutes_between(now, part.fixed))
            done += stretch
            now = max(later(now, sum(p.length for p in stretch)), part.fixed, key=_instant)
            stretch = []
        stretch.append(part)
    return done + _given(stretch, sum(p.length for p in stretch) - minutes_between(now, goal))


def _given[T: Block](parts: Sequence[_Part[T]], needed: int) -> list[_Part[T]]:
    """Win `needed` minutes, from each in proportion to what it can give."""
    room = [part.length - part.least for part in parts]
    total = sum(room)
    needed = min(max(needed, 0), total)
    if not needed:
        return list(parts)
    gives = [needed * slack // total for slack in room]
    # What rounding left over goes to who was rounded down most, the later of two equals first.
    rest = sorted(range(len(parts)), key=lambda place: (-(needed * room[place] % total), -place))
    for place in rest[: needed - sum(gives)]:
        gives[place] += 1
    return [replace(part, length=part.length - give) for part, give in zip(parts, gives, strict=True)]


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _instant(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _minutes_text(minutes: int) -> str:
    return f"{minutes} {'minuut' if minutes == 1 else 'minuten'}"
