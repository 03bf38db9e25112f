"""A few named columns, each once or twice: how many before, how many afterwards. Drawn like the scores of charts.py."""

from collections.abc import Sequence
from dataclasses import dataclass

from lerendnetwerk.charts import BASE, TALLEST


@dataclass(frozen=True, slots=True)
class PairedBar:
    count: int
    x: float
    y: float
    width: float
    height: float
    middle: float
    is_after: bool


@dataclass(frozen=True, slots=True)
class PairedBars:
    """A few named columns, each once or (before and after) twice; `both` says which, for a legend."""

    bars: list[PairedBar]
    labels: list[tuple[float, str]]
    both: bool
    text: str


def paired_bars(title: str, labels: Sequence[str], before: Sequence[int], after: Sequence[int] = ()) -> PairedBars:
    """How many in each of a few camps, and how many afterwards. A series that counts nobody is not drawn."""
    series = [(counts, is_after) for counts, is_after in ((before, False), (after, True)) if sum(counts)]
    both = len(series) == 2
    highest = max([1, *(max(counts) for counts, _ in series)])
    column, width = 440 / max(len(labels), 1), 54 if both else 84
    bars, named = [], []
    for number, label in enumerate(labels):
        middle = round((number + 0.5) * column, 1)
        named.append((middle, label))
        for counts, is_after in series:
            height = round(TALLEST * counts[number] / highest, 1)
            x = middle - width / 2 if not both else middle + (2 if is_after else -2 - width)
            bars.append(PairedBar(counts[number], x, BASE - height, width, height, x + width / 2, is_after))
    spoken = "; ".join(
        f"{'nadien ' if is_after else 'vooraf ' if both else ''}"
        + ", ".join(f"{count} {label}" for count, label in zip(counts, labels, strict=True))
        for counts, is_after in series
    )
    return PairedBars(bars, named, both, f"{title}: {spoken or 'nog niet geteld'}")
