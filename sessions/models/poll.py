from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import models, transaction
from django.db.models import Q

from lerendnetwerk.accounts.models import User
from lerendnetwerk.audit.record import record
from lerendnetwerk.outbox.models import OutgoingMail, OutgoingMailQuerySet
from networks.models import Network, Participation
from sessions.models.hosting import Host
from sessions.models.session import Session

type Voter = Participation | Host

STOPPED = "De datumprikker is gestopt."


class DatePollQuerySet(models.QuerySet["DatePoll"]):
    def running_in(self, network: Network) -> "DatePollQuerySet":
        """What is asked now, each with how many `answered`."""
        people = models.Count("slots__choices__participation", distinct=True)
        hosts = models.Count("slots__choices__host", distinct=True)
        return self.filter(network=network, closed_at=None).annotate(answered=people + hosts).order_by("opened_at")


class DatePoll(models.Model):
    """A question to participants and hosts: which of these moments suits you?"""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="date_polls")
    title = models.CharField("waarvoor", max_length=120)
    key = models.CharField(max_length=40, unique=True, editable=False)
    opened_at = models.DateTimeField()
    # When the one reminder to who is missing left.
    reminded_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    session = models.OneToOneField(
        Session, null=True, on_delete=models.SET_NULL, related_name="date_poll", editable=False
    )

    objects = DatePollQuerySet.as_manager()

    class Meta:
        verbose_name = "datumprikker"
        verbose_name_plural = "datumprikkers"
        ordering = ["-opened_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @classmethod
    def start(
        cls, network: Network, title: str, moments: Iterable[tuple[datetime, datetime]], *, key: str, now: datetime
    ) -> "tuple[DatePoll, bool]":
        """The same key again is the poll that it made before."""
        with transaction.atomic():
            poll, is_new = cls.objects.get_or_create(
                key=key, defaults={"network": network, "title": title, "opened_at": now}
            )
            if is_new:
                PollSlot.objects.bulk_create(PollSlot(poll=poll, starts_at=a, ends_at=b) for a, b in sorted(moments))
        return poll, is_new

    @property
    def topic(self) -> str:
        """Of the mails that ask; those about a day that came later begin with it."""
        return f"date-poll:{self.pk}"

    @property
    def questions(self) -> OutgoingMailQuerySet:
        """All mails that ask."""
        return OutgoingMail.objects.filter(Q(topic=self.topic) | Q(topic__startswith=f"{self.topic}:"))

    def add_slot(self, starts_at: datetime, ends_at: datetime) -> "tuple[PollSlot | None, bool]":
        """One more day to choose from, and whether it is new; what was answered stays. None when the poll is closed."""
        with transaction.atomic():
            if DatePoll.objects.select_for_update().get(pk=self.pk).closed_at:
                return None, False
            return PollSlot.objects.get_or_create(poll=self, starts_at=starts_at, ends_at=ends_at)

    def stop(self, *, by: User, now: datetime) -> bool:
        """No day is chosen and nobody is asked any more: what still waited to leave stays. False when it was over already."""
        with transaction.atomic():
            stopped = DatePoll.objects.filter(pk=self.pk, closed_at=None).update(closed_at=now)
            if stopped:
                self.questions.withdraw(STOPPED)
                record("stopped date poll", self, now=now, user=by, network_id=self.network_id)
        return bool(stopped)

    def reopen(self, *, by: User, now: datetime) -> bool:
        """Stopped too soon: the answers still stand, and what had not left then leaves now. False when a day was chosen."""
        with transaction.atomic():
            reopened = DatePoll.objects.filter(pk=self.pk, session=None, closed_at__isnull=False).update(closed_at=None)
            if reopened:
                self.questions.put_back(STOPPED)
                record("reopened date poll", self, now=now, user=by, network_id=self.network_id)
        return bool(reopened)

    def vote(self, voter: Voter, choices: "Mapping[PollSlot, str]") -> bool:
        """What somebody says of each slot; again replaces it. False when the poll is closed."""
        who = {"participation": voter} if isinstance(voter, Participation) else {"host": voter}
        with transaction.atomic():
            if DatePoll.objects.select_for_update().get(pk=self.pk).closed_at:
                return False
            for slot, choice in choices.items():
                SlotChoice.objects.update_or_create(slot=slot, **who, defaults={"choice": choice})
        return True


class PollSlot(models.Model):
    poll = models.ForeignKey(DatePoll, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField("begin")
    ends_at = models.DateTimeField("einde")

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="slot_ends_after_start"),
            models.UniqueConstraint(fields=["poll", "starts_at", "ends_at"], name="slot_once"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at}"


class SlotChoice(models.Model):
    class Choice(models.TextChoices):
        YES = "ja", "ja"
        IF_NEED_BE = "als-het-moet", "als het moet"
        NO = "nee", "nee"

    slot = models.ForeignKey(PollSlot, on_delete=models.CASCADE, related_name="choices")
    participation = models.ForeignKey(Participation, null=True, on_delete=models.CASCADE, related_name="slot_choices")
    host = models.ForeignKey(Host, null=True, on_delete=models.CASCADE, related_name="slot_choices")
    choice = models.CharField(max_length=14, choices=Choice)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slot", "participation"], name="slot_choice_once"),
            models.UniqueConstraint(fields=["slot", "host"], name="slot_choice_of_host_once"),
            models.CheckConstraint(
                condition=Q(participation=None, host__isnull=False) | Q(participation__isnull=False, host=None),
                name="slot_choice_of_one_voter",
            ),
        ]

    def __str__(self) -> str:
        return self.choice


class Tally:
    """How one slot stands: who can, who can if need be, who cannot; and who answered before this day came."""

    def __init__(self, slot: PollSlot, choices: Sequence[tuple[str, str]], silent: Sequence[Voter] = ()) -> None:
        self.slot = slot
        self.silent = silent
        self.names: dict[str, list[str]] = {value: [] for value in SlotChoice.Choice.values}
        for name, choice in choices:
            self.names[choice].append(name)

    @property
    def yes(self) -> list[str]:
        return self.names[SlotChoice.Choice.YES]

    @property
    def if_need_be(self) -> list[str]:
        return self.names[SlotChoice.Choice.IF_NEED_BE]

    @property
    def no(self) -> list[str]:
        return self.names[SlotChoice.Choice.NO]


def best_first(tallies: Iterable[Tally]) -> list[Tally]:
    """Most who can at all, then most who gladly can, then the earliest."""
    return sorted(tallies, key=lambda one: (-len(one.yes) - len(one.if_need_be), -len(one.yes), one.slot.starts_at))
