import pytest

from evaluations.models import Answer
from evaluations.results import programme_means, results_of, trend_of
from tests import factories
from tests.evaluations.rooms import an_answer, answer_all, closed_round, open_round, session_now

pytestmark = pytest.mark.django_db


def answers(*contents: int | None, **texts: str) -> list[Answer]:
    return [an_answer(content=content, **texts) for content in contents]


def test_nothing_before_closing() -> None:
    round = open_round(people=7)
    answer_all(round, answers(6, 7, 8, 9, 10, 5))
    assert results_of(round) is None


def test_nothing_under_five_answers() -> None:
    assert results_of(closed_round(answers(6, 7, 8, 9))) is None


def test_distribution_and_mean_per_question() -> None:
    results = results_of(closed_round(answers(6, 8, 8, None, 10, 7), invited=9))
    content = results.scores[0]
    assert (results.count, results.invited) == (6, 9)
    assert content.distribution == [0, 0, 0, 0, 0, 0, 1, 1, 2, 0, 1]
    assert content.mean == 7.8
    assert content.no_opinion == 1
    assert results.top == 6


def test_a_question_with_too_few_opinions_shows_no_figures() -> None:
    content = results_of(closed_round(answers(2, 9, None, None, None))).scores[0]
    assert (content.distribution, content.mean, content.no_opinion) == ([0] * 11, None, 3)


@pytest.mark.slow
def test_sentences_of_two_fields_are_not_in_the_same_order() -> None:
    """Twenty rounds: laid side by side, the fields agree no more often than chance would have it."""
    together = 0
    for _ in range(20):
        given = [an_answer(went_well=f"goed {n}", should_differ=f"anders {n}") for n in range(6)]
        results = results_of(closed_round(given))
        pairs = zip(results.comments_of("went_well"), results.comments_of("should_differ"), strict=True)
        together += sum(good.split()[1] == other.split()[1] for good, other in pairs)
    # 120 pairs, one in six by chance: 20. More than 40 comes once in some twenty thousand runs, as many as 60 never.
    assert together < 60


def test_sentences_keep_their_order_from_one_look_to_the_next() -> None:
    round = closed_round([an_answer(themes=f"thema {n}") for n in range(6)])
    assert results_of(round).comments_of("themes") == results_of(round).comments_of("themes")
    assert sorted(results_of(round).comments_of("themes")) == [f"thema {n}" for n in range(6)]


def test_empty_sentences_are_left_out() -> None:
    given = [an_answer(went_well="  "), *(an_answer() for _ in range(5))]
    assert results_of(closed_round(given)).comments_of("went_well") == []


def test_the_trend_goes_over_the_closed_rounds_and_hides_small_ones() -> None:
    network = factories.create_network()
    for contents in ([6] * 5, [9] * 3, [8] * 6):
        closed_round(answers(*contents), session=session_now(network))
    open_round(session_now(network))
    assert [(point.number, point.count, point.means["content"]) for point in trend_of(network)] == [
        (1, 5, 6.0),
        (2, 3, None),
        (3, 6, 8.0),
    ]


def test_a_programme_counts_only_rounds_that_reached_the_minimum() -> None:
    programme = factories.create_programme()
    first, second = factories.create_network(programme), factories.create_network(programme, title="Kennis delen")
    closed_round(answers(*[6] * 5), session=session_now(first))
    closed_round(answers(*[10] * 4), session=session_now(first))
    closed_round(answers(*[9] * 10), session=session_now(second))
    closed_round(answers(*[1] * 9))
    means = programme_means(programme)
    assert (means.whole.rounds, means.whole.answers, means.whole.means["content"]) == (2, 15, 8.0)
    assert {key: one.means["content"] for key, one in means.by_network.items()} == {first.pk: 6.0, second.pk: 9.0}


def test_a_programme_without_results_has_no_means() -> None:
    means = programme_means(factories.create_programme())
    assert (means.whole.rounds, means.whole.means["content"], means.by_network) == (0, None, {})
