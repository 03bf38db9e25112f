from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache


@dataclass(frozen=True)
class GuessLimit:
    """How many wrong guesses (or forms) together, in the shared cache of all workers, before we stop looking at them.

    Never counted per address: a whole room, or a whole firm, stands behind one.
    """

    name: str
    most: int
    minutes: int

    def _key(self, now: datetime) -> str:
        return f"guesses:{self.name}:{int(now.timestamp()) // (60 * self.minutes)}"

    def failed(self, now: datetime) -> None:
        self.count(now)

    def count(self, now: datetime) -> None:
        key = self._key(now)
        # Two at the same moment may count as one; the limit is a brake, not a book.
        cache.set(key, cache.get(key, 0) + 1, timeout=60 * self.minutes)

    def is_reached(self, now: datetime) -> bool:
        return any_reached([self], now)


def any_reached(limits: Sequence[GuessLimit], now: datetime) -> bool:
    """One query for all of them."""
    counts = cache.get_many([limit._key(now) for limit in limits])
    return any(counts.get(limit._key(now), 0) >= limit.most for limit in limits)
