import secrets
from datetime import datetime

from django.db import models, transaction
from django.db.models import Q

from networks.models import Participation
from sessions.models.attendance import Attendance, Substitute
from sessions.models.session import Session


def new_uid() -> str:
    """How calendars know one event for one person; says nothing about either."""
    return secrets.token_hex(12)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def standing(self) -> "InvitationQuerySet":
        return self.filter(called_off_at=None)

    def not_saying(self, session: Session) -> "InvitationQuerySet":
        """Whose calendar has another date, other hours or another place."""
        return self.exclude(starts_at=session.starts_at, ends_at=session.ends_at, place=session.place)

    def answer(
        self, session: Session, participation: Participation, *, comes: bool, reason: str, now: datetime
    ) -> None:
        """*Ik kom* or *ik kom niet*: it lands in the attendance. What the facilitator noted there stays."""
        with transaction.atomic():
            if comes:
                Attendance.withdraw_excuse(session, participation)
            elif not Attendance.excuse(session, participation, reason):
                return
            # Who has no invitation (her calendar reads the feed) answers all the same.
            defaults = {"starts_at": session.starts_at, "ends_at": session.ends_at, "place": session.place}
            self.update_or_create(
                session=session,
                participation=participation,
                defaults={"said_yes_at": now if comes else None},
                create_defaults={**defaults, "called_off_at": now, "said_yes_at": now if comes else None},
            )


class Told(models.Model):
    """What somebody was last told about one session: when and where."""

    # Raised with each change of date, hours or place, and when it is called off (RFC 5546).
    sequence = models.PositiveIntegerField(default=0)
    starts_at = models.DateTimeField("begin")
    ends_at = models.DateTimeField("einde")
    place = models.CharField("plaats", max_length=300, blank=True)
    told_at = models.DateTimeField(null=True)
    called_off_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def says(self, session: Session) -> bool:
        """Does it tell when and where the session is now?"""
        return self.called_off_at is None and (self.starts_at, self.ends_at, self.place) == (
            session.starts_at,
            session.ends_at,
            session.place,
        )

    def tell(self, session: Session, now: datetime) -> None:
        """Take over when and where; a calendar follows only a higher number, and a mail leaves once a number. Saves."""
        if self.pk and not self.says(session):
            self.sequence += 1
        self.starts_at, self.ends_at, self.place = session.starts_at, session.ends_at, session.place
        self.told_at, self.called_off_at = now, None
        self.save()

    def call_off(self, now: datetime) -> None:
        self.sequence += 1
        self.called_off_at = now
        self.save()


class CalendarEntry(Told):
    """The same, as a calendar knows it."""

    uid = models.CharField(max_length=40, unique=True, default=new_uid, editable=False)

    class Meta:
        abstract = True


class Invitation(CalendarEntry):
    """What one participant's calendar was last told about one session, and what she answered.

    When a session moves, who knows the old date is read from here: nobody has to remember whom to tell.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="invitations")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="invitations")
    # Who does not come has an attendance that says so.
    said_yes_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        constraints = [models.UniqueConstraint(fields=["session", "participation"], name="invitation_once")]
        indexes = [models.Index(fields=["session"], condition=Q(called_off_at=None), name="invitation_standing")]

    def __str__(self) -> str:
        return f"{self.session} voor {self.participation}"

    @property
    def occasion(self) -> str:
        return f"invite:{self.session_id}:seq{self.sequence}"

    @property
    def topic(self) -> str:
        return f"invite:{self.session_id}"

    def tell(self, session: Session, now: datetime) -> None:
        if (self.starts_at, self.ends_at) != (session.starts_at, session.ends_at):
            # What was answered was about another moment.
            self.said_yes_at = None
        super().tell(session, now)

    def call_off(self, now: datetime) -> None:
        self.said_yes_at = None
        super().call_off(now)


class SubstituteEntry(CalendarEntry):
    """What the calendar of who comes instead was told; only of who was named beforehand, with an address."""

    substitute = models.OneToOneField(Substitute, on_delete=models.CASCADE, related_name="entry")

    class Meta:
        verbose_name = "uitnodiging van een vervanger"
        verbose_name_plural = "uitnodigingen van vervangers"

    def __str__(self) -> str:
        return f"vervanger {self.substitute_id}"

    @property
    def occasion(self) -> str:
        return f"substitute:{self.substitute_id}:seq{self.sequence}"


class CalendarFeed(models.Model):
    """Somebody's calendar reads along with all sessions, instead of an invitation for each."""

    participation = models.OneToOneField(Participation, on_delete=models.CASCADE, related_name="calendar_feed")
    chosen_at = models.DateTimeField()

    class Meta:
        verbose_name = "agendalink"
        verbose_name_plural = "agendalinks"

    def __str__(self) -> str:
        return str(self.participation)
