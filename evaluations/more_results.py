"""What the answers say to what only some evaluations ask (evaluations/asked.py). The same rules as the form of the source:
nothing joins one question of an answer to another, and a question to which few people answered shows nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from random import Random
from statistics import fmean

from evaluations.asked import Asked, Form
from evaluations.models import LEAST_ANSWERS, LEAST_OPINIONS, Answer, Round


@dataclass(frozen=True)
class Said:
    """One question with what may be shown of it."""

    asked: Asked
    count: int  # how many answered; only of use to say that it were too few
    mean: float | None = None
    distribution: list[int] = field(default_factory=lambda: [0] * 11)
    counts: list[tuple[str, int]] = field(default_factory=list)  # of the options, in their order
    sentences: list[str] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        return self.mean is not None or bool(self.counts) or bool(self.sentences)


@dataclass(frozen=True)
class SaidGroup:
    title: str
    said: list[Said]

    @property
    def scores(self) -> list[Said]:
        return [one for one in self.said if one.asked.form == Form.SCORE]

    @property
    def others(self) -> list[Said]:
        return [one for one in self.said if one.asked.form != Form.SCORE]

    @property
    def is_silent(self) -> bool:
        """Nobody said anything, and no table says so."""
        return not self.scores and not any(one.count for one in self.said)


def more_results(round: Round, answers: Sequence[Answer]) -> list[SaidGroup]:
    """By the headings of the form; empty while it is open or has too few answers."""
    if round.is_open or len(answers) < LEAST_ANSWERS:
        return []
    said = [said_to(asked, round.pk, answers) for asked in round.asked]
    return [SaidGroup(title, list(of)) for title, of in groupby(said, key=lambda one: one.asked.group)]


def said_to(asked: Asked, seed: int, answers: Iterable[Answer]) -> Said:
    given = [answer.more[asked.key] for answer in answers if asked.key in answer.more]
    if asked.form == Form.TEXT:
        # A sentence is shown as soon as the round is: each stands alone, in an order of its own.
        sentences = sorted(text.strip() for text in given if text.strip())
        Random(f"{seed}:{asked.key}").shuffle(sentences)  # noqa: S311  an order, not a secret
        return Said(asked, len(sentences), sentences=sentences)
    if len(given) < LEAST_OPINIONS:
        return Said(asked, len(given))
    if asked.form == Form.SCORE:
        return Said(asked, len(given), mean=fmean(given), distribution=[given.count(n) for n in range(11)])
    flat = [value for one in given for value in (one if isinstance(one, list) else [one])]
    return Said(asked, len(given), counts=[(label, flat.count(value)) for value, label in asked.options])


def means_by_key(round: Round, answers: Sequence[Answer]) -> dict[str, float]:
    """The mean of each score that may be shown."""
    groups = more_results(round, answers)
    return {one.asked.key: one.mean for group in groups for one in group.said if one.mean is not None}
