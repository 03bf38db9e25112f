from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.activities.wall import rules
from sessions.activities.wall.rules import Step


@pytest.mark.parametrize(
    ("clusters", "dots"), [(0, 1), (1, 1), (2, 1), (3, 2), (4, 2), (6, 2), (7, 3), (9, 3), (12, 3), (13, 4), (40, 6)]
)
def test_the_suggested_dots_are_about_the_square_root(clusters: int, dots: int) -> None:
    assert rules.suggested_dots(clusters) == dots


@given(st.integers(0, 500))
def test_there_is_always_a_dot_and_never_more_than_ten(clusters: int) -> None:
    assert 1 <= rules.suggested_dots(clusters) <= rules.MOST_DOTS


def test_steps_follow_and_what_is_final_stays_final() -> None:
    assert rules.way(hidden=True) == [Step.HIDDEN, Step.REVEALED, Step.CLUSTERING, Step.DOTS, Step.DONE]
    assert rules.way(hidden=False) == [Step.WRITING, Step.CLUSTERING, Step.DOTS, Step.DONE]
    reached = {
        (before, after)
        for hidden in (True, False)
        for before in rules.way(hidden=hidden)
        for after in rules.way(hidden=hidden)
        if rules.may_go(before, after, hidden=hidden)
    }
    assert reached == {
        (Step.HIDDEN, Step.REVEALED),
        (Step.WRITING, Step.CLUSTERING),
        (Step.REVEALED, Step.CLUSTERING),
        (Step.CLUSTERING, Step.WRITING),
        (Step.CLUSTERING, Step.REVEALED),
        (Step.CLUSTERING, Step.DOTS),
        (Step.CLUSTERING, Step.DONE),
        (Step.DOTS, Step.CLUSTERING),
        (Step.DOTS, Step.DONE),
    }
    # An open wall is not revealed, and a hidden one does not go back to writing in the open.
    assert not rules.may_go(Step.CLUSTERING, Step.REVEALED, hidden=False)
    assert not rules.may_go(Step.CLUSTERING, Step.WRITING, hidden=True)


def test_paper_is_typed_one_note_per_line() -> None:
    typed = "  - Niemand neemt de tijd \r\n\r\n\t* Wat zeg je\tde dag erna?\n---\nZwijgen"
    assert rules.paper_lines(typed) == ["Niemand neemt de tijd", "Wat zeg je de dag erna?", "Zwijgen"]


@dataclass(frozen=True)
class Hung:
    pk: int
    parent_id: int | None = None


def test_reactions_hang_below_what_they_react_to() -> None:
    notes = [Hung(5), Hung(2, 5), Hung(9), Hung(1, 2), Hung(3, 5), Hung(4, 1), Hung(8, 4), Hung(7, 77)]
    roots = rules.branches(notes)
    assert [one.note.pk for one in roots] == [5, 9, 7]
    assert [(one.note.pk, one.depth) for one in roots[0].flat()] == [(2, 1), (1, 2), (4, 3), (8, 3), (3, 1)]
    assert [one.count for one in roots] == [5, 0, 0]


@given(st.lists(st.integers(0, 30), max_size=300))
def test_no_note_is_lost_in_the_branches(parents: list[int]) -> None:
    """Each note reacts to an earlier one, or to none."""
    notes = [Hung(place, parent if parent < place else None) for place, parent in enumerate(parents)]
    roots = rules.branches(notes)
    assert sorted(one.note.pk for root in roots for one in [root, *root.flat()]) == list(range(len(notes)))
    assert sum(root.count for root in roots) + len(roots) == len(notes)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 10)), max_size=60), st.integers(1, 10))
def test_nobody_gives_more_dots_than_everybody_has(taps: list[tuple[int, int]], each: int) -> None:
    given_dots: dict[int, int] = {}
    for cluster, count in taps:
        if rules.may_give(each, given_dots, cluster, count):
            given_dots[cluster] = count
    assert sum(given_dots.values()) <= each
    assert rules.dots_left(each, given_dots) == each - sum(given_dots.values())


def test_dots_may_always_be_taken_away() -> None:
    assert rules.may_give(2, {1: 2, 2: 1}, 1, 1)
    assert not rules.may_give(2, {1: 1, 2: 1}, 1, 2)
    assert not rules.may_give(2, {}, 1, -1)


def test_a_tally_adds_up() -> None:
    assert rules.tally([(1, 2), (3, 1), (1, 1)]) == {1: 3, 3: 1}


def test_a_screen_shows_a_few_and_counts_the_rest() -> None:
    assert rules.newest([1, 2, 3, 4, 5], 3) == rules.Shown([5, 4, 3], 2)
    assert rules.first([1, 2], 3) == rules.Shown([1, 2], 0)
