"""The circle of a network: who sits there, and for a session who comes."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from desk.regulars import Regulars, regulars_among, with_sessions
from lerendnetwerk.charts import Seat
from lerendnetwerk.composed import composed
from networks.models import Network, Participation
from sessions.models import Attendance, Session


@dataclass(frozen=True)
class Circle:
    people: list[Participation]
    seats: list[Seat]
    coming: int
    label: str
    regulars: Regulars

    @property
    def below(self) -> str:
        return f"van {len(self.people)} verwacht" if self.coming != len(self.people) else "in de kring"


@composed
def people_of_network(network: int) -> QuerySet[Participation]:
    return with_sessions(Participation.objects.taking_part().filter(network=network).with_people())


@composed
def people_of_session(network: int, session: int, number: int) -> QuerySet[Participation]:
    """Each with what she `told`: whether she comes."""
    told = Attendance.objects.filter(session=session, participation=OuterRef("pk"))
    people = Participation.objects.expected_at(number).filter(network=network).with_people()
    return with_sessions(people).annotate(told=Subquery(told.values("state")[:1]))


def circle_of(network: Network, session: Session | None, facilitator_name: str) -> Circle:
    """Everybody who takes part; with a session, who said not to come is away. One query."""
    found = people_of_session(network.pk, session.pk, session.number) if session else people_of_network(network.pk)
    away = {Attendance.State.EXCUSED, Attendance.State.ABSENT}
    is_away = [
        session is not None and participation.told in away  # type: ignore[attr-defined]
        for participation in found
    ]
    seats = [Seat(facilitator_name, "you")]
    seats += [Seat(p.name, "away" if gone else "in") for p, gone in zip(found, is_away, strict=True)]
    coming = len(found) - sum(is_away)
    names = ", ".join(p.name for p, gone in zip(found, is_away, strict=True) if gone)
    everybody = "1 deelnemer" if len(found) == 1 else f"{len(found)} deelnemers"
    label = f"Kring van {everybody}"
    if session:
        are = "wordt" if coming == 1 else "worden"
        label = f"Kring van sessie {session.number}: {coming} van {everybody} {are} verwacht"
        label += f"; kan niet: {names}" if names else ""
    return Circle(found, seats, coming, label, regulars_among(found))
