"""The geometry of a history line: high and low moments over time, on a page and in a PDF alike.

The template is templates/look/charts/history.svg, 1000 units wide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

LEFT, RIGHT, TOP = 110, 945, 44
# How far down the lowest point lies: on a page, and on a projector, where the drawing is as wide as the room allows.
DEEP, FLAT = 290, 134


@dataclass(frozen=True, slots=True)
class Counted:
    """A moment: its name, and how many put it high and low."""

    label: str
    highs: int
    lows: int


@dataclass(frozen=True, slots=True)
class HistoryDot:
    x: float
    y: float
    highs: int
    lows: int

    @property
    def net(self) -> int:
        return self.highs - self.lows


@dataclass(frozen=True, slots=True)
class HistoryLabel:
    x: float
    rows: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class HistoryChart:
    dots: list[HistoryDot]
    labels: list[HistoryLabel]
    line: str
    up: str
    letters: int
    text: str
    height: int
    middle: int
    bottom: int


def draw_history(moments: Sequence[Counted], up: str, *, flat: bool = False) -> HistoryChart:
    """The height of a moment is how many more people put it high than low, on the scale of the most marked one.
    Moments that nobody marked are left out of the line, not drawn at zero."""
    bottom = FLAT if flat else DEEP
    middle = (TOP + bottom) // 2
    tallest = max((abs(one.highs - one.lows) for one in moments), default=0) or 1
    step = (RIGHT - LEFT) / max(len(moments) - 1, 1)
    letters = 20 if len(moments) <= 10 else 17
    in_a_row = max(4, int(step / (letters * 0.54))) if len(moments) > 1 else 40
    dots, labels, spoken = [], [], []
    for number, one in enumerate(moments):
        x = round(LEFT + number * step, 1) if len(moments) > 1 else (LEFT + RIGHT) / 2
        rows = wrap(one.label, in_a_row, break_long_words=True)[:2]
        labels.append(HistoryLabel(x, [(row, bottom + 68 + place * (letters + 3)) for place, row in enumerate(rows)]))
        highs, lows = one.highs, one.lows
        if highs or lows:
            y = round(middle - (bottom - TOP) / 2 * (highs - lows) / tallest, 1)
            dots.append(HistoryDot(x, y, highs, lows))
            spoken.append(f"{one.label}: {counted(highs, lows)}")
    path = "M" + "L".join(f"{dot.x:g} {dot.y:g}" for dot in dots) if len(dots) > 1 else ""
    text = f"Historielijn, hoog betekent {up}. {'; '.join(spoken) or 'Er staat nog niets op'}."
    most_rows = max((len(label.rows) for label in labels), default=1)
    height = bottom + 54 + most_rows * (letters + 3)
    return HistoryChart(dots, labels, path, up, letters, text, height, middle, bottom + 30)


def counted(highs: int, lows: int) -> str:
    parts = [f"{number} keer {word}" for number, word in ((highs, "hoog"), (lows, "laag")) if number]
    return " en ".join(parts)
