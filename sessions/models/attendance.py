from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from lerendnetwerk.composed import composed
from networks.models import Participation
from sessions.hours import minutes_present
from sessions.models.session import Session


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def there(self) -> "AttendanceQuerySet":
        return self.filter(state__in=Attendance.WAS_THERE)


class Attendance(models.Model):
    """Whether one participant was there; no row means: not noted yet."""

    class State(models.TextChoices):
        PRESENT = "aanwezig", "aanwezig"
        LATE = "te-laat", "te laat"
        EXCUSED = "verontschuldigd", "verontschuldigd"
        ABSENT = "afwezig", "afwezig"

    WAS_THERE = (State.PRESENT, State.LATE)

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="attendances")
    state = models.CharField("aanwezigheid", max_length=16, choices=State)
    came_at = models.TimeField("gekomen om", null=True, blank=True)
    left_at = models.TimeField("weg om", null=True, blank=True)
    # Only the facilitator sees it, and only while asked for.
    reason = models.CharField("reden", max_length=300, blank=True)
    told_by_participant = models.BooleanField(default=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "aanwezigheid"
        verbose_name_plural = "aanwezigheden"
        constraints = [
            models.UniqueConstraint(fields=["session", "participation"], name="attendance_once"),
            models.CheckConstraint(
                condition=models.Q(came_at__isnull=True)
                | models.Q(left_at__isnull=True)
                | models.Q(left_at__gt=models.F("came_at")),
                name="attendance_left_after_came",
                violation_error_message="Weggaan komt na aankomen: kijk de uren na.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation.person} {self.state}"

    @property
    def was_there(self) -> bool:
        return self.state in self.WAS_THERE

    @property
    def minutes(self) -> int:
        """Minutes present; needs the session."""
        return attended_minutes(self.session, self.state, self.came_at, self.left_at)

    @classmethod
    def excuse(cls, session: Session, participation: Participation, reason: str) -> bool:
        """The participant says that she will not come. False when the facilitator already noted her as there."""
        with transaction.atomic():
            row, made = cls.objects.select_for_update().get_or_create(
                session=session,
                participation=participation,
                defaults={"state": cls.State.EXCUSED, "reason": reason, "told_by_participant": True},
            )
            if made:
                return True
            if row.was_there:
                return False
            row.state, row.reason, row.told_by_participant = cls.State.EXCUSED, reason, True
            row.save(update_fields=["state", "reason", "told_by_participant"])
            return True

    @classmethod
    def withdraw_excuse(cls, session: Session, participation: Participation) -> None:
        """She comes after all; what the facilitator noted stays."""
        cls.objects.filter(
            session=session, participation=participation, told_by_participant=True, state=cls.State.EXCUSED
        ).delete()

    @classmethod
    def arrive(
        cls, session: Session, participation: Participation, *, began_at: datetime | None, now: datetime
    ) -> None:
        """She came in with a phone: there, or late after the session's margin. What the facilitator noted stays.

        `began_at`: when the session really began, where that is known.
        """
        late_from = max(session.starts_at, began_at or session.starts_at) + timedelta(minutes=session.late_after)
        state, came_at = cls.State.PRESENT, None
        if now > late_from:
            state, came_at = cls.State.LATE, timezone.localtime(now).time().replace(second=0, microsecond=0)
        with transaction.atomic():
            row, made = cls.objects.select_for_update().get_or_create(
                session=session, participation=participation, defaults={"state": state, "came_at": came_at}
            )
            if not made and not row.was_there and row.told_by_participant:
                # She said that she would not come, and came after all.
                row.state, row.came_at, row.reason, row.told_by_participant = state, came_at, "", False
                row.save(update_fields=["state", "came_at", "reason", "told_by_participant"])

    @classmethod
    def tap(cls, session: Session, participation: Participation, state: str) -> None:
        """One tap of the facilitator: this state, with nothing of what belonged to another one."""
        with transaction.atomic():
            row, made = cls.objects.select_for_update().get_or_create(
                session=session, participation=participation, defaults={"state": state}
            )
            if not made and row.state != state:
                row.state, row.came_at, row.left_at, row.told_by_participant = state, None, None, False
                row.save(update_fields=["state", "came_at", "left_at", "told_by_participant"])

    @classmethod
    def all_present(cls, session: Session) -> int:
        """Everybody who is expected and not noted yet is there. Returns how many."""
        with transaction.atomic():
            noted = cls.objects.filter(session=session).values("participation")
            missing = Participation.objects.filter(network=session.network_id).expected_at(session.number)
            rows = [
                Attendance(session=session, participation=participation, state=cls.State.PRESENT)
                for participation in missing.exclude(pk__in=noted)
            ]
            # Two facilitators may press at the same moment.
            Attendance.objects.bulk_create(rows, ignore_conflicts=True)
        return len(rows)


@dataclass(frozen=True)
class Listed:
    """One line of the attendance list."""

    participation: Participation
    state: str  # empty: not noted yet
    came_at: time | None
    left_at: time | None
    reason: str
    told_by_participant: bool
    minutes: int
    substitute_name: str  # empty: nobody came instead
    substitute_email: str
    named_by_participant: bool  # she sent the substitute herself

    @property
    def was_there(self) -> bool:
        return self.state in Attendance.WAS_THERE


def attended_minutes(session: Session, state: str, came_at: time | None, left_at: time | None) -> int:
    if state not in Attendance.WAS_THERE:
        return 0
    return minutes_present(timezone.localtime(session.starts_at), timezone.localtime(session.ends_at), came_at, left_at)


def with_what_is_noted(session: int, network: int) -> models.QuerySet[Participation]:
    """Everybody of the network, each with what is noted of this session."""
    return (
        Participation.objects.filter(network=network)
        .annotate(
            note=FilteredRelation("attendances", condition=Q(attendances__session=session)),
            stand_in=FilteredRelation("substitutes", condition=Q(substitutes__session=session)),
            noted=F("note__state"),
            came_at=F("note__came_at"),
            left_at=F("note__left_at"),
            reason=F("note__reason"),
            told=F("note__told_by_participant"),
            substitute_name=F("stand_in__name"),
            substitute_email=F("stand_in__email"),
            named_by_participant=F("stand_in__named_by_participant"),
        )
        .with_people()
    )


people_at = composed(with_what_is_noted)


def attendance_list(session: Session) -> list[Listed]:
    """Who belongs to the session, each with what is noted, in one query."""
    return listed_among(session, people_at(session.pk, session.network_id))


def listed_among(session: Session, people: Iterable[Participation]) -> list[Listed]:
    """Those of `people_at` who belong to the session.

    Who stopped later but was noted then stays on the list; who joined the network later is not on it.
    """
    lines = [_listed(session, person) for person in people]
    return [
        line
        for line in lines
        if line.state
        or line.substitute_name
        or (line.participation.takes_part and line.participation.from_session <= session.number)
    ]


def _listed(session: Session, person: Any) -> Listed:
    state = person.noted or ""
    return Listed(
        participation=person,
        state=state,
        came_at=person.came_at,
        left_at=person.left_at,
        reason=person.reason or "",
        told_by_participant=bool(person.told) and state == Attendance.State.EXCUSED,
        minutes=attended_minutes(session, state, person.came_at, person.left_at),
        substitute_name=person.substitute_name or "",
        substitute_email=person.substitute_email or "",
        named_by_participant=bool(person.named_by_participant),
    )


class Substitute(models.Model):
    """Somebody who came for a participant once: gets that session's report and nothing else."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="substitutes")
    replaces = models.ForeignKey(
        Participation, verbose_name="vervanger van", on_delete=models.CASCADE, related_name="substitutes"
    )
    name = models.CharField("naam", max_length=160)
    email = models.EmailField("e-mailadres", blank=True)
    # Sent by the participant herself, through the personal link.
    named_by_participant = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = "vervanger"
        verbose_name_plural = "vervangers"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "replaces"],
                name="substitute_once",
                violation_error_message="Deze deelnemer heeft al een vervanger voor deze sessie.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def recipient(self) -> str:
        return f"substitute:{self.pk}"
