from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.utils.module_loading import import_string

from networks.models import Network, Participation

LONGEST_STORY = 4000


def _follow(participation: Participation, now: datetime) -> int:
    followed: int = import_string(settings.STORY_FOLLOWED)(participation.network_id, now)
    return followed


class StoryQuerySet(models.QuerySet["Story"]):
    def tell(self, participation: Participation, text: str, consent: "Story.Consent", *, now: datetime) -> int:
        """The one story of this participant: new, or in place of the one before. Returns how many reports are made anew
        because she shares less now."""
        with transaction.atomic():
            Participation.objects.select_for_update().get(pk=participation.pk)
            self.update_or_create(
                participation=participation,
                defaults={"network_id": participation.network_id, "text": text, "consent": consent, "told_at": now},
            )
            return _follow(participation, now)

    def withdraw(self, participation: Participation, *, now: datetime) -> int:
        """As if it was never told. Returns how many reports are made anew without it; what was mailed cannot be called
        back."""
        with transaction.atomic():
            self.filter(participation=participation).delete()
            return _follow(participation, now)

    def released(self, network: Network | int) -> "StoryQuerySet":
        """What its writer shares, each with `teller`: a name, or nothing."""
        return (
            self.filter(network=network)
            .exclude(consent=Story.Consent.KEPT)
            .annotate(
                teller=models.Case(
                    models.When(
                        consent=Story.Consent.NAMED,
                        then=models.functions.Concat(
                            "participation__person__first_name",
                            models.Value(" "),
                            "participation__person__last_name",
                            output_field=models.CharField(),
                        ),
                    ),
                    default=models.Value(""),
                    output_field=models.CharField(),
                )
            )
            .order_by("told_at", "pk")
        )


class Story(models.Model):
    """What the network brought somebody, told by who wants to; apart from every evaluation, without scores."""

    class Consent(models.TextChoices):
        NAMED = "met-naam", "met mijn naam erbij"
        UNNAMED = "zonder-naam", "zonder mijn naam"
        KEPT = "niet-delen", "niet delen: alleen voor mij"

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="stories")
    participation = models.OneToOneField(Participation, on_delete=models.CASCADE, related_name="story")
    text = models.TextField("je verhaal", max_length=LONGEST_STORY)
    consent = models.CharField("wie het mag lezen", max_length=12, choices=Consent)
    told_at = models.DateTimeField()

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = "verhaal"
        verbose_name_plural = "verhalen"

    def __str__(self) -> str:
        return f"verhaal {self.pk}"
