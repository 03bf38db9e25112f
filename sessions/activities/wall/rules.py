"""The silent wall without database or request: what may follow what, what the screen shows, who won how many dots."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isqrt
from typing import Any, Protocol

# From eight metres nobody reads more.
SCREEN_GROUPS = 4
SCREEN_NOTES = 3
SCREEN_LIST = 10
MOST_NOTES = 300
MOST_CLUSTERS = 40
MOST_DOTS = 10
# How far a reaction to a reaction still moves to the right.
DEEPEST = 3


class Step:
    WRITING = "schrijven"
    HIDDEN = "verborgen"
    REVEALED = "onthuld"
    CLUSTERING = "clusteren"
    DOTS = "stippen"
    DONE = "klaar"


STEP_NAMES = {
    Step.WRITING: "Schrijven",
    Step.HIDDEN: "Schrijven, verborgen",
    Step.REVEALED: "Lezen en reageren",
    Step.CLUSTERING: "Groeperen",
    Step.DOTS: "Stippen",
    Step.DONE: "Klaar",
}
# From where a step may be reached. Never back to hidden, and never back to the dots: closing those is final.
COMES_FROM: dict[str, frozenset[str]] = {
    Step.WRITING: frozenset({Step.CLUSTERING}),
    Step.HIDDEN: frozenset(),
    Step.REVEALED: frozenset({Step.HIDDEN, Step.CLUSTERING}),
    Step.CLUSTERING: frozenset({Step.WRITING, Step.REVEALED, Step.DOTS}),
    Step.DOTS: frozenset({Step.CLUSTERING}),
    Step.DONE: frozenset({Step.CLUSTERING, Step.DOTS}),
}


def first_step(*, hidden: bool) -> str:
    return Step.HIDDEN if hidden else Step.WRITING


def way(*, hidden: bool) -> list[str]:
    """All steps of one wall, in order."""
    opening = [Step.HIDDEN, Step.REVEALED] if hidden else [Step.WRITING]
    return [*opening, Step.CLUSTERING, Step.DOTS, Step.DONE]


def may_go(before: str, after: str, *, hidden: bool) -> bool:
    return after in way(hidden=hidden) and before in COMES_FROM[after]


def next_step(step: str, *, hidden: bool) -> str:
    """The step that usually follows; empty after the last."""
    steps = way(hidden=hidden)
    here = steps.index(step)
    return steps[here + 1] if here + 1 < len(steps) else ""


def suggested_dots(clusters: int) -> int:
    """About the square root of the number of clusters, at least one: enough to choose, too few to please everybody."""
    root = isqrt(max(clusters, 1))
    # Rounded to the nearest: 7 clusters give 3.
    nearest = root + 1 if clusters - root * root > root else root
    return min(max(nearest, 1), MOST_DOTS)


def paper_lines(typed: str) -> list[str]:
    """One note per line; blank lines and the dashes in front that people type are left out."""
    return [line for raw in typed.splitlines() if (line := " ".join(raw.split()).lstrip("-•* ").strip())]


class Hanging(Protocol):
    """What a note must say of itself; `pk` and `parent_id` of a row fit."""

    pk: Any
    parent_id: Any


@dataclass
class Branch[N: Hanging]:
    """A note with the reactions below it."""

    note: N
    depth: int = 0
    reactions: "list[Branch[N]]" = field(default_factory=list)

    @property
    def count(self) -> int:
        """All reactions, also those to reactions."""
        return sum(1 + one.count for one in self.reactions)

    def flat(self) -> "list[Branch[N]]":
        """The reactions in reading order, each with how far it stands to the right."""
        return [below for one in self.reactions for below in [one, *one.flat()]]


def branches[N: Hanging](notes: Iterable[N]) -> list[Branch[N]]:
    """The notes as they hang, each reaction below what it reacts to; in the order in which they come."""
    by_key: dict[Any, Branch[N]] = {note.pk: Branch(note) for note in notes}
    roots: list[Branch[N]] = []
    for branch in by_key.values():
        parent = by_key.get(branch.note.parent_id)
        (parent.reactions if parent else roots).append(branch)
    for root in roots:
        _deepen(root)
    return roots


def _deepen[N: Hanging](root: Branch[N]) -> None:
    waiting = [root]
    while waiting:
        branch = waiting.pop()
        for reaction in branch.reactions:
            reaction.depth = min(branch.depth + 1, DEEPEST)
            waiting.append(reaction)


@dataclass(frozen=True)
class Shown[T]:
    """What stands under one heading on the screen, and how many more there are."""

    items: Sequence[T]
    more: int


def newest[T](items: Sequence[T], most: int) -> Shown[T]:
    """The last ones to come, the newest first."""
    return Shown(list(reversed(items))[:most], max(len(items) - most, 0))


def first[T](items: Sequence[T], most: int) -> Shown[T]:
    return Shown(items[:most], max(len(items) - most, 0))


def tally(rows: Iterable[tuple[int, int]]) -> dict[int, int]:
    """(cluster, dots) of everybody: dots per cluster."""
    totals: dict[int, int] = {}
    for cluster, count in rows:
        totals[cluster] = totals.get(cluster, 0) + count
    return totals


def dots_left(each: int, given: Mapping[int, int]) -> int:
    return max(each - sum(given.values()), 0)


def may_give(each: int, given: Mapping[int, int], cluster: int, count: int) -> bool:
    """Whether somebody who gave `given` may have `count` dots on `cluster`; fewer always may."""
    if count < 0:
        return False
    now = given.get(cluster, 0)
    return count <= now or sum(given.values()) - now + count <= each
