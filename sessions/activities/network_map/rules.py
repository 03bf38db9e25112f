"""What may be told of private maps, and which offers meet which needs, as plain functions."""

import re
from collections.abc import Sequence

from sessions.anonymous import LEAST

# Fewer would be recognised by who types them.
LEAST_SLIPS = 3
MOST_PEOPLE = 99
# Words that say little have fewer letters.
TELLING = 5
# Everybody asks, has or seeks something: these match everything.
EMPTY = {"iemand", "zoeken", "vragen", "helpen", "kunnen", "willen", "weten", "graag", "ervaring", "andere", "anderen"}


def whole_average(total: int, count: int) -> int | None:
    """None below five. In whole numbers, because a finer one, next to that of another session or of one answer more,
    would tell what somebody filled in."""
    return None if count < LEAST else (2 * total + count) // (2 * count)


def average_of(phones: Sequence[int], slips_total: int, slips: int) -> int | None:
    """Of phones and slips together. Who typed the slips knows their sum and could take it away: fewer than
    five phones beside them stay out."""
    counted = phones if not slips or len(phones) >= LEAST else []
    return whole_average(sum(counted) + slips_total, len(counted) + slips)


def stems(text: str) -> set[str]:
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return {word[: TELLING + 1] for word in words if len(word) >= TELLING and word not in EMPTY}


def matches(needs: Sequence[str], offers: Sequence[str]) -> list[tuple[str, str]]:
    """Each need with each offer that shares a telling word."""
    return [(need, offer) for need in needs for offer in offers if stems(need) & stems(offer)]
