"""What came of a vote, for the screens, the report and the notes. Only for one that is closed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lerendnetwerk.templatetags.look import in_words
from sessions.activities.vote import rules
from sessions.activities.vote.models import RESULT, Objection, Vote, VoteOption
from sessions.activities.vote.rules import Standing
from sessions.anonymous import LEAST
from sessions.models.activity import Activity


@dataclass(frozen=True)
class Result:
    """`is_enough`: whether so many voted that nothing points at a person; if not, the rest is empty."""

    vote: Vote
    voters: int
    is_enough: bool
    standings: Sequence[Standing[VoteOption]] = ()
    agrees: int = 0
    # (who, or nothing; why)
    objections: Sequence[tuple[str, str]] = field(default_factory=list)
    rule: str = ""

    @property
    def leaders(self) -> list[VoteOption]:
        return rules.leaders(self.standings)

    @property
    def is_tie(self) -> bool:
        return len(self.leaders) > 1

    @property
    def top(self) -> int:
        return max([1, *(one.points for one in self.standings)])

    @property
    def unit(self) -> str:
        return "stippen" if self.vote.is_by_dots else "punten"

    @property
    def headline(self) -> str:
        """The outcome in a sentence; a tie is said as a tie."""
        if not self.voters:
            return "Nog niemand stemde"
        if not self.is_enough:
            return f"Te weinig stemmen om te tonen: {self.voters}"
        if self.vote.is_by_consent:
            count = len(self.objections)
            if not count:
                return "Gedragen: niemand heeft een bezwaar"
            return "Nog niet gedragen: er is 1 bezwaar" if count == 1 else f"Nog niet gedragen: {count} bezwaren"
        names = [f"‘{one}’" for one in self.leaders]
        if not names:
            return "Niets kreeg een stem"
        return f"Gelijk: {in_words(names)}" if self.is_tie else f"Bovenaan: {names[0]}"

    @property
    def of_each_leader(self) -> str:
        points = self.leaders[0].points_all
        one = "stip" if self.vote.is_by_dots else "punt"
        return f"1 {one}" if points == 1 else f"{points} {self.unit}"

    @property
    def more(self) -> str:
        """What the headline does not say."""
        if not self.voters:
            return ""
        if not self.is_enough:
            where = "op gsm " if self.vote.counted else ""
            return f"Met minder dan {LEAST} stemmen {where}zou de uitslag verraden wie wat koos. Praat het uit."
        votes = "1 stem" if self.voters == 1 else f"{self.voters} stemmen"
        if self.vote.is_by_consent:
            return f"{votes}: {self.agrees} akkoord, {len(self.objections)} met een bezwaar."
        tie = f" Ze kregen elk {self.of_each_leader}: de groep kiest verder." if self.is_tie else ""
        return f"{votes}.{tie}"


def result_of(
    activity: Activity, vote: Vote, options: Sequence[VoteOption], objections: Sequence[Any], *, named: bool = True
) -> Result | None:
    """None while people vote. `objections` as of `Objection.objects.with_names()`; `named`: with whose they are."""
    if activity.is_open and activity.step != RESULT:
        return None
    orders = paper_orders(vote, len(options))
    from_paper = rules.borda(orders, len(options))
    lines = vote.paper_lines.splitlines() if vote.is_by_consent else []
    paper_voters = len(orders) if vote.is_by_ranking else vote.paper_count + len(lines)
    voters = vote.counted + paper_voters
    # Beside paper that the facilitator typed, a few phones could be told by taking away.
    if voters < LEAST or 0 < vote.counted < LEAST:
        return Result(vote, voters, is_enough=False)
    points = []
    for option in options:
        option.points_all = option.points + option.paper_points + from_paper.get(option.number, 0)
        points.append((option, option.points_all))
    said = [(_name(one) if named else "", one.text) for one in objections]
    return Result(
        vote,
        voters,
        is_enough=True,
        standings=rules.standings(points),
        agrees=vote.counted_agrees + (vote.paper_count if vote.is_by_consent else 0),
        objections=[*said, *(("", line) for line in lines)],
        rule=rule_of(vote, len(options)),
    )


def rule_of(vote: Vote, options: int) -> str:
    """How it is counted, in one sentence."""
    if vote.is_by_consent:
        return rules.CONSENT_RULE
    return rules.dots_rule(vote.dots_each) if vote.is_by_dots else rules.ranking_rule(options)


def paper_orders(vote: Vote, options: int) -> list[list[int]]:
    """The rows that were typed; they were checked then."""
    if not vote.is_by_ranking:
        return []
    return [rules.typed_order(line, options) for line in vote.paper_lines.splitlines()]


def _name(objection: Objection) -> str:
    found: Any = objection
    return found.guest or f"{found.first_name or ''} {found.last_name or ''}".strip()
