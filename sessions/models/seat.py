import secrets
from datetime import datetime
from enum import Enum

from django.db import models, transaction

from lerendnetwerk.guess_limit import GuessLimit, any_reached
from networks.models import Participation
from sessions.live.revisions import ALL_SCREENS, Screen, raise_revisions
from sessions.models.attendance import Attendance, Substitute
from sessions.models.place import Place
from sessions.models.run import Run
from sessions.models.session import Session

# More than this many phones waiting on one name is somebody playing.
MOST_WAITING = 3


def new_device() -> str:
    return secrets.token_urlsafe(12)


class Check(Enum):
    """How a claim on a name went."""

    IN = "binnen"
    WAITS = "wacht"
    WRONG = "klopt niet"
    FULL = "te veel"


def last_digits(participation: Participation) -> str:
    """The last three digits of the phone number; empty when no number is known."""
    digits = "".join(c for c in participation.phone if c.isdecimal())
    return digits[-3:] if len(digits) >= 3 else ""


class SeatQuerySet(models.QuerySet["Seat"]):
    def taken(self) -> "SeatQuerySet":
        return self.filter(state=Seat.State.TAKEN)

    def waiting(self) -> "SeatQuerySet":
        """The claims that wait for the facilitator's tap, with the names that they are on."""
        claims = self.filter(state=Seat.State.WAITING)
        return claims.select_related("participation__person", "place__participation__person").order_by("pk")

    def claim(
        self, session: Session, participation: Participation, digits: str, *, now: datetime
    ) -> "tuple[Check, Seat | None]":
        """Sit down on a name: at once with the right digits on a free seat, after the facilitator's tap otherwise.

        Empty `digits` asks for the tap. Wrong digits give no seat, and count.
        """
        with transaction.atomic():
            # One claim after the other, so that the limits are exact and one seat has one phone.
            Session.objects.select_for_update().get(pk=session.pk)
            stands_in = Substitute.objects.filter(session=session, replaces=participation).exists()
            # The number is that of the participant, not of who came instead.
            known = "" if stands_in else last_digits(participation)
            free = not self.filter(session=session, participation=participation).taken().exists()
            may_guess = bool(known) and free and not too_many_guesses(session, participation, now)
            if digits and may_guess:
                if not secrets.compare_digest(digits.encode(), known.encode()):
                    for limit in guess_limits(session, participation):
                        limit.failed(now)
                    return Check.WRONG, None
                state = Seat.State.TAKEN
            else:
                state = Seat.State.WAITING
                if self.filter(session=session, participation=participation).waiting().count() >= MOST_WAITING:
                    return Check.FULL, None
            place = Place.objects.of(session, participation)
            seat = self.create(session=session, participation=participation, place=place, state=state)
            if seat.is_taken:
                seat.sit_down(now)
            else:
                raise_revisions(session.pk, Screen.REGIE)
        return (Check.IN if state == Seat.State.TAKEN else Check.WAITS), seat

    def sit(self, session: Session, participation: Participation, *, now: datetime) -> "Seat":
        """Sit down with the personal link, which is proof enough: another phone on the same name is out."""
        with transaction.atomic():
            Session.objects.select_for_update().get(pk=session.pk)
            place = Place.objects.of(session, participation)
            if known := self.filter(session=session, participation=participation).taken().first():
                # The same seat with another device: the phone that had it is out.
                known.device, known.place = new_device(), place
                known.save(update_fields=["device", "place"])
                known.sit_down(now)
                return known
            seat = self.create(session=session, participation=participation, place=place, state=Seat.State.TAKEN)
            seat.sit_down(now)
        return seat

    def claim_guest(self, place: Place) -> "tuple[Check, Seat | None]":
        """Sit down on the name of a guest, which only the facilitator can check."""
        with transaction.atomic():
            Session.objects.select_for_update().get(pk=place.session_id)
            if self.filter(place=place).waiting().count() >= MOST_WAITING:
                return Check.FULL, None
            seat = self.create(session_id=place.session_id, place=place, state=Seat.State.WAITING)
            raise_revisions(place.session_id, Screen.REGIE)
        return Check.WAITS, seat


