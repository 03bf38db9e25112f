"""Somebody from outside whom the group invites with its questions: no participant, and known to one network only."""

from datetime import datetime, time

from django.db import models, transaction

from lerendnetwerk.outbox.models import OutgoingMail
from networks.models import Network
from sessions.models.agenda import AgendaItem
from sessions.models.files import Document
from sessions.models.method import Method
from sessions.models.notes import Question
from sessions.models.session import Session

UNKNOWN = "Een gast"
GUEST_METHOD = "gast-aan-tafel"


class ExpertQuerySet(models.QuerySet["Expert"]):
    def known_in(self, network: Network) -> "ExpertQuerySet":
        """Who may be invited; whoever was erased is nobody any more."""
        return self.filter(network=network, erased_at=None)


class Expert(models.Model):
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="experts")
    name = models.CharField("naam", max_length=120)
    organisation_name = models.CharField("organisatie", max_length=160, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    topic = models.CharField("waarover", max_length=200)
    erased_at = models.DateTimeField(null=True, editable=False)

    objects = ExpertQuerySet.as_manager()

    class Meta:
        verbose_name = "expert"
        verbose_name_plural = "experts"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def recipient(self) -> str:
        """How the outbox knows an expert."""
        return f"expert:{self.pk}"

    @property
    def greeting(self) -> str:
        return self.name.split()[0]

    def forget(self, now: datetime) -> None:
        """Nobody knows any more who this was. That the group had a guest, about what, stays."""
        Expert.objects.filter(pk=self.pk).update(name=UNKNOWN, organisation_name="", email="", erased_at=now)
        Question.objects.filter(session__network=self.network_id, answered_by__icontains=self.name).update(
            answered_by=UNKNOWN
        )
        AgendaItem.objects.filter(visit__expert=self.pk).update(title=f"{UNKNOWN} aan tafel", led_by="")


class ExpertVisitQuerySet(models.QuerySet["ExpertVisit"]):
    def invite(self, session: Session, expert: Expert) -> "ExpertVisit":
        """For one session, with all questions of the group that wait for an expert. Once more is the same visit."""
        with transaction.atomic():
            Session.objects.select_for_update().get(pk=session.pk)
            visit, made = self.get_or_create(session=session, expert=expert)
            if made:
                waiting = Question.objects.filter(
                    session__network=session.network_id, for_expert=True, answered_in=None
                )
                visit.questions.set(waiting)
        return visit


class ExpertVisit(models.Model):
    """An expert in one session: what the group asks, what is said beforehand, and the place in the run sheet."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="visits")
    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="visits")
    questions = models.ManyToManyField(Question, blank=True, related_name="visits")
    documents = models.ManyToManyField(Document, blank=True, related_name="visits")
    briefing = models.TextField("briefing", max_length=6000, blank=True)
    # Own words; blank: the letter composes itself.
    invitation = models.TextField("uitnodiging", max_length=10_000, blank=True)
    thanks = models.TextField("bedankje", max_length=10_000, blank=True)
    item = models.OneToOneField(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="visit")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ExpertVisitQuerySet.as_manager()

    class Meta:
        verbose_name = "bezoek van een expert"
        verbose_name_plural = "bezoeken van experts"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "expert"],
                name="visit_once_in_a_session",
                violation_error_message="Deze expert is voor deze sessie al uitgenodigd.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.expert} in {self.session}"

    def plan(self, starts_at: time | None, minutes: int) -> AgendaItem:
        """An own block of the guest, at a fixed hour or where it comes; the same block once more gets these."""
        with transaction.atomic():
            Session.objects.select_for_update().get(pk=self.session_id)
            visit = ExpertVisit.objects.select_related("item").get(pk=self.pk)
            when = {"fixed_start": starts_at, "minutes": minutes, "least_minutes": minutes}
            if visit.item:
                item = visit.item
                if item.began_at is None:
                    item.correct(item.version, when)
                    item.refresh_from_db()
            else:
                item = AgendaItem.objects.add_at_the_end(
                    self.session,
                    "",
                    title=f"{self.expert.name}: {self.expert.topic}"[:160],
                    kind=AgendaItem.Kind.GUEST,
                    method=Method.objects.filter(slug=GUEST_METHOD).first(),
                    elastic=False,
                    may_drop=False,
                    led_by=self.expert.name[:120],
                    **when,
                )
                ExpertVisit.objects.filter(pk=self.pk).update(item=item)
        self.item = item
        return item

    @property
    def topics(self) -> list[str]:
        """Of the mails about this visit."""
        return [f"expert-uitnodiging:{self.pk}", f"expert-bedankje:{self.pk}"]

    def call_off(self) -> None:
        """She does not come after all: her block goes, unless it began, and what had not left stays here."""
        with transaction.atomic():
            OutgoingMail.objects.filter(topic__in=self.topics).withdraw("Deze gast komt niet.")
            AgendaItem.objects.filter(visit=self.pk, began_at=None).delete()
            ExpertVisit.objects.filter(pk=self.pk).delete()

    def save_words(self, version: int, words: dict[str, str]) -> bool:
        """Save on top of `version`; False when somebody else saved something else in between."""
        rows = ExpertVisit.objects.filter(pk=self.pk)
        saved = rows.filter(version=version).update(version=version + 1, **words)
        return bool(saved) or rows.filter(**words).exists()
