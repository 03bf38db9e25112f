"""The clock of a run sheet: when each block starts, whether it all fits, and what to shorten when it does not.

Pure: an item is anything with `minutes`, `shortest` and `fixed_start`. Times are aware and in the room's own zone,
because a fixed start is an hour on the wall of that room.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol


class Item(Protocol):
    @property
    def minutes(self) -> int: ...
    @property
    def shortest(self) -> int:
        """The fewest minutes it can be brought to; its own minutes when it cannot shrink."""
        ...

    @property
    def fixed_start(self) -> time | None: ...


@dataclass(frozen=True, slots=True)
class Timed[T: Item]:
    item: T
    start: datetime
    end: datetime
    gap: int = 0
    """Minutes before a fixed start: positive is waiting, negative is how far the block before runs into it."""


@dataclass(frozen=True, slots=True)
class Cut[T: Item]:
    item: T
    minutes: int
    """What it becomes."""

    @property
    def won(self) -> int:
        return self.item.minutes - self.minutes


@dataclass(frozen=True, slots=True)
class RunSheet[T: Item]:
    blocks: list[Timed[T]]
    planned: int
    """Minutes of all blocks together, with the waiting for fixed starts."""
    length: int
    """Minutes of the session."""
    ends_at: datetime
    over: int
    """Minutes past the session's end; negative is what is left."""
    cuts: list[Cut[T]]
    """The fewest blocks to shorten so that it fits; empty when it fits already, or nothing can give."""
    left_over: int
    """Minutes that still do not fit after the cuts, at the end or before a fixed start."""

    @property
    def left(self) -> int:
        """Minutes between the last block and the end of the session."""
        return max(-self.over, 0)

    @property
    def overlap(self) -> int:
        """Minutes by which blocks run into a fixed start."""
        return sum(-block.gap for block in self.blocks if block.gap < 0)

    @property
    def fits(self) -> bool:
        return self.over <= 0 and not self.overlap

    @property
    def to_win(self) -> list[Cut[T]]:
        """Where minutes can be found, most first: each block at its shortest."""
        room = [
            Cut(block.item, block.item.shortest) for block in self.blocks if block.item.shortest < block.item.minutes
        ]
        return sorted(room, key=lambda cut: -cut.won)


def timetable[T: Item](starts_at: datetime, items: Iterable[T]) -> list[Timed[T]]:
    """Each block with its clock times. A fixed start is kept whatever comes before it."""
    timed = []
    now = starts_at
    for item in items:
        start = now if item.fixed_start is None else on_the_day(starts_at, item.fixed_start)
        end = later(start, item.minutes)
        timed.append(Timed(item, start, end, minutes_between(now, start)))
        now = end
    return timed


def run_sheet[T: Item](starts_at: datetime, ends_at: datetime, items: Iterable[T]) -> RunSheet[T]:
    blocks = timetable(starts_at, items)
    end = max((block.end for block in blocks), key=lambda end: end.astimezone(UTC), default=starts_at)
    cuts, left_over = _proposal(starts_at, ends_at, blocks)
    return RunSheet(
        blocks=blocks,
        planned=sum(block.item.minutes + max(block.gap, 0) for block in blocks),
        length=minutes_between(starts_at, ends_at),
        ends_at=end,
        over=minutes_between(ends_at, end),
        cuts=cuts,
        left_over=left_over,
    )


def _proposal[T: Item](starts_at: datetime, ends_at: datetime, blocks: Sequence[Timed[T]]) -> tuple[list[Cut[T]], int]:
    """A fixed start cuts the session in stretches, and each has to fit by itself."""
    cuts: list[Cut[T]] = []
    left_over = 0
    stretch: list[T] = []
    begin = starts_at
    for block in blocks:
        if block.item.fixed_start is not None:
            short = _shortened(stretch, minutes_between(begin, block.start))
            cuts, left_over = cuts + short[0], left_over + short[1]
            stretch, begin = [], block.start
        stretch.append(block.item)
    short = _shortened(stretch, minutes_between(begin, ends_at))
    return cuts + short[0], left_over + short[1]


def _shortened[T: Item](items: Sequence[T], room: int) -> tuple[list[Cut[T]], int]:
    """Bring `items` inside `room` minutes: one block when one can give enough, else the roomiest first."""
    too_long = sum(item.minutes for item in items) - room
    if not items or too_long <= 0:
        return [], max(too_long, 0) if items else 0
    # The later of two equals: what comes first is likelier to be promised already.
    order = {position: item.minutes - item.shortest for position, item in enumerate(items)}
    enough = [position for position, slack in order.items() if slack >= too_long]
    chosen = enough[-1:] or sorted(order, key=lambda position: (-order[position], -position))
    cuts: dict[int, Cut[T]] = {}
    for position in chosen:
        take = min(order[position], too_long)
        if take > 0:
            cuts[position] = Cut(items[position], items[position].minutes - take)
            too_long -= take
    return [cuts[position] for position in sorted(cuts)], too_long


def on_the_day(starts_at: datetime, clock: time) -> datetime:
    """The hour on the day of the session; the next morning for a session in the evening."""
    moment = datetime.combine(starts_at.date(), clock, tzinfo=starts_at.tzinfo)
    return moment + timedelta(days=1) if moment < starts_at - timedelta(hours=12) else moment


def later(start: datetime, minutes: int) -> datetime:
    # By way of UTC: Python adds to the clock on the wall, and summer time starts in some night.
    return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)


def minutes_between(start: datetime, end: datetime) -> int:
    return int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() // 60)
