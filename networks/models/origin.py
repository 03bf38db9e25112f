from datetime import datetime

from django.db import models

from networks.models.network import Network
from networks.models.programme import ChangedMeanwhileError


class NetworkOrigin(models.Model):
    """From which network that ended this one was made, and what that one teaches: notes for who facilitates."""

    network = models.OneToOneField(Network, on_delete=models.CASCADE, related_name="origin")
    # The title stays when the earlier network is removed.
    source = models.ForeignKey(Network, null=True, on_delete=models.SET_NULL, related_name="successors")
    source_title = models.CharField(max_length=120)
    lessons = models.TextField("lessen", max_length=8000, blank=True)
    made_at = models.DateTimeField()
    # Made by the page that asked for it; the same key twice is the same network.
    key = models.CharField(max_length=32, editable=False)

    class Meta:
        verbose_name = "herkomst van een netwerk"
        verbose_name_plural = "herkomst van netwerken"
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="next_network_once_by_key")]

    def __str__(self) -> str:
        return f"{self.network} naar {self.source_title}"

    @classmethod
    def keep(cls, network: Network, source: Network, lessons: str, key: str, now: datetime) -> "NetworkOrigin":
        return cls.objects.create(
            network=network, source=source, source_title=source.title, lessons=lessons, key=key, made_at=now
        )

    def write_lessons(self, text: str, *, seen: str) -> None:
        """Raises ChangedMeanwhileError when the lessons are no longer what the page showed."""
        same_or_seen = models.Q(lessons=seen) | models.Q(lessons=text)
        if not NetworkOrigin.objects.filter(same_or_seen, pk=self.pk).update(lessons=text):
            raise ChangedMeanwhileError
        self.lessons = text
