from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import cached_property

from lerendnetwerk.accounts.models import User
from lerendnetwerk.audit.record import record
from lerendnetwerk.outbox.queue import REFUSED_SCOPE
from networks.models.programme import ChangedMeanwhileError, Programme


class Phase(models.TextChoices):
    VOORAF = "vooraf", "Vooraf"
    OPSTART = "opstart", "Opstart"
    ONDERHOUD = "onderhoud", "Onderhoud"
    AFRONDING = "afronding", "Afronding"


# The handbook: ten to fifteen; a larger group can, with other ways of working.
COMFORTABLE_GROUP = 15
# After the end; from then on what was asked once is not asked anew.
ASKED_AGAIN_AFTER = timedelta(days=91)


class Network(models.Model):
    class Scope(models.TextChoices):
        ACROSS = "tussen", "mensen uit verschillende organisaties"
        INSIDE = "binnen", "mensen uit één organisatie"

    programme = models.ForeignKey(
        Programme, verbose_name="programma", on_delete=models.PROTECT, related_name="networks"
    )
    title = models.CharField("titel", max_length=120)
    theme = models.CharField("thema", max_length=200, blank=True)
    audience = models.TextField("voor wie", max_length=2000, blank=True)
    added_value = models.TextField("meerwaarde", max_length=4000, blank=True)
    aims = models.TextField("doelen", max_length=4000, blank=True)
    organisation_value = models.TextField("meerwaarde voor de organisatie", max_length=4000, blank=True)
    ways_of_working = models.TextField("zo werken we", max_length=4000, blank=True)
    guidance = models.TextField("wie begeleidt", max_length=2000, blank=True)
    period = models.CharField("wanneer", max_length=200, blank=True)
    duration = models.CharField("hoe lang", max_length=120, blank=True)
    meeting_place = models.CharField("waar", max_length=200, blank=True)
    price = models.CharField("prijs", max_length=120, blank=True)
    enrol_until = models.DateField("laatste dag om in te schrijven", null=True, blank=True)
    practical_information = models.TextField("praktische informatie", max_length=4000, blank=True)
    session_count = models.PositiveSmallIntegerField("aantal sessies", default=4)
    group_sought = models.PositiveSmallIntegerField("gezocht aantal deelnemers", default=10)
    group_most = models.PositiveSmallIntegerField("hoogstens", default=15)
    # How long a place that came free is kept for who is next on the waiting list.
    offer_days = models.PositiveSmallIntegerField("dagen om te antwoorden", default=3)
    # Who facilitates hears at the end of a day that somebody enrolled or withdrew; see networks/enrolment/digest.py.
    mails_enrolments = models.BooleanField("mail over inschrijvingen", default=True)
    scope = models.CharField("samenstelling", max_length=10, choices=Scope, default=Scope.ACROSS)
    phase = models.CharField("fase", max_length=10, choices=Phase, default=Phase.VOORAF)
    # "Wat mogen we buiten vertellen": hangs on the flap and stands on each report.
    outside_line = models.CharField("wat mogen we buiten vertellen", max_length=300, blank=True)
    # Made to practise with, and thrown away after: on no list, in no count, and its post is refused.
    is_rehearsal = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # The group came together for the last time and is done; from here the follow-up counts its months.
    closed_at = models.DateTimeField(null=True, editable=False)
    # Raised with each save through a page: saving on an old one gives 409 with both texts.
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "netwerk"
        verbose_name_plural = "netwerken"
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(group_most__gte=models.F("group_sought")),
                name="network_most_not_under_sought",
                violation_error_message="Het hoogste aantal kan niet kleiner zijn dan het gezochte aantal.",
            ),
            models.CheckConstraint(
                condition=models.Q(session_count__gte=1, session_count__lte=12),
                name="network_one_to_twelve_sessions",
                violation_error_message="Kies 1 tot 12 sessies.",
            ),
            models.CheckConstraint(
                condition=models.Q(offer_days__gte=1, offer_days__lte=14),
                name="network_offer_of_one_to_fourteen_days",
                violation_error_message="Kies 1 tot 14 dagen.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def move_to_phase(self, phase: Phase, *, by: User, now: datetime) -> None:
        """Whatever is still open stays open; the facilitator saw it and decided."""
        with transaction.atomic():
            Network.objects.filter(pk=self.pk).update(phase=phase)
            record(f"fase-{phase}", self, now=now, user=by, network_id=self.pk)
        self.phase = phase

    def close(self, *, by: User, now: datetime) -> None:
        """The group is done. Closing again changes nothing."""
        with transaction.atomic():
            if Network.objects.filter(pk=self.pk, closed_at=None).update(closed_at=now):
                record("netwerk-afgesloten", self, now=now, user=by, network_id=self.pk)
        self.refresh_from_db(fields=["closed_at"])

    def can_reopen(self, now: datetime) -> bool:
        """Until people are asked what it brought. From then on its answers may be pooled with those of other networks, and
        a network that leaves such a pool would show what it had added."""
        return self.closed_at is not None and now < self.closed_at + ASKED_AGAIN_AFTER

    def reopen(self, *, by: User, now: datetime) -> bool:
        """Closed too early. False when it is too late, or was open."""
        soon_enough = models.Q(closed_at__gt=now - ASKED_AGAIN_AFTER)
        with transaction.atomic():
            reopened = Network.objects.filter(soon_enough, pk=self.pk).update(closed_at=None)
            if reopened:
                record("netwerk-heropend", self, now=now, user=by, network_id=self.pk)
        self.refresh_from_db(fields=["closed_at"])
        return bool(reopened)

    @property
    def mail_scope(self) -> str:
        """How the outbox knows whose page shows a mail."""
        return f"{REFUSED_SCOPE if self.is_rehearsal else 'network:'}{self.pk}"

    @cached_property
    def reply_to(self) -> str:
        """Who reads the answers to a mail: the facilitator who was there first."""
        first = self.facilitators.select_related("user").order_by("pk").first()
        return first.user.email if first else ""

    @property
    def is_large(self) -> bool:
        return self.group_most > COMFORTABLE_GROUP

    @classmethod
    def start(
        cls,
        programme: Programme,
        fields: Mapping[str, object],
        lines: Mapping[str, Sequence[str]],
        *,
        facilitator: User | None = None,
    ) -> "Network":
        with transaction.atomic():
            network = cls.objects.create(programme=programme, **fields)
            network.write_lines(lines)
            if facilitator:
                NetworkFacilitator.objects.create(network=network, user=facilitator)
        return network

    def lines_of(self, kind: str) -> list[str]:
        """What is expected, or offered in return."""
        return [line.text for line in self.engagement_lines.all() if line.kind == kind]

    def describe(self, fields: Mapping[str, object], lines: Mapping[str, Sequence[str]], *, seen_version: int) -> Self:
        """Save the description as one text. Raises ChangedMeanwhileError when `seen_version` is not the last one."""
        with transaction.atomic():
            saved = Network.objects.filter(pk=self.pk, version=seen_version).update(
                **fields, version=models.F("version") + 1
            )
            if not saved:
                raise ChangedMeanwhileError
            self.write_lines(lines)
        self.refresh_from_db()
        return self

    def write_lines(self, lines: Mapping[str, Sequence[str]]) -> None:
        """Replace the short lines of each kind that is given."""
        with transaction.atomic():
            self.engagement_lines.filter(kind__in=lines).delete()
            EngagementLine.objects.bulk_create(
                EngagementLine(network=self, kind=kind, text=text, position=position)
                for kind, texts in lines.items()
                for position, text in enumerate(texts)
            )

    def appoint_facilitator(self, *, email: str, name: str) -> tuple["NetworkFacilitator", bool]:
        """Give the role, with an account for who has none; says whether the role is new."""
        with transaction.atomic():
            user = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email, name)
            return NetworkFacilitator.objects.get_or_create(network=self, user=user)

    def remove_facilitator(self, user: User) -> None:
        """Take the role away; the account stays. Raises ValidationError for the last one."""
        with transaction.atomic():
            # Two who remove each other at the same moment would leave nobody.
            Network.objects.select_for_update().get(pk=self.pk)
            if not self.facilitators.exclude(user=user).exists():
                raise ValidationError("Een netwerk heeft altijd een facilitator. Duid eerst iemand anders aan.")
            self.facilitators.filter(user=user).delete()

    def write_outside_line(self, text: str, *, seen: str) -> None:
        """Raises ChangedMeanwhileError when the line is no longer what the page showed."""
        with transaction.atomic():
            changed = Network.objects.filter(pk=self.pk, outside_line=seen).update(outside_line=text)
            if not changed:
                raise ChangedMeanwhileError
        self.outside_line = text


