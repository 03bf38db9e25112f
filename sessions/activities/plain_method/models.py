"""A werkvorm without a live tool, as its card read when it began: later changes to the card leave a run alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction

from sessions.activities.case_talk.ways import spread
from sessions.live.revisions import ALL_SCREENS, raise_revisions
from sessions.method_steps import steps_of
from sessions.models.activity import Activity


@dataclass(frozen=True)
class PlannedStep:
    number: int
    text: str
    minutes: int

    @property
    def slug(self) -> str:
        return f"stap-{self.number}"


class MethodRun(models.Model):
    """One werkvorm in the room, step by step, with the time that there is."""

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="method_run")
    minutes = models.PositiveSmallIntegerField("minuten")
    # As on the card: one a line.
    steps = models.TextField("stappen", max_length=6000)
    questions = models.TextField("vragen om te stellen", max_length=3000, blank=True)
    yields = models.TextField("wat het oplevert", max_length=2000, blank=True)
    # A card speaks to who leads: most of its steps say nothing to the group.
    steps_shown = models.BooleanField("stappen op het scherm", default=False)

    class Meta:
        verbose_name = "werkvorm in de zaal"
        verbose_name_plural = "werkvormen in de zaal"

    def __str__(self) -> str:
        return f"werkvorm {self.activity_id}"

    @property
    def planned(self) -> list[PlannedStep]:
        """Each step with its minutes in the time that there is."""
        steps = steps_of(self.steps)
        minutes = spread(steps, self.minutes)
        return [PlannedStep(number, step.text, minutes[number - 1]) for number, step in enumerate(steps, 1)]

    def show_steps(self, on: bool) -> None:
        """Whether the group reads the steps too, on the projector and on the phones."""
        with transaction.atomic():
            activity = self.activity.lock()
            MethodRun.objects.filter(pk=self.pk).update(steps_shown=on)
            raise_revisions(activity.session_id, *ALL_SCREENS)

    def start_clock(self, activity: Activity, now: datetime) -> None:
        """The time of the step where the activity is, in the transaction in which it is entered."""
        minutes = next((step.minutes for step in self.planned if step.slug == activity.step), 0)
        activity.timer_minutes = minutes
        activity.timer_ends_at = now + timedelta(minutes=minutes) if minutes else None
        activity.save(update_fields=["timer_minutes", "timer_ends_at"])
