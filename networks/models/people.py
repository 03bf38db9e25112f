import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.module_loading import import_string

from lerendnetwerk import links
from lerendnetwerk.accounts.models import User
from lerendnetwerk.audit.record import record
from lerendnetwerk.outbox.models import OutgoingMail
from networks.import_plan import Directory, Entry, Known, PlannedRow, Verdict, plan_import
from networks.models.network import Network
from networks.models.organisation import Organisation
from networks.models.programme import ChangedMeanwhileError, Programme
from networks.names import NAME_KEY_LENGTH, name_key
from networks.spreadsheet import SheetRow


class PersonQuerySet(models.QuerySet["Person"]):
    def known_in(self, network: Network) -> list[Known]:
        """These people as an import sees them, with what `network` says of them. Two queries."""
        here = {
            participation.person_id: participation
            for participation in network.participations.select_related("person", "organisation")
        }
        return [
            Known(
                person_id=person.pk,
                name=person.name,
                email=person.email,
                organisation=person.organisation.name if person.organisation else "",
                participation=here[person.pk].entry if person.pk in here else None,
                stopped=person.pk in here and here[person.pk].status == Participation.Status.STOPPED,
            )
            for person in self.filter(programme=network.programme_id, erased_at=None).select_related("organisation")
        ]


class Person(models.Model):
    """Known by (programme, e-mail, name), else by (programme, name, organisation): one mailbox may serve a firm."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="people")
    first_name = models.CharField("voornaam", max_length=80)
    last_name = models.CharField("achternaam", max_length=120, blank=True)
    name_key = models.CharField(max_length=NAME_KEY_LENGTH, editable=False)
    email = models.EmailField("e-mailadres", blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="organisatie",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
    )
    # Since then it is nobody any more: *een deelnemer*.
    erased_at = models.DateTimeField(null=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "persoon"
        verbose_name_plural = "personen"
        ordering = ["first_name", "last_name"]
        constraints = [
            models.UniqueConstraint(
                "programme",
                Lower("email"),
                "name_key",
                condition=~models.Q(email=""),
                name="person_once_by_email",
                violation_error_message="Deze persoon staat al in het programma, met hetzelfde e-mailadres.",
            ),
            models.UniqueConstraint(
                "programme",
                "name_key",
                "organisation",
                condition=models.Q(email=""),
                name="person_once_by_organisation",
                violation_error_message="Deze persoon staat al in het programma, bij dezelfde organisatie.",
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True) | models.Q(email=""),
                name="erased_person_has_no_address",
                violation_error_message="Deze persoon is gewist en krijgt geen mail meer.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key = name_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def full_clean(self, *args: object, **kwargs: object) -> None:
        # The constraints look at the key, so it must be there before they are asked.
        self.name_key = name_key(self.name)
        super().full_clean(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def complete(self, *, email: str, organisation: Organisation | None) -> None:
        """Take over what was not known yet; what is known stays, because other networks know it too."""
        if (email and not self.email) or (organisation and not self.organisation_id):
            self.email = self.email or email
            if organisation and not self.organisation_id:
                self.organisation = organisation
            self.save()


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def taking_part(self) -> "ParticipationQuerySet":
        return self.filter(status=Participation.Status.TAKES_PART)

    def expected_at(self, number: int) -> "ParticipationQuerySet":
        """Who belongs to session `number`: who joined the network later is not absent before that."""
        return self.taking_part().filter(from_session__lte=number)

    def with_people(self) -> "ParticipationQuerySet":
        return self.select_related("person", "organisation").order_by("person__first_name", "person__last_name", "pk")

    def at_address(self, email: str) -> "ParticipationQuerySet":
        """Who takes part somewhere and reads mail at this address, with what a mail needs."""
        return self.taking_part().filter(person__email__iexact=email).select_related("person", "network__programme")

    def take_in(self, network: Network, entry: Entry, *, needs: str = "") -> "Participation":
        """Add one participant; somebody whom the programme knows already is recognised. Raises ValidationError."""
        with transaction.atomic():
            person, organisation = self._person_of(network, entry)
            participation = Participation(network=network, person=person, needs=needs)
            participation.fill_in(entry, organisation)
            participation.full_clean()
            participation.save()
        return participation

    def give_place(self, network: Network, entry: Entry, *, only_by_address: bool) -> "tuple[Participation, bool]":
        """The participation of who enrolled, and whether it is new: who takes part already or stopped, keeps theirs.

        With `only_by_address` somebody is recognised by their (proven) address and name alone: a stranger who types the
        name and the firm of somebody else must not become them. Raises ValidationError and RefusedRowError.
        """
        with transaction.atomic():
            person, organisation = self._person_of(network, entry, only_by_address=only_by_address)
            known = self.filter(network=network, person=person).first()
            participation = known or Participation(network=network, person=person)
            participation.status = Participation.Status.TAKES_PART
            participation.fill_in(entry, organisation)
            participation.full_clean()
            participation.save()
        return participation, known is None

    def _person_of(
        self, network: Network, entry: Entry, *, only_by_address: bool = False
    ) -> "tuple[Person, Organisation | None]":
        # Two facilitators adding the same person at once must find the same one.
        Programme.objects.select_for_update().get(pk=network.programme_id)
        namesakes = Person.objects.filter(name_key=entry.key)
        if only_by_address:
            namesakes = namesakes.filter(email__iexact=entry.email)
        known = Directory.of(namesakes.known_in(network)).find(entry)
        organisation = Organisation.objects.named(network.programme_id, entry.organisation)
        if known:
            person = Person.objects.get(pk=known.person_id)
            person.complete(email=entry.email, organisation=organisation)
        else:
            person = Person(
                programme_id=network.programme_id,
                first_name=entry.first_name,
                last_name=entry.last_name,
                email=entry.email,
                organisation=organisation,
            )
            person.full_clean()
            person.save()
        return person, organisation

    def import_rows(self, network: Network, rows: Sequence[SheetRow], *, newcomers_from: int = 1) -> list[PlannedRow]:
        """Do what `plan_import` says about these rows now, and tell what was done."""
        with transaction.atomic():
            programme = Programme.objects.select_for_update().get(pk=network.programme_id)
            plan = plan_import(rows, Person.objects.known_in(network), newcomers_from=newcomers_from)
            todo = [row for row in plan if row.verdict not in (Verdict.REFUSED, Verdict.SAME)]
            organisations = programme.organisations.by_key()
            new_names = {
                name_key(row.entry.organisation): row.entry.organisation for row in todo if row.entry.organisation
            }
            organisations |= {
                name_key(made.name): made
                for made in Organisation.objects.bulk_create(
                    Organisation(programme=programme, name=name)
                    for key, name in new_names.items()
                    if key not in organisations
                )
            }
            for row in todo:
                self._do(row, network, organisations.get(name_key(row.entry.organisation)))
        return plan

    def _do(self, row: PlannedRow, network: Network, organisation: "Organisation | None") -> None:
        entry = row.entry
        if row.person_id is None:
            person = Person.objects.create(
                programme_id=network.programme_id,
                first_name=entry.first_name,
                last_name=entry.last_name,
                email=entry.email,
                organisation=organisation,
            )
        else:
            person = Person.objects.get(pk=row.person_id)
            person.complete(email=entry.email, organisation=organisation)
        participation = (
            self.get(network=network, person=person)
            if row.verdict == Verdict.CHANGED
            else Participation(network=network, person=person)
        )
        participation.fill_in(entry, organisation)
        participation.save()


class Participation(models.Model):
    """One person in one network."""

    class Status(models.TextChoices):
        TAKES_PART = "neemt-deel", "neemt deel"
        STOPPED = "gestopt", "gestopt"

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="participations")
    person = models.ForeignKey(Person, verbose_name="persoon", on_delete=models.CASCADE, related_name="participations")
    status = models.CharField("toestand", max_length=20, choices=Status, default=Status.TAKES_PART)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="organisatie",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="participations",
    )
    department = models.CharField("afdeling", max_length=120, blank=True)
    function = models.CharField("functie", max_length=120, blank=True)
    phone = models.CharField("gsm", max_length=40, blank=True)
    learning_question = models.TextField("vraag vooraf", max_length=2000, blank=True)
    # For who facilitates alone, and only until the last session; never in an import or an export.
    needs = models.CharField("eten en toegang", max_length=500, blank=True)
    from_session = models.PositiveSmallIntegerField("vanaf sessie", default=1)
    # The personal link is derived from these two; see lerendnetwerk/links.py.
    public_id = models.CharField(max_length=16, unique=True, default=links.new_public_id, editable=False)
    link_version = models.PositiveIntegerField(default=1, editable=False)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = "deelname"
        verbose_name_plural = "deelnames"
        constraints = [
            models.UniqueConstraint(
                fields=["network", "person"],
                name="participation_once",
                violation_error_message="Deze persoon neemt al deel aan dit netwerk.",
            ),
            models.CheckConstraint(
                condition=models.Q(from_session__gte=1),
                name="participation_from_first_session",
                violation_error_message="De eerste sessie heeft nummer 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.network}"

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def takes_part(self) -> bool:
        return self.status == self.Status.TAKES_PART

    @property
    def joined_later(self) -> bool:
        return self.from_session > 1

    @property
    def entry(self) -> Entry:
        """As somebody would have typed it."""
        return Entry(
            first_name=self.person.first_name,
            last_name=self.person.last_name,
            email=self.person.email,
            organisation=self.organisation.name if self.organisation else "",
            department=self.department,
            function=self.function,
            phone=self.phone,
            learning_question=self.learning_question,
            from_session=self.from_session,
        )

    @property
    def fingerprint(self) -> str:
        """Of all that a form shows of her."""
        return hashlib.sha256(f"{self.entry.fingerprint}\0{self.needs}".encode()).hexdigest()[:16]

    def fill_in(self, entry: Entry, organisation: Organisation | None) -> None:
        """Take over what the entry says; what it leaves empty stays. Does not save."""
        self.organisation = organisation or self.organisation
        self.department = entry.department or self.department
        self.function = entry.function or self.function
        self.phone = entry.phone or self.phone
        self.learning_question = entry.learning_question or self.learning_question
        self.from_session = entry.from_session or self.from_session

    def correct(self, entry: Entry, *, needs: str, seen: str) -> None:
        """Make person and participation as the form says, empty included; `seen` is the fingerprint of what the page
        showed. Raises ChangedMeanwhileError when something else stands there now, and ValidationError."""
        person = self.person
        with transaction.atomic():
            Programme.objects.select_for_update().get(pk=person.programme_id)
            current = Participation.objects.select_related("person", "organisation").get(pk=self.pk)
            if current.person.erased_at:
                raise ValidationError("Deze persoon is gewist. Voeg iemand die meedoet opnieuw toe.")
            if current.fingerprint != seen and (current.entry, current.needs) != (entry, needs):
                raise ChangedMeanwhileError
            self.organisation = Organisation.objects.named(person.programme_id, entry.organisation)
            person.first_name, person.last_name, person.email = entry.first_name, entry.last_name, entry.email
            person.organisation = self.organisation
            person.full_clean()
            person.save()
            self.department, self.function, self.phone = entry.department, entry.function, entry.phone
            self.learning_question, self.needs = entry.learning_question, needs
            self.from_session = entry.from_session or 1
            self.full_clean()
            self.save()

    def leave(self, *, now: datetime, by: User | None = None, last_mail: bool = True) -> None:
        """No longer takes part, whoever decided so: what was written stays (but not what she needs at the table), the
        personal link closes, mail that waits is withdrawn, and the place comes free. What our invitations put in her calendar
        is taken out by one last mail each, unless not even that may leave. `by`: the member of staff; nobody when she left by
        herself."""
        with transaction.atomic():
            left = Participation.objects.filter(pk=self.pk, status=self.Status.TAKES_PART)
            if left.update(status=self.Status.STOPPED, needs=""):
                OutgoingMail.objects.filter(recipient=self.recipient).withdraw("Deze persoon is gestopt.")
                record("stopped", self, now=now, user=by, by="" if by else "deelnemer", network_id=self.network_id)
                if last_mail:
                    import_string(settings.CALENDAR_CLEARED)(self, now=now)
        self.status, self.needs = self.Status.STOPPED, ""

    def take_part_again(self) -> bool:
        """False for who is erased: nobody knows any more who this was."""
        with transaction.atomic():
            again = Participation.objects.filter(pk=self.pk, person__erased_at=None, person__erasure=None)
            came = bool(again.update(status=self.Status.TAKES_PART))
        if came:
            self.status = self.Status.TAKES_PART
        return came

    def renew_link(self, *, seen_version: int) -> bool:
        """Withdraw the personal link by making a next one. Once per link: a second click on the same page does nothing."""
        with transaction.atomic():
            renewed = Participation.objects.filter(pk=self.pk, link_version=seen_version).update(
                link_version=models.F("link_version") + 1
            )
        self.refresh_from_db(fields=["link_version"])
        return renewed == 1

    @property
    def recipient(self) -> str:
        """How the outbox knows this person."""
        return f"participation:{self.pk}"
