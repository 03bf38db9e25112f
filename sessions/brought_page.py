"""What people bring, as the facilitator looks at it: by theme, and who brought nothing yet."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F

from lerendnetwerk.together import read_together
from networks.models import Network, Participation
from sessions.models import AgendaItem, Case, Contribution, Session, Theme

MOST_SESSIONS = 4


@dataclass
class Line:
    """One thing on the page; `which` names it in addresses."""

    which: str
    kind: str
    label: str
    words: str
    by: str
    case: Case | None
    theme_id: int | None
    became_expectation: bool
    blocks: list[AgendaItem] = field(default_factory=list)

    @property
    def may_become_expectation(self) -> bool:
        return self.kind == Contribution.Kind.EXPECTATION and not self.became_expectation


@dataclass
class Group:
    """A theme with what lies under it; without a theme: what still lies loose."""

    theme: Theme | None
    lines: list[Line]

    @property
    def key(self) -> str:
        return str(self.theme.pk) if self.theme else "geen"


@dataclass
class Brought:
    groups: list[Group]
    themes: list[Theme]
    # Into whose run sheet something may still go: the next few.
    coming: list[Session]
    people_count: int
    silent: list[Participation]

    @property
    def count(self) -> int:
        return sum(len(group.lines) for group in self.groups)


def brought_to(network: Network, now: datetime) -> Brought:
    """Three queries, however much people bring."""
    people, found = people_and_what_they_bring(network)
    blocks = AgendaItem.objects.filter(session__network=network, comes_from__isnull=False)
    more = read_together(
        themes=Theme.objects.filter(network=network),
        blocks=blocks.only("session", "comes_from").annotate(session_number=F("session__number")).order_by("pk"),
        coming=Session.objects.still_to_come(now).filter(network=network).only("number", "starts_at"),
    )
    by_source: dict[int, list[AgendaItem]] = {}
    for block in more["blocks"]:
        by_source.setdefault(block.comes_from_id, []).append(block)
    places = {one.participation_id: one for one in found if one.kind == Contribution.Kind.BEFOREHAND}
    lines = [
        line_of(places.get(one.pk) or Contribution(participation=one, kind=Contribution.Kind.BEFOREHAND), by_source)
        for one in people
        if one.learning_question
    ]
    lines += [line_of(one, by_source) for one in found if one.kind != Contribution.Kind.BEFOREHAND]
    groups = [Group(theme, [line for line in lines if line.theme_id == theme.pk]) for theme in more["themes"]]
    if loose := [line for line in lines if line.theme_id is None]:
        groups.insert(0, Group(None, loose))
    return Brought(groups, more["themes"], more["coming"][:MOST_SESSIONS], len(people), silent_among(people, found))


def people_and_what_they_bring(network: Network) -> tuple[list[Participation], list[Contribution]]:
    """Who takes part, and all that they brought. Two queries."""
    people = network.participations.taking_part().with_people()  # type: ignore[attr-defined]
    return list(people), list(Contribution.objects.for_facilitator(network))


def silent_among(people: Iterable[Participation], found: Iterable[Contribution]) -> list[Participation]:
    """Who brought nothing yet; the place of a question that was taken back does not count."""
    spoke = {one.participation_id for one in found if one.words}
    return [one for one in people if not one.learning_question and one.pk not in spoke]


def line_of(one: Contribution, blocks: dict[int, list[AgendaItem]]) -> Line:
    beforehand = one.kind == Contribution.Kind.BEFOREHAND
    return Line(
        which=f"vooraf-{one.participation_id}" if beforehand else str(one.pk),
        kind=one.kind,
        label=one.get_kind_display(),
        words=one.words,
        by=one.participation.name,
        case=one.case,
        theme_id=one.theme_id,
        became_expectation=one.expectation_id is not None,
        blocks=blocks.get(one.pk, []) if one.pk else [],
    )
