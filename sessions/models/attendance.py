from django.db import models

from networks.models import Participation
from sessions.models.session import Session


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


class Substitute(models.Model):
    """Somebody who came for a participant once: gets that session's report and nothing else."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="substitutes")
    replaces = models.ForeignKey(
        Participation, verbose_name="vervanger van", on_delete=models.CASCADE, related_name="substitutes"
    )
    name = models.CharField("naam", max_length=160)
    email = models.EmailField("e-mailadres", blank=True)

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
