"""Small decisions about groups: plain functions."""

from collections.abc import Mapping, Sequence

SMALLEST, LARGEST = 2, 12


def smallest_group(members: Mapping[int, Sequence[str]], organisation: str) -> int | None:
    """Where a latecomer fits best: the group with the fewest people, then with the fewest of the own organisation.

    `members` says for each group the organisations of who is in it.
    """
    if not members:
        return None
    return min(
        members,
        key=lambda group: (
            len(members[group]),
            sum(bool(one) and one == organisation for one in members[group]),
            group,
        ),
    )


def reporter_of(people: Sequence[int], times_before: Mapping[int, int], seed: int) -> int | None:
    """Who reports: who did so least often; among equals it turns with the seed, so that it is not always the first."""
    if not people:
        return None
    turn = seed % len(people)
    return min([*people[turn:], *people[:turn]], key=lambda one: times_before.get(one, 0))


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
