"""All sessions of one participant in one file, for a calendar that comes to look by itself."""

from datetime import datetime

from lerendnetwerk.outbox.sending import sender_address
from networks.models import Participation
from sessions.calendar.events import event, written
from sessions.models import Session


def feed_of(participation: Participation, now: datetime) -> str:
    """Of who stopped an empty one: a calendar that finds no file any more keeps showing what it had."""
    domain = sender_address().rpartition("@")[2]
    network = participation.network
    sessions = Session.objects.filter(network=network, number__gte=participation.from_session).select_related("host")
    events = []
    for session in sessions.order_by("starts_at") if participation.takes_part else ():
        theme = f"{session.theme}\n\n" if session.theme else ""
        host = f"\n{session.host.name} ontvangt ons." if session.host else ""
        events.append(
            event(
                uid=f"sessie-{session.pk}@{domain}",
                # A reader of a feed compares; each saved plan counts.
                sequence=session.version - 1,
                starts_at=session.starts_at,
                ends_at=session.ends_at,
                title=f"{network.title}, sessie {session.number}",
                place=session.place,
                description=f"{theme}Waar: {session.place or 'volgt nog'}{host}".strip(),
                now=now,
            )
        )
    return written(events, name=network.title)
