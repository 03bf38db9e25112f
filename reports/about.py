"""What a report is about: one session, or the whole of a network. Its pages stand below either address."""

from dataclasses import dataclass

from lerendnetwerk.doors import Actor
from networks.access import network_for
from networks.models import Network
from sessions.access import session_for
from sessions.models import Session

SESSIONS, NETWORKS = "sessies", "netwerken"


@dataclass(frozen=True)
class About:
    """`session` is None for the final report of the network."""

    network: Network
    session: Session | None = None

    def __str__(self) -> str:
        """The beginning of the address."""
        return f"{SESSIONS}/{self.session.pk}" if self.session else f"{NETWORKS}/{self.network.pk}"

    @property
    def subject(self) -> Session | Network:
        return self.session or self.network

    @property
    def tab(self) -> str:
        """Below which tab of the network its pages stand."""
        return "sessies" if self.session else "weg"

    @property
    def title(self) -> str:
        return f"Verslag van sessie {self.session.number}" if self.session else "Eindverslag"


class AboutConverter:
    """`sessies/7` or `netwerken/3` in an address. A number alone is that of a session."""

    regex = rf"(?:{SESSIONS}|{NETWORKS})/[0-9]+"

    def to_python(self, value: str) -> tuple[str, int]:
        place, _, number = value.partition("/")
        return place, int(number)

    def to_url(self, value: object) -> str:
        return f"{SESSIONS}/{value}" if str(value).isdecimal() else str(value)


def about_for(actor: Actor, place: tuple[str, int]) -> About:
    """What the address says, for who facilitates it."""
    kind, number = place
    if kind == NETWORKS:
        return About(network_for(actor, number))
    session = session_for(actor, number)
    return About(session.network, session)
