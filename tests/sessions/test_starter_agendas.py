import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.method_files import read_method_files
from sessions.models import AgendaItem
from sessions.starter_agendas import STARTERS, StarterBlock, scaled, starter_agenda

NAMES = ["opstart", "onderhoud", "afronding"]
METHODS = {method.slug: method for method in read_method_files()}


@st.composite
def any_block(draw: st.DrawFn) -> StarterBlock:
    minutes = draw(st.integers(1, 120))
    elastic = draw(st.booleans())
    least = draw(st.integers(1, minutes)) if elastic else minutes
    return StarterBlock("Onderdeel", minutes, least, elastic=elastic)


ANY_AGENDA = st.lists(any_block(), max_size=12)


def total(blocks: tuple[StarterBlock, ...] | list[StarterBlock]) -> int:
    return sum(block.minutes for block in blocks)


def shortest(blocks: list[StarterBlock]) -> int:
    return sum(block.least_minutes if block.elastic else block.minutes for block in blocks)


@pytest.mark.parametrize("name", NAMES)
def test_a_starter_fills_three_hours(name: str) -> None:
    assert total(starter_agenda(name)) == 180


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_a_starter_could_be_saved_as_it_is(name: str) -> None:
    for block in starter_agenda(name):
        AgendaItem(
            kind=block.kind,
            title=block.title,
            minutes=block.minutes,
            least_minutes=block.least_minutes,
            elastic=block.elastic,
            led_by=block.who,
            material=block.material,
            notes=block.notes,
            preparation=block.preparation,
        ).full_clean(exclude=["session"])


@pytest.mark.parametrize("name", NAMES)
def test_the_evaluation_takes_eight_minutes_just_before_the_closing(name: str) -> None:
    *_, evaluation, closing = starter_agenda(name)

    assert (evaluation.kind, evaluation.minutes, evaluation.elastic) == ("evaluatie", 8, False)
    assert (closing.kind, closing.elastic) == ("afsluiting", False)


@pytest.mark.parametrize("name", NAMES)
def test_the_break_is_fixed_and_falls_in_the_middle(name: str) -> None:
    blocks = starter_agenda(name)
    [at] = [index for index, block in enumerate(blocks) if block.kind == "pauze"]

    assert not blocks[at].elastic
    assert 60 <= total(blocks[:at]) <= 120


@pytest.mark.parametrize("name", NAMES)
def test_a_block_lasts_as_long_as_its_method_allows(name: str) -> None:
    for block in starter_agenda(name):
        if block.method:
            method = METHODS[block.method]
            assert (name in method.phases, method.least_minutes <= block.minutes <= method.most_minutes) == (True, True)


def test_the_starters_take_only_what_the_library_has() -> None:
    used = {block.method for blocks in STARTERS.values() for block in blocks}

    assert used - set(METHODS) == {""}


def test_a_name_that_is_no_starter_is_refused() -> None:
    with pytest.raises(KeyError):
        starter_agenda("feest")


@given(ANY_AGENDA, st.integers(0, 600))
def test_the_sum_is_exact_when_possible(blocks: list[StarterBlock], length: int) -> None:
    can_stretch = any(block.elastic for block in blocks)

    assert total(scaled(blocks, length)) == (max(length, shortest(blocks)) if can_stretch else total(blocks))


@given(ANY_AGENDA, st.integers(0, 600))
def test_nothing_falls_under_its_minimum_and_fixed_blocks_stay(blocks: list[StarterBlock], length: int) -> None:
    for before, after in zip(blocks, scaled(blocks, length), strict=True):
        if before.elastic:
            assert after.minutes >= before.least_minutes
        else:
            assert after == before


@given(ANY_AGENDA, st.integers(0, 600))
def test_blocks_keep_their_proportion(blocks: list[StarterBlock], length: int) -> None:
    """Of two elastic blocks above their minimum, the longer one stays the longer, give or take a rounded minute."""
    stretched = [
        (before.minutes, after.minutes)
        for before, after in zip(blocks, scaled(blocks, length), strict=True)
        if before.elastic and after.minutes > before.least_minutes
    ]
    for planned, got in stretched:
        for other_planned, other_got in stretched:
            if planned >= other_planned:
                assert got >= other_got - 1


@given(ANY_AGENDA)
def test_its_own_length_changes_nothing(blocks: list[StarterBlock]) -> None:
    assert scaled(blocks, total(blocks)) == tuple(blocks)


def test_two_hours_and_a_half() -> None:
    assert [block.minutes for block in scaled(starter_agenda("onderhoud"), 150)] == [5, 19, 50, 19, 15, 15, 9, 8, 10]
