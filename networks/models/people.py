import unicodedata

from django.db import models
from django.db.models.functions import Lower

from lerendnetwerk import links
from networks.models.network import Network
from networks.models.programme import Programme


def name_key(text: str) -> str:
    """Without accents, case and double spaces: "José  Peña" and "jose pena" are the same name."""
    decomposed = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).casefold().split())


class Organisation(models.Model):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="organisations")
    name = models.CharField("naam", max_length=160)
    place = models.CharField("gemeente", max_length=120, blank=True)

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "programme",
                Lower("name"),
                name="organisation_once",
                violation_error_message="Deze organisatie staat al in het programma.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Known by (programme, e-mail, name), else by (programme, name, organisation): one mailbox may serve a firm."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="people")
    first_name = models.CharField("voornaam", max_length=80)
    last_name = models.CharField("achternaam", max_length=120, blank=True)
    name_key = models.CharField(max_length=220, editable=False)
    email = models.EmailField("e-mailadres", blank=True)
    phone = models.CharField("gsm", max_length=40, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="organisatie",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
    )

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
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key = name_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def taking_part(self) -> "ParticipationQuerySet":
        return self.filter(status=Participation.Status.TAKES_PART)

    def expected_at(self, number: int) -> "ParticipationQuerySet":
        """Who belongs to session `number`: who joined the network later is not absent before that."""
        return self.taking_part().filter(from_session__lte=number)

    def with_people(self) -> "ParticipationQuerySet":
        return self.select_related("person", "organisation").order_by("person__first_name", "person__last_name", "pk")


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
    def recipient(self) -> str:
        """How the outbox knows this person."""
        return f"participation:{self.pk}"
