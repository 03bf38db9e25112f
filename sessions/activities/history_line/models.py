from collections.abc import Sequence

from django.db import models, transaction

from lerendnetwerk.traces import lay_out, random_key
from sessions.activities.history_line.rules import MOST_EACH, Moment, Step, gather
from sessions.live.revisions import Screen, raise_revisions
from sessions.models.activity import Activity
from sessions.models.place import Place

LONGEST_WORD = 60


class HistoryLine(models.Model):
    """The two axes of one history line, chosen at the start."""

    class Up(models.TextChoices):
        SUCCESS = "succes", "succes"
        PROGRESS = "voortgang", "voortgang"

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="history_line")
    up = models.CharField("wat betekent hoog", max_length=10, choices=Up, default=Up.SUCCESS)
    # From left to right, one a line; they stay as they were when somebody first put something on them.
    moments = models.TextField("momenten")

    class Meta:
        verbose_name = "historielijn"
        verbose_name_plural = "historielijnen"

    def __str__(self) -> str:
        return f"historielijn {self.activity_id}"

    @property
    def labels(self) -> list[str]:
        return self.moments.splitlines()

    def with_marks(self, marks: "Sequence[HistoryMark]") -> list[Moment]:
        return gather(self.labels, [(mark.moment, mark.is_high, mark.word) for mark in marks])


class HistoryMarkQuerySet(models.QuerySet["HistoryMark"]):
    def mark(self, activity: Activity, place: Place, moment: int, word: str, *, is_high: bool, key: str) -> bool:
        """Put one moment high or low; the same key again is the same mark. Also after closing, then without a place.

        False when this person has put as many as one may.
        """
        with transaction.atomic():
            locked = activity.lock()
            if self.filter(activity=activity, key=key).exists():
                return True
            if self.filter(activity=activity, place=place).count() >= MOST_EACH:
                return False
            self.create(
                activity=activity,
                place=place if locked.is_open else None,
                moment=moment,
                is_high=is_high,
                word=word,
                key=key,
            )
            tell_screens(locked)
        return True

    def take_back(self, activity: Activity, place: Place, mark_id: int) -> None:
        """One's own, as long as the line is not shown: after that it is the group's."""
        with transaction.atomic():
            locked = activity.lock()
            if locked.is_open and locked.step == Step.DRAW:
                self.filter(activity=activity, place=place, pk=mark_id).delete()
                tell_screens(locked)

    def type_in(self, activity: Activity, marks: Sequence[tuple[int, bool, str]], *, key: str) -> None:
        """From paper or from what was said, also after closing; the same key again adds nothing."""
        with transaction.atomic():
            locked = activity.lock()
            if self.filter(activity=activity, key__startswith=f"{key}-").exists():
                return
            HistoryMark.objects.bulk_create(
                HistoryMark(activity=activity, moment=moment, is_high=is_high, word=word, key=f"{key}-{number}")
                for number, (moment, is_high, word) in enumerate(marks)
            )
            tell_screens(locked)

    def take_away(self, activity: Activity, mark_id: int) -> None:
        """The facilitator's: a slip of the hand, or a word that names somebody."""
        with transaction.atomic():
            self.filter(activity=activity, pk=mark_id).delete()
            tell_screens(activity.lock())

    def forget_who(self, activity: Activity) -> None:
        """Lay the marks out anew without their places: neither a column nor the order of rows says whose they were."""
        with transaction.atomic():
            marks = list(self.filter(activity=activity))
            for mark in marks:
                mark.place = None
            lay_out(marks, self.filter(activity=activity))


def tell_screens(activity: Activity) -> None:
    """What is hidden only moves the regie."""
    shown = [] if activity.is_open and activity.step == Step.DRAW else [Screen.SCHERM]
    raise_revisions(activity.session_id, Screen.REGIE, *shown)


class HistoryMark(models.Model):
    """A high or a low moment with a word. `place` is there until the activity closes; then nobody's."""

    id = models.BigAutoField(primary_key=True, default=random_key)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="history_marks")
    place = models.ForeignKey(Place, null=True, on_delete=models.CASCADE, related_name="+")
    moment = models.PositiveSmallIntegerField("moment")
    is_high = models.BooleanField("hoog")
    word = models.CharField("woord", max_length=LONGEST_WORD)
    # Made on the phone, or by the form in which the facilitator typed.
    key = models.CharField(max_length=40, editable=False)

    objects = HistoryMarkQuerySet.as_manager()

    class Meta:
        verbose_name = "moment op een historielijn"
        verbose_name_plural = "momenten op een historielijn"
        # Random: it says nothing about who was first.
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "key"],
                name="history_mark_once_by_key",
                violation_error_message="Dit moment staat er al.",
            ),
            models.CheckConstraint(
                condition=~models.Q(word=""),
                name="history_mark_has_a_word",
                violation_error_message="Typ een woord bij dit moment.",
            ),
        ]

    def __str__(self) -> str:
        return self.word
