"""The *vaste kern*: who came to at least three of four sessions, or to that share of those that were held."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet

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

    @property
    def under_half(self) -> bool:
        """Few enough to ask what holds people back. Nobody can tell after one session."""
        return len(self.keys) * 2 < self.count


NOBODY_YET = Regulars(frozenset(), 0)


def with_sessions(people: QuerySet[Participation]) -> QuerySet[Participation]:
    """Each with `held`, how many sessions there were since she joined, and `came`, to how many of those."""
    held = Session.objects.held().filter(network=OuterRef("network"), number__gte=OuterRef("from_session"))
    came = Attendance.objects.there().filter(participation=OuterRef("pk"), session__closed_at__isnull=False)
    return people.annotate(
        held=count_by(held, "network"),
        came=count_by(came.filter(session__number__gte=OuterRef("from_session")), "participation"),
    )


def regulars_among(people: Iterable[Participation]) -> Regulars:
    """Of people from `with_sessions`. One session says nothing yet: then there is no core."""
    rows = [(one.pk, vars(one)["held"], vars(one)["came"]) for one in people]
    if max((held for _, held, _ in rows), default=0) < 2:
        return NOBODY_YET
    counted = [(pk, held, came) for pk, held, came in rows if held]
    least, of = SHARE
    return Regulars(frozenset(pk for pk, held, came in counted if came * of >= held * least), len(counted))


def regulars_of(network: Network) -> Regulars:
    """One query."""
    people = Participation.objects.taking_part().filter(network=network)
    return regulars_among(with_sessions(people).only("pk"))
