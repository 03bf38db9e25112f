from collections.abc import Sequence
from datetime import datetime
from random import SystemRandom

from django.db import models, transaction
from django.db.models import Q

from sessions.activities.check_round.rules import everybody_is_in
from sessions.live.revisions import ALL_SCREENS, Screen, raise_revisions
from sessions.models.activity import Activity
from sessions.models.place import Place

HIDDEN, SHOWN = "stil", "getoond"
LONGEST_WORD = 80


class CheckRound(models.Model):
    """What a round at the start or at the end asks."""

    class Asks(models.TextChoices):
        WORD = "woord", "een woord of korte zin"
        SCORE = "cijfer", "een cijfer van 1 tot 5"

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="check_round")
    asks = models.CharField("wat vraag je", max_length=6, choices=Asks, default=Asks.WORD)

    class Meta:
        verbose_name = "rondje"
        verbose_name_plural = "rondjes"

    def __str__(self) -> str:
        return f"rondje {self.activity_id}"

    @property
    def is_scored(self) -> bool:
        return self.asks == self.Asks.SCORE


class CheckWordQuerySet(models.QuerySet["CheckWord"]):
    def said(self) -> "CheckWordQuerySet":
        """Without who passed; in an order that says nothing about who was first."""
        return self.filter(~Q(word="") | Q(score__isnull=False)).order_by("key")

    def say(
        self, activity: Activity, place: Place, *, key: str, now: datetime, word: str = "", score: int | None = None
    ) -> bool:
        """One answer of one person, or a pass; the last one in opens them all. False when it came too late.

        Until the answers are shown somebody may say it otherwise; after that only who had not said anything.
        """
        with transaction.atomic():
            locked = activity.lock()
            if not locked.is_open:
                # What a phone sends again because it did not hear us is no news.
                return self.filter(activity=activity, key=key).exists()
            mine = self.filter(activity=activity, place=place).first()
            if mine is None:
                self.create(activity=activity, place=place, key=key, word=word, score=score)
            elif locked.step == HIDDEN:
                self.filter(pk=mine.pk).update(word=word, score=score)
            else:
                return mine.key == key or (mine.word, mine.score) == (word, score)
            if locked.step == SHOWN:
                raise_revisions(activity.session_id, *ALL_SCREENS)
            else:
                self._show_when_all_are_in(locked, now)
        return True

    def _show_when_all_are_in(self, activity: Activity, now: datetime) -> None:
        answered = list(self.filter(activity=activity).values_list("place", flat=True))
        there = {place.pk for place in Place.objects.in_room(activity.session_id)}
        if everybody_is_in({place for place in answered if place}, there, typed=answered.count(None)):
            activity.go_to(SHOWN, now=now)
        else:
            # Hidden: no other screen may even tell that somebody wrote.
            raise_revisions(activity.session_id, Screen.REGIE)

    def type_in(
        self, activity: Activity, key: str, answers: Sequence[tuple[str, int | None]], *, now: datetime
    ) -> None:
        """What the facilitator heard, also after closing; the same key again adds nothing."""
        with transaction.atomic():
            locked = activity.lock()
            if self.filter(activity=activity, key__startswith=f"{key}-").exists():
                return
            CheckWord.objects.bulk_create(
                CheckWord(activity=activity, key=f"{key}-{number}", word=word, score=score)
                for number, (word, score) in enumerate(answers)
            )
            if locked.step == SHOWN or not locked.is_open:
                raise_revisions(activity.session_id, *ALL_SCREENS)
            else:
                self._show_when_all_are_in(locked, now)

    def take_away(self, activity: Activity, word_id: int) -> None:
        """A slip of the hand, or something that does not belong on the wall."""
        with transaction.atomic():
            activity.lock()
            self.filter(activity=activity, pk=word_id).delete()
            raise_revisions(activity.session_id, *ALL_SCREENS)

    def forget_who(self, activity: Activity) -> None:
        """Lay the answers out anew without their places: neither a column nor the order of rows says whose they were."""
        with transaction.atomic():
            said = list(self.filter(activity=activity).said())
            self.filter(activity=activity).delete()
            SystemRandom().shuffle(said)
            CheckWord.objects.bulk_create(
                CheckWord(activity=activity, key=word.key, word=word.word, score=word.score) for word in said
            )


class CheckWord(models.Model):
    """One answer. `place` is there until the round closes; then nothing says any more whose it was."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="check_words")
    place = models.ForeignKey(Place, null=True, on_delete=models.CASCADE, related_name="+")
    # Both empty: somebody passed.
    word = models.CharField("woord", max_length=LONGEST_WORD, blank=True)
    score = models.PositiveSmallIntegerField("cijfer", null=True, blank=True)
    # Made on the phone, or by the form in which the facilitator typed.
    key = models.CharField(max_length=40, editable=False)

    objects = CheckWordQuerySet.as_manager()

    class Meta:
        verbose_name = "antwoord in een rondje"
        verbose_name_plural = "antwoorden in een rondje"
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "place"],
                name="check_word_once",
                violation_error_message="Deze persoon heeft al iets gezegd in dit rondje.",
            ),
            models.UniqueConstraint(
                fields=["activity", "key"],
                name="check_word_once_by_key",
                violation_error_message="Dit antwoord staat er al.",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=1, score__lte=5),
                name="check_word_score_one_to_five",
                violation_error_message="Kies een cijfer van 1 tot 5.",
            ),
        ]

    def __str__(self) -> str:
        return self.word or str(self.score or "")
