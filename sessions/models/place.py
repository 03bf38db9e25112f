from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction
from django.db.models import Q

from networks.models import Network, Participation
from sessions.models.attendance import Attendance, Substitute
from sessions.models.session import Session


class PlaceQuerySet(models.QuerySet["Place"]):
    def with_people(self) -> "PlaceQuerySet":
        return self.select_related("participation__person", "participation__organisation", "session__network")

    def in_room(self, session: Session | int) -> "PlaceQuerySet":
        """Who is there now: noted as present or late and not gone, substitutes and guests. In a steady order.

        Call `settle` first where attendance may have changed: a place is made by writing, never by looking.
        """
        there = Attendance.objects.there().filter(session=session, left_at=None).values("participation")
        return (
            self.filter(session=session, left_at=None).filter(~Q(name="") | Q(participation__in=there)).with_people()
        ).order_by("pk")

    def settle(self, session: Session) -> None:
        """Give everybody who is noted as present a place, and a substitute the place of who is replaced.

        After every writing of attendance or substitutes, and at the start of an activity. Three queries when nothing is new.
        """
        with transaction.atomic():
            names = dict(Substitute.objects.filter(session=session).values_list("replaces", "name"))
            there = Attendance.objects.there().filter(session=session).values_list("participation", flat=True)
            known = {
                place.participation_id: place
                for place in self.filter(session=session)
                if place.participation_id is not None
            }
            missing = sorted({*there, *names} - set(known))
            new = [Place(session=session, participation_id=one, name=names.get(one, "")) for one in missing]
            Place.objects.bulk_create(new, ignore_conflicts=True)
            for participation_id, place in known.items():
                name = names.get(participation_id, "")
                if place.name != name:
                    self.filter(pk=place.pk).update(name=name)

    def of(self, session: Session, participation: Participation) -> "Place":
        """The one place of a participant in this room."""
        place, _ = self.get_or_create(session=session, participation=participation)
        return place

    def welcome(self, session: Session, name: str, organisation_name: str, *, key: str) -> "Place":
        """A guest; the same key again is the same guest."""
        with transaction.atomic():
            Session.objects.select_for_update().get(pk=session.pk)
            if key and (known := self.filter(session=session, key=key).first()):
                return known
            return self.create(session=session, name=name, organisation_name=organisation_name, key=key)


class Place(models.Model):
    """One person in one room, once: a participant, who came instead, or a guest.

    What an activity keeps of somebody points here. A `Seat` is a phone, and leads to a place; who has no phone has a
    place all the same.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="places")
    participation = models.ForeignKey(
        Participation, null=True, blank=True, on_delete=models.CASCADE, related_name="places"
    )
    # Of a guest, or of who came instead of the participant.
    name = models.CharField("naam", max_length=160, blank=True)
    organisation_name = models.CharField("organisatie", max_length=160, blank=True)
    # Of a guest who went home; a participant's hour stands with the attendance.
    left_at = models.DateTimeField(null=True, editable=False)
    # Made by the form that added the guest; the same key twice is the same guest.
    key = models.CharField(max_length=32, blank=True, editable=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "plaats"
        verbose_name_plural = "plaatsen"
        constraints = [
            models.UniqueConstraint(
                fields=["session", "participation"],
                name="place_once",
                violation_error_message="Deze deelnemer heeft al een plaats in deze zaal.",
            ),
            models.CheckConstraint(
                condition=Q(participation__isnull=False) | ~Q(name=""),
                name="place_of_somebody",
                violation_error_message="Vul de naam van de gast in.",
            ),
            models.UniqueConstraint(
                fields=["session", "key"],
                condition=~Q(key=""),
                name="place_once_by_key",
                violation_error_message="Deze gast staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return f"plaats {self.pk}"

    @property
    def is_guest(self) -> bool:
        return self.participation_id is None

    @property
    def full_name(self) -> str:
        """Needs the person; see `with_people`."""
        if self.name or self.participation is None:
            return self.name
        return self.participation.person.name

    @property
    def first_name(self) -> str:
        if self.name or self.participation is None:
            return self.name.split()[0]
        return self.participation.person.first_name

    @property
    def initialled_name(self) -> str:
        """Els D.B. for Els De Backer."""
        rest = self.full_name.removeprefix(self.first_name).split()
        return f"{self.first_name} {''.join(f'{word[0]}.' for word in rest)}".strip()

    @property
    def organisation_label(self) -> str:
        if self.participation is None:
            return self.organisation_name
        return self.participation.organisation.name if self.participation.organisation else ""

    @property
    def organisation_key(self) -> str:
        """Who has the same key is of the same organisation, or department in a network inside one; empty: unknown."""
        one = self.participation
        if one is None:
            return f"gast:{self.organisation_name.casefold()}" if self.organisation_name else ""
        if self.session.network.scope == Network.Scope.INSIDE:
            return f"afdeling:{one.department.casefold()}" if one.department else ""
        return f"organisatie:{one.organisation_id}" if one.organisation_id else ""

    def go_home(self, now: datetime) -> None:
        """A guest leaves."""
        Place.objects.filter(pk=self.pk, left_at=None).update(left_at=now)

    def come_back(self) -> None:
        Place.objects.filter(pk=self.pk).update(left_at=None)


def short_names(places: Iterable[Place]) -> dict[int, str]:
    """What to call each on a screen, by place id: the first name; with initials where two share it, in full where that
    does not tell them apart."""
    listed = list(places)
    firsts = Counter(place.first_name.casefold() for place in listed)
    initials = Counter(place.initialled_name.casefold() for place in listed)
    return {
        place.pk: place.first_name
        if firsts[place.first_name.casefold()] == 1
        else place.initialled_name
        if initials[place.initialled_name.casefold()] == 1
        else place.full_name
        for place in listed
    }
