"""Who sits with whom: rounds of pairs, threes or fours, and groups. Plain functions, without database or request.

Every wish is a price on two people who sit together; a local search looks for the cheapest arrangement. It starts from one that is already
good: for pairs the circle method, in which nobody meets twice, laid out so that people of one organisation would meet in the rounds that are
not played; for groups the organisations dealt out like cards. The same people and the same seed always give the same result.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

type Pair = tuple[int, int]
type Table = tuple[int, ...]

# In this order: one more of the left is worse than all of the right together, in a room of sixty.
WISH = 10**16
AGAIN = 10**12
ONE_ORGANISATION = 10**6
EARLIER = 1

LOOKS = 90_000
"""How many exchanges are weighed before we settle for what there is: some tenths of a second."""

NO_LUCK, NO_LUCK_AGAIN = 1_200, 5_000
"""After so many turns without a better arrangement we stop looking; later while people still meet twice."""

LARGE_GROUP = 16
"""From so many people on, threes and fours are offered: nobody wants to introduce themselves for an hour."""


@dataclass(frozen=True, order=True)
class Someone:
    """A person in the room. `organisation` is whatever should be mixed: an organisation or a department; empty when unknown."""

    key: int
    organisation: str = ""


def pairs_at(tables: Iterable[Table]) -> list[Pair]:
    return [pair for table in tables for pair in combinations(sorted(table), 2)]


def table_sizes(people: int, size: int) -> list[int]:
    """Pairs with one trio, threes with some fours, fours with some threes: nobody sits alone."""
    if people < 2:
        return []
    tables = -(-people // 4) if size == 4 else people // size
    return _spread(people, max(1, tables))


def group_sizes(people: int, size: int | None = None) -> list[int]:
    """Groups of 4 to 8, about five each; or as near to the size that was asked as the number allows."""
    if people < 1:
        return []
    if size is not None:
        return _spread(people, max(1, min(people, round(people / max(1, size)))))
    return _spread(people, max(1, min(people // 4, max(-(-people // 8), round(people / 5)))))


def _spread(people: int, tables: int) -> list[int]:
    least, more = divmod(people, tables)
    return [least + 1] * more + [least] * (tables - more)


def make_rounds(
    people: Iterable[Someone],
    count: int,
    *,
    size: int = 2,
    met: Iterable[Pair] = (),
    earlier: Iterable[Pair] = (),
    seed: int,
) -> list[list[Table]]:
    """`count` rounds in which everybody sits at one table. `met` sat together in rounds already played today, `earlier` in earlier sessions."""
    present = sorted(set(people))
    sizes = table_sizes(len(present), size)
    if not sizes or count < 1:
        return []
    chance = random.Random(seed)  # noqa: S311  an order, not a secret
    start = _circle(present, count, chance) if size == 2 else _dealt(present, sizes, count, chance)
    return _Room(present, met=met, earlier=earlier).arrange(start, chance)


def make_groups(
    people: Iterable[Someone],
    *,
    size: int | None = None,
    earlier: Iterable[Pair] = (),
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    mix: bool = True,
    seed: int,
) -> list[Table]:
    """Everybody in one group, organisations spread, earlier company avoided; wishes come before both."""
    present = sorted(set(people))
    sizes = group_sizes(len(present), size)
    if not sizes:
        return []
    if not mix:
        present = [Someone(one.key) for one in present]
    chance = random.Random(seed)  # noqa: S311  an order, not a secret
    room = _Room(present, earlier=earlier, together=together, apart=apart)
    return room.arrange(_dealt(present, sizes, 1, chance), chance)[0]


def unmet_wishes(groups: Iterable[Table], *, together: Iterable[Pair] = (), apart: Iterable[Pair] = ()) -> list[Pair]:
    """The wishes that this arrangement does not grant, of people who are in it."""
    at = {key: number for number, group in enumerate(groups) for key in group}
    return [(a, b) for a, b in together if a in at and b in at and at[a] != at[b]] + [
        (a, b) for a, b in apart if a in at and b in at and at[a] == at[b]
    ]


def _circle(people: Sequence[Someone], count: int, chance: random.Random) -> list[list[list[int]]]:
    """One stays, the others turn: n - 1 rounds in which everybody meets everybody once. An odd one joins a pair.

    In round r the places r + i and r - i meet, so their sum says when. Neighbours in the order r, r + 1, r - 1, r + 2 ... have nearly equal sums:
    colleagues sit there side by side, and the rounds of those sums come last.
    """
    in_order = _by_organisation(people, chance)
    odd_one = -1
    keys = [one.key for one in in_order] + [odd_one] * (len(in_order) % 2)
    turning = len(keys) - 1
    ring = [0] * turning
    for number, key in enumerate(keys[:turning]):
        ring[(number // 2 + 1 if number % 2 else -(number // 2)) % turning] = key
    half = turning // 2
    rounds = []
    for total in sorted(range(-half, half + 1), key=abs, reverse=True):
        r = total * (half + 1) % turning
        pairs = [[ring[(r + i) % turning], ring[(r - i) % turning]] for i in range(1, half + 1)]
        rounds.append([[keys[turning], ring[r]], *pairs])
    played = [rounds[number % turning] for number in range(count)]
    chance.shuffle(played)
    return [_with_a_trio(tables, odd_one, chance) for tables in played]


def _with_a_trio(tables: list[list[int]], odd_one: int, chance: random.Random) -> list[list[int]]:
    pairs = [list(table) for table in tables if odd_one not in table]
    alone = [key for table in tables if odd_one in table for key in table if key != odd_one]
    chance.shuffle(pairs)
    if alone and pairs:
        pairs[0] += alone
    return pairs or [alone]


def _dealt(people: Sequence[Someone], sizes: Sequence[int], count: int, chance: random.Random) -> list[list[list[int]]]:
    """Colleagues are dealt out one after the other, so no table has two more of them than another."""
    rounds = []
    for _ in range(count):
        tables: list[list[int]] = [[] for _ in sizes]
        for number, one in enumerate(_by_organisation(people, chance)):
            tables[number % len(sizes)].append(one.key)
        rounds.append(tables)
    return rounds


def _by_organisation(people: Sequence[Someone], chance: random.Random) -> list[Someone]:
    """The largest organisations first, equals in random order; who has none stands alone at the end."""
    colleagues: dict[str, list[Someone]] = defaultdict(list)
    for one in people:
        colleagues[one.organisation or f"\0{one.key}"].append(one)
    together = list(colleagues.values())
    chance.shuffle(together)
    together.sort(key=len, reverse=True)
    for some in together:
        chance.shuffle(some)
    return [one for some in together for one in some]


class _Room:
    """The tables of all rounds, and what it would cost to put two people together once more."""

    def __init__(
        self,
        people: Sequence[Someone],
        *,
        met: Iterable[Pair] = (),
        earlier: Iterable[Pair] = (),
        together: Iterable[Pair] = (),
        apart: Iterable[Pair] = (),
    ) -> None:
        self.people = people
        self.place = {one.key: place for place, one in enumerate(people)}
        self.pairs = list(combinations(range(len(people)), 2))
        self.price = [[0] * len(people) for _ in people]
        self.rounds: list[list[list[int]]] = []
        for pairs, amount in ((met, AGAIN), (earlier, EARLIER), (together, -WISH), (apart, WISH)):
            for a, b in pairs:
                if a != b and a in self.place and b in self.place:
                    self._add(self.place[a], self.place[b], amount)
        for x, y in self.pairs:
            if people[x].organisation and people[x].organisation == people[y].organisation:
                self._add(x, y, ONE_ORGANISATION)
        # What all pairs cost alike is no reason to search.
        floor = min((self.price[x][y] for x, y in self.pairs), default=0)
        for x, y in self.pairs:
            self._add(x, y, -floor)

    def _add(self, x: int, y: int, amount: int) -> None:
        self.price[x][y] += amount
        self.price[y][x] += amount

    def arrange(self, start: list[list[list[int]]], chance: random.Random) -> list[list[Table]]:
        self.rounds = [[[self.place[key] for key in table] for table in tables] for tables in start]
        looks = LOOKS - self._exchange_roles(chance, LOOKS // 3)
        cost = 0
        for tables in self.rounds:
            for table in tables:
                for x, y in combinations(table, 2):
                    cost += self.price[x][y]
                    self._add(x, y, AGAIN)
        self._exchange_places(cost, chance, looks)
        return [sorted(tuple(sorted(self.people[x].key for x in table)) for table in tables) for tables in self.rounds]

    def _exchange_roles(self, chance: random.Random, looks: int) -> int:
        """Two people take each other's place in all rounds: who met nobody twice still does not. Says how many looks it took."""
        company: list[list[int]] = [[] for _ in self.people]
        for tables in self.rounds:
            for table in tables:
                for role in table:
                    company[role] += [other for other in table if other != role]
        plays = list(range(len(self.people)))
        spent, quiet = 0, 0
        while spent < looks and quiet < 2:
            chance.shuffle(self.pairs)
            quiet += 1
            for a, b in self.pairs:
                as_a, as_b = self.price[plays[a]], self.price[plays[b]]
                change = sum(as_b[plays[c]] - as_a[plays[c]] for c in company[a] if c != b)
                change += sum(as_a[plays[c]] - as_b[plays[c]] for c in company[b] if c != a)
                if change <= 0:
                    plays[a], plays[b] = plays[b], plays[a]
                if change < 0:
                    quiet = 0
            spent += len(self.pairs) * (1 + len(self.rounds) // 8)
        self.rounds = [[[plays[role] for role in table] for table in tables] for tables in self.rounds]
        return spent

    def _exchange_places(self, cost: int, chance: random.Random, looks: int) -> None:
        """In one round, who sits badly changes places with whoever makes it best; for a while that may be worse (tabu search)."""
        best, best_rounds = cost, self._copy()
        numbers = list(range(len(self.rounds)))
        rests_until: dict[tuple[int, int], int] = defaultdict(int)
        turn, lucky_turn, lowest = 0, 0, cost
        while looks > 0 and cost > 0:
            # In one round of groups nobody meets twice.
            hopes = NO_LUCK_AGAIN if lowest >= AGAIN // 2 and len(numbers) > 1 else NO_LUCK
            if turn - lucky_turn >= hopes:
                break
            turn += 1
            looks -= len(self.people)
            chance.shuffle(numbers)
            # Mostly the worst kind of trouble first; but where that cannot be helped, the lighter kinds get their turn.
            worst = next(kind for kind in (WISH // 2, AGAIN // 2, ONE_ORGANISATION // 2, EARLIER) if cost >= kind)
            at_least = AGAIN + (worst if chance.random() < 0.8 else EARLIER)
            number, here, x = self._somebody_who_sits_badly(at_least, numbers, chance)
            change, _, there, y = min(
                (
                    (change, chance.random(), there, y)
                    for change, there, y in self._exchanges(number, here, x)
                    if cost + change < best or turn >= max(rests_until[number, x], rests_until[number, y])
                ),
                default=(0, 0.0, here, x),
            )
            if there is here:
                continue
            if change >= 0 and cost < best:
                best, best_rounds = cost, self._copy()
            self._exchange(here, there, x, y)
            cost += change
            if cost < lowest:
                lowest, lucky_turn = cost, turn
            for one in (x, y):
                rests_until[number, one] = turn + chance.randint(2, 4 + len(self.people) // 4)
        if best < cost:
            self.rounds = best_rounds

    def _somebody_who_sits_badly(
        self, at_least: int, numbers: list[int], chance: random.Random
    ) -> tuple[int, list[int], int]:
        price = self.price
        for number in numbers:
            bad = [
                (table, x)
                for table in self.rounds[number]
                for x in table
                for y in table
                if x != y and price[x][y] >= at_least
            ]
            if bad:
                table, x = chance.choice(bad)
                return number, table, x
        raise AssertionError("something costs, so somebody sits badly")

    def _exchanges(self, number: int, here: list[int], x: int) -> Iterable[tuple[int, list[int], int]]:
        """What it changes when x changes places with anybody at another table of that round."""
        price, mates = self.price, [mate for mate in here if mate != x]
        leaves = sum(price[x][mate] - AGAIN for mate in mates)
        for there in self.rounds[number]:
            if there is here:
                continue
            for y in there:
                others = [other for other in there if other != y]
                change = sum(price[y][mate] for mate in mates) - leaves
                change += sum(price[x][other] - price[y][other] + AGAIN for other in others)
                yield change, there, y

    def _exchange(self, here: list[int], there: list[int], x: int, y: int) -> None:
        for mate in here:
            if mate != x:
                self._add(x, mate, -AGAIN)
                self._add(y, mate, AGAIN)
        for other in there:
            if other != y:
                self._add(y, other, -AGAIN)
                self._add(x, other, AGAIN)
        here[here.index(x)], there[there.index(y)] = y, x

    def _copy(self) -> list[list[list[int]]]:
        return [[table[:] for table in tables] for tables in self.rounds]
