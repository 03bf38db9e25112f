"""Counting a vote, without database or request."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

MOST_OPTIONS = 10
MOST_DOTS = 5


@dataclass(frozen=True)
class Standing[T]:
    """One choice with what it got; who got the same, shares a place."""

    option: T
    points: int
    place: int
    is_shared: bool


def standings[T](points: Iterable[tuple[T, int]]) -> list[Standing[T]]:
    """The most points first; equal ones in the order in which they come."""
    ordered = sorted(points, key=lambda one: -one[1])
    found: list[Standing[T]] = []
    for count, equal in groupby(ordered, key=lambda one: one[1]):
        group = list(equal)
        place = len(found) + 1
        found += [Standing(option, count, place, len(group) > 1) for option, _ in group]
    return found


def leaders[T](found: Sequence[Standing[T]]) -> list[T]:
    """Who stands first: several in a tie, nobody when nothing got a point."""
    return [one.option for one in found if one.place == 1 and one.points]


def points_for(place: int, options: int) -> int:
    """Borda: with four choices the first one gets four points, the last one one; what was not ranked gets none."""
    return options - place + 1 if 1 <= place <= options else 0


def borda(orders: Iterable[Sequence[int]], options: int) -> dict[int, int]:
    """Orders of numbers of choices (from 1): points per number."""
    points = dict.fromkeys(range(1, options + 1), 0)
    for order in orders:
        for place, number in enumerate(order, start=1):
            points[number] += points_for(place, options)
    return points


def ranking_rule(options: int) -> str:
    if options < 3:
        return "Wie bij jou eerst staat, krijgt 2 punten, de andere 1; de meeste punten staan bovenaan."
    return (
        f"Je eerste keuze krijgt {options} punten, je tweede {options - 1}, en zo verder tot 1; wie je niet plaatst, "
        "krijgt niets. De meeste punten staan bovenaan."
    )


def dots_rule(each: int) -> str:
    if each == 1:
        return "Iedereen gaf één stip; de meeste stippen staan bovenaan."
    return f"Iedereen had {each} stippen, vrij te verdelen; de meeste stippen staan bovenaan."


CONSENT_RULE = "Een voorstel is gedragen als niemand een bezwaar heeft, niet als de meesten voor zijn."


def typed_order(line: str, options: int) -> list[int]:
    """`2 1 3`, the first choice first; it need not name all. Raises ValueError with what is wrong."""
    pieces = line.replace(",", " ").replace(";", " ").replace(">", " ").split()
    valid = {str(number): number for number in range(1, options + 1)}
    order = []
    for piece in pieces:
        if piece not in valid:
            raise ValueError(f"“{piece}” is geen nummer van 1 tot {options}.")
        order.append(valid[piece])
    if len(set(order)) != len(order):
        raise ValueError("hetzelfde nummer staat er twee keer.")
    return order


def order_of(places: Mapping[int, int]) -> list[int]:
    """Choices by the place that somebody gave them (1 is first). Raises ValueError when two share a place."""
    given = list(places.values())
    if len(set(given)) != len(given):
        raise ValueError
    return sorted(places, key=lambda option: places[option])
