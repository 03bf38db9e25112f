import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from lerendnetwerk.accounts.models import User
from lerendnetwerk.audit.record import record
from lerendnetwerk.files import private_path
from lerendnetwerk.leases import LeasedWork, LeasedWorkQuerySet, WorkState
from lerendnetwerk.outbox.models import MailAttachment
from networks.models import Network, Participation, Programme
from sessions.models import Session
from sessions.models.files import delete_after_commit

MAIL_TOPIC = "report:"


class Report(models.Model):
    """The report of one session, or without a session the final report of a network, while it is being trimmed; what
    leaves the house is an Edition."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="reports")
    session = models.OneToOneField(Session, null=True, on_delete=models.CASCADE, related_name="report")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "verslag"
        verbose_name_plural = "verslagen"
        constraints = [
            models.UniqueConstraint(
                fields=["network"],
                condition=models.Q(session=None),
                name="one_final_report",
                violation_error_message="Dit netwerk heeft al een eindverslag.",
            )
        ]

    def __str__(self) -> str:
        return f"verslag van {self.session}" if self.session_id else f"eindverslag van {self.network}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.session is not None:
            # A session's report belongs where the session does.
            self.network_id = self.session.network_id
        super().save(*args, **kwargs)

    @property
    def is_final(self) -> bool:
        return self.session_id is None

    @property
    def mail_topic(self) -> str:
        """What the mails that bring this report are about; each version is an occasion of it."""
        return f"{MAIL_TOPIC}{self.pk}"


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


class ReportLetter(models.Model):
    """The mail that goes with the report, for one kind of recipient. *Vanzelf* until it is edited."""

    class Kind(models.TextChoices):
        PRESENT = "aanwezig", "wie erbij was"
        ABSENT = "afwezig", "wie er niet bij was"
        SUBSTITUTE = "vervanger", "vervangers"
        EVERYBODY = "iedereen", "iedereen van het netwerk"
        CORRECTION = "verbetering", "wie het vorige verslag al kreeg"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=12, choices=Kind)
    subject = models.CharField("onderwerp", max_length=160)
    text = models.TextField("tekst", max_length=6000)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "kind"], name="report_letter_once")]

    def __str__(self) -> str:
        return self.subject


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
    # Of the words in `frozen`; see reports/editions.py for what is no correction.
    digest = models.CharField(max_length=64)
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

    def replace(self, frozen: dict[str, Any], digest: str, now: datetime) -> None:
        """Print it anew from other words, because somebody is erased; only the hash of the old file is kept."""
        with transaction.atomic():
            old = str(self.file.name or "")
            WithdrawnFile.objects.create(
                edition=self, file=old, sha256=self.sha256, size=self.size, made_at=self.made_at, withdrawn_at=now
            )
            self.file.name = private_path(self, "verslag.pdf")
            self.frozen, self.digest = frozen, digest
            self.state, self.not_before, self.sha256, self.size, self.made_at = WorkState.READY, now, "", 0, None
            # Whoever prints the old words at this moment may not write them any more.
            self.lease_id, self.lease_until, self.attempts, self.crashes, self.error = "", None, 0, 0, ""
            self.save()
            MailAttachment.objects.filter(file_path=old).update(file_path=str(self.file.name))


class WithdrawnFileQuerySet(models.QuerySet["WithdrawnFile"]):
    def throw_away(self) -> int:
        """Take the files themselves off the disk, also what a killed worker left. Returns how many."""
        waiting = self.exclude(file="")
        for one in waiting:
            one.file.storage.delete(str(one.file.name))
            self.filter(pk=one.pk).update(file="")
        return len(waiting)


class WithdrawnFile(models.Model):
    """The PDF that an edition had before a name was taken out: that it was there, and its hash. The file is gone."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="withdrawn_files")
    # Only until it is off the disk.
    file = models.FileField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField()

    objects = WithdrawnFileQuerySet.as_manager()

    class Meta:
        verbose_name = "ingetrokken bestand"
        verbose_name_plural = "ingetrokken bestanden"
        ordering = ["withdrawn_at", "pk"]

    def __str__(self) -> str:
        return f"vorige pdf van {self.edition}"


