"""The geometry of the drawings: pure functions from figures to what a template draws, on a page and in a PDF alike.

Angles run clockwise from the top. Lengths are units of the drawing's own view box, except in the strip, which
stretches with the page: there they are percentages of its width. The templates stand in templates/look/charts/,
the tags in templatetags/look.py.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from math import cos, pi, sin
from typing import Literal

type SeatState = Literal["in", "open", "away", "you"]


def on_circle(cx: float, cy: float, radius: float, turn: float) -> tuple[float, float]:
    """The point at `turn` of a full turn, from the top, clockwise."""
    angle = 2 * pi * turn
    return round(cx + radius * sin(angle), 1), round(cy - radius * cos(angle), 1)


def arc(cx: float, cy: float, radius: float, start: float, end: float) -> str:
    """The path of an arc between two turns; a full turn is drawn as two halves, because one arc cannot close."""
    if end - start >= 1:
        return f"{arc(cx, cy, radius, start, start + 0.5)} {arc(cx, cy, radius, start + 0.5, start + 0.9999)}"
    x1, y1 = on_circle(cx, cy, radius, start)
    x2, y2 = on_circle(cx, cy, radius, end)
    return f"M{x1:g} {y1:g}A{radius:g} {radius:g} 0 {int(end - start > 0.5)} 1 {x2:g} {y2:g}"


# The ring with seats: who is there, who comes.


@dataclass(frozen=True, slots=True)
class Seat:
    """One person at the table: in (comes, is there), open (no answer yet), away (cannot), you (the reader)."""

    name: str
    state: SeatState = "in"


@dataclass(frozen=True, slots=True)
class PlacedSeat:
    x: float
    y: float
    initials: str
    state: SeatState
    name: str
    name_x: float
    name_y: float
    anchor: Literal["start", "middle", "end"]
    strike: str


@dataclass(frozen=True, slots=True)
class SeatsRing:
    width: int
    height: int
    cx: float
    cy: float
    table: float
    seat: float
    seats: list[PlacedSeat]


MOST_NAMES = 16


def seats_ring(seats: Sequence[Seat], *, names: bool = True) -> SeatsRing:
    """Seats round a table, with first names outside when there is room for them."""
    names = names and len(seats) <= MOST_NAMES
    width, height = (560, 470) if names else (350, 350)
    cx, cy, radius = width / 2, height / 2, 146.0
    seat_radius = round(min(25.0, 0.43 * 2 * pi * radius / max(len(seats), 1)), 1)
    placed = []
    for number, (seat, name) in enumerate(zip(seats, first_names([seat.name for seat in seats]), strict=True)):
        turn = number / len(seats)
        x, y = on_circle(cx, cy, radius, turn)
        name_x, name_y = on_circle(cx, cy, radius + seat_radius + 15, turn)
        side = sin(2 * pi * turn)
        anchor: Literal["start", "middle", "end"] = "middle" if abs(side) < 0.3 else "start" if side > 0 else "end"
        reach = round(seat_radius * 0.62, 1)
        placed.append(
            PlacedSeat(
                x=x,
                y=y,
                initials="".join(word[0] for word in seat.name.split()[:2]).upper(),
                state=seat.state,
                name=("jij" if seat.state == "you" else name) if names else "",
                name_x=name_x,
                name_y=name_y,
                anchor=anchor,
                strike=f"M{x - reach:.1f} {y + reach:.1f}L{x + reach:.1f} {y - reach:.1f}"
                if seat.state == "away"
                else "",
            )
        )
    return SeatsRing(width, height, cx, cy, 102.0, seat_radius, placed)


def first_names(names: Sequence[str]) -> list[str]:
    """First names; who shares one gets the initial of the last word too: An V."""
    firsts = [name.split()[0] if name.split() else "" for name in names]
    often = Counter(firsts)
    shown = []
    for name, first in zip(names, firsts, strict=True):
        text = f"{first} {name.split()[-1][0]}." if often[first] > 1 and len(name.split()) > 1 else first
        shown.append(text if len(text) <= 13 else f"{text[:12]}…")
    return shown


# The ring in equal parts: a number without names.

MOST_PARTS = 40


@dataclass(frozen=True, slots=True)
class Part:
    path: str
    done: bool


def parts_ring(done: int, total: int, *, centre: float = 145, outer: float = 140, inner: float = 108) -> list[Part]:
    """`total` equal parts of a ring, the first `done` of them full; above 40 parts one piece for each of the two."""
    if total <= 0:
        return [Part(_piece(centre, outer, inner, 0, 0.9999), done=False)]
    if total > MOST_PARTS:
        share = min(max(done / total, 0), 0.9999)
        pieces = [Part(_piece(centre, outer, inner, share, 0.9999), done=False)] if share < 0.999 else []
        return [Part(_piece(centre, outer, inner, 0, share), done=True), *pieces] if share else pieces
    gap = 0.016 if total > 1 else 0.0001
    return [
        Part(_piece(centre, outer, inner, n / total + gap / 2, (n + 1) / total - gap / 2), done=n < done)
        for n in range(total)
    ]


def _piece(centre: float, outer: float, inner: float, start: float, end: float) -> str:
    big = int(end - start > 0.5)
    (x1, y1), (x2, y2) = on_circle(centre, centre, outer, start), on_circle(centre, centre, outer, end)
    (x3, y3), (x4, y4) = on_circle(centre, centre, inner, end), on_circle(centre, centre, inner, start)
    return f"M{x1:g} {y1:g}A{outer:g} {outer:g} 0 {big} 1 {x2:g} {y2:g}L{x3:g} {y3:g}A{inner:g} {inner:g} 0 {big} 0 {x4:g} {y4:g}Z"


# The session as one round (dial) and as one line (strip).


@dataclass(frozen=True, slots=True)
class Block:
    """One part of an agenda; `planned` and `minimal` in minutes, `fixed` cannot shrink."""

    title: str
    planned: int
    minimal: int
    fixed: bool = False

    @property
    def needed(self) -> int:
        return self.planned if self.fixed else min(self.minimal, self.planned)


def total_minutes(blocks: Iterable[Block]) -> int:
    return sum(block.planned for block in blocks)


@dataclass(frozen=True, slots=True)
class DialPiece:
    path: str
    kind: Literal["fixed", "elastic", "over"]


def session_dial(blocks: Sequence[Block], length: int, *, centre: float = 170, radius: float = 132) -> list[DialPiece]:
    """The blocks as pieces of one round of `length` minutes; what is too long sticks out as a piece outside."""
    length = max(length, 1)
    pieces, at, gap = [], 0, 0.004
    for block in blocks:
        start, end = at / length, min((at + block.planned) / length, 1)
        at += block.planned
        if end - start > 2 * gap:
            path = arc(centre, centre, radius, start + gap, end - gap)
            pieces.append(DialPiece(path, "fixed" if block.fixed else "elastic"))
    if at > length:
        pieces.append(DialPiece(arc(centre, centre, radius + 27, 0, min((at - length) / length, 0.99)), "over"))
    return pieces


@dataclass(frozen=True, slots=True)
class StripSegment:
    """A block on the strip; x and widths in percent of the strip."""

    title: str
    minutes: int
    fixed: bool
    x: float
    width: float
    needed: float
    slack_x: float
    slack: float

    @property
    def room(self) -> float:
        """Where words may stand: not over the hatching."""
        return self.needed

    @property
    def shows_title(self) -> bool:
        # About seven pixels a letter, on a page of its full width.
        return self.room >= 5 and len(self.title) * 0.62 + 1 <= self.room

    @property
    def shows_minutes(self) -> bool:
        return self.room >= 2.6

    @property
    def shows_minutes_on_a_phone(self) -> bool:
        return self.room >= 6.5


@dataclass(frozen=True, slots=True)
class StripTick:
    x: float
    label: str
    half: bool
    """Left out on a phone."""
    anchor: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Strip:
    segments: list[StripSegment]
    ticks: list[StripTick]
    lines: list[float]
    end: float
    over_x: float
    over: float
    text: str


def session_strip(blocks: Sequence[Block], length: int, start: datetime | time | None = None) -> Strip:
    """The session as one line: `length` minutes from `start`, and what sticks out past its end."""
    total = total_minutes(blocks)
    scale = 100 / max(total, length, 1)
    segments, at = [], 0
    for block in blocks:
        width = block.planned * scale
        needed = block.needed * scale
        x = at * scale
        segments.append(
            StripSegment(
                title=block.title,
                minutes=block.planned,
                fixed=block.fixed,
                x=round(x, 3),
                width=round(width, 3),
                needed=round(needed, 3),
                slack_x=round(x + needed, 3),
                slack=round(width - needed, 3),
            )
        )
        at += block.planned
    span = max(total, length)
    first = _minute_of_day(start)
    ticks, lines = [], []
    # On the clock's own quarters, not on quarters since the start.
    for minute in range(-first % 15 if start else 0, span + 1, 15):
        x = round(minute * scale, 3)
        lines.append(x)
        if (first + minute) % 30 == 0:
            anchor: Literal["start", "middle", "end"] = "start" if x < 2 else "end" if x > 97 else "middle"
            ticks.append(StripTick(x, _label(first + minute, start is not None), (first + minute) % 60 != 0, anchor))
    over = max(total - length, 0)
    return Strip(
        segments=segments,
        ticks=ticks,
        lines=lines,
        end=round(length * scale, 3),
        over_x=round(length * scale, 3),
        over=round(over * scale, 3),
        text=_strip_text(blocks, length, total, start),
    )


def _minute_of_day(start: datetime | time | None) -> int:
    return start.hour * 60 + start.minute if start else 0


def _label(minute: int, clock: bool) -> str:
    hours, rest = divmod(minute, 60)
    return f"{hours % 24}.{rest:02d}" if clock else f"{hours} u {rest:02d}" if hours else f"{rest} min"


def _strip_text(blocks: Sequence[Block], length: int, total: int, start: datetime | time | None) -> str:
    first = _minute_of_day(start)
    head = f"Van {_label(first, True)} tot {_label(first + total, True)} uur. " if start else ""
    parts = "; ".join(
        f"{block.title}, {in_minutes(block.planned)}{', vast' if block.fixed else ''}" for block in blocks
    )
    difference = total - length
    rest = f"{in_minutes(abs(difference))} {'te lang' if difference > 0 else 'over'}"
    sum_up = rest if difference else "Past precies"
    return f"{head}{parts or 'Nog geen onderdelen'}. {sum_up}."


def in_minutes(minutes: int) -> str:
    return "1 minuut" if minutes == 1 else f"{minutes} minuten"


# Figures of an evaluation: scores from 0 to 10.

COLUMN, BASE, TALLEST = 40, 130, 100


@dataclass(frozen=True, slots=True)
class Bar:
    score: int
    count: int
    x: float
    y: float
    width: float
    height: float
    middle: float


@dataclass(frozen=True, slots=True)
class ScoreBars:
    bars: list[Bar]
    mean_x: float | None
    mean_text_x: float
    text: str


def score_bars(question: str, distribution: Sequence[int], mean: float | None, *, top: int | None = None) -> ScoreBars:
    """Eleven bars; `top` is the tallest bar of the page, so that all charts on it share one scale."""
    highest = max(top or 0, *distribution, 1)
    bars = []
    for score, count in enumerate(distribution):
        height = round(TALLEST * count / highest, 1)
        left = score * COLUMN + 3.5
        bars.append(Bar(score, count, left, BASE - height, COLUMN - 7, height, left + (COLUMN - 7) / 2))
    mean_x = None if mean is None else round((mean + 0.5) * COLUMN, 1)
    spoken = ", ".join(f"{bar.count} keer {bar.score}" for bar in bars if bar.count) or "nog geen scores"
    tail = "" if mean is None else f"; gemiddeld {one_decimal(mean)}"
    return ScoreBars(bars, mean_x, min(max(mean_x or 0, 52), 11 * COLUMN - 52), f"{question}: {spoken}{tail}")


def one_decimal(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


@dataclass(frozen=True, slots=True)
class Point:
    """A mean at one moment; no value when there was none, or too few answers to show it."""

    label: str
    value: float | None


@dataclass(frozen=True, slots=True)
class TrendDot:
    x: float
    y: float
    label: str
    value: str
    value_y: float  # the foot of its figures


@dataclass(frozen=True, slots=True)
class Trend:
    dots: list[TrendDot]
    labels: list[tuple[float, str]]
    lines: list[str]
    text: str


def trend(points: Sequence[Point], label: str) -> Trend:
    """A line over the sessions on the scale from 0 to 10; it is broken where there is no value."""
    width, top, bottom, margin = 440, 24, 140, 44
    step = (width - 2 * margin) / max(len(points) - 1, 1)
    dots: list[TrendDot] = []
    labels: list[tuple[float, str]] = []
    runs: list[list[str]] = [[]]
    for number, point in enumerate(points):
        x = round(margin + number * step, 1) if len(points) > 1 else width / 2
        labels.append((x, point.label))
        if point.value is None:
            runs.append([])
            continue
        y = round(bottom - (bottom - top) * point.value / 10, 1)
        # Above its dot, and above a line of the scale that would cross it.
        foot = next((line - 4 for line in (top, (top + bottom) / 2) if y - 25 < line < y - 9), y - 12)
        dots.append(TrendDot(x, y, point.label, one_decimal(point.value), foot))
        runs[-1].append(f"{x} {y}")
    spoken = ", ".join(f"{p.label} {'geen cijfer' if p.value is None else one_decimal(p.value)}" for p in points)
    return Trend(
        dots, labels, ["M" + "L".join(run) for run in runs if len(run) > 1], f"{label}: {spoken or 'nog geen cijfers'}"
    )
