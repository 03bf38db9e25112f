"""The moments of a history line and what the group said of each, as plain functions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

LONGEST_MOMENT = 22
MOST_MOMENTS = 14
# More of one person than that is a story, not a line.
MOST_EACH = 12
# As many peaks, and as many dips, as one talk can be about.
SHOWN_EXTREMES = 3


class Step(StrEnum):
    DRAW = "tekenen"
    LINE = "lijn"
    PEAKS = "pieken"
    DIPS = "dalen"
    THREAD = "draad"


# After "Verbindend leren" (Opstaele, Bonne, Naert): peaks, dips, and what runs through them, on three levels.
QUESTIONS = {
    Step.PEAKS: "Kijk naar de pieken: waardoor leerden we daar iets?",
    Step.DIPS: "Kijk naar de dalen: hoe kwamen we weer boven? Wat deed ieder, elke organisatie, de groep?",
    Step.THREAD: "Wat keert in elke piek terug? Wat zegt dat over mij, over mijn organisatie, over onze groep?",
}


def usual_moments(sessions: int) -> list[str]:
    """Before, each session, and the time between two: what happens there is often where it went up or down."""
    between = [moment for number in range(1, sessions) for moment in (f"Sessie {number}", f"Na sessie {number}")]
    if sessions > 5:
        between = [f"Sessie {number}" for number in range(1, sessions)][: MOST_MOMENTS - 2]
    return ["Vooraf", *between, f"Sessie {sessions}"]


@dataclass(frozen=True)
class Moment:
    """One point of time: the words that were put high and low."""

    label: str
    highs: Sequence[str]
    lows: Sequence[str]

    @property
    def net(self) -> int:
        return len(self.highs) - len(self.lows)

    @property
    def is_marked(self) -> bool:
        return bool(self.highs or self.lows)

    @property
    def as_data(self) -> dict[str, Any]:
        return {"label": self.label, "highs": list(self.highs), "lows": list(self.lows)}


def gather(labels: Sequence[str], marks: Iterable[tuple[int, bool, str]]) -> list[Moment]:
    """`marks`: index of the moment, whether it was high, and the word. What lies outside the labels is left out."""
    highs: list[list[str]] = [[] for _ in labels]
    lows: list[list[str]] = [[] for _ in labels]
    for moment, is_high, word in marks:
        if 0 <= moment < len(labels):
            (highs if is_high else lows)[moment].append(word)
    return [Moment(*one) for one in zip(labels, highs, lows, strict=True)]


def peaks(moments: Iterable[Moment]) -> list[Moment]:
    """Where more people stood high than low, the highest first; of equals the earliest."""
    return sorted((one for one in moments if one.net > 0), key=lambda one: -one.net)[:SHOWN_EXTREMES]


def dips(moments: Iterable[Moment]) -> list[Moment]:
    return sorted((one for one in moments if one.net < 0), key=lambda one: one.net)[:SHOWN_EXTREMES]


def divided(moments: Iterable[Moment]) -> list[Moment]:
    """Where as many stood high as low, the most marked first: neither a peak nor a dip, and something to talk about."""
    equal = (one for one in moments if one.is_marked and not one.net)
    return sorted(equal, key=lambda one: -len(one.highs))[:SHOWN_EXTREMES]
