import secrets
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone

from lerendnetwerk.accounts.models import User
from lerendnetwerk.audit.record import record
from lerendnetwerk.outbox.models import OutgoingMail
from networks.models import Network, Organisation

# Without 0/O, 1/I/L and vowels: read aloud from eight metres, and no code spells a word.
CODE_LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"


def new_room_code() -> str:
    """6 characters, 28 bits; only useful during the session, and guesses are counted."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(6))


# What goes along with a session that is taken away.
PLANNED_ONLY = (
    "agenda_items",
    "clock",
    "run",
    "invitations",
    "outside_notices",
    "date_poll",
    "picked_up",
    "laid_together",
    "visits",
)
# Who let know beforehand that she will not come, or sends somebody, may hear that nobody comes; and who was asked to present something
# but wrote nothing yet, loses nothing.
COUNTS_ONLY: dict[str, dict[str, bool]] = {
    "attendances": {"told_by_participant": False},
    "substitutes": {"named_by_participant": False},
    "workings": {"written_at__isnull": False},
}


class SessionQuerySet(models.QuerySet["Session"]):
    def held(self) -> "SessionQuerySet":
        return self.filter(closed_at__isnull=False)

    def still_to_come(self, now: datetime) -> "SessionQuerySet":
        return self.filter(closed_at__isnull=True, ends_at__gte=now)

    def for_list(self) -> "SessionQuerySet":
        """The sessions of a network as its list shows them, in the order of the calendar."""
        return (
            self.select_related("host")
            .annotate(
                block_count=models.Count("agenda_items"),
                planned_minutes=models.Sum("agenda_items__minutes", default=0),
            )
            .order_by("starts_at", "number")
        )

    def to_copy_for(self, user: User, programme_id: int) -> "SessionQuerySet":
        """Sessions with a run sheet in the networks of the programme that this user facilitates."""
        return (
            self.filter(network__programme=programme_id, network__facilitators__user=user)
            .filter(agenda_items__isnull=False)
            .select_related("network")
            .distinct()
            .order_by("network__title", "network_id", "number")
        )


class Session(models.Model):
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField("nummer")
    theme = models.CharField("thema", max_length=200, blank=True)
    starts_at = models.DateTimeField("begin")
    ends_at = models.DateTimeField("einde")
    place = models.CharField("plaats", max_length=300, blank=True)
    travel = models.TextField("hoe geraak je er", max_length=1000, blank=True)
    host = models.ForeignKey(
        Organisation,
        verbose_name="gastorganisatie",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="hosted",
    )
    # Who joins later than this after the beginning is noted as late.
    late_after = models.PositiveSmallIntegerField("te laat na (minuten)", default=10)
    # When the one reminder left, so that it never leaves twice.
    reminded_at = models.DateTimeField(null=True, editable=False)
    # Closing ends the note taking and opens the report; it can be undone.
    closed_at = models.DateTimeField(null=True, editable=False)
    # Whether the network ends with it, as who facilitates said; nothing said: the number of sessions that was announced tells.
    ends_network = models.BooleanField(null=True, editable=False)
    room_code = models.CharField(max_length=8, unique=True, default=new_room_code, editable=False)
    # "In het kort": the few sentences above the summary points.
    short_summary = models.TextField("in het kort", max_length=4000, blank=True)
    short_summary_version = models.PositiveIntegerField(default=1, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "sessie"
        verbose_name_plural = "sessies"
        ordering = ["network", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "number"],
                name="session_number_once",
                violation_error_message="Er is al een sessie met dit nummer in dit netwerk.",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="session_ends_after_start",
                violation_error_message="Het einde moet na het begin komen.",
            ),
        ]

    def __str__(self) -> str:
        return f"Sessie {self.number}"

    @property
    def length_minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    def is_noted_in(self) -> bool:
        """Whether anything is kept of this session besides its plan. A query a kind, so only where it matters."""
        return bool(self.short_summary) or any(
            relation.related_model._base_manager.filter(
                **{relation.field.name: self}, **COUNTS_ONLY.get(relation.name, {})
            ).exists()
            for relation in self._meta.related_objects
            if relation.name not in PLANNED_ONLY
        )

    @property
    def reminder_topic(self) -> str:
        return f"session-reminder:{self.pk}"

    def plan(self, version: int) -> bool:
        """Save the plan on top of `version`; False when somebody else saved another one in between.

        A date that moved gets a reminder of its own; one of the old date that still waits does not leave any more.
        """
        names = ("number", "theme", "starts_at", "ends_at", "place", "travel", "host", "late_after")
        with transaction.atomic():
            rows = Session.objects.filter(pk=self.pk, version=version)
            if rows.exclude(starts_at=self.starts_at).update(reminded_at=None):
                OutgoingMail.objects.filter(topic__startswith=f"{self.reminder_topic}:").withdraw(
                    "De datum is gewijzigd."
                )
            if rows.update(version=version + 1, **{name: getattr(self, name) for name in names}):
                self.version = version + 1
                return True
            # The same plan again is a repeat whose answer got lost, not a conflict.
            now_there = Session.objects.get(pk=self.pk)
            return all(getattr(now_there, name) == getattr(self, name) for name in names)

    def say_last(self, is_last: bool, *, by: User, now: datetime) -> None:
        """Whether the network ends with this session. Said again, nothing changes."""
        with transaction.atomic():
            others = models.Q(ends_network=None) | models.Q(ends_network=not is_last)
            if Session.objects.filter(others, pk=self.pk).update(ends_network=is_last):
                record(
                    "session.last" if is_last else "session.not-last",
                    self,
                    now=now,
                    user=by,
                    network_id=self.network_id,
                )
        self.ends_network = is_last

    def remove(self, *, by: User, now: datetime) -> bool:
        """Take a session away with its run sheet; False, and nothing happens, when something of it was noted."""
        with transaction.atomic():
            Session.objects.select_for_update().get(pk=self.pk)
            if self.is_noted_in():
                return False
            record("session.removed", self, now=now, user=by, network_id=self.network_id)
            self.delete()
        return True

    def summarise(self, version: int, text: str) -> bool:
        """Save the short summary on top of `version`; False when somebody else saved another text in between."""
        rows = Session.objects.filter(pk=self.pk, short_summary_version=version)
        saved = rows.update(short_summary=text, short_summary_version=version + 1)
        self.refresh_from_db(fields=["short_summary", "short_summary_version"])
        return bool(saved) or self.short_summary == text

    def close(self, *, by: User, now: datetime) -> None:
        """The notes are done and the report may be made. Closing again keeps the first moment."""
        with transaction.atomic():
            if Session.objects.filter(pk=self.pk, closed_at=None).update(closed_at=now):
                record("session.closed", self, now=now, user=by, network_id=self.network_id)
        self.refresh_from_db(fields=["closed_at"])

    def reopen(self, *, by: User, now: datetime) -> None:
        with transaction.atomic():
            if Session.objects.filter(pk=self.pk, closed_at__isnull=False).update(closed_at=None):
                record("session.reopened", self, now=now, user=by, network_id=self.network_id)
        self.closed_at = None
