"""Outgoing mail that people can see, pause and mend. It knows an address, an occasion and an opaque reference."""

import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Self

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest

from lerendnetwerk.leases import LeasedWork, LeasedWorkQuerySet


class MailState(models.TextChoices):
    DRAFT = "concept", "concept"
    READY = "klaar", "klaar om te vertrekken"
    BUSY = "bezig", "bezig"
    SENT = "verzonden", "verzonden"
    FAILED = "mislukt", "mislukt"
    MAYBE = "misschien", "misschien verzonden"
    WITHDRAWN = "ingetrokken", "ingetrokken"


# Has not left, and no server was spoken to since it was last put on the pile.
WAITING = (MailState.DRAFT, MailState.READY)
BROKE_OFF = "De verbinding viel weg terwijl de mailserver het bericht kreeg."
SUPERSEDED = "Ingehaald door een nieuwere versie."
# What a person may still take back.
RETRACTABLE = (*WAITING, MailState.FAILED)
# What a person may send again, with own eyes on it.
REPEATABLE = (MailState.FAILED, MailState.MAYBE)
VERSION = re.compile(r"(?P<topic>.+):(?:v|seq)(?P<number>\d{1,9})", re.DOTALL)


def split_occasion(occasion: str) -> tuple[str, int]:
    """ "report:12:v2" -> ("report:12", 2); an occasion without version has version 0."""
    match = VERSION.fullmatch(occasion)
    return (match["topic"], int(match["number"])) if match else (occasion, 0)


class NewerVersionError(Exception):
    """Another version of this mail took its place."""


class OutgoingMailQuerySet(LeasedWorkQuerySet["OutgoingMail"]):
    def due(self, now: datetime) -> Self:
        """Ready, and in no living worker's bag."""
        free = Q(lease_until=None) | Q(lease_until__lt=now)
        return self.filter(free, state=MailState.READY, not_before__lte=now)

    def take_bag(self, now: datetime, lease: timedelta, size: int) -> list["OutgoingMail"]:
        """Put the mails that wait longest in a worker's bag. Safe with any number of workers."""
        pks = list(self.due(now).order_by("not_before", "pk").values_list("pk", flat=True)[:size])
        if not pks or PostOffice.objects.filter(paused_at__isnull=False).exists():
            return []
        lease_id = secrets.token_hex(8)
        self.due(now).filter(pk__in=pks).update(lease_id=lease_id, lease_until=now + lease)
        return list(self.filter(lease_id=lease_id).prefetch_related("attachments"))

    def give_back(self, lease_id: str) -> int:
        """Put what was not started back on the pile."""
        return self.filter(lease_id=lease_id, state=MailState.READY).update(lease_id="", lease_until=None)

    def recover_abandoned(self, now: datetime) -> int:
        """What was being spoken about when a worker fell silent may have left: a person decides."""
        abandoned = self.filter(state=MailState.BUSY, lease_until__lt=now)
        pks = list(abandoned.values_list("pk", flat=True))
        if not pks:
            return 0
        with transaction.atomic():
            found = abandoned.filter(pk__in=pks).update(
                state=MailState.MAYBE, crashes=F("crashes") + 1, lease_id="", lease_until=None, error=BROKE_OFF
            )
            Attempt.objects.filter(mail__in=pks, mail__state=MailState.MAYBE, outcome=Attempt.Outcome.SPEAKING).update(
                outcome=Attempt.Outcome.UNKNOWN
            )
        return found

    def for_post(self, scope: str) -> Self:
        """All that one page shows, without the bodies."""
        return self.filter(scope=scope).defer("text", "html", "calendar").order_by("not_before", "to_name", "pk")

    def release(self, now: datetime) -> int:
        """Let drafts go; one that was planned for later still waits for its moment."""
        return self.filter(state=MailState.DRAFT).update(
            state=MailState.READY, not_before=Greatest("not_before", Value(now)), error=""
        )

    def send_failed_again(self, now: datetime) -> int:
        """Once more all that failed, on a person's word. Only for mails of which no newer version can exist."""
        return self.filter(state=MailState.FAILED).update(
            state=MailState.READY, not_before=now, attempts=0, error="", lease_id="", lease_until=None
        )

    def withdraw(self, why: str) -> int:
        """Take back what has not left yet, also out of a worker's bag."""
        return self.filter(state__in=WAITING).update(
            state=MailState.WITHDRAWN, error=why, lease_id="", lease_until=None
        )

    def put_back(self, why: str) -> int:
        """What was withdrawn for this reason, and for no other, leaves after all."""
        return self.filter(state=MailState.WITHDRAWN, error=why).update(state=MailState.READY, error="")


