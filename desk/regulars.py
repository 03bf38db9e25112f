"""The *vaste kern*: who came to at least three of four sessions, or to that share of those that were held."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from desk.counting import count_by
from networks.models import Network, Participation
from sessions.models import Attendance, Session

# Three of four.
SHARE = (3, 4)


@dataclass(frozen=True)
class Regulars:
    """`keys` of the participations in the core, among the `count` who could be: who take part and missed or attended
    at least one session."""

    keys: frozenset[int]
    count: int
    # How many of the same people were in it after the session before; None when that was the first.
    before: int | None = None

    @property
    def shrinks(self) -> bool:
        """By two at least: until the fourth session, whoever is ill once falls out of the core."""
        return self.before is not None and self.before - len(self.keys) >= 2

    @property
    def under_half(self) -> bool:
        """Few enough to ask what holds people back. Nobody can tell after one session."""
        return len(self.keys) * 2 < self.count


NOBODY_YET = Regulars(frozenset(), 0)


def with_sessions(people: QuerySet[Participation]) -> QuerySet[Participation]:
    """Each with `held`, how many sessions there were since she joined, `came`, to how many of those, and `came_last`,
    whether to the last one."""
    held = Session.objects.held().filter(network=OuterRef("network"), number__gte=OuterRef("from_session"))
    came = Attendance.objects.there().filter(participation=OuterRef("pk"), session__closed_at__isnull=False)
    last = Session.objects.held().filter(network=OuterRef(OuterRef("network"))).order_by("-number")
    return people.annotate(
        held=count_by(held, "network"),
        came=count_by(came.filter(session__number__gte=OuterRef("from_session")), "participation"),
        came_last=Exists(came.filter(session=Subquery(last.values("pk")[:1]))),
    )


def regulars_among(people: Iterable[Participation]) -> Regulars:
    """Of people from `with_sessions`. One session says nothing yet: then there is no core."""
    rows = [(one.pk, vars(one)["held"], vars(one)["came"], vars(one)["came_last"]) for one in people]
    most = max((held for _, held, _, _ in rows), default=0)
    if most < 2:
        return NOBODY_YET
    counted = [row for row in rows if row[1]]
    keys = frozenset(pk for pk, held, came, _ in counted if is_regular(held, came))
    # Who is counted, was expected at the last session too.
    before = sum(is_regular(held - 1, came - came_last) for _, held, came, came_last in counted if held > 1)
    return Regulars(keys, len(counted), before if most > 2 else None)


def is_regular(held: int, came: int) -> bool:
    least, of = SHARE
    return came * of >= held * least


def regulars_of(network: Network) -> Regulars:
    """One query."""
    people = Participation.objects.taking_part().filter(network=network)
    return regulars_among(with_sessions(people).only("pk"))
