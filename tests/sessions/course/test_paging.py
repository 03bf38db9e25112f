"""How many tables of a koerskaart the projector shows at a time."""

from sessions.activities.course.paging import are_smaller, lines_of, tables_a_page

SHORT, LONG = ["Els"] * 8, ["Marie-Christine V.S."] * 8


def test_names_stand_behind_each_other_until_a_line_is_full() -> None:
    assert [lines_of([]), lines_of(["Els", "Wim", "Fatma"]), lines_of(["Anne-Sophie"] * 2)] == [0, 1, 2]
    assert lines_of(["Marie-Christine Vandenbroucke"]) == 2


def test_tables_take_turns_only_where_their_names_do_not_fit() -> None:
    counts = (1, 4, 8, 12)
    assert [tables_a_page([SHORT] * count) for count in counts] == [1, 4, 8, 8]
    assert [tables_a_page([LONG] * count) for count in counts] == [1, 4, 4, 4]
    # Never more than four pages, however many there are.
    assert (tables_a_page([LONG] * 20), tables_a_page([])) == (5, 0)


def test_letters_are_smaller_only_for_names_of_two_lines_each() -> None:
    assert [are_smaller([names] * 4) for names in (SHORT, LONG, ["Marie-Christine Vandenbroucke"] * 8)] == [
        False,
        False,
        True,
    ]
