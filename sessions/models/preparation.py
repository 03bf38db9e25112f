from datetime import datetime

from django.db import models

from networks.models import Participation
from sessions.models.agenda import AgendaItem
from sessions.models.session import Session


class Prepared(models.Model):
    """A participant says that she is ready with what a block asks to prepare."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="prepared")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="prepared")
    ready_at = models.DateTimeField()

    class Meta:
        verbose_name = "klaar met een voorbereiding"
        verbose_name_plural = "klaar met een voorbereiding"
        constraints = [models.UniqueConstraint(fields=["item", "participation"], name="prepared_once")]

    def __str__(self) -> str:
        return f"{self.participation_id} is klaar met {self.item_id}"

    @classmethod
    def readiness(cls, item: AgendaItem, session: Session) -> models.QuerySet[Participation]:
        """Who is expected, each with `is_ready`."""
        said = cls.objects.filter(item=item, participation=models.OuterRef("pk"))
        expected = Participation.objects.filter(network=session.network_id).expected_at(session.number)
        return expected.annotate(is_ready=models.Exists(said)).with_people()

    @classmethod
    def mark(cls, item: AgendaItem, participation: Participation, *, ready: bool, now: datetime) -> None:
        """The same answer twice is one answer."""
        if ready:
            cls.objects.get_or_create(item=item, participation=participation, defaults={"ready_at": now})
        else:
            cls.objects.filter(item=item, participation=participation).delete()
