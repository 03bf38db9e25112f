"""How long a werkvorm really took, here and in the rest of the programme, for who plans it again."""

from dataclasses import dataclass, field

from sessions.models import AgendaItem, Session

# The most recent ones tell enough, and the page stays quick after years.
MOST_BLOCKS = 400


@dataclass
class Durations:
    """Minutes, the most recent first."""

    here: list[int] = field(default_factory=list)
    elsewhere: list[int] = field(default_factory=list)
    """In the other networks of the programme."""

    @property
    def here_text(self) -> str:
        return _range(self.here)

    @property
    def elsewhere_text(self) -> str:
        return _range(self.elsewhere)


def durations_for(session: Session) -> dict[int, Durations]:
    """By id of method. One query; `session` comes with its network."""
    network = session.network
    rows = (
        AgendaItem.objects.filter(session__network__programme=network.programme_id)
        .exclude(method=None)
        .exclude(ended_at=None)
        .select_related("session")
        .only("method", "began_at", "ended_at", "session__network")
        .order_by("-began_at")[:MOST_BLOCKS]
    )
    found: dict[int, Durations] = {}
    for item in rows:
        # What ended in the minute in which it began was a slip of the finger.
        if item.method_id and item.real_minutes:
            durations = found.setdefault(item.method_id, Durations())
            here = item.session.network_id == network.pk
            (durations.here if here else durations.elsewhere).append(item.real_minutes)
    return found


def _range(minutes: list[int]) -> str:
    """38 min, or: 31 tot 38 min"""
    if not minutes:
        return ""
    least, most = min(minutes), max(minutes)
    return f"{most} min" if least == most else f"{least} tot {most} min"