class OutgoingMail(LeasedWork):
    """One message to one person for one occasion; however often it is queued, it exists once.

    A worker's bag holds mails that are READY with a lease: they may still be changed, paused or withdrawn, which
    takes them out of the bag. BUSY means that the server is being spoken to.
    """

    state = models.CharField(max_length=20, choices=MailState, default=MailState.READY)
    # "report:12:v2": what it is about and which version; a newer version withdraws an older one that has not left.
    occasion = models.CharField(max_length=80)
    topic = models.CharField(max_length=80, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    # Opaque to the outbox: whom it is for ("participation:7"), and whose page shows it ("network:3").
    recipient = models.CharField(max_length=60)
    scope = models.CharField(max_length=60, db_index=True)
    to_name = models.CharField("naam", max_length=160)
    to_address = models.EmailField("e-mailadres")
    from_name = models.CharField(max_length=160, blank=True)
    reply_to = models.EmailField(blank=True)
    subject = models.CharField("onderwerp", max_length=200)
    # Both bodies may hold {persoonlijke_link}, filled in while it is sent: staff never see the link.
    text = models.TextField("tekst", max_length=20_000)
    # Blank: made from the text while it is sent.
    html = models.TextField(blank=True)
    # An invitation as calendars read it (RFC 5546); it travels as a third way to read the mail.
    calendar = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, editable=False)
    # What it was before a person withdrew it, so that this can be undone.
    withdrawn_from = models.CharField(max_length=20, blank=True, editable=False)
    # Since when a person let a "misschien verzonden" rest.
    settled_at = models.DateTimeField(null=True, editable=False)
    # Raised with each edit by hand: saving on an old one gives 409 with both texts.
    text_version = models.PositiveIntegerField(default=1, editable=False)

    objects = OutgoingMailQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["not_before", "pk"]
        indexes = [models.Index(fields=["state", "not_before"], name="mail_due")]
        constraints = [
            models.UniqueConstraint(fields=["occasion", "recipient"], name="mail_once_per_occasion"),
            models.UniqueConstraint(
                fields=["topic", "recipient"],
                condition=Q(state__in=WAITING),
                name="mail_one_version_waits",
                violation_error_message="Er staat al een andere versie van dit bericht klaar.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occasion} aan {self.recipient}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.topic, self.version = split_occasion(self.occasion)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def start(self, now: datetime, lease: timedelta, message_id: str) -> "Attempt | None":
        """Take it out of the bag to speak about it; None when somebody changed, paused or withdrew it meanwhile."""
        with transaction.atomic():
            started = OutgoingMail.objects.filter(pk=self.pk, lease_id=self.lease_id, state=MailState.READY).update(
                state=MailState.BUSY, lease_until=now + lease, attempts=F("attempts") + 1
            )
            if not started:
                return None
            self.attempts += 1
            return Attempt.objects.create(mail=self, at=now, address=self.to_address, message_id=message_id)

    def finish_attempt(
        self, attempt: "Attempt", outcome: "Attempt.Outcome", answer: str, state: MailState, **fields: object
    ) -> bool:
        """Write how it went, if the lease is still ours."""
        with transaction.atomic():
            written = self.finish(state, **fields)
            if written:
                Attempt.objects.filter(pk=attempt.pk).update(outcome=outcome, answer=answer)
        return written

    def put_off(self, until: datetime | None, why: str) -> None:
        """Something is missing before the server was spoken to: later again, or failed when `until` is None."""
        later = {"not_before": until} if until else {"state": MailState.FAILED}
        OutgoingMail.objects.filter(pk=self.pk, lease_id=self.lease_id, state=MailState.READY).update(
            error=why, attempts=F("attempts") + 1, lease_id="", lease_until=None, **later
        )

    # What a person decides. Each is one conditional write: False when the mail was no longer in that state.

    def send_again(self, now: datetime, address: str = "") -> bool:
        """Once more, perhaps to another address; only on somebody's word. Raises NewerVersionError."""
        changes = {"to_address": address} if address else {}
        return self._back_on_the_pile(
            REPEATABLE, MailState.READY, not_before=now, attempts=0, error="", settled_at=None, **changes
        )

    def let_it_rest(self, now: datetime) -> bool:
        """It may have arrived, and that is good enough."""
        return bool(
            OutgoingMail.objects.filter(pk=self.pk, state=MailState.MAYBE, settled_at=None).update(settled_at=now)
        )

    def withdraw(self) -> bool:
        return any(
            OutgoingMail.objects.filter(pk=self.pk, state=state).update(
                state=MailState.WITHDRAWN, withdrawn_from=state, lease_id="", lease_until=None
            )
            for state in RETRACTABLE
        )

    def undo_withdrawal(self) -> bool:
        """Back to what it was. Raises NewerVersionError."""
        return self.withdrawn_from in RETRACTABLE and self._back_on_the_pile(
            (MailState.WITHDRAWN,), self.withdrawn_from, withdrawn_from=""
        )

    def rewrite(self, subject: str, text: str, known_version: int) -> bool:
        """Replace the text of what has not left; False when it left, or somebody else changed it meanwhile.

        The HTML is made from the text from now on, so that both say the same.
        """
        return bool(
            OutgoingMail.objects.filter(pk=self.pk, state__in=WAITING, text_version=known_version).update(
                subject=subject,
                text=text,
                html="",
                text_version=known_version + 1,
                # Out of the bag of a worker that already read the old text.
                lease_id="",
                lease_until=None,
            )
        )

    def _back_on_the_pile(self, sources: Sequence[str], state: str, **changes: object) -> bool:
        newer = OutgoingMail.objects.filter(topic=self.topic, recipient=self.recipient, version__gt=self.version)
        if newer.exclude(state=MailState.WITHDRAWN).exists():
            raise NewerVersionError
        try:
            with transaction.atomic():
                return bool(
                    OutgoingMail.objects.filter(pk=self.pk, state__in=sources).update(
                        state=state, lease_id="", lease_until=None, **changes
                    )
                )
        except IntegrityError:
            raise NewerVersionError


class MailAttachment(models.Model):
    """A frozen file that goes along; the file itself belongs to whoever queued the mail."""

    mail = models.ForeignKey(OutgoingMail, on_delete=models.CASCADE, related_name="attachments")
    file_path = models.CharField(max_length=300, help_text="relative to MEDIA_ROOT")
    file_name = models.CharField(max_length=160)
    content_type = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.file_name


class Attempt(models.Model):
    """One try to hand a mail to the server; written before the talk begins and completed after."""

    class Outcome(models.TextChoices):
        SPEAKING = "bezig", "bezig"
        ACCEPTED = "aanvaard", "aanvaard"
        REFUSED = "geweigerd", "geweigerd"
        LATER = "later", "later opnieuw"
        UNKNOWN = "onbekend", "onbekend"

    mail = models.ForeignKey(OutgoingMail, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    address = models.EmailField()
    message_id = models.CharField(max_length=160)
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.SPEAKING)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.outcome}"


class PracticeMessage(models.Model):
    """A mail as it would have left, kept for staff to read where no mail server is set (demo, rehearsal)."""

    at = models.DateTimeField()
    scope = models.CharField(max_length=60, db_index=True, blank=True)
    to_address = models.CharField(max_length=320)
    subject = models.CharField(max_length=300)
    raw = models.BinaryField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.subject


class PostOfficeQuerySet(models.QuerySet["PostOffice"]):
    def current(self) -> "PostOffice":
        """The one row; made in memory when no worker ever came by."""
        return self.first() or PostOffice(pk=1)

    def worker_is_alive(self, now: datetime) -> None:
        self.update_or_create(pk=1, defaults={"worker_seen_at": now})

    def pause(self, by: str, now: datetime) -> None:
        with transaction.atomic():
            self.update_or_create(pk=1, defaults={"paused_at": now, "paused_by": by})
            # Out of every worker's bag: what is not being spoken about stays here.
            bags = OutgoingMail.objects.filter(state=MailState.READY).exclude(lease_id="")
            bags.update(lease_id="", lease_until=None)

    def resume(self) -> None:
        self.filter(pk=1).update(paused_at=None, paused_by="")


class PostOffice(models.Model):
    """One row: is the post paused, and when did a worker last show that it is alive."""

    SILENT_AFTER = timedelta(minutes=2)

    paused_at = models.DateTimeField(null=True)
    paused_by = models.CharField(max_length=120, blank=True)
    worker_seen_at = models.DateTimeField(null=True)

    objects = PostOfficeQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_post_office")]

    def __str__(self) -> str:
        return "post"

    def silent_since(self, now: datetime) -> datetime | None:
        """Since when no worker showed itself, if that is too long ago."""
        seen = self.worker_seen_at
        return seen if seen and seen < now - self.SILENT_AFTER else None
