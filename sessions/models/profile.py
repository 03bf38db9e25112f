"""Wie is wie: what somebody tells of herself, a portrait, and the group's page as a PDF."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction

from lerendnetwerk.files import private_path
from lerendnetwerk.leases import LeasedWork, LeasedWorkQuerySet
from networks.models import Network, Participation
from sessions.models.files import Drawing, delete_after_commit


class ProfileQuerySet(models.QuerySet["Profile"]):
    def shared_in(self, network: Network) -> Self:
        """Who chose to be on the group's page, in the order of names."""
        return (
            self.filter(
                participation__network=network,
                participation__status=Participation.Status.TAKES_PART,
                shared_at__isnull=False,
            )
            .select_related("participation__person", "participation__organisation", "participation__portrait")
            .order_by("participation__person__first_name", "participation__person__last_name", "pk")
        )


class Profile(models.Model):
    """Nothing in it is required, and nobody else reads it before its owner shares it with the group."""

    participation = models.OneToOneField(Participation, on_delete=models.CASCADE, related_name="profile")
    does = models.TextField("wat ik doe", max_length=600, blank=True)
    ask_me = models.TextField("wat je mij kan vragen", max_length=600, blank=True)
    contact = models.CharField("hoe je mij bereikt", max_length=200, blank=True)
    shared_at = models.DateTimeField(null=True, editable=False)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = "profiel"
        verbose_name_plural = "profielen"

    def __str__(self) -> str:
        return f"profiel van {self.participation}"

    @property
    def is_shared(self) -> bool:
        return self.shared_at is not None

    @classmethod
    def write(cls, participation: Participation, words: Mapping[str, str], *, share: bool, now: datetime) -> None:
        """Keep it, and show it to the group or not. A PDF of the group that said something else goes."""
        with transaction.atomic():
            profile, _ = cls.objects.select_for_update().get_or_create(participation=participation)
            shared_at = (profile.shared_at or now) if share else None
            cls.objects.filter(pk=profile.pk).update(**words, shared_at=shared_at)
            if share or profile.shared_at:
                GroupBook.objects.filter(network=participation.network_id).discard()

    @classmethod
    def hide(cls, participation: Participation) -> None:
        """No longer on the group's page, from now; a PDF that was made before goes."""
        with transaction.atomic():
            cls.objects.filter(participation=participation).update(shared_at=None)
            GroupBook.objects.filter(network=participation.network_id).discard()


class Portrait(Drawing):
    """A photo of a participant, drawn anew by the worker before anybody else sees it."""

    participation = models.OneToOneField(Participation, on_delete=models.CASCADE, related_name="portrait")

    longest_side = 600

    class Meta:
        verbose_name = "portret"
        verbose_name_plural = "portretten"

    def __str__(self) -> str:
        return f"portret van {self.participation_id}"

    @classmethod
    def keep(cls, participation: Participation, upload: UploadedFile, now: datetime) -> None:
        """In place of an earlier one; a worker draws it anew."""
        with transaction.atomic():
            Participation.objects.select_for_update().get(pk=participation.pk)
            for old in cls.objects.filter(participation=participation):
                old.remove()
            cls.objects.create(participation=participation, received=upload, not_before=now)

    def remove(self) -> None:
        with transaction.atomic():
            super().remove()
            GroupBook.objects.filter(network__participations=self.participation_id).discard()


class GroupBookQuerySet(LeasedWorkQuerySet["GroupBook"]):
    def discard(self) -> None:
        """Away with row and file: what stands in it is no longer what people share."""
        with transaction.atomic():
            for book in self:
                delete_after_commit(book.file)
            self.delete()


class GroupBook(LeasedWork):
    """Wie is wie as a PDF for the group; the worker makes it from what people share at that moment."""

    network = models.OneToOneField(Network, on_delete=models.CASCADE, related_name="group_book")
    # Of what the page said when it was asked: once that changed, nobody gets this book any more.
    digest = models.CharField(max_length=32, editable=False)
    file = models.FileField(upload_to=private_path)
    asked_at = models.DateTimeField(editable=False)

    objects = GroupBookQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "wie is wie in pdf"
        verbose_name_plural = "wie is wie in pdf"

    def __str__(self) -> str:
        return f"wie is wie van {self.network_id}"

    @classmethod
    def ask(cls, network: Network, digest: str, now: datetime) -> None:
        """A row for the worker, unless this very book is there; what failed gets another start."""
        with transaction.atomic():
            Network.objects.select_for_update().get(pk=network.pk)
            known = cls.objects.filter(network=network, digest=digest).first()
            if known is not None:
                known.put_back(now)
                return
            cls.objects.filter(network=network).discard()
            book = cls(network=network, digest=digest, not_before=now, asked_at=now)
            book.file.name = book.file.field.generate_filename(book, "wie-is-wie.pdf")
            book.save()
