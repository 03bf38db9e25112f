"""A decision in four steps: it belongs to the network and may take several sessions; each step stays."""

from collections.abc import Sequence
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Max, OuterRef, Q, Subquery

from networks.models import Network
from sessions.activities.decision.rules import LONGEST_LINE, MOST_PROPOSALS, MOST_WEIGHED, TOO_LATE, Side, Step
from sessions.live.revisions import ALL_SCREENS, raise_revisions
from sessions.models.activity import Activity
from sessions.models.notes import Decision, SavedElsewhere
from sessions.models.session import Session


class DecisionPathQuerySet(models.QuerySet["DecisionPath"]):
    def open(self, network_id: int) -> Self:
        """What the group did not decide yet, the one that it worked on last first; each with the `number` of that session."""
        last = DecisionTalk.objects.filter(path=OuterRef("pk")).order_by("-activity")
        return (
            self.filter(network=network_id, decision=None)
            .annotate(
                last_activity=Subquery(last.values("activity")[:1]),
                number=Subquery(last.values("activity__session__number")[:1]),
            )
            .order_by("-last_activity", "-pk")
        )

    def of(self, activity: Activity) -> "DecisionPath":
        return self.get(talks__activity=activity)


class DecisionPath(models.Model):
    """One question on its way to a decision. `step` is how far the group got."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="decision_paths")
    question = models.TextField("de vraag", max_length=1000, blank=True)
    origin = models.TextField("waar ze vandaan komt", max_length=2000, blank=True)
    weight = models.TextField("waarom ze telt", max_length=2000, blank=True)
    step = models.CharField(max_length=12, choices=Step, default=Step.EXPLORE)
    decision = models.OneToOneField(Decision, null=True, on_delete=models.SET_NULL, related_name="path")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DecisionPathQuerySet.as_manager()

    # Filled by `open`: in which session the group worked on it last.
    number: int | None = None

    class Meta:
        verbose_name = "besluit in vier stappen"
        verbose_name_plural = "besluiten in vier stappen"

    def __str__(self) -> str:
        return self.question[:80] or "een vraag"

    def explore(self, activity: Activity, *, version: int, **texts: str) -> None:
        """What the group says of its question. Raises SavedElsewhere when somebody else saved in between."""
        with transaction.atomic():
            activity.lock()
            rows = DecisionPath.objects.filter(pk=self.pk)
            if not rows.filter(Q(version=version) | Q(**texts)).update(version=F("version") + 1, **texts):
                self.refresh_from_db()
                raise SavedElsewhere(self.question, self.version)
            Activity.objects.filter(pk=activity.pk).update(question=texts["question"])
            raise_revisions(activity.session_id, *ALL_SCREENS)

    def lock(self, *, until_decided: bool = False) -> "DecisionPath":
        """Inside a transaction. `until_decided`: raises ValidationError when it is decided by now."""
        path = DecisionPath.objects.select_for_update().get(pk=self.pk)
        if until_decided and path.decision_id:
            raise ValidationError(TOO_LATE)
        return path

    def propose(self, activity: Activity, texts: Sequence[str], *, key: str, until_decided: bool = False) -> None:
        """Proposals at the end, without names; the same key again adds nothing. Raises ValidationError when it is full."""
        with transaction.atomic():
            self.lock(until_decided=until_decided)
            if self.proposals.filter(key__startswith=f"{key}-").exists():
                return
            if self.proposals.standing().count() + len(texts) > MOST_PROPOSALS:
                raise ValidationError(f"Hoogstens {MOST_PROPOSALS} voorstellen: voeg er eerst enkele samen.")
            last = self.proposals.aggregate(last=Max("position"))["last"] or 0
            Proposal.objects.bulk_create(
                Proposal(path=self, text=text, position=last + 1 + number, key=f"{key}-{number}")
                for number, text in enumerate(texts)
            )
            raise_revisions(activity.session_id, *ALL_SCREENS)

    def decide(self, activity: Activity, text: str, look_again: Session | int | None, *, version: int = 0) -> Decision:
        """The decision of this session, and when it is looked at again (a number: of a session that is still to be planned);
        a second time it is corrected.

        `version`: of the decision that the page showed, 0 for none. Raises SavedElsewhere when another one stands there.
        """
        with transaction.atomic():
            activity.lock()
            self.decision = self.lock().decision
            if self.decision is None:
                self.decision = Decision.write(activity.session, f"besluit-{self.pk}", 0, text=text)
                self.save(update_fields=["decision"])
            else:
                self.decision.correct(version, text=text)
            DecisionReview.objects.promise(self.decision, look_again)
            raise_revisions(activity.session_id, *ALL_SCREENS)
        return self.decision


class DecisionTalk(models.Model):
    """One time that the group worked on it; the next session goes on where this one stopped."""

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="decision_talk")
    path = models.ForeignKey(DecisionPath, on_delete=models.CASCADE, related_name="talks")

    def __str__(self) -> str:
        return f"gesprek {self.activity_id}"


class RemovableQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        return self.filter(is_removed=False)


class Removable(models.Model):
    """A line that was taken away can be put back while its activity runs; when that closes it is gone."""

    is_removed = models.BooleanField(default=False, editable=False)

    objects = RemovableQuerySet.as_manager()

    class Meta:
        abstract = True

    def take_away(self, activity: Activity) -> None:
        with transaction.atomic():
            if activity.lock().is_open:
                type(self)._default_manager.filter(pk=self.pk).update(is_removed=True)
            else:
                self.delete()
            raise_revisions(activity.session_id, *ALL_SCREENS)

    def put_back(self, activity: Activity) -> None:
        with transaction.atomic():
            activity.lock()
            type(self)._default_manager.filter(pk=self.pk).update(is_removed=False)
            raise_revisions(activity.session_id, *ALL_SCREENS)


class Proposal(Removable):
    """What could be decided; nobody's once it stands there."""

    path = models.ForeignKey(DecisionPath, on_delete=models.CASCADE, related_name="proposals")
    text = models.CharField("voorstel", max_length=LONGEST_LINE)
    position = models.PositiveSmallIntegerField(default=0)
    key = models.CharField(max_length=40, editable=False)

    class Meta:
        verbose_name = "voorstel"
        verbose_name_plural = "voorstellen"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["path", "key"], name="proposal_once_by_key", violation_error_message="Dit voorstel staat er al."
            )
        ]

    def __str__(self) -> str:
        return self.text

    def weigh(
        self, activity: Activity, side: str, texts: Sequence[str], *, key: str, until_decided: bool = False
    ) -> None:
        """What speaks for it or against it, without names; the same key again adds nothing. Raises ValidationError when full."""
        with transaction.atomic():
            self.path.lock(until_decided=until_decided)
            if self.weighed.filter(key__startswith=f"{key}-").exists():
                return
            if (
                ProposalWeight.objects.standing().filter(proposal__path=self.path_id).count() + len(texts)
                > MOST_WEIGHED
            ):
                raise ValidationError(f"Er staat genoeg om te kiezen: hoogstens {MOST_WEIGHED} punten.")
            ProposalWeight.objects.bulk_create(
                ProposalWeight(proposal=self, side=side, text=text, key=f"{key}-{number}")
                for number, text in enumerate(texts)
            )
            raise_revisions(activity.session_id, *ALL_SCREENS)


