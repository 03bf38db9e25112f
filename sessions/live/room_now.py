"""Who is in the room, as the regie and the projector see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from lerendnetwerk.charts import Seat as Chair
from lerendnetwerk.composed import composed
from networks.models import Participation
from sessions.live.presence import COUNTS_FOR
from sessions.models import Attendance, Place, Seat, Session
from sessions.models.attendance import Listed, listed_among, with_what_is_noted


@dataclass(frozen=True)
class Person:
    """One line of *Wie is er*; a guest has no `participation_id`."""

    name: str
    organisation: str
    participation_id: int | None
    place_id: int | None
    state: str
    is_in: bool
    has_phone: bool
    is_connected: bool
    replaces: str = ""
    reason: str = ""
    is_ready: bool = False
    has_left: bool = False


@dataclass(frozen=True)
class Hall:
    people: list[Person]
    waiting: list[Any]
    """Phones at the door, with `sitter_name`."""

    @property
    def there(self) -> int:
        return sum(person.is_in for person in self.people)

    @property
    def expected(self) -> int:
        away = (Attendance.State.EXCUSED, Attendance.State.ABSENT)
        return sum(person.state not in away for person in self.people if not person.has_left or person.is_in)

    @property
    def phones(self) -> int:
        """How many are connected now."""
        return sum(person.is_connected for person in self.people)

    @property
    def not_noted(self) -> list[Person]:
        return [person for person in self.people if not person.state]

    @property
    def chairs(self) -> list[Chair]:
        return [Chair(person.name, chair_state(person)) for person in self.people]

    @property
    def below(self) -> str:
        return f"van {self.expected} {'is' if self.there == 1 else 'zijn'} er"

    @property
    def label(self) -> str:
        missing = [person.name for person in self.people if not person.is_in]
        return f"{self.there} {self.below}" + (f"; nog niet: {', '.join(missing)}" if missing else "")


def chair_state(person: Person) -> Any:
    if person.is_in:
        return "in"
    return "away" if person.state in (Attendance.State.EXCUSED, Attendance.State.ABSENT) or person.has_left else "open"


@composed
def people_of(session: int, network: int) -> QuerySet[Participation]:
    """Everybody of the network with what is noted, each with the place in this room. One query."""
    return with_what_is_noted(session, network).annotate(
        chair=FilteredRelation("places", condition=Q(places__session=session)), place_id=F("chair__pk")
    )


def seats_of(session: int) -> QuerySet[Seat]:
    """The phones that are in or wait, with the name that each is on."""
    return (
        Seat.objects.filter(session=session)
        .exclude(state=Seat.State.ENDED)
        .annotate(
            sitter_first=Coalesce(F("participation__person__first_name"), Value("")),
            sitter_last=Coalesce(F("participation__person__last_name"), Value("")),
            place_name=Coalesce(F("place__name"), Value("")),
        )
        .order_by("pk")
    )


def guests_of(session: int) -> QuerySet[Place]:
    return Place.objects.filter(session=session, participation=None).order_by("name", "pk")


def hall_of(
    session: Session,
    people: Iterable[Participation],
    guests: Sequence[Place],
    seats: Sequence[Seat],
    *,
    ready: frozenset[int],
    now: datetime,
) -> Hall:
    taken = {seat.place_id: seat for seat in seats if seat.is_taken}
    by_participation = {seat.participation_id: seat for seat in seats if seat.is_taken}
    listed = listed_among(session, people)
    rows = [_participant(line, by_participation.get(line.participation.pk), ready, now) for line in listed]
    rows += [_guest(place, taken.get(place.pk), ready, now) for place in guests]
    waiting = [seat for seat in seats if not seat.is_taken]
    for seat in waiting:
        known: Any = seat
        known.sitter_name = known.place_name or f"{known.sitter_first} {known.sitter_last}".strip()
    return Hall(rows, waiting)


def is_connected(seat: Seat | None, now: datetime) -> bool:
    return seat is not None and seat.seen_at is not None and now - seat.seen_at < COUNTS_FOR


def _participant(line: Listed, seat: Seat | None, ready: frozenset[int], now: datetime) -> Person:
    one: Any = line.participation
    stands_in = line.substitute_name
    return Person(
        name=stands_in or one.person.name,
        organisation=one.organisation.name if one.organisation else one.department,
        participation_id=one.pk,
        place_id=one.place_id,
        state=Attendance.State.PRESENT if stands_in and not line.was_there else line.state,
        is_in=bool(stands_in) or (line.was_there and line.left_at is None),
        has_phone=seat is not None,
        is_connected=is_connected(seat, now),
        replaces=one.person.name if stands_in else "",
        reason=line.reason,
        is_ready=one.place_id in ready,
        has_left=line.was_there and line.left_at is not None,
    )


def _guest(place: Place, seat: Seat | None, ready: frozenset[int], now: datetime) -> Person:
    return Person(
        name=place.name,
        organisation=place.organisation_name,
        participation_id=None,
        place_id=place.pk,
        state=Attendance.State.PRESENT if place.left_at is None else Attendance.State.ABSENT,
        is_in=place.left_at is None,
        has_phone=seat is not None,
        is_connected=is_connected(seat, now),
        is_ready=place.pk in ready,
        has_left=place.left_at is not None,
    )


def counts_for_scherm() -> dict[str, Any]:
    """Annotations of a session: `there_count` of `hall_count` are in the room. Without names."""
    here = {"session": OuterRef("pk")}
    there = Attendance.objects.there().filter(**here, left_at=None)
    absent = Attendance.objects.filter(**here).exclude(state__in=Attendance.WAS_THERE)
    stand_ins = Place.objects.filter(**here, left_at=None).exclude(name="")
    expected = Participation.objects.filter(
        network=OuterRef("network"), status=Participation.Status.TAKES_PART, from_session__lte=OuterRef("number")
    )
    return {
        "there_count": _count(there, "session"),
        "stand_in_count": _count(stand_ins, "session"),
        "guest_count": _count(stand_ins.filter(participation=None), "session"),
        "expected_count": _count(expected, "network"),
        "absent_count": _count(absent.exclude(participation__substitutes__session=OuterRef("pk")), "session"),
    }


def _count(queryset: QuerySet[Any], by: str) -> Coalesce:
    counted = queryset.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), Value(0))


def in_the_room(session: Any) -> tuple[int, int]:
    """`session` with `counts_for_scherm`: how many of how many."""
    there = session.there_count + session.stand_in_count
    return there, max(there, session.expected_count + session.guest_count - session.absent_count)
