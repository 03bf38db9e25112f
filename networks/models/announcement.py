from collections.abc import Sequence
from datetime import date, datetime
from secrets import token_hex

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.text import slugify

from lerendnetwerk import links
from lerendnetwerk.accounts.models import User
from lerendnetwerk.audit.record import record
from lerendnetwerk.files import private_path
from lerendnetwerk.leases import LeasedWork
from lerendnetwerk.outbox.models import OutgoingMail
from networks.models.network import Network, Phase
from networks.models.programme import Programme

SLUG_LENGTH = 80


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def online(self) -> "AnnouncementQuerySet":
        return self.filter(published_at__isnull=False)

    def for_public_page(self) -> "AnnouncementQuerySet":
        return self.online().select_related("network__programme").prefetch_related("network__engagement_lines")

    def open_in(self, programme: Programme, today: date) -> "AnnouncementQuerySet":
        """What somebody may still enrol for, the soonest last day first."""
        return (
            self.online()
            .filter(network__programme=programme, network__enrol_until__gte=today)
            .exclude(network__phase=Phase.AFRONDING)
            .select_related("network")
            .order_by("network__enrol_until", "network__title")
        )


class Announcement(models.Model):
    """That a network's announcement stands online, and where; its words are those of the network itself."""

    network = models.OneToOneField(Network, on_delete=models.CASCADE, related_name="announcement")
    # Chosen once: it is printed on flyers.
    slug = models.SlugField(max_length=SLUG_LENGTH, unique=True)
    published_at = models.DateTimeField(null=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = "aankondiging"
        verbose_name_plural = "aankondigingen"

    def __str__(self) -> str:
        return f"aankondiging van {self.network}"

    @property
    def is_online(self) -> bool:
        return self.published_at is not None

    @classmethod
    def publish(cls, network: Network, *, by: User, now: datetime) -> "Announcement":
        """Put it online. The address stays the same when it was online before."""
        with transaction.atomic():
            Network.objects.select_for_update().get(pk=network.pk)
            announcement = cls.objects.filter(network=network).first()
            if announcement is None:
                announcement = cls.objects.create(network=network, slug=free_slug(network.title))
            if not announcement.is_online:
                announcement.published_at = now
                announcement.save(update_fields=["published_at"])
                record("aankondiging-online", network, now=now, user=by, network_id=network.pk)
        return announcement

    def take_offline(self, *, by: User, now: datetime) -> None:
        with transaction.atomic():
            if Announcement.objects.filter(pk=self.pk, published_at__isnull=False).update(published_at=None):
                record("aankondiging-offline", self.network, now=now, user=by, network_id=self.network_id)
        self.published_at = None


def free_slug(title: str) -> str:
    """The title as an address, with a few characters behind it when another network has that already."""
    slug = slugify(title)[: SLUG_LENGTH - 8].strip("-") or "lerend-netwerk"
    return f"{slug}-{token_hex(3)}" if Announcement.objects.filter(slug=slug).exists() else slug


class Flyer(LeasedWork):
    """The announcement on one A4, and the picture that stands beside a shared link; made once for each text."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="flyers")
    digest = models.CharField(max_length=64)
    file = models.FileField(upload_to=private_path, blank=True)
    picture = models.FileField(upload_to=private_path, blank=True)

    class Meta:
        verbose_name = "flyer"
        verbose_name_plural = "flyers"
        constraints = [models.UniqueConstraint(fields=["announcement", "digest"], name="flyer_once")]

    def __str__(self) -> str:
        return f"flyer van {self.announcement_id}"


class ContactQuerySet(models.QuerySet["Contact"]):
    def sought(self, words: str) -> "ContactQuerySet":
        """Of whom name, address or organisation holds these words; all of them without words."""
        names = ("name", "email", "organisation")
        found = [models.Q(**{f"{name}__icontains": words}) for name in names]
        return self.filter(found[0] | found[1] | found[2]) if words else self.all()

    def write_to(self) -> "ContactQuerySet":
        """Who may be mailed: whoever said no once, is left alone for ever. Nobody while that cannot be known."""
        return self.exclude(models.Exists(OptOut.objects.unrecognisable())).exclude(
            models.Exists(OptOut.objects.filter(address_digest=models.OuterRef("address_digest")))
        )

    def add_new(self, programme: Programme, rows: "Sequence[tuple[str, str, str]]", now: datetime) -> int:
        """Add (name, address, organisation) of who is not there yet; returns how many are new."""
        with transaction.atomic():
            Programme.objects.select_for_update().get(pk=programme.pk)
            known = set(self.filter(programme=programme).annotate(small=Lower("email")).values_list("small", flat=True))
            new: dict[str, Contact] = {}
            for name, email, organisation in rows:
                if email.lower() not in known:
                    new.setdefault(
                        email.lower(),
                        Contact(
                            programme=programme,
                            name=name,
                            email=email,
                            organisation=organisation,
                            address_digest=address_digest(email),
                            added_at=now,
                        ),
                    )
            Contact.objects.bulk_create(new.values(), batch_size=200)
        return len(new)


class Contact(models.Model):
    """Somebody to whom a programme may send its announcements."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField("naam", max_length=160, blank=True)
    email = models.EmailField("e-mailadres")
    organisation = models.CharField("organisatie", max_length=160, blank=True)
    address_digest = models.CharField(max_length=32, editable=False)
    public_id = models.CharField(max_length=16, unique=True, default=links.new_public_id, editable=False)
    added_at = models.DateTimeField(editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "contact"
        verbose_name_plural = "contacten"
        ordering = ["name", "email"]
        constraints = [
            models.UniqueConstraint(
                "programme",
                Lower("email"),
                name="contact_once",
                violation_error_message="Dit adres staat al bij de contacten.",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def recipient(self) -> str:
        """How the outbox knows this contact."""
        return f"contact:{self.pk}"


def address_digest(email: str) -> str:
    """An address that can be recognised and not read: what stays when somebody wants no mail."""
    return links.digest("adres", email.strip().lower(), 0, key=settings.OPT_OUT_KEY)


def mark_of_key() -> str:
    """Says with which key digests were made, and not what it is."""
    return links.digest("afmeldingen", "", 0, key=settings.OPT_OUT_KEY)


class OptOutQuerySet(models.QuerySet["OptOut"]):
    def unrecognisable(self) -> "OptOutQuerySet":
        """Those that were made with another key than that of now."""
        return self.exclude(made_with=mark_of_key())

    def can_be_recognised(self) -> bool:
        """False once the key changed: then nobody knows who said no, and nothing may be mailed or imported. One query."""
        return not self.unrecognisable().exists()


class OptOut(models.Model):
    """An address that wants no announcements, of no programme; only its digest is kept, and for ever."""

    address_digest = models.CharField(max_length=32, unique=True)
    made_with = models.CharField(max_length=16, default=mark_of_key, editable=False)
    since = models.DateTimeField()

    objects = OptOutQuerySet.as_manager()

    class Meta:
        verbose_name = "afmelding"
        verbose_name_plural = "afmeldingen"

    def __str__(self) -> str:
        return f"afgemeld sinds {self.since:%d/%m/%Y}"

    @classmethod
    def note(cls, contact: Contact, now: datetime) -> None:
        """No more announcements to this address, and the contact itself is forgotten in every programme, with what waits to leave."""
        with transaction.atomic():
            same = Contact.objects.filter(address_digest=contact.address_digest)
            OutgoingMail.objects.filter(recipient__in=[one.recipient for one in same]).withdraw("Wil geen mail.")
            cls.objects.get_or_create(address_digest=contact.address_digest, defaults={"since": now})
            Contact.objects.filter(address_digest=contact.address_digest).delete()


class Mailing(LeasedWork):
    """An announcement on its way to the contacts: the worker writes the mails, some hundreds at a time."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="mailings")
    subject = models.CharField("onderwerp", max_length=150)
    text = models.TextField("bericht", max_length=12_000)
    key = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    queued = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "rondzending"
        verbose_name_plural = "rondzendingen"
        ordering = ["-asked_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["network", "key"], name="mailing_once_by_key")]

    def __str__(self) -> str:
        return f"rondzending van {self.network_id}"
