from django.conf import settings
from django.db import models
from django.utils import timezone

from lerendnetwerk.leases import LeasedWork
from sessions.models import Session
from sessions.models.files import private_path


class Report(models.Model):
    """The report of one session while it is being trimmed; what leaves the house is an Edition."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="report")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Highest version that was frozen; a correction makes the next.
    last_version = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "verslag"
        verbose_name_plural = "verslagen"

    def __str__(self) -> str:
        return f"verslag van {self.session}"


class ReportSection(models.Model):
    """*Vanzelf* until it is edited, then *eigen tekst*; `source_digest` tells when its source changed after that."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=30)
    position = models.PositiveSmallIntegerField()
    included = models.BooleanField("in het verslag", default=True)
    own_text = models.TextField("eigen tekst", max_length=20000, blank=True)
    is_own = models.BooleanField(default=False)
    source_digest = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="report_section_once")]

    def __str__(self) -> str:
        return self.key


class Edition(LeasedWork):
    """A frozen report for one audience, made once by the worker. The programme's edition never holds what was
    said in the group."""

    class Audience(models.TextChoices):
        GROUP = "groep", "voor de groep"
        PROGRAMME = "programma", "voor het programma"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="editions")
    audience = models.CharField(max_length=10, choices=Audience)
    version = models.PositiveSmallIntegerField()
    # The text as it was when it was frozen; the PDF is made from this and from nothing else.
    frozen = models.JSONField()
    file = models.FileField(upload_to=private_path, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = "editie"
        verbose_name_plural = "edities"
        ordering = ["-version", "audience"]
        constraints = [
            models.UniqueConstraint(fields=["report", "audience", "version"], name="edition_once_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.get_audience_display()}, versie {self.version}"
