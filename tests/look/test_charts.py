"""The geometry of the drawings."""

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from lerendnetwerk import charts
from lerendnetwerk.charts import Block, Point, Seat

BLOCKS = [Block("Ontvangst", 20, 10), Block("Pauze", 15, 15, fixed=True), Block("Koerskaart", 25, 25)]


def test_a_quarter_turn_ends_at_the_right() -> None:
    assert charts.arc(50, 50, 40, 0, 0.25) == "M50 10A40 40 0 0 1 90 50"


def test_a_full_turn_is_drawn_as_two_halves() -> None:
    assert charts.arc(50, 50, 40, 0, 1).count("A") == 2


def test_seats_start_at_the_top_and_the_reader_is_called_jij() -> None:
    ring = charts.seats_ring(
        [Seat("Marijke Dewulf", "you"), Seat("Joris Van Daele"), Seat("An Maes", "away"), Seat("Wim Hoste", "open")]
    )
    assert [(seat.initials, seat.name, seat.state) for seat in ring.seats] == [
        ("MD", "jij", "you"),
        ("JV", "Joris", "in"),
        ("AM", "An", "away"),
        ("WH", "Wim", "open"),
    ]
    assert (ring.seats[0].x, ring.seats[0].y) == (280, 89)
    assert [bool(seat.strike) for seat in ring.seats] == [False, False, True, False]


def test_two_people_with_one_first_name_are_told_apart() -> None:
    assert charts.first_names(["An Maes", "An Verstraete", "Bart Coppens"]) == ["An M.", "An V.", "Bart"]


def test_a_long_first_name_is_cut() -> None:
    assert charts.first_names(["Maximiliaan-Alexander Pot"]) == ["Maximiliaan-…"]


@given(st.integers(min_value=1, max_value=40))
def test_seats_never_overlap(people: int) -> None:
    ring = charts.seats_ring([Seat(f"Mens {n}") for n in range(people)])
    for one in ring.seats:
        for other in ring.seats:
            if one is not other:
                assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 > (2 * ring.seat) ** 2 - 30


def test_a_ring_in_parts_has_one_part_for_each() -> None:
    assert [part.done for part in charts.parts_ring(2, 3)] == [True, True, False]


def test_a_ring_for_nobody_is_one_empty_part() -> None:
    assert [part.done for part in charts.parts_ring(0, 0)] == [False]


def test_a_crowd_is_drawn_as_two_pieces() -> None:
    assert [part.done for part in charts.parts_ring(60, 120)] == [True, False]


def test_a_strip_shows_what_is_needed_and_what_can_go() -> None:
    strip = charts.session_strip(BLOCKS, 60, time(13, 30))
    assert [(block.title, block.x, block.needed, block.slack, block.fixed) for block in strip.segments] == [
        ("Ontvangst", 0, 16.667, 16.667, False),
        ("Pauze", 33.333, 25, 0, True),
        ("Koerskaart", 58.333, 41.667, 0, False),
    ]
    assert [(tick.x, tick.label, tick.half) for tick in strip.ticks] == [
        (0, "13.30", True),
        (50, "14.00", False),
        (100, "14.30", True),
    ]
    assert (strip.end, strip.over) == (100, 0)
    assert (
        strip.text
        == "Van 13.30 tot 14.30 uur. Ontvangst, 20 minuten; Pauze, 15 minuten, vast; Koerskaart, 25 minuten. Past precies."
    )
    assert charts.session_strip([], 1).text == "Nog geen onderdelen. 1 minuut over."


def test_what_is_too_long_sticks_out() -> None:
    strip = charts.session_strip(BLOCKS, 48)
    assert (strip.end, strip.over_x, strip.over) == (80, 80, 20)
    assert strip.text.endswith("12 minuten te lang.")


def test_ticks_stand_on_the_quarters_of_the_clock() -> None:
    strip = charts.session_strip([Block("A", 60, 60)], 60, time(13, 40))
    assert strip.lines == [8.333, 33.333, 58.333, 83.333]
    assert [tick.label for tick in strip.ticks] == ["14.00", "14.30"]


def test_an_empty_agenda_has_a_strip_too() -> None:
    assert (
        charts.session_strip([], 180, time(9)).text == "Van 9.00 tot 9.00 uur. Nog geen onderdelen. 180 minuten over."
    )


def test_a_dial_lets_the_overrun_stick_out() -> None:
    assert [piece.kind for piece in charts.session_dial(BLOCKS, 50)] == ["elastic", "fixed", "elastic", "over"]


def test_bars_share_the_scale_of_the_page() -> None:
    chart = charts.score_bars("Inhoud", [0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0], 7.67, top=4)
    assert [bar.height for bar in chart.bars if bar.count] == [25, 50]
    assert chart.mean_x == 326.8
    assert chart.text == "Inhoud: 1 keer 7, 2 keer 8; gemiddeld 7,7"


def test_a_question_nobody_scored_has_no_mean() -> None:
    chart = charts.score_bars("Inhoud", [0] * 11, None)
    assert (chart.mean_x, chart.text) == (None, "Inhoud: nog geen scores")


def test_a_trend_is_broken_where_there_is_no_figure() -> None:
    line = charts.trend([Point("1", 6), Point("2", 7), Point("3", None), Point("4", 8), Point("5", 9)], "Inhoud")
    assert len(line.lines) == 2
    assert [dot.value for dot in line.dots] == ["6,0", "7,0", "8,0", "9,0"]
    assert line.text == "Inhoud: 1 6,0, 2 7,0, 3 geen cijfer, 4 8,0, 5 9,0"


@given(st.integers(0, 100))
def test_no_line_of_the_scale_crosses_a_figure(tenths: int) -> None:
    foot = charts.trend([Point("1", tenths / 10)], "Inhoud").dots[0].value_y
    assert [line for line in (24, 82) if foot - 13 < line < foot + 3] == []