def guess_limits(session: Session, participation: Participation) -> tuple[GuessLimit, GuessLimit]:
    """Wrong digits count per name and for the whole room, never per address: a room shares one."""
    room = f"seat:{session.pk}"
    whole_session = 4 * 60
    return (
        GuessLimit(f"{room}:{participation.pk}", most=5, minutes=whole_session),
        GuessLimit(room, most=20, minutes=whole_session),
    )


def too_many_guesses(session: Session, participation: Participation, now: datetime) -> bool:
    return any_reached(guess_limits(session, participation), now)


class Seat(models.Model):
    """A phone in the room, for one session; opens the live screens and the evaluation, never personal data."""

    class State(models.TextChoices):
        WAITING = "wacht", "wacht op de facilitator"
        TAKEN = "binnen", "binnen"
        ENDED = "weg", "weg"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="seats")
    # Nobody's when a guest sits there.
    participation = models.ForeignKey(
        Participation, null=True, blank=True, on_delete=models.CASCADE, related_name="seats"
    )
    # Who sits here; made when the phone is let in.
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.CASCADE, related_name="seats")
    # When this phone was last heard of, to about twenty seconds.
    seen_at = models.DateTimeField(null=True, editable=False)
    device = models.CharField(max_length=24, default=new_device, editable=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "participation"],
                condition=models.Q(state="binnen"),
                name="one_device_per_seat",
                violation_error_message="Op deze naam is al een gsm binnen.",
            ),
            models.UniqueConstraint(
                fields=["place"],
                condition=models.Q(state="binnen"),
                name="one_device_per_place",
                violation_error_message="Op deze plaats is al een gsm binnen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation_id} {self.state}"

    @property
    def is_taken(self) -> bool:
        return self.state == self.State.TAKEN

    @property
    def full_name(self) -> str:
        """Whose name it is on; needs the place or the participation with its person."""
        if self.place is not None:
            return self.place.full_name
        return self.participation.person.name if self.participation else ""

    @property
    def first_name(self) -> str:
        if self.place is not None:
            return self.place.first_name
        return self.participation.person.first_name if self.participation else ""

    def admit(self, *, now: datetime) -> None:
        """The facilitator's tap: this phone is in, another one on the same name is out."""
        with transaction.atomic():
            Session.objects.select_for_update().get(pk=self.session_id)
            if not Seat.objects.filter(pk=self.pk, state=Seat.State.WAITING).exists():
                return
            if self.place is None and self.participation is not None:
                self.place = Place.objects.of(self.session, self.participation)
            same = models.Q(place=self.place)
            if self.participation_id:
                same |= models.Q(participation=self.participation_id)
            others = Seat.objects.filter(same, session=self.session_id).exclude(pk=self.pk)
            others.update(state=Seat.State.ENDED)
            self.state = Seat.State.TAKEN
            self.save(update_fields=["state", "place"])
            self.sit_down(now)

    def sit_down(self, now: datetime) -> None:
        """Inside the transaction that lets this phone in: who sits there is in the room."""
        Seat.objects.filter(pk=self.pk).update(seen_at=now)
        stands_in = self.place is not None and bool(self.place.name)
        if self.participation is not None and not stands_in:
            began_at = Run.objects.filter(session=self.session_id).values_list("started_at", flat=True).first()
            Attendance.arrive(self.session, self.participation, began_at=began_at, now=now)
        raise_revisions(self.session_id, *ALL_SCREENS)

    def end(self) -> None:
        """This phone leaves the seat, or is turned away; who sat there is still in the room."""
        with transaction.atomic():
            Seat.objects.filter(pk=self.pk).update(state=Seat.State.ENDED)
            raise_revisions(self.session_id, Screen.REGIE)
