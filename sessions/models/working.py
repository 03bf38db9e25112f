from collections.abc import Mapping
from datetime import datetime

from django.db import models, transaction

from networks.models import Participation
from sessions.models.session import Session

# What somebody tells of the own organisation when the group comes to visit: field, title, question.
ASPECTS: list[tuple[str, str, str]] = [
    ("vision", "Visie", "Waar willen jullie naartoe, en voor wie?"),
    ("framework", "Kader", "Op welke ideeën of afspraken bouwen jullie?"),
    ("aims", "Doelen", "Wat moet er volgend jaar anders zijn?"),
    ("activities", "Activiteiten", "Wat doen jullie in een gewone week?"),
    ("communication", "Communicatie", "Hoe weten mensen dat jullie er zijn?"),
    ("furnishing", "Inrichting", "Wat vertelt de plek zelf?"),
    ("works", "Wat werkt", "Wat zouden jullie morgen opnieuw doen?"),
    ("proud", "Trots", "Wat toon je als eerste aan bezoek?"),
]
NAMES = [name for name, _, _ in ASPECTS]


class Working(models.Model):
    """How one participant presents the own working in a session: the host's, and one other's."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="workings")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="workings")
    vision = models.TextField("visie", max_length=1000, blank=True)
    framework = models.TextField("kader", max_length=1000, blank=True)
    aims = models.TextField("doelen", max_length=1000, blank=True)
    activities = models.TextField("activiteiten", max_length=1000, blank=True)
    communication = models.TextField("communicatie", max_length=1000, blank=True)
    furnishing = models.TextField("inrichting", max_length=1000, blank=True)
    works = models.TextField("wat werkt", max_length=1000, blank=True)
    proud = models.TextField("trots", max_length=1000, blank=True)
    written_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "voorstelling van een werking"
        verbose_name_plural = "voorstellingen van een werking"
        constraints = [models.UniqueConstraint(fields=["session", "participation"], name="working_once")]

    def __str__(self) -> str:
        return f"{self.participation} in {self.session}"

    @property
    def told(self) -> list[tuple[str, str]]:
        """Each aspect that has words: title and text."""
        return [(title, text) for name, title, _ in ASPECTS if (text := getattr(self, name))]

    @classmethod
    def ask(cls, session: Session, participations: list[Participation]) -> None:
        """These people present, and nobody else; what was written by who stays, stays."""
        with transaction.atomic():
            Session.objects.select_for_update().get(pk=session.pk)
            cls.objects.filter(session=session).exclude(participation__in=participations).filter(
                written_at=None
            ).delete()
            for one in participations:
                cls.objects.get_or_create(session=session, participation=one)

    def write(self, words: Mapping[str, str], now: datetime) -> None:
        fields = {name: words[name] for name in NAMES}
        Working.objects.filter(pk=self.pk).update(**fields, written_at=now)
