"""What people bring along: questions, cases, expectations and proposals, each under a theme of the facilitator."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower

from networks.models import Expectation, Network, Participation


class Theme(models.Model):
    """A heading of the facilitator over what people brought. None is fine too."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="themes")
    name = models.CharField("naam van het thema", max_length=80)

    class Meta:
        verbose_name = "thema"
        verbose_name_plural = "thema's"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "network",
                Lower("name"),
                name="theme_once",
                violation_error_message="Dit thema staat er al.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Case(models.Model):
    """A situation from somebody's own practice; nobody else reads it until its owner shares it."""

    brought_by = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="cases")
    title = models.CharField("titel", max_length=120)
    question = models.TextField("je vraag", max_length=500)
    story = models.TextField("wat is er aan de hand", max_length=3000, blank=True)
    shared_at = models.DateTimeField(null=True, editable=False)
    brought_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = "case"
        verbose_name_plural = "cases"
        ordering = ["brought_at", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_shared(self) -> bool:
        return self.shared_at is not None

    @classmethod
    def bring(
        cls, participation: Participation, words: Mapping[str, str], *, share: bool = False, key: str, now: datetime
    ) -> "Case":
        """A new case, with its place on the list of what people bring. The same key again is the same case."""
        with transaction.atomic():
            Participation.objects.select_for_update().get(pk=participation.pk)
            known = Contribution.objects.filter(participation=participation, key=key).exclude(key="").first()
            if known and known.case:
                return known.case
            case = cls.objects.create(
                brought_by=participation, brought_at=now, shared_at=now if share else None, **words
            )
            Contribution.objects.create(
                participation=participation, kind=Contribution.Kind.CASE, case=case, key=key, brought_at=now
            )
        return case

    def share(self, now: datetime) -> None:
        """With the group and who facilitates it; once more keeps the first moment."""
        Case.objects.filter(pk=self.pk, shared_at=None).update(shared_at=now)

    def take_back(self) -> None:
        Case.objects.filter(pk=self.pk).update(shared_at=None)


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def for_facilitator(self, network: Network | int) -> Self:
        """All that people who take part brought, with what the page shows of each; no case that is not shared yet."""
        return (
            self.filter(participation__network=network, participation__status=Participation.Status.TAKES_PART)
            .filter(Q(case=None) | Q(case__shared_at__isnull=False))
            .select_related("participation__person", "case")
            .order_by("brought_at", "pk")
        )

    def of_member(self, participation: Participation) -> Self:
        return self.filter(participation=participation).select_related("case").order_by("brought_at", "pk")

    def bring(self, participation: Participation, kind: str, text: str, *, key: str, now: datetime) -> None:
        """Keep a line. The first question of somebody who had none is her `learning_question`; the same key again
        is the same line."""
        with transaction.atomic():
            locked = Participation.objects.select_for_update().get(pk=participation.pk)
            if key and self.filter(participation=participation, key=key).exists():
                return
            if kind == Contribution.Kind.QUESTION and not locked.learning_question:
                Participation.objects.filter(pk=locked.pk).update(learning_question=text)
                self.update_or_create(
                    participation=locked,
                    kind=Contribution.Kind.BEFOREHAND,
                    defaults={"key": key},
                    create_defaults={"key": key, "brought_at": now},
                )
            else:
                self.create(participation=locked, kind=kind, text=text, key=key, brought_at=now)

    def beforehand(self, participation: Participation, now: datetime) -> "Contribution":
        """The place on the list of somebody's question beforehand, whoever wrote that question down."""
        line, _ = self.get_or_create(
            participation=participation, kind=Contribution.Kind.BEFOREHAND, defaults={"brought_at": now}
        )
        line.participation = participation
        return line


class Contribution(models.Model):
    """One thing that somebody brings: its place on the facilitator's list, under a theme or none.

    The words of a case stand on the case, and those of the question beforehand on the participation.
    """

    class Kind(models.TextChoices):
        BEFOREHAND = "vooraf", "leervraag"
        QUESTION = "leervraag", "leervraag"
        CASE = "case", "case"
        EXPECTATION = "verwachting", "verwachting"
        PROPOSAL = "voorstel", "voorstel voor de agenda"

    WRITTEN = (Kind.QUESTION, Kind.EXPECTATION, Kind.PROPOSAL)

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="contributions")
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField(max_length=1000, blank=True)
    case = models.OneToOneField(Case, null=True, blank=True, on_delete=models.CASCADE, related_name="contribution")
    theme = models.ForeignKey(
        Theme, verbose_name="thema", null=True, blank=True, on_delete=models.SET_NULL, related_name="contributions"
    )
    # The line on the group's list that it became.
    expectation = models.ForeignKey(Expectation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    key = models.CharField(max_length=32, blank=True, editable=False)
    brought_at = models.DateTimeField(editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = "inbreng"
        verbose_name_plural = "inbreng"
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "key"],
                condition=~Q(key=""),
                name="contribution_once_by_key",
                violation_error_message="Dit staat er al.",
            ),
            models.UniqueConstraint(
                fields=["participation"],
                condition=Q(kind="vooraf"),
                name="contribution_one_beforehand",
                violation_error_message="De vraag vooraf staat er al.",
            ),
            models.CheckConstraint(
                condition=(Q(kind="case", case__isnull=False, text=""))
                | (Q(kind="vooraf", case=None, text=""))
                | (Q(kind__in=["leervraag", "verwachting", "voorstel"], case=None) & ~Q(text="")),
                name="contribution_has_its_words",
                violation_error_message="Schrijf eerst iets op.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} van {self.participation_id}"

    @property
    def words(self) -> str:
        """What it says, in one line or a few; of a case its title."""
        if self.case:
            return self.case.title
        return self.participation.learning_question if self.kind == self.Kind.BEFOREHAND else self.text

    @property
    def is_question(self) -> bool:
        return self.kind in (self.Kind.BEFOREHAND, self.Kind.QUESTION)

    def rewrite(self, text: str) -> None:
        """Other words for the same thing; not for a case."""
        if self.kind == self.Kind.BEFOREHAND:
            Participation.objects.filter(pk=self.participation_id).update(learning_question=text)
        else:
            Contribution.objects.filter(pk=self.pk).update(text=text)

    def remove(self) -> None:
        """Taken back by who brought it. A block or an expectation that it became stays."""
        with transaction.atomic():
            if self.kind == self.Kind.BEFOREHAND:
                Participation.objects.filter(pk=self.participation_id).update(learning_question="")
            if self.case:
                self.case.delete()
            elif self.pk:
                self.delete()

    def put_with_expectations(self) -> Expectation:
        """A line on the group's own list, without a name; once."""
        with transaction.atomic():
            locked = Contribution.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if locked.expectation:
                return locked.expectation
            network = Network.objects.select_for_update().get(pk=self.participation.network_id)
            line = Expectation.objects.create(
                network=network,
                text=" ".join(self.words.split())[:300],
                position=network.expectations.aggregate(n=models.Count("pk"))["n"],
            )
            Contribution.objects.filter(pk=self.pk).update(expectation=line)
        return line
