"""Who sits with whom: nobody left out, nobody twice with the same while that can be avoided, same seed same result."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sessions.grouping import (
    Pair,
    Someone,
    Table,
    group_sizes,
    make_groups,
    make_rounds,
    pairs_at,
    table_sizes,
    unmet_wishes,
)

seeds = st.integers(min_value=0, max_value=2**32)


@st.composite
def rooms(draw: st.DrawFn, *, least: int = 2, most: int = 30) -> list[Someone]:
    """People of a few organisations; some of none that is known."""
    organisations = draw(st.lists(st.sampled_from(["", "a", "b", "c", "d"]), min_size=least, max_size=most))
    return [Someone(key=10 + 3 * place, organisation=name) for place, name in enumerate(organisations)]


def some_pairs(people: list[Someone], draw: st.DrawFn) -> list[Pair]:
    keys = [one.key for one in people]
    return draw(st.lists(st.sampled_from(list(combinations(keys, 2))), unique=True, max_size=12))


def people(number: int, organisations: int = 0) -> list[Someone]:
    return [Someone(place, f"o{place % organisations}" if organisations else "") for place in range(number)]


def meetings(rounds: Iterable[Iterable[Table]]) -> Counter[Pair]:
    return Counter(pair for tables in rounds for pair in pairs_at(tables))


def price(room: list[Someone], rounds: Iterable[Iterable[Table]], met: Iterable[Pair]) -> tuple[int, int]:
    """How often somebody meets somebody again, and how often somebody of the own organisation."""
    organisation = {one.key: one.organisation for one in room}
    again, colleagues, so_far = 0, 0, Counter(met)
    for (a, b), times in meetings(rounds).items():
        again += sum(so_far[a, b] + extra for extra in range(times))
        colleagues += times * (organisation[a] != "" and organisation[a] == organisation[b])
    return again, colleagues


def arrangements(keys: tuple[int, ...], sizes: tuple[int, ...]) -> Iterator[tuple[Table, ...]]:
    """Every way to sit down, each once."""
    if not keys:
        yield ()
        return
    first, rest = keys[0], keys[1:]
    for size in set(sizes):
        left = list(sizes)
        left.remove(size)
        for mates in combinations(rest, size - 1):
            others = tuple(key for key in rest if key not in mates)
            for tables in arrangements(others, tuple(left)):
                yield ((first, *mates), *tables)


@pytest.mark.slow
@given(rooms(), st.integers(0, 12), st.sampled_from([2, 3, 4]), seeds)
@settings(max_examples=15, deadline=None)
def test_every_round_seats_everybody_once_and_nobody_alone(
    room: list[Someone], count: int, size: int, seed: int
) -> None:
    rounds = make_rounds(room, count, size=size, seed=seed)
    assert len(rounds) == count
    for tables in rounds:
        assert sorted(key for table in tables for key in table) == [one.key for one in room]
        assert sorted(map(len, tables)) == sorted(table_sizes(len(room), size))


@pytest.mark.slow
@given(st.data(), seeds)
@settings(max_examples=15, deadline=None)
def test_the_same_people_and_seed_give_the_same_rounds_and_groups_in_whatever_order_they_come(
    data: st.DataObject, seed: int
) -> None:
    room = data.draw(rooms())
    earlier = some_pairs(room, data.draw)
    shuffled = data.draw(st.permutations(room))
    assert make_rounds(room, 4, earlier=earlier, seed=seed) == make_rounds(
        shuffled, 4, earlier=reversed(earlier), seed=seed
    )
    assert make_groups(room, earlier=earlier, seed=seed) == make_groups(shuffled, earlier=reversed(earlier), seed=seed)


@given(st.integers(1, 16), st.integers(0, 31), seeds)
@settings(max_examples=15, deadline=None)
def test_in_an_even_group_everybody_can_meet_everybody_without_one_pair_twice(half: int, count: int, seed: int) -> None:
    room = people(2 * half)
    rounds = make_rounds(room, min(count, 2 * half - 1), seed=seed)
    assert set(meetings(rounds).values()) <= {1}


@given(st.integers(4, 14), seeds)
@settings(max_examples=15, deadline=None)
def test_an_odd_group_has_a_trio_and_no_pair_twice_in_half_of_its_rounds(half: int, seed: int) -> None:
    rounds = make_rounds(people(2 * half + 1), half, seed=seed)
    assert set(meetings(rounds).values()) == {1}
    assert {sum(len(table) == 3 for table in tables) for tables in rounds} == {1}


@pytest.mark.slow
@given(st.data(), seeds)
@settings(max_examples=15, deadline=None)
def test_a_small_room_gets_the_best_that_exists(data: st.DataObject, seed: int) -> None:
    """All ways to play two rounds are tried: none repeats less, nor, with as few repeats, puts fewer colleagues together."""
    room = data.draw(rooms(least=2, most=7))
    met = some_pairs(room, data.draw)
    ways = list(arrangements(tuple(one.key for one in room), tuple(table_sizes(len(room), 2))))
    best = min(price(room, rounds, met) for rounds in product(ways, repeat=2))
    assert price(room, make_rounds(room, 2, met=met, seed=seed), met) == best


@pytest.mark.slow
@given(st.data(), seeds)
@settings(max_examples=15, deadline=None)
def test_three_rounds_of_six_get_the_best_that_exists(data: st.DataObject, seed: int) -> None:
    room = data.draw(rooms(least=6, most=6))
    met = some_pairs(room, data.draw)
    ways = list(arrangements(tuple(one.key for one in room), (2, 2, 2)))
    best = min(price(room, rounds, met) for rounds in product(ways, repeat=3))
    assert price(room, make_rounds(room, 3, met=met, seed=seed), met) == best


@pytest.mark.parametrize(
    ("number", "organisations", "count"), [(12, 6, 10), (12, 4, 8), (12, 2, 6), (15, 5, 8), (13, 5, 6), (60, 8, 10)]
)
def test_colleagues_do_not_meet_while_there_are_others(number: int, organisations: int, count: int) -> None:
    room = people(number, organisations)
    for seed in range(3):
        assert price(room, make_rounds(room, count, seed=seed), []) == (0, 0)


@pytest.mark.parametrize(("number", "size", "count"), [(16, 3, 4), (16, 4, 3), (24, 3, 6), (24, 4, 4), (60, 4, 6)])
def test_threes_and_fours_do_not_repeat_either(number: int, size: int, count: int) -> None:
    assert set(meetings(make_rounds(people(number), count, size=size, seed=5)).values()) == {1}


def test_who_met_in_an_earlier_session_meets_others_now() -> None:
    room = people(12, 6)
    first = make_rounds(room, 4, seed=1)
    second = make_rounds(room, 4, earlier=list(meetings(first)), seed=1)
    assert set(meetings(first)) & set(meetings(second)) == set()
    assert price(room, second, []) == (0, 0)


@given(st.integers(8, 20), st.integers(1, 3), seeds)
@settings(max_examples=15, deadline=None)
def test_a_leaver_or_latecomer_changes_only_the_rounds_to_come(number: int, played: int, seed: int) -> None:
    room = people(number)
    so_far = make_rounds(room, 4, seed=seed)[:played]
    met = list(meetings(so_far).elements())
    for now in (room[1:], [*room, Someone(99)]):
        to_come = make_rounds(now, 4 - played, met=met, seed=seed)
        assert set(meetings([*so_far, *to_come]).values()) == {1}
        assert {key for table in to_come[0] for key in table} == {one.key for one in now}


def test_sixty_people_wait_no_second() -> None:
    room = people(60, 9)
    earlier = list(meetings(make_rounds(room, 12, seed=1)))
    started = time.process_time()
    make_rounds(room, 12, earlier=earlier, seed=2)
    make_groups(room, earlier=earlier, seed=2)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("number", "size", "sizes"),
    [
        (12, None, [6, 6]),
        (12, 4, [4, 4, 4]),
        (15, None, [5, 5, 5]),
        (9, None, [5, 4]),
        (7, None, [7]),
        (3, None, [3]),
        (60, None, [5] * 12),
        (7, 3, [4, 3]),
        (10, 99, [10]),
        (0, None, []),
    ],
)
def test_sizes_of_groups(number: int, size: int | None, sizes: list[int]) -> None:
    assert group_sizes(number, size) == sizes


@given(st.integers(8, 60))
def test_groups_are_four_to_eight_when_nothing_is_asked(number: int) -> None:
    sizes = group_sizes(number)
    assert sum(sizes) == number
    assert min(sizes) >= 4
    assert max(sizes) <= 8
    assert max(sizes) - min(sizes) <= 1


@pytest.mark.slow
@given(rooms(least=1, most=40), st.one_of(st.none(), st.integers(2, 10)), seeds)
@settings(max_examples=15, deadline=None)
def test_groups_leave_nobody_out_and_spread_each_organisation(room: list[Someone], size: int | None, seed: int) -> None:
    groups = make_groups(room, size=size, seed=seed)
    assert sorted(key for group in groups for key in group) == [one.key for one in room]
    organisation = {one.key: one.organisation for one in room}
    for name in {one.organisation for one in room} - {""}:
        shares = [sum(organisation[key] == name for key in group) for group in groups]
        assert max(shares) - min(shares) <= 1


@pytest.mark.slow
@given(st.data(), seeds)
@settings(max_examples=15, deadline=None)
@example(data=None, seed=1)
def test_one_wish_of_each_kind_is_granted(data: st.DataObject | None, seed: int) -> None:
    room = people(12, 3) if data is None else data.draw(rooms(least=8, most=24))
    a, b, c = (one.key for one in room[:3])
    groups = make_groups(room, size=4, together=[(a, b)], apart=[(b, c)], seed=seed)
    assert unmet_wishes(groups, together=[(a, b)], apart=[(b, c)]) == []


def test_a_wish_that_cannot_be_granted_is_named() -> None:
    room = people(8)
    apart = list(combinations(range(3), 2))
    groups = make_groups(room, size=4, together=[(6, 7)], apart=apart, seed=1)
    assert len(groups) == 2
    assert len(unmet_wishes(groups, together=[(6, 7)], apart=apart)) == 1


def test_groups_of_an_earlier_session_are_mixed_anew() -> None:
    room = people(16)
    first = make_groups(room, size=4, seed=1)
    second = make_groups(room, size=4, earlier=pairs_at(first), seed=1)
    assert set(pairs_at(first)) & set(pairs_at(second)) == set()


def test_without_mixing_colleagues_may_sit_together() -> None:
    room = people(16, 2)
    together = list(combinations([0, 2, 4, 6], 2))
    groups = make_groups(room, size=4, together=together, mix=False, seed=1)
    assert unmet_wishes(groups, together=together) == []
