from datetime import datetime, time, timedelta

from django.db import models
from django.utils import timezone

from networks.models import Network
from sessions.models.session import Session

AT = time(9, 0)
USUAL_DAYS = 3


class ReminderPlan(models.Model):
    """When the one reminder before a session leaves; a network without a row has the usual one."""

    class Day(models.IntegerChoices):
        MONDAY = 0, "maandag"
        TUESDAY = 1, "dinsdag"
        WEDNESDAY = 2, "woensdag"
        THURSDAY = 3, "donderdag"
        FRIDAY = 4, "vrijdag"

    network = models.OneToOneField(Network, on_delete=models.CASCADE, related_name="reminder_plan")
    days_before = models.PositiveSmallIntegerField("hoeveel dagen vooraf", default=USUAL_DAYS)
    weekday = models.PositiveSmallIntegerField("liefst op", choices=Day, null=True, blank=True)

    class Meta:
        verbose_name = "herinnering"
        verbose_name_plural = "herinneringen"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(days_before__lte=30),
                name="reminder_at_most_a_month",
                violation_error_message="Kies hoogstens 30 dagen.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.days_before} dagen vooraf"

    def moment(self, session: Session) -> datetime | None:
        """When it leaves: at nine in the morning, on the day that was set or the last such day before it."""
        if not self.days_before:
            return None
        day = timezone.localdate(session.starts_at) - timedelta(days=self.days_before)
        if self.weekday is not None:
            day -= timedelta(days=(day.weekday() - self.weekday) % 7)
        return timezone.make_aware(datetime.combine(day, AT))


def plan_of(network: Network) -> ReminderPlan:
    """The network's own plan or the usual one, not saved."""
    return getattr(network, "reminder_plan", None) or ReminderPlan(network=network)
