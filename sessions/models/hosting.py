from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from lerendnetwerk import links
from networks.models import Network, Organisation
from sessions.models.session import Session


class Host(models.Model):
    """An organisation that offered to receive the group, and whom to write to there."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="hosts")
    organisation = models.ForeignKey(
        Organisation, verbose_name="organisatie", on_delete=models.CASCADE, related_name="host_offers"
    )
    contact_name = models.CharField("contactpersoon", max_length=160, blank=True)
    contact_email = models.EmailField("e-mailadres", blank=True)
    room = models.CharField("wat is er", max_length=300, blank=True)
    # The link to a date poll is derived from it.
    public_id = models.CharField(max_length=16, unique=True, default=links.new_public_id, editable=False)

    class Meta:
        verbose_name = "gastheer"
        verbose_name_plural = "gastheren"
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "organisation"],
                name="host_offer_once",
                violation_error_message="Deze organisatie staat al op de lijst.",
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def recipient(self) -> str:
        return f"host:{self.pk}"


@dataclass
class Turn:
    """One organisation in the list of hosts: how often it received the group, will, and whether it offered to."""

    organisation: Organisation
    offer: Host | None = None
    hosted: int = 0
    planned: int = 0

    @property
    def times(self) -> int:
        return self.hosted + self.planned


def turns_of(
    organisations: Iterable[Organisation], offers: Iterable[Host], sessions: Iterable[Session], now: datetime
) -> list[Turn]:
    """Whose turn it is comes first: who offered and hosted least; then who never did."""
    turns = {one.pk: Turn(one) for one in organisations}
    for offer in offers:
        turns.setdefault(offer.organisation_id, Turn(offer.organisation)).offer = offer
    for session in sessions:
        if session.host:
            turn = turns.setdefault(session.host.pk, Turn(session.host))
            if session.ends_at < now:
                turn.hosted += 1
            else:
                turn.planned += 1
    return sorted(turns.values(), key=lambda turn: (turn.offer is None, turn.times, turn.organisation.name.casefold()))
