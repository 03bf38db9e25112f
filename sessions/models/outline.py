from typing import Any

from django.db import models

from networks.models import Network
from sessions.models.agenda import AgendaItem
from sessions.models.session import Session
from sessions.starter_agendas import StarterBlock, scaled


class AgendaOutline(models.Model):
    """The run sheet of an earlier network's session, with what its blocks really took, to start a session from."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="agenda_outlines")
    number = models.PositiveSmallIntegerField()
    # How long that session was planned to last.
    length_minutes = models.PositiveSmallIntegerField()
    # Each block as the fields of a StarterBlock.
    blocks = models.JSONField()

    class Meta:
        verbose_name = "draaiboek uit een vorig netwerk"
        verbose_name_plural = "draaiboeken uit een vorig netwerk"
        ordering = ["network", "number"]
        constraints = [models.UniqueConstraint(fields=["network", "number"], name="agenda_outline_once")]

    def __str__(self) -> str:
        return f"draaiboek {self.number} voor {self.network}"

    @property
    def starter(self) -> tuple[StarterBlock, ...]:
        return tuple(StarterBlock(**block) for block in self.blocks)

    @property
    def total_minutes(self) -> int:
        return sum(block["minutes"] for block in self.blocks)

    def fill(self, session: Session) -> None:
        """Only an empty run sheet is filled. A session of the same length gets the real minutes as they were."""
        blocks = self.starter
        if session.length_minutes != self.length_minutes:
            blocks = scaled(blocks, session.length_minutes)
        AgendaItem.objects.start_from(session, blocks)


def block_of(item: AgendaItem, *, title: str, material: str, preparation: str) -> dict[str, Any]:
    """A block as it comes along: its method and its real minutes; whose it was and what was noted stays behind."""
    minutes = min(max(item.real_minutes or item.minutes, 1), 480)
    return {
        "title": title,
        "minutes": minutes,
        "least_minutes": min(item.least_minutes, minutes) if item.elastic else minutes,
        "method": item.method.slug if item.method else "",
        "kind": item.kind,
        "elastic": item.elastic,
        "who": "",
        "material": material,
        "preparation": preparation,
    }