class NetworkFacilitator(models.Model):
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="facilitators")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="facilitates")

    class Meta:
        verbose_name = "facilitator"
        verbose_name_plural = "facilitatoren"
        constraints = [
            models.UniqueConstraint(
                fields=["network", "user"],
                name="facilitator_once",
                violation_error_message="Deze persoon begeleidt het netwerk al.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.network}"


class EngagementLine(models.Model):
    """One short promise: what is expected of participants, or what they are offered in return."""

    class Kind(models.TextChoices):
        EXPECTED = "verwacht", "wat we van je verwachten"
        OFFERED = "geboden", "wat je ervoor krijgt"

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="engagement_lines")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField("regel", max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["kind", "position", "pk"]

    def __str__(self) -> str:
        return self.text


class ShortLineQuerySet[Line: "ShortLine"](models.QuerySet[Line]):
    def write_down(self, network: Network, texts: Sequence[str]) -> list[Line]:
        """Add lines below those that are there, and give them back."""
        with transaction.atomic():
            Network.objects.select_for_update().get(pk=network.pk)
            below = self.filter(network=network).aggregate(last=models.Max("position"))["last"]
            start = 0 if below is None else below + 1
            return self.bulk_create(
                self.model(network=network, text=text, position=position)
                for position, text in enumerate(texts, start=start)
            )

    def put_in_order(self, network: Network, ids: Sequence[int]) -> None:
        """The lines in this order; what is not named keeps its place behind them."""
        with transaction.atomic():
            Network.objects.select_for_update().get(pk=network.pk)
            lines = list(self.filter(network=network))
            place = {line_id: position for position, line_id in enumerate(ids)}
            lines.sort(key=lambda line: place.get(line.pk, len(place)))
            for position, line in enumerate(lines):
                line.position = position
            self.bulk_update(lines, ["position"])


class ShortLine(models.Model):
    """A line of a list that the group made; its order is theirs."""

    network: "models.ForeignKey[Network, Network]"
    text: "models.CharField[str, str]"
    position = models.PositiveSmallIntegerField(default=0)

    objects = ShortLineQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text

    def correct(self, text: str, *, seen: str) -> None:
        """Raises ChangedMeanwhileError when the line is no longer what the page showed."""
        same_or_seen = models.Q(text=seen) | models.Q(text=text)
        changed = type(self).objects.filter(same_or_seen, pk=self.pk).update(text=text)  # type: ignore[misc]
        if not changed:
            raise ChangedMeanwhileError
        self.text = text

    def move(self, steps: int) -> None:
        """One place up (-1) or down (1); at the end it stays where it is."""
        with transaction.atomic():
            siblings = type(self).objects.filter(network=self.network)  # type: ignore[misc]
            ids = list(siblings.values_list("pk", flat=True))
            here = ids.index(self.pk)
            there = here + steps
            if 0 <= there < len(ids):
                ids[here], ids[there] = ids[there], ids[here]
                type(self).objects.put_in_order(self.network, ids)


class Expectation(ShortLine):
    """What the group hopes for, spoken in session 1; every look-back gives each of them a state."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="expectations")
    text = models.CharField("verwachting", max_length=300)

    class Meta(ShortLine.Meta):
        verbose_name = "verwachting"
        verbose_name_plural = "verwachtingen"


class GroundRule(ShortLine):
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="ground_rules")
    text = models.CharField("spelregel", max_length=200)

    class Meta(ShortLine.Meta):
        verbose_name = "spelregel"
        verbose_name_plural = "spelregels"
