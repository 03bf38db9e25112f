"""How a vote is counted: plain rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.activities.vote import rules


@given(st.lists(st.integers(0, 20), min_size=1, max_size=10))
def test_a_standing_says_who_shares_a_place(points: list[int]) -> None:
    found = rules.standings(enumerate(points))
    assert sorted(one.option for one in found) == list(range(len(points)))
    for one in found:
        assert one.place == 1 + sum(other > one.points for other in points)
        assert one.is_shared == (points.count(one.points) > 1)
    best = max(points)
    assert rules.leaders(found) == ([n for n, count in enumerate(points) if count == best] if best else [])


@given(st.lists(st.permutations([1, 2, 3, 4]), max_size=12))
def test_a_full_row_gives_away_the_same_number_of_points_each_time(orders: list[list[int]]) -> None:
    assert sum(rules.borda(orders, 4).values()) == 10 * len(orders)


def test_borda_gives_the_first_of_four_four_points_and_nothing_to_what_is_left_out() -> None:
    assert rules.borda([[2, 1, 3, 4], [2]], 4) == {1: 3, 2: 8, 3: 2, 4: 1}


def test_a_row_from_paper_is_typed_in_any_way() -> None:
    assert rules.typed_order("2 > 1, 3", 3) == [2, 1, 3]
    for wrong in ("4", "een", "1 1", "0"):
        with pytest.raises(ValueError, match=r"nummer"):
            rules.typed_order(wrong, 3)


def test_places_make_an_order_unless_two_are_the_same() -> None:
    assert rules.order_of({7: 2, 9: 1}) == [9, 7]
    with pytest.raises(ValueError):
        rules.order_of({7: 1, 9: 1})


def test_the_rule_is_one_sentence_with_the_numbers_of_this_vote() -> None:
    assert rules.ranking_rule(5).startswith("Je eerste keuze krijgt 5 punten, je tweede 4,")
    assert rules.dots_rule(1) == "Iedereen gaf één stip; de meeste stippen staan bovenaan."
