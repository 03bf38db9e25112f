"""Where people may stand, how a statement goes on, and what a vote may show; plain functions."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import TextChoices

from sessions.anonymous import LEAST

MOST_STATEMENTS = 12
LONGEST_STATEMENT = 240
MOST_PEOPLE = 200

# Opinions about learning networks on which people honestly differ; what the source asks, in our words.
STATEMENTS = (
    "Zonder een sterke facilitator komt een lerend netwerk nergens.",
    "Een lerend netwerk loont pas als je er met een concrete vraag binnenstapt.",
    "Wie zelf opleiding geeft, haalt hier meer uit dan wie een ander beroep heeft.",
    "Ik wacht eerst af wat anderen vertellen: wie te vroeg alles deelt, krijgt weinig terug.",
)
# To ask in each camp; nobody has to convince anybody.
PROMPTS = (
    "Wat maakt dat je hier staat? Vertel over iets dat je zelf meemaakte.",
    "Wat hoor je in het andere kamp dat je aan het denken zet?",
    "Onbeslist: wat zou jou doen kiezen?",
)


class Camp(TextChoices):
    """In the order in which they stand in the room."""

    AGREE = "eens", "eens"
    UNDECIDED = "onbeslist", "onbeslist"
    DISAGREE = "oneens", "oneens"


class Phase(TextChoices):
    BEFORE = "kies", "kiezen"
    TALK = "gesprek", "in gesprek"
    AFTER = "opnieuw", "opnieuw kiezen"
    DONE = "klaar", "klaar"


class Moment(TextChoices):
    """Before the talk or after it."""

    BEFORE = "vooraf", "vooraf"
    AFTER = "nadien", "nadien"


VOTING = {Phase.BEFORE: Moment.BEFORE, Phase.AFTER: Moment.AFTER}
"""In which phases people choose, and for which spread."""
NEXT = {Phase.BEFORE: Phase.TALK, Phase.TALK: Phase.AFTER, Phase.AFTER: Phase.DONE}
AGAIN = {Phase.TALK: Phase.BEFORE, Phase.DONE: Phase.AFTER}
"""Back to choosing: what was chosen on phones is wiped, and asked anew."""


class Spread(NamedTuple):
    """How many stand in each camp."""

    agree: int = 0
    undecided: int = 0
    disagree: int = 0

    @property
    def total(self) -> int:
        return sum(self)

    @property
    def in_words(self) -> str:
        return f"{self.agree} eens, {self.undecided} onbeslist, {self.disagree} oneens"

    def plus(self, other: "Spread") -> "Spread":
        return Spread(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


def may_turn(now: str, to: str) -> bool:
    phase = Phase(now)
    return to in Phase.values and Phase(to) in (NEXT.get(phase), AGAIN.get(phase))


def counted(choices: Iterable[tuple[int, str]]) -> Spread:
    """From (who, camp) in the order in which they came: the last choice of each counts. Too few: nothing at all."""
    last = dict(choices)
    if len(last) < LEAST:
        return Spread()
    camps = list(last.values())
    return Spread(*(camps.count(camp) for camp in Camp.values))


def is_a_crowd(counted: int, *, of: int) -> bool:
    """Whether so many of a group of so many looks like a slip of the hand: guests are welcome, as many again even."""
    return counted > 2 * of + 10


def change_in_words(before: Spread, after: Spread) -> str:
    """What the talk moved, as far as numbers can tell it. Empty when one of both was not counted."""
    if not before.total or not after.total:
        return ""
    if before == after:
        return "Even veel mensen per kamp als voor het gesprek."
    moves = [
        f"{'+' if now > was else '−'}{abs(now - was)} {camp}"
        for camp, was, now in zip(Camp.values, before, after, strict=True)
        if now != was
    ]
    return f"Na het gesprek: {', '.join(moves)}."
