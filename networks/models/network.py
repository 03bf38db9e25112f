from django.conf import settings
from django.db import models
from django.utils import timezone

from networks.models.programme import Programme


class Phase(models.TextChoices):
    VOORAF = "vooraf", "Vooraf"
    OPSTART = "opstart", "Opstart"
    ONDERHOUD = "onderhoud", "Onderhoud"
    AFRONDING = "afronding", "Afronding"


class Network(models.Model):
    class Scope(models.TextChoices):
        ACROSS = "tussen", "mensen uit verschillende organisaties"
        INSIDE = "binnen", "mensen uit één organisatie"

    programme = models.ForeignKey(
        Programme, verbose_name="programma", on_delete=models.PROTECT, related_name="networks"
    )
    title = models.CharField("titel", max_length=120)
    theme = models.CharField("thema", max_length=200, blank=True)
    audience = models.TextField("voor wie", max_length=2000, blank=True)
    added_value = models.TextField("meerwaarde", max_length=4000, blank=True)
    aims = models.TextField("doelen", max_length=4000, blank=True)
    practical_information = models.TextField("praktische informatie", max_length=4000, blank=True)
    session_count = models.PositiveSmallIntegerField("aantal sessies", default=4)
    group_sought = models.PositiveSmallIntegerField("gezocht aantal deelnemers", default=10)
    group_most = models.PositiveSmallIntegerField("hoogstens", default=15)
    scope = models.CharField("samenstelling", max_length=10, choices=Scope, default=Scope.ACROSS)
    phase = models.CharField("fase", max_length=10, choices=Phase, default=Phase.VOORAF)
    # "Wat mogen we buiten vertellen": hangs on the flap and stands on each report.
    outside_line = models.CharField("wat mogen we buiten vertellen", max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Raised with each save through a page: saving on an old one gives 409 with both texts.
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "netwerk"
        verbose_name_plural = "netwerken"
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(group_most__gte=models.F("group_sought")),
                name="network_most_not_under_sought",
                violation_error_message="Het hoogste aantal kan niet kleiner zijn dan het gezochte aantal.",
            ),
            models.CheckConstraint(
                condition=models.Q(session_count__gte=1, session_count__lte=12),
                name="network_one_to_twelve_sessions",
                violation_error_message="Kies 1 tot 12 sessies.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def mail_scope(self) -> str:
        """How the outbox knows whose page shows a mail."""
        return f"network:{self.pk}"


class NetworkFacilitator(models.Model):
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="facilitators")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="facilitates")

    class Meta:
        verbose_name = "facilitator"
        verbose_name_plural = "facilitatoren"
        constraints = [
            models.UniqueConstraint(
                fields=["network", "user"],
                name="facilitator_once",
                violation_error_message="Deze persoon begeleidt het netwerk al.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.network}"


class EngagementLine(models.Model):
    """One short promise: what is expected of participants, or what they are offered in return."""

    class Kind(models.TextChoices):
        EXPECTED = "verwacht", "wat we van je verwachten"
        OFFERED = "geboden", "wat je ervoor krijgt"

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="engagement_lines")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField("regel", max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["kind", "position", "pk"]

    def __str__(self) -> str:
        return self.text


class Expectation(models.Model):
    """What the group hopes for, spoken in session 1; every look-back gives each of them a state."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="expectations")
    text = models.CharField("verwachting", max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "verwachting"
        verbose_name_plural = "verwachtingen"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class GroundRule(models.Model):
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="ground_rules")
    text = models.CharField("spelregel", max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "spelregel"
        verbose_name_plural = "spelregels"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text
