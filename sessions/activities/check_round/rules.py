"""What may be shown of a round, as plain functions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sessions.anonymous import LEAST

SCORES = range(1, 6)


@dataclass(frozen=True)
class Spread:
    """How often each score was given, without anybody's name."""

    counts: dict[int, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def top(self) -> int:
        return max(1, *self.counts.values())

    @property
    def rows(self) -> list[tuple[int, int]]:
        return list(self.counts.items())


def spread(scores: Iterable[int | None]) -> Spread | None:
    """None when there are too few to show."""
    given = [score for score in scores if score in SCORES]
    if len(given) < LEAST:
        return None
    return Spread({score: given.count(score) for score in SCORES})


def everybody_is_in(answered: set[int], there: set[int], *, typed: int = 0) -> bool:
    """What the facilitator typed stands for as many who have no phone. Who left after answering is not missed."""
    return bool(there) and len(there - answered) <= typed


def typed_words(lines: Sequence[str]) -> list[tuple[str, int | None]]:
    return [(line, None) for line in lines]


def typed_scores(text: str) -> list[tuple[str, int | None]]:
    """`4 3 5 5`, with spaces, commas or line ends between them. Raises ValueError with the first that is no score."""
    found: list[tuple[str, int | None]] = []
    for piece in text.replace(",", " ").replace(";", " ").split():
        if piece not in {str(score) for score in SCORES}:
            raise ValueError(piece)
        found.append(("", int(piece)))
    return found
