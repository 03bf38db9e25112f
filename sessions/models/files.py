from datetime import datetime
from pathlib import PurePath
from typing import Self
from urllib.parse import urlsplit

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from lerendnetwerk.files import private_path
from lerendnetwerk.leases import LeasedWork, LeasedWorkQuerySet, WorkState
from networks.models import Network, Participation
from sessions.models.session import Session


def delete_after_commit(file: FieldFile) -> None:
    """Take the file away once the row that pointed to it is surely gone."""
    if file:
        name, storage = file.name or "", file.storage
        transaction.on_commit(lambda: storage.delete(name))


class Drawing(LeasedWork):
    """A picture that a person sent: kept apart until the worker has drawn it anew, without metadata."""

    received = models.FileField(upload_to=private_path, blank=True)
    picture = models.FileField(upload_to=private_path, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)

    # In pixels; larger pictures are made smaller.
    longest_side = 2000

    class Meta:
        abstract = True

    @property
    def is_ready(self) -> bool:
        return self.state == WorkState.DONE

    @property
    def has_failed(self) -> bool:
        return self.state == WorkState.FAILED

    def remove(self) -> None:
        with transaction.atomic():
            delete_after_commit(self.received)
            delete_after_commit(self.picture)
            self.delete()


class PhotoQuerySet(LeasedWorkQuerySet["Photo"]):
    def for_report(self) -> Self:
        """Drawn, and not left out."""
        return self.filter(state=WorkState.DONE, in_report=True)


class Photo(Drawing):
    """A photo of a flip chart."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="photos")
    caption = models.CharField("bijschrift", max_length=200, blank=True)
    in_report = models.BooleanField("in het verslag", default=True)
    position = models.PositiveSmallIntegerField(default=0)
    key = models.CharField(max_length=32, blank=True, editable=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PhotoQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "key"], condition=~models.Q(key=""), name="photo_key_once")
        ]

    def __str__(self) -> str:
        return self.caption or f"foto {self.pk}"

    @classmethod
    def keep(cls, session: Session, upload: UploadedFile, key: str, now: datetime) -> "Photo":
        """Keep what came in, at the end; a worker draws it anew. The same key again is the same photo."""
        with transaction.atomic():
            if key and (already := cls.objects.filter(session=session, key=key).first()):
                return already
            last = cls.objects.filter(session=session).aggregate(last=models.Max("position"))["last"]
            return cls.objects.create(
                session=session,
                received=upload,
                key=key,
                position=0 if last is None else last + 1,
                not_before=now,
                added_at=now,
            )

    def move(self, step: int) -> None:
        """One place earlier (-1) or later (1)."""
        with transaction.atomic():
            rows = list(Photo.objects.filter(session=self.session_id))
            here = next(index for index, row in enumerate(rows) if row.pk == self.pk)
            rows.insert(min(max(here + step, 0), len(rows) - 1), rows.pop(here))
            for position, row in enumerate(rows):
                row.position = position
            Photo.objects.bulk_update(rows, ["position"])


class DocumentQuerySet(models.QuerySet["Document"]):
    def shared_with(self, participation: Participation) -> Self:
        """What the group may read, from the session in which this participant joined."""
        since = models.Q(session=None) | models.Q(session__number__gte=participation.from_session)
        return self.for_group(participation.network_id).filter(since)

    def for_group(self, network_id: int) -> Self:
        return self.filter(network=network_id, audience=Document.Audience.GROUP, is_signed_list=False)


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

    objects = DocumentQuerySet.as_manager()

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

    @property
    def host(self) -> str:
        """Where a link leads to, so that nobody is surprised."""
        return urlsplit(self.link).hostname or ""

    @classmethod
    def signed_list_of(cls, session: Session) -> "Document | None":
        return cls.objects.filter(session=session, is_signed_list=True).order_by("-pk").first()

    @classmethod
    def keep_signed_list(cls, session: Session, upload: UploadedFile, content_type: str) -> "Document":
        """Keep the scan of the list with signatures in place of an earlier one."""
        with transaction.atomic():
            for old in cls.objects.filter(session=session, is_signed_list=True):
                old.remove()
            return cls.objects.create(
                network=session.network,
                session=session,
                title=f"Getekende lijst van sessie {session.number}",
                audience=cls.Audience.FACILITATOR,
                moment=cls.Moment.AFTER,
                file=upload,
                file_name=PurePath(upload.name or "").name[-200:],
                content_type=content_type,
                size=upload.size or 0,
                is_signed_list=True,
            )

    def remove(self) -> None:
        with transaction.atomic():
            delete_after_commit(self.file)
            self.delete()
