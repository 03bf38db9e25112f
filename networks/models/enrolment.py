from datetime import datetime, timedelta

from django.db import models
from django.db.models.functions import Lower

from lerendnetwerk import links
from lerendnetwerk.outbox.models import MailState, OutgoingMail
from networks.import_plan import LONGEST, Entry
from networks.models.network import Network
from networks.models.people import Participation, Person
from networks.names import NAME_KEY_LENGTH, name_key

# Somebody who does not confirm was perhaps never asked: docs/privacy.md promises both.
KEEP_UNCONFIRMED = timedelta(days=7)
KEEP_ENDED = timedelta(days=30)


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def in_line(self) -> "EnrolmentQuerySet":
        """Who waits or was offered a place, the first to confirm first."""
        return self.filter(state__in=Enrolment.IN_LINE).order_by("turn")

    def of_this_person(self, network: Network, entry: Entry) -> "EnrolmentQuerySet":
        """The same person as identity goes here: one address may serve several people."""
        return self.filter(network=network, email__iexact=entry.email, name_key=entry.key)

    def erase(self) -> int:
        """Throw these enrolments away with every mail about them. Returns how many enrolments."""
        found = list(self)
        mails = OutgoingMail.objects.filter(recipient__in=[enrolment.recipient for enrolment in found])
        # What is being spoken about right now is gone with the next round of the worker.
        mails.exclude(state=MailState.BUSY).delete()
        self.model.objects.filter(pk__in=[enrolment.pk for enrolment in found]).delete()
        return len(found)

    def erase_of(self, person: Person) -> int:
        """All that somebody filled in to enrol, in every network of the programme. Returns how many enrolments."""
        same = models.Q(network__programme=person.programme_id, email__iexact=person.email, name_key=person.name_key)
        mine = models.Q(participation__person=person)
        return self.filter(mine | same if person.email else mine).erase()


class Enrolment(models.Model):
    """Somebody who wants to take part: from the form to a place, the waiting list, or not.

    A row in line has a turn, given under the lock of its network: that is the order of the waiting list. Who got a
    place has a participation; the rest of their life is there.
    """

    class State(models.TextChoices):
        UNCONFIRMED = "onbevestigd", "nog niet bevestigd"
        WAITING = "wacht", "op de wachtlijst"
        OFFERED = "aangeboden", "plaats aangeboden"
        PLACED = "geplaatst", "heeft een plaats"
        LAPSED = "verlopen", "liet niets horen"
        DECLINED = "afgewezen", "kon niet meedoen"
        WITHDRAWN = "ingetrokken", "trok zich terug"

    IN_LINE = (State.WAITING, State.OFFERED)
    OPEN = (State.UNCONFIRMED, *IN_LINE)
    ENDED = (State.LAPSED, State.DECLINED, State.WITHDRAWN)

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="enrolments")
    state = models.CharField("toestand", max_length=20, choices=State, default=State.UNCONFIRMED)
    turn = models.PositiveIntegerField("plaats in de rij", null=True)
    # Until when an offered place is kept free for this person.
    offered_until = models.DateTimeField(null=True)
    first_name = models.CharField("voornaam", max_length=LONGEST["first_name"])
    last_name = models.CharField("achternaam", max_length=LONGEST["last_name"], blank=True)
    name_key = models.CharField(max_length=NAME_KEY_LENGTH, editable=False)
    email = models.EmailField("e-mailadres", blank=True)
    # Words as they were typed: who only asks for a place makes no organisation in the programme.
    organisation = models.CharField("organisatie", max_length=LONGEST["organisation"], blank=True)
    department = models.CharField("afdeling", max_length=LONGEST["department"], blank=True)
    function = models.CharField("functie", max_length=LONGEST["function"], blank=True)
    phone = models.CharField("gsm", max_length=LONGEST["phone"], blank=True)
    motive = models.TextField("waarom meedoen", max_length=2000, blank=True)
    learning_question = models.TextField("wil leren", max_length=LONGEST["learning_question"], blank=True)
    brings = models.TextField("brengt mee", max_length=2000, blank=True)
    needs = models.TextField("eten en toegang", max_length=500, blank=True)
    # Written down by the facilitator for somebody who called: the address was never proven.
    by_phone = models.BooleanField(default=False)
    key = models.CharField(max_length=40)
    public_id = models.CharField(max_length=16, unique=True, default=links.new_public_id, editable=False)
    created_at = models.DateTimeField()
    # Agreed to what we do with all this; on the phone the facilitator asked.
    agreed_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # How many times somebody was asked to confirm, and was offered a place: each has a mail of its own.
    asked = models.PositiveSmallIntegerField(default=0)
    offers = models.PositiveSmallIntegerField(default=0)
    participation = models.ForeignKey(Participation, null=True, on_delete=models.CASCADE, related_name="enrolments")

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = "inschrijving"
        verbose_name_plural = "inschrijvingen"
        ordering = ["turn", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["network", "key"], name="enrolment_once_by_key"),
            models.UniqueConstraint(fields=["network", "turn"], name="enrolment_turn_once"),
            models.UniqueConstraint(
                "network",
                Lower("email"),
                "name_key",
                condition=models.Q(state__in=("onbevestigd", "wacht", "aangeboden")) & ~models.Q(email=""),
                name="enrolment_open_once",
                violation_error_message="Deze persoon is al ingeschreven.",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("wacht", "aangeboden")) | models.Q(turn__isnull=False),
                name="enrolment_in_line_has_turn",
            ),
            models.CheckConstraint(
                condition=models.Q(state="aangeboden", offered_until__isnull=False)
                | (~models.Q(state="aangeboden") & models.Q(offered_until__isnull=True)),
                name="enrolment_offer_has_an_end",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="geplaatst") | models.Q(participation__isnull=False),
                name="enrolment_place_is_participation",
            ),
        ]

    def __str__(self) -> str:
        return f"inschrijving van {self.name}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key = name_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def recipient(self) -> str:
        """How the outbox knows this person while there is no participation."""
        return f"enrolment:{self.pk}"

    @property
    def entry(self) -> Entry:
        """What becomes of it as a participant."""
        return Entry(
            first_name=self.first_name,
            last_name=self.last_name,
            email=self.email,
            organisation=self.organisation,
            department=self.department,
            function=self.function,
            phone=self.phone,
            learning_question=self.learning_question,
        )

    @property
    def is_open(self) -> bool:
        """Not decided yet, one way or the other."""
        return self.state in self.OPEN

    @property
    def has_ended(self) -> bool:
        return self.state in self.ENDED

    @property
    def may_still_come(self) -> bool:
        """Let go by themselves or by silence: one tap and they stand in line again."""
        return self.state in (self.State.LAPSED, self.State.WITHDRAWN)

    @property
    def takes_part(self) -> bool:
        """Has a place and did not stop since. Reads the participation."""
        return self.state == self.State.PLACED and self.participation is not None and self.participation.takes_part

    @property
    def forgotten_on(self) -> datetime | None:
        """When the worker erases this; None while it is of use."""
        if self.has_ended and self.ended_at:
            return self.ended_at + KEEP_ENDED
        if self.state == self.State.UNCONFIRMED:
            return self.created_at + KEEP_UNCONFIRMED
        return None