class Overview(LeasedWork):
    """A programme at one moment, for who must show what it brings: figures and states, never words of a group."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="overviews")
    frozen = models.JSONField()
    digest = models.CharField(max_length=64)
    file = models.FileField(upload_to=private_path, blank=True)
    size = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "overzicht"
        verbose_name_plural = "overzichten"
        ordering = ["-asked_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "digest"], name="overview_once")]

    def __str__(self) -> str:
        return f"overzicht van {self.programme}"


class PaperPackQuerySet(LeasedWorkQuerySet["PaperPack"]):
    def for_page(self, session: Session, now: datetime) -> Self:
        """What was asked for this session and is still kept, the last one first."""
        return self.filter(session=session, kept_until__gt=now).order_by("-asked_at", "-pk")

    def ask(
        self, session: Session, parts: Sequence[str], people: int, key: str, *, by: User, now: datetime
    ) -> "PaperPack":
        """A pack of these parts, in the place of an earlier one of the same parts. The same key again is the same pack."""
        with transaction.atomic():
            Session.objects.select_for_update().get(pk=session.pk)
            known = self.filter(session=session, key=key).first() if key else None
            if known is not None:
                return known
            self.filter(session=session, parts=list(parts)).remove()
            pack = PaperPack(
                session=session,
                parts=list(parts),
                people=people,
                # Without a key each time is another one.
                key=key or secrets.token_hex(8),
                asked_by=by,
                asked_at=now,
                not_before=now,
            )
            pack.kept_until = now + (KEEP_LINKS if pack.holds_links else KEEP_PACK)
            pack.file.name = pack.file.field.generate_filename(pack, "map.pdf")
            pack.save()
            if pack.holds_links:
                record("asked link cards", pack, now=now, user=by, network_id=session.network_id)
        return pack

    def remove(self) -> int:
        """With their files. Returns how many."""
        with transaction.atomic():
            packs = list(self)
            for pack in packs:
                delete_after_commit(pack.file)
                pack.delete()
        return len(packs)


# A link on paper opens what is personal, so the file that holds them goes as soon as it can be printed.
KEEP_LINKS = timedelta(hours=1)
KEEP_PACK = timedelta(days=7)
# The part of a pack with personal links.
LINKS = "links"


class PaperPack(LeasedWork):
    """Sheets to print for a session, made by the worker from how things stand then; kept only until they are printed."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="+")
    # Keys of reports/paper_pack/parts.py, in the order of printing.
    parts = models.JSONField()
    # For how many people there are cards and forms.
    people = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=32, editable=False)
    file = models.FileField(upload_to=private_path, blank=True)
    size = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    kept_until = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = PaperPackQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "afdruk"
        verbose_name_plural = "afdrukken"
        ordering = ["-asked_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["session", "key"], name="paper_pack_once_by_key")]

    def __str__(self) -> str:
        return f"afdruk van {self.session}"

    @property
    def holds_links(self) -> bool:
        return LINKS in self.parts


class CertificateQuerySet(LeasedWorkQuerySet["Certificate"]):
    def remove(self) -> int:
        """With their files. Returns how many."""
        with transaction.atomic():
            certificates = list(self)
            for certificate in certificates:
                delete_after_commit(certificate.file)
                certificate.delete()
        return len(certificates)


class Certificate(LeasedWork):
    """That one participant was there, at which sessions and how long: on paper, for who asks her for it.

    A correction of the hours makes a next version; the older one stays as it was given.
    """

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="certificates")
    version = models.PositiveSmallIntegerField(default=1)
    frozen = models.JSONField()
    # Of what it says about the person; see reports/certificates/earning.py.
    digest = models.CharField(max_length=64)
    file = models.FileField(upload_to=private_path, blank=True)
    size = models.PositiveIntegerField(default=0)
    given_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)

    objects = CertificateQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "attest"
        verbose_name_plural = "attesten"
        ordering = ["participation", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["participation", "version"], name="certificate_once_per_version")
        ]

    def __str__(self) -> str:
        return f"attest van {self.participation}"
