"""Somebody asked to be forgotten: how far that is, and which texts a person still has to look at."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import models, transaction

from lerendnetwerk.accounts.models import User
from lerendnetwerk.audit.record import record
from lerendnetwerk.leases import LeasedWork, LeasedWorkQuerySet, WorkState
from networks.models.network import Network
from networks.models.people import Participation, Person


def new_page_id() -> str:
    return secrets.token_urlsafe(12)


class ErasureQuerySet(LeasedWorkQuerySet["Erasure"]):
    def ask(self, person: Person, *, by: User | None, now: datetime) -> "Erasure":
        """From now on she gets no mail and her links open nothing; the worker does the rest. Asked again: the same one."""
        with transaction.atomic():
            locked = Person.objects.select_for_update().get(pk=person.pk)
            known = self.filter(person=locked).first()
            if known is not None:
                return known
            erasure = Erasure.objects.create(person=locked, asked_at=now, asked_by=by, not_before=now)
            for participation in locked.participations.select_related("network"):
                participation.leave(now=now, by=by, last_mail=False)
                Participation.objects.filter(pk=participation.pk).update(link_version=models.F("link_version") + 1)
            record("wissen-gevraagd", erasure, now=now, user=by, by="" if by else "deelnemer")
        return erasure


class Erasure(LeasedWork):
    """One person who is being forgotten, in all networks of her programme. Says nothing about who she was."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="erasure")
    # Opens the page that says how far it is, for who has no link any more.
    page_id = models.CharField(max_length=24, unique=True, default=new_page_id, editable=False)
    asked_at = models.DateTimeField()
    # Empty: she herself.
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # How many erasers are through.
    steps_done = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    objects = ErasureQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "wissing"
        verbose_name_plural = "wissingen"
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"wissing {self.pk}"

    @property
    def is_done(self) -> bool:
        return self.state == WorkState.DONE

    @property
    def has_failed(self) -> bool:
        return self.state == WorkState.FAILED


class NameInTextQuerySet(models.QuerySet["NameInText"]):
    def to_look_at(self, network: Network) -> "NameInTextQuerySet":
        return self.filter(network=network).order_by("erasure", "pk")


class NameInText(models.Model):
    """A text in which a part of an erased name may stand: where, but not which name. Gone once somebody looked at it."""

    erasure = models.ForeignKey(Erasure, on_delete=models.CASCADE, related_name="names_in_texts")
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="names_in_texts")
    # The model, as lerendnetwerk/texts.py knows it, and the row.
    place = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    # Recognises the text as it was; the same text elsewhere has the same one.
    digest = models.CharField(max_length=16)
    # From where to where the name stands: pairs of numbers.
    spans = models.JSONField()

    objects = NameInTextQuerySet.as_manager()

    class Meta:
        verbose_name = "naam in een tekst"
        verbose_name_plural = "namen in teksten"
        constraints = [
            models.UniqueConstraint(fields=["erasure", "place", "object_id", "digest"], name="name_in_text_once")
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.object_id}"
