"""What may be told of private maps, and which offers meet which needs, as plain functions."""

import re
from collections.abc import Sequence

# As in an evaluation: an average of fewer points at somebody.
LEAST_COUNTS = 5
MOST_PEOPLE = 99
# Words that say little have fewer letters.
TELLING = 5
# Everybody asks, has or seeks something: these match everything.
EMPTY = {"iemand", "zoeken", "vragen", "helpen", "kunnen", "willen", "weten", "graag", "ervaring", "andere", "anderen"}


def whole_average(counts: Sequence[int]) -> int | None:
    """None below five. In whole numbers, because a finer one, next to that of another session or of one answer more,
    would tell what somebody filled in."""
    return None if len(counts) < LEAST_COUNTS else (2 * sum(counts) + len(counts)) // (2 * len(counts))


def stems(text: str) -> set[str]:
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return {word[: TELLING + 1] for word in words if len(word) >= TELLING and word not in EMPTY}


def matches(needs: Sequence[str], offers: Sequence[str]) -> list[tuple[str, str]]:
    """Each need with each offer that shares a telling word."""
    return [(need, offer) for need in needs for offer in offers if stems(need) & stems(offer)]
