"""Outgoing mail that people can see, pause and mend. It knows an address, an occasion and an opaque reference."""

from django.db import models

from lerendnetwerk.leases import LeasedWork, LeasedWorkQuerySet


class MailState(models.TextChoices):
    DRAFT = "concept", "concept"
    READY = "klaar", "klaar om te vertrekken"
    BUSY = "bezig", "bezig"
    SENT = "verzonden", "verzonden"
    FAILED = "mislukt", "mislukt"
    MAYBE = "misschien", "misschien verzonden"
    WITHDRAWN = "ingetrokken", "ingetrokken"


class OutgoingMailQuerySet(LeasedWorkQuerySet["OutgoingMail"]):
    pass


class OutgoingMail(LeasedWork):
    """One message to one person for one occasion; however often it is queued, it exists once."""

    state = models.CharField(max_length=20, choices=MailState, default=MailState.READY)
    # "report:12:v2": what it is about and which version; a newer version withdraws an older one that has not left.
    occasion = models.CharField(max_length=80)
    # Opaque to the outbox: whom it is for ("participation:7"), and whose page shows it ("network:3").
    recipient = models.CharField(max_length=60)
    scope = models.CharField(max_length=60, db_index=True)
    to_name = models.CharField(max_length=160)
    to_address = models.EmailField()
    from_name = models.CharField(max_length=160, blank=True)
    reply_to = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    # Both bodies may hold {persoonlijke_link}, filled in while it is sent: staff never see the link.
    text = models.TextField()
    html = models.TextField(blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = OutgoingMailQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["not_before", "pk"]
        indexes = [models.Index(fields=["state", "not_before"], name="mail_due")]
        constraints = [models.UniqueConstraint(fields=["occasion", "recipient"], name="mail_once_per_occasion")]

    def __str__(self) -> str:
        return f"{self.occasion} aan {self.recipient}"


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


class PostOffice(models.Model):
    """One row: is the post paused, and when did a worker last show that it is alive."""

    paused_at = models.DateTimeField(null=True)
    paused_by = models.CharField(max_length=120, blank=True)
    worker_seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_post_office")]

    def __str__(self) -> str:
        return "post"