class ProposalWeight(Removable):
    """What speaks for or against one proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="weighed")
    side = models.CharField(max_length=8, choices=Side)
    text = models.CharField("punt", max_length=LONGEST_LINE)
    key = models.CharField(max_length=40, editable=False)

    class Meta:
        verbose_name = "wat voor of tegen een voorstel spreekt"
        verbose_name_plural = "wat voor of tegen voorstellen spreekt"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "key"],
                name="proposal_weight_once_by_key",
                violation_error_message="Dit punt staat er al.",
            )
        ]

    def __str__(self) -> str:
        return self.text


class DecisionReviewQuerySet(models.QuerySet["DecisionReview"]):
    def promised_for(self, session: int, *, network: int, number: int) -> Self:
        """Also what was promised for its number before it was planned."""
        return self.filter(Q(session=session) | Q(number=number, decision__session__network=network))

    def promise(self, decision: Decision, look_again: Session | int | None) -> None:
        """None: it does not come back, unless something was said of it already."""
        if look_again is None:
            self.filter(decision=decision, verdict="").delete()
            return
        planned = look_again if isinstance(look_again, Session) else None
        number = None if isinstance(look_again, Session) else look_again
        # Put off to another session: what was said of it belongs to that one.
        known = self.filter(decision=decision).first()
        if known is not None and (known.session_id, known.number) != (planned and planned.pk, number):
            known.delete()
            known = None
        if known is None:
            self.create(decision=decision, session=planned, number=number)

    def due(self, session: int, *, network: int, number: int) -> Any:
        return (
            self.promised_for(session, network=network, number=number)
            .annotate(text=F("decision__text"), decided_in=F("decision__session__number"))
            .order_by("pk")
        )


class DecisionReview(models.Model):
    """In which session a decision is looked at again, and what the group says of it then."""

    class Verdict(models.TextChoices):
        GOOD = "goed", "nog altijd goed"
        ADAPT = "aanpassen", "aanpassen"
        WITHDRAW = "intrekken", "intrekken"

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="review")
    session = models.ForeignKey(Session, null=True, on_delete=models.CASCADE, related_name="decision_reviews")
    # Of a session that had no date yet: it stays awaited until the group says what it thinks of it.
    number = models.PositiveSmallIntegerField("sessie nummer", null=True)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)

    objects = DecisionReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "besluit om opnieuw te bekijken"
        verbose_name_plural = "besluiten om opnieuw te bekijken"
        constraints = [
            models.CheckConstraint(
                condition=Q(session=None, number__isnull=False) | Q(session__isnull=False, number=None),
                name="decision_review_in_one_session",
                violation_error_message="Kies één sessie om het besluit opnieuw te bekijken.",
            )
        ]

    def __str__(self) -> str:
        return self.verdict or "nog te bekijken"

    @property
    def comes_back_in(self) -> int | None:
        """The number of the session, planned or not."""
        return self.session.number if self.session else self.number

    def say(self, session: Session, verdict: str) -> None:
        """From now on it belongs to that session, whatever number it gets."""
        self.session, self.number, self.verdict = session, None, verdict
        self.save(update_fields=["session", "number", "verdict"])
