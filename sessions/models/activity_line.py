from collections.abc import Sequence

from django.db import models, transaction

from sessions.live.revisions import Screen, raise_revisions
from sessions.models.activity import Activity

LONGEST_LINE = 500


class ActivityLineQuerySet(models.QuerySet["ActivityLine"]):
    def write_down(self, activity: Activity, part: str, texts: Sequence[str], *, key: str) -> None:
        """What was heard, also after closing; the same key again adds nothing."""
        with transaction.atomic():
            activity.lock()
            if self.filter(activity=activity, key=key).exists():
                return
            ActivityLine.objects.bulk_create(
                ActivityLine(activity=activity, part=part, key=key, position=position, text=text)
                for position, text in enumerate(texts)
            )
            raise_revisions(activity.session_id, Screen.REGIE, Screen.SCHERM)

    def take_away(self, activity: Activity, line_id: int) -> None:
        with transaction.atomic():
            activity.lock()
            self.filter(activity=activity, pk=line_id).delete()
            raise_revisions(activity.session_id, Screen.REGIE, Screen.SCHERM)


class ActivityLine(models.Model):
    """Something that the facilitator typed in the name of the group, in one of a kind's lists (`Kind.heard`)."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="lines")
    part = models.SlugField(max_length=30)
    text = models.CharField("regel", max_length=LONGEST_LINE)
    # Made by the form in which it was typed; with its position it comes once.
    key = models.CharField(max_length=40, editable=False)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ActivityLineQuerySet.as_manager()

    class Meta:
        verbose_name = "regel bij een activiteit"
        verbose_name_plural = "regels bij activiteiten"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "key", "position"],
                name="activity_line_once",
                violation_error_message="Deze regel staat er al.",
            )
        ]

    def __str__(self) -> str:
        return self.text
