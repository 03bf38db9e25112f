"""The ways to work with a case: whole minutes, one step for cards, and the same steps in every length."""

from hypothesis import given
from hypothesis import strategies as st

from sessions.activities.case_talk.ways import CHOOSE, LEAST_MINUTES, MOST_MINUTES, WAYS, spread, way_for
from sessions.method_files import read_method_files


def test_each_way_has_its_own_steps_and_one_moment_for_cards() -> None:
    assert list(WAYS) == ["ervaringsuitwisseling", "incident", "tien-stappen", "succes", "directie"]
    for way in WAYS.values():
        slugs = [step.slug for step in way.steps]
        assert (len(set(slugs)), CHOOSE in slugs, "oogst" in slugs) == (len(slugs), False, True)
        assert len([step for step in way.steps if step.cards]) == 1
        assert all(step.bringer and step.others for step in way.steps)


def test_the_steps_are_those_of_the_card_of_the_werkvorm() -> None:
    cards = {file.slug: file.steps.splitlines() for file in read_method_files()}
    for way in WAYS.values():
        minutes = [int(line.rpartition("(")[2].split()[0]) for line in cards[way.method]]
        assert (way.slug, [step.minutes for step in way.steps]) == (way.slug, minutes)


@given(st.sampled_from(list(WAYS)), st.integers(LEAST_MINUTES, MOST_MINUTES))
def test_steps_fill_the_time_and_a_longer_step_never_gets_less(slug: str, total: int) -> None:
    steps = WAYS[slug].steps
    minutes = spread(steps, total)
    assert sum(minutes) == total
    assert min(minutes) >= 1
    pairs = [(a.minutes, b.minutes, x, y) for a, x in zip(steps, minutes) for b, y in zip(steps, minutes)]  # noqa: B905
    assert [pair for pair in pairs if pair[0] > pair[1] and pair[2] < pair[3]] == []


def test_the_usual_time_gives_the_usual_minutes() -> None:
    for way in WAYS.values():
        assert spread(way.steps, way.minutes) == [step.minutes for step in way.steps]


def test_a_werkvorm_names_its_way() -> None:
    assert way_for("incidentmethode") == WAYS["incident"]
    assert way_for("stillewanddiscussie") == WAYS["ervaringsuitwisseling"]
    assert way_for(None) == WAYS["ervaringsuitwisseling"]
