"""Limits on guessing, counted over all who guess: a room full of people shares one address."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache


@dataclass(frozen=True)
class GuessLimit:
    """After `most` wrong guesses the limit is full, until nobody guessed for the length of `window`."""

    key: str
    most: int
    window: timedelta = timedelta(hours=4)

    def is_full(self) -> bool:
        return any_full(self)

    def count(self) -> None:
        cache.set(self._name, cache.get(self._name, 0) + 1, int(self.window.total_seconds()))

    @property
    def _name(self) -> str:
        return f"guesses:{self.key}"


def any_full(*limits: GuessLimit) -> bool:
    """One query for all of them."""
    counts = cache.get_many([limit._name for limit in limits])
    return any(counts.get(limit._name, 0) >= limit.most for limit in limits)
