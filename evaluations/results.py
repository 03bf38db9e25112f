"""What the answers say, once they may say it: after closing, from the least number of answers up.

Nothing here joins one field of an answer to another: each figure and each list of sentences stands on its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean

from evaluations.models import LEAST_ANSWERS, LEAST_OPINIONS, Answer, Round
from evaluations.more_results import SaidGroup, more_results
from evaluations.questions import SCORES, ScoreQuestion, texts_for
from networks.models import Network, Programme


@dataclass(frozen=True)
class ScoreResult:
    name: str
    title: str
    question: str
    low: str
    high: str
    distribution: list[int]  # how many gave 0, 1, ... 10; all zero when too few had an opinion
    mean: float | None  # None when too few had an opinion
    no_opinion: int
    comments: list[str]


@dataclass(frozen=True)
class TextResult:
    name: str
    title: str
    question: str
    comments: list[str]


@dataclass(frozen=True)
class Results:
    count: int
    invited: int
    from_paper: int
    scores: list[ScoreResult]
    texts: list[TextResult]
    more: list[SaidGroup]

    @property
    def top(self) -> int:
        """The highest bar of all questions, so that their charts share one scale."""
        return max(1, *(n for score in self.scores for n in score.distribution))

    @property
    def steps(self) -> range:
        """The scores that one may give: the columns of the table beside the charts."""
        return range(11)

    def mean_of(self, name: str) -> float | None:
        return next(score.mean for score in self.scores if score.name == name)

    def comments_of(self, name: str) -> list[str]:
        """The sentences of one free question, by its field name in Answer."""
        return next(text.comments for text in self.texts if text.name == name)


@dataclass(frozen=True)
class TrendPoint:
    """One session whose round is closed; the means are None when it stayed under the minimum."""

    session_id: int
    number: int
    count: int
    invited: int
    means: dict[str, float | None]

    @property
    def label(self) -> str:
        return f"Sessie {self.number}"


@dataclass(frozen=True)
class Means:
    """Over several rounds, each of which reached the minimum; a round weighs as much as its answers."""

    rounds: int
    answers: int
    means: dict[str, float | None]


@dataclass(frozen=True)
class ProgrammeMeans:
    whole: Means
    by_network: dict[int, Means]


def results_of(round: Round) -> Results | None:
    """None while the round is open or has too few answers. One query."""
    return None if round.is_open else results_from(round, list(round.answers.all()))


def results_from(round: Round, answers: Sequence[Answer]) -> Results | None:
    """The same, for who read the round's answers together with something else."""
    if round.is_open or len(answers) < LEAST_ANSWERS:
        return None
    return Results(
        count=len(answers),
        invited=round.invited_count,
        from_paper=round.paper_typed,
        scores=[score_result(question, answers) for question in SCORES],
        texts=[
            TextResult(*question, comments=sentences(answers, question.name))
            for question in texts_for(is_final=round.is_final)
        ],
        more=more_results(round, answers),
    )


def score_result(question: ScoreQuestion, answers: Sequence[Answer]) -> ScoreResult:
    given = [value for answer in answers if (value := getattr(answer, question.name)) is not None]
    shown = given if len(given) >= LEAST_OPINIONS else []
    return ScoreResult(
        *question,
        distribution=[shown.count(n) for n in range(11)],
        mean=fmean(shown) if shown else None,
        no_opinion=len(answers) - len(given),
        comments=sentences(answers, question.comment_name),
    )


def sentences(answers: Sequence[Answer], field: str) -> list[str]:
    """The sentences of one field in an order of their own: the same at each look, and not the order of another field,
    so that nobody can lay two fields side by side."""
    found = sorted(text for answer in answers if (text := getattr(answer, field).strip()))
    Random(f"{answers[0].round_id}:{field}").shuffle(found)  # noqa: S311  an order, not a secret
    return found


def trend_of(network: Network) -> list[TrendPoint]:
    """Each closed round of the network, in the order of the sessions. Two queries."""
    rounds = network.rounds.closed().select_related("session").order_by("session__number").prefetch_related("answers")
    return [
        TrendPoint(
            session_id=round.session.pk,
            number=round.session.number,
            count=len(round.answers.all()),
            invited=round.invited_count,
            means=means_of([list(round.answers.all())]).means,
        )
        for round in rounds
        if round.session
    ]


def programme_means(programme: Programme) -> ProgrammeMeans:
    """Per question, for the programme and per network, over rounds that reached the minimum. A figure over several
    rounds counts only these, so that nothing can be subtracted. One query, without the words."""
    given = (
        Answer.objects.filter(round__network__programme=programme, round__state=Round.State.CLOSED)
        .only("round__network_id", *(question.name for question in SCORES))
        .select_related("round")
    )
    by_network: dict[int, dict[int, list[Answer]]] = {}
    for answer in given:
        by_network.setdefault(answer.round.network_id, {}).setdefault(answer.round_id, []).append(answer)
    # A network none of whose rounds reached the minimum has no figures, not even that there are none.
    enough = {
        network: reached
        for network, rounds in by_network.items()
        if (reached := [answers for answers in rounds.values() if len(answers) >= LEAST_ANSWERS])
    }
    return ProgrammeMeans(
        whole=means_of(answers for rounds in enough.values() for answers in rounds),
        by_network={network: means_of(rounds) for network, rounds in sorted(enough.items())},
    )


def means_of(rounds: Iterable[Sequence[Answer]]) -> Means:
    """Of the answers of each round; leaves out, per question, each round that does not reach the minimum on its own."""
    shown = [answers for answers in rounds if len(answers) >= LEAST_ANSWERS]
    means = {}
    for question in SCORES:
        per_round = [
            given
            for answers in shown
            if len(given := [v for a in answers if (v := getattr(a, question.name)) is not None]) >= LEAST_OPINIONS
        ]
        given = [value for values in per_round for value in values]
        means[question.name] = fmean(given) if given else None
    return Means(rounds=len(shown), answers=sum(map(len, shown)), means=means)
