from datetime import datetime

from django.db import models, transaction
from django.db.models import F

from sessions.live.revisions import ALL_SCREENS, raise_revisions
from sessions.models.activity import Activity

LONGEST_QUESTION = 200
MOST_QUESTIONS = 12


class Reception(models.Model):
    """People stand and mix; one question after the other, and a soft bell to change company."""

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="reception")
    # One per line.
    questions = models.TextField("richtvragen", max_length=MOST_QUESTIONS * (LONGEST_QUESTION + 2))
    # Which question is asked now, from 0 on.
    at = models.PositiveSmallIntegerField(default=0, editable=False)
    bells = models.PositiveSmallIntegerField(default=0, editable=False)
    rang_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "receptie"
        verbose_name_plural = "recepties"

    def __str__(self) -> str:
        return f"receptie {self.activity_id}"

    @property
    def listed(self) -> list[str]:
        return self.questions.splitlines()

    def ring(self, seen: int, *, now: datetime, at: int | None = None) -> bool:
        """Time for other company, and for question `at` if it is another one. `seen` bells keep a repeat from ringing twice."""
        with transaction.atomic():
            activity = self.activity.lock()
            if not activity.is_open:
                return False
            at = self.at if at is None else min(max(at, 0), len(self.listed) - 1)
            rows = Reception.objects.filter(pk=self.pk, bells=seen)
            if not rows.update(bells=F("bells") + 1, rang_at=now, at=at):
                return False
            Activity.objects.filter(pk=activity.pk).update(question=self.listed[at])
            raise_revisions(activity.session_id, *ALL_SCREENS)
        self.refresh_from_db()
        return True
