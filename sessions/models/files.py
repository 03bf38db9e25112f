import secrets

from django.db import models
from django.utils import timezone

from lerendnetwerk.leases import LeasedWork
from networks.models import Network
from sessions.models.session import Session


def private_path(instance: models.Model, filename: str) -> str:
    """A name that says nothing and cannot be guessed; the given name stands in the database."""
    return f"{instance._meta.model_name}/{secrets.token_hex(16)}"


class Photo(LeasedWork):
    """A photo of a flip chart. What came in is kept apart until the worker has drawn it anew, without metadata."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="photos")
    received = models.FileField(upload_to=private_path, blank=True)
    picture = models.FileField(upload_to=private_path, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    caption = models.CharField("bijschrift", max_length=200, blank=True)
    in_report = models.BooleanField("in het verslag", default=True)
    position = models.PositiveSmallIntegerField(default=0)
    key = models.CharField(max_length=32, blank=True, editable=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "key"], condition=~models.Q(key=""), name="photo_key_once")
        ]

    def __str__(self) -> str:
        return self.caption or f"foto {self.pk}"


class Document(models.Model):
    """A file or a link that belongs to a network, or to one of its sessions. Always a download, never rendered."""

    class Audience(models.TextChoices):
        FACILITATOR = "facilitator", "alleen voor de facilitator"
        GROUP = "groep", "voor de groep"

    class Moment(models.TextChoices):
        BEFORE = "vooraf", "om voor te bereiden"
        AFTER = "achteraf", "om na te lezen"

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="documents")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField("naam", max_length=200)
    audience = models.CharField("voor wie", max_length=12, choices=Audience, default=Audience.GROUP)
    moment = models.CharField("wanneer", max_length=10, choices=Moment, default=Moment.BEFORE)
    link = models.URLField("link", max_length=500, blank=True)
    file = models.FileField(upload_to=private_path, blank=True)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    content_type = models.CharField(max_length=120, blank=True, editable=False)
    size = models.PositiveIntegerField(default=0, editable=False)
    # A scanned attendance list is kept as proof of presence, apart from what is shared.
    is_signed_list = models.BooleanField(default=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "document"
        verbose_name_plural = "documenten"
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(link="") & ~models.Q(file="")) | (~models.Q(link="") & models.Q(file="")),
                name="document_is_file_or_link",
                violation_error_message="Kies een bestand of geef een link.",
            )
        ]

    def __str__(self) -> str:
        return self.title
