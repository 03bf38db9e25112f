from collections.abc import Sequence
from random import SystemRandom

from django.db import models, transaction
from django.db.models import Q

from networks.models import Expectation
from sessions.live.revisions import ALL_SCREENS, Screen, raise_revisions
from sessions.models.activity import Activity
from sessions.models.place import Place
from sessions.models.session import Session

LONGEST_QUESTION = 200
MOST_QUESTIONS = 6
# As long as an expectation, which an answer may become.
LONGEST_ANSWER = 300


class TableRound(models.Model):
    """Questions one by one; everybody answers each in their own words."""

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="table_round")
    # Chosen beforehand, and said on each form: with names, or without.
    names_shown = models.BooleanField("met de naam erbij", default=False)

    class Meta:
        verbose_name = "tafelronde"
        verbose_name_plural = "tafelrondes"

    def __str__(self) -> str:
        return f"tafelronde {self.activity_id}"

    def ask(self, question_id: int) -> bool:
        """Another question on all screens. False when the round is over."""
        with transaction.atomic():
            activity = self.activity.lock()
            question = RoundQuestion.objects.filter(activity=activity, pk=question_id).first()
            if question is None or not activity.is_open:
                return False
            RoundQuestion.objects.filter(activity=activity).update(
                is_asked=models.Case(models.When(pk=question.pk, then=True), default=False)
            )
            Activity.objects.filter(pk=activity.pk).update(question=question.text)
            raise_revisions(activity.session_id, *ALL_SCREENS)
        return True


class RoundQuestion(models.Model):
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="round_questions")
    text = models.CharField("vraag", max_length=LONGEST_QUESTION)
    position = models.PositiveSmallIntegerField(default=0)
    is_asked = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = "vraag van een tafelronde"
        verbose_name_plural = "vragen van een tafelronde"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class RoundAnswerQuerySet(models.QuerySet["RoundAnswer"]):
    def of(self, activity: Activity) -> "RoundAnswerQuerySet":
        return self.filter(question__activity=activity)

    def for_screens(self, activity: Activity) -> "RoundAnswerQuerySet":
        """With whose they are. The order says nothing about who was first."""
        people = ("place__participation__person", "place__participation__organisation")
        return self.of(activity).select_related(*people).order_by("key")

    def say(self, question: RoundQuestion, place: Place, text: str, *, key: str) -> bool:
        """What somebody typed on a phone; until the round closes it may be said otherwise. False when it is closed."""
        with transaction.atomic():
            activity = question.activity.lock()
            if not activity.is_open:
                return self.filter(question=question, key=key).exists()
            mine = self.filter(question=question, place=place, by_phone=True)
            if not mine.update(text=text):
                self.create(question=question, place=place, text=text, key=key, by_phone=True)
            raise_revisions(activity.session_id, Screen.REGIE, Screen.SCHERM)
        return True

    def type_in(self, question: RoundQuestion, key: str, answers: Sequence[tuple[Place | None, str]]) -> None:
        """What the facilitator heard or reads from paper, also after closing; the same key again adds nothing."""
        with transaction.atomic():
            activity = question.activity.lock()
            if self.filter(question=question, key__startswith=f"{key}-").exists():
                return
            RoundAnswer.objects.bulk_create(
                RoundAnswer(question=question, place=place, text=text, key=f"{key}-{number:03}")
                for number, (place, text) in enumerate(answers)
            )
            raise_revisions(activity.session_id, Screen.REGIE, Screen.SCHERM)

    def take_away(self, activity: Activity, answer_id: int) -> None:
        """The expectation that came from it stays: that is the group's."""
        with transaction.atomic():
            activity.lock()
            self.of(activity).filter(pk=answer_id).delete()
            raise_revisions(activity.session_id, *ALL_SCREENS)

    def adopt(self, activity: Activity, session: Session, answer_ids: Sequence[int]) -> int:
        """Make these answers expectations of the network; what became one before stays that one. Returns how many.

        The same words as an expectation that is there already are that expectation.
        """
        with transaction.atomic():
            activity.lock()
            fresh = list(self.of(activity).filter(pk__in=answer_ids, expectation=None).order_by("pk"))
            known = {text.casefold(): pk for pk, text in session.network.expectations.values_list("pk", "text")}
            new = {a.text.casefold(): a.text for a in fresh if a.text.casefold() not in known}
            for made in Expectation.objects.write_down(session.network, list(new.values())):
                known[made.text.casefold()] = made.pk
            for answer in fresh:
                answer.expectation_id = known[answer.text.casefold()]
            RoundAnswer.objects.bulk_update(fresh, ["expectation"])
            raise_revisions(activity.session_id, Screen.REGIE)
        return len(fresh)

    def forget_who(self, activity: Activity) -> None:
        """Lay the answers out anew without their places: neither a column nor the order of rows says whose they were."""
        with transaction.atomic():
            said = list(self.of(activity))
            self.of(activity).delete()
            SystemRandom().shuffle(said)
            for answer in said:
                answer.pk, answer.place = None, None
            RoundAnswer.objects.bulk_create(said)


class RoundAnswer(models.Model):
    """One answer to one question. Without names chosen, `place` goes away when the round closes."""

    question = models.ForeignKey(RoundQuestion, on_delete=models.CASCADE, related_name="answers")
    place = models.ForeignKey(Place, null=True, on_delete=models.CASCADE, related_name="+")
    text = models.CharField("antwoord", max_length=LONGEST_ANSWER)
    by_phone = models.BooleanField(default=False, editable=False)
    # What the group made of it.
    expectation = models.ForeignKey(Expectation, null=True, on_delete=models.SET_NULL, related_name="+")
    key = models.CharField(max_length=40, editable=False)

    objects = RoundAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "antwoord in een tafelronde"
        verbose_name_plural = "antwoorden in een tafelronde"
        constraints = [
            models.UniqueConstraint(
                fields=["question", "place"],
                condition=Q(by_phone=True),
                name="round_answer_once_by_phone",
                violation_error_message="Deze persoon antwoordde al op deze vraag.",
            ),
            models.UniqueConstraint(
                fields=["question", "key"],
                name="round_answer_once_by_key",
                violation_error_message="Dit antwoord staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return self.text
