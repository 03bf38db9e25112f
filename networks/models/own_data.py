"""What a participant does with her own data: another address, and a copy of everything on paper."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models, transaction

from lerendnetwerk import links
from lerendnetwerk.files import private_path
from lerendnetwerk.leases import LeasedWork, LeasedWorkQuerySet
from networks.models.people import Participation, Person

CONFIRM_WITHIN = timedelta(days=7)
# Long enough to save it, also after a coffee.
KEEP_COPY = timedelta(hours=1)


class AddressChange(models.Model):
    """A new e-mail address that waits until whoever reads mail there says so."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="address_change")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField("nieuw e-mailadres")
    public_id = models.CharField(max_length=16, unique=True, default=links.new_public_id, editable=False)
    asked_at = models.DateTimeField()

    class Meta:
        verbose_name = "nieuw adres"
        verbose_name_plural = "nieuwe adressen"

    def __str__(self) -> str:
        return f"nieuw adres {self.pk}"

    @classmethod
    def ask(cls, participation: Participation, email: str, now: datetime) -> Self:
        """The last one asked for counts; an earlier link opens nothing any more."""
        with transaction.atomic():
            cls.objects.filter(person=participation.person_id).delete()
            return cls.objects.create(
                person_id=participation.person_id, participation=participation, email=email, asked_at=now
            )

    def is_over(self, now: datetime) -> bool:
        return now > self.asked_at + CONFIRM_WITHIN

    def confirm(self) -> None:
        """Take the address over. Raises ValidationError when somebody of the same name has it already."""
        with transaction.atomic():
            person = Person.objects.select_for_update().get(pk=self.person_id)
            person.email = self.email
            person.full_clean()
            person.save()
            self.delete()


class OwnDataCopyQuerySet(LeasedWorkQuerySet["OwnDataCopy"]):
    def ask(self, participation: Participation, now: datetime) -> "OwnDataCopy":
        """One at a time: the one that is being made or lies ready, else a new one."""
        with transaction.atomic():
            Participation.objects.select_for_update().get(pk=participation.pk)
            known = self.filter(participation=participation, kept_until__gt=now).exclude(state="mislukt").first()
            if known is not None:
                return known
            self.filter(participation=participation).remove()
            copy = OwnDataCopy(participation=participation, asked_at=now, not_before=now, kept_until=now + KEEP_COPY)
            copy.file.name = private_path(copy, "gegevens.pdf")
            copy.save()
        return copy

    def remove(self) -> int:
        """With their files. Returns how many."""
        copies = list(self)
        with transaction.atomic():
            for copy in copies:
                name, storage = str(copy.file.name), copy.file.storage
                copy.delete()
                transaction.on_commit(lambda name=name, storage=storage: storage.delete(name))  # type: ignore[misc]
        return len(copies)


class OwnDataCopy(LeasedWork):
    """All that is kept of one participant as a PDF, made by the worker and gone within the hour."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="own_data_copies")
    file = models.FileField(upload_to=private_path, blank=True)
    size = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    kept_until = models.DateTimeField()

    objects = OwnDataCopyQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "kopie van eigen gegevens"
        verbose_name_plural = "kopieën van eigen gegevens"
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"kopie {self.pk}"
