"""Wie is wie: who shares what with the group, on the page and in the PDF."""

import hashlib
from dataclasses import astuple, dataclass

from networks.models import Network
from sessions.models import Profile


@dataclass(frozen=True)
class Card:
    """What the group sees of one person."""

    participation_id: int
    name: str
    organisation: str
    function: str
    does: str
    ask_me: str
    contact: str
    picture: str  # the file that the worker drew; empty: none

    @property
    def says_something(self) -> bool:
        return bool(self.does or self.ask_me or self.contact)


def cards_of(network: Network) -> list[Card]:
    """One query."""
    return [card_of(profile) for profile in Profile.objects.shared_in(network)]


def card_of(profile: Profile) -> Card:
    one = profile.participation
    portrait = getattr(one, "portrait", None)
    return Card(
        participation_id=one.pk,
        name=one.name,
        organisation=one.organisation.name if one.organisation else "",
        function=one.function,
        does=profile.does,
        ask_me=profile.ask_me,
        contact=profile.contact,
        picture=str(portrait.picture) if portrait and portrait.is_ready else "",
    )


def digest_of(cards: list[Card]) -> str:
    """Changes with anything that a page or PDF would say."""
    return hashlib.sha256(repr([astuple(card) for card in cards]).encode()).hexdigest()[:32]
