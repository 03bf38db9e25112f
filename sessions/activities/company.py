"""Who is in the room and who sat with whom before, as speed dating and subgroups need it to put people together."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef

from sessions.grouping import Pair, Someone, pairs_at
from sessions.models.attendance import Attendance
from sessions.models.place import Place, short_names

type Sitting = tuple[object, int]
"""At which table, and who."""


def person_key(place: Place) -> int:
    """The same in every session of a participant; a guest is somebody else each time."""
    return place.participation_id or -place.pk


@dataclass(frozen=True)
class Company:
    """Everybody who has a place in the room, also who left meanwhile."""

    places: list[Place]

    @classmethod
    def of(cls, session_id: int) -> "Company":
        """One query."""
        there = Attendance.objects.there().filter(
            session=session_id, left_at=None, participation=OuterRef("participation")
        )
        everybody = Place.objects.filter(session=session_id).with_people()
        return cls(list(everybody.annotate(noted=Exists(there)).order_by("pk")))

    @cached_property
    def by_id(self) -> dict[int, Place]:
        return {place.pk: place for place in self.places}

    @cached_property
    def by_key(self) -> dict[int, Place]:
        return {person_key(place): place for place in self.places}

    @cached_property
    def here(self) -> list[Place]:
        return [
            place
            for place in self.places
            if place.left_at is None and (place.name or place.noted)  # type: ignore[attr-defined]
        ]

    @cached_property
    def here_ids(self) -> frozenset[int]:
        return frozenset(place.pk for place in self.here)

    @cached_property
    def names(self) -> dict[int, str]:
        return short_names(self.places)

    def named(self, ids: Iterable[int]) -> list[str]:
        return [self.names[one] for one in ids if one in self.names]


def to_mix(places: Iterable[Place]) -> list[Someone]:
    """As `grouping` wants them: mixed on organisation, or on department in a network inside one organisation."""
    return [Someone(person_key(place), place.organisation_key) for place in places]


def pairs_who_sat(sittings: Iterable[Sitting]) -> list[Pair]:
    """Every two people at one table."""
    tables: dict[object, list[int]] = defaultdict(list)
    for table, person in sittings:
        tables[table].append(person)
    return pairs_at(tuple(people) for people in tables.values())
