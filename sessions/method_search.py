"""Which werkvormen somebody is looking for. Plain: what it looks at has the fields of Method, wherever it comes from."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from sessions.method_traits import Safety

TRUST = list(Safety.values)


class Described(Protocol):
    title: str
    goal: str
    occasion: str
    yields: str
    phases: str
    fits: str
    aims: str
    energy: str
    safety: str
    least_people: int
    most_people: int
    least_minutes: int


@dataclass(frozen=True)
class Wanted:
    """Empty or None: it does not matter. `trust`: how well the group knows each other, at most this much is asked."""

    words: str = ""
    phase: str = ""
    aim: str = ""
    energy: str = ""
    trust: str = ""
    people: int | None = None
    minutes: int | None = None

    def found_in[AnyMethod: Described](self, methods: Iterable[AnyMethod]) -> list[AnyMethod]:
        words = plain(self.words).split()
        return [method for method in methods if self._fits(method, words)]

    def _fits(self, method: Described, words: list[str]) -> bool:
        text = plain(" ".join((method.title, method.goal, method.occasion, method.yields)))
        return (
            all(word in text for word in words)
            and (not self.phase or self.phase in listed(method.phases))
            and (not self.aim or self.aim in listed(method.aims))
            and (not self.energy or self.energy == method.energy)
            and (not self.trust or TRUST.index(method.safety) <= TRUST.index(self.trust))
            and (self.people is None or method.least_people <= self.people <= method.most_people)
            and (self.minutes is None or method.least_minutes <= self.minutes)
        )


def listed(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def plain(text: str) -> str:
    """Lower case, without accents."""
    signs = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in signs if not unicodedata.combining(sign))
