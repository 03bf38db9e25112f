"""One entry in somebody's calendar, as the part of a mail that calendars read."""

from datetime import datetime

from django.template.loader import render_to_string

from lerendnetwerk.outbox.sending import sender_address
from networks.models import Participation
from sessions.calendar.events import Call, event, invitation
from sessions.models import CalendarEntry, Session


def name_of(session: Session) -> str:
    return f"{session.network.title}, sessie {session.number}"


def reader_of(participation: Participation) -> tuple[str, str]:
    """(name, address), for the calendar."""
    return participation.person.name, participation.person.email


def calendar_part(
    call: Call, session: Session, made: CalendarEntry, reader: tuple[str, str], agenda: list[str], now: datetime
) -> str:
    network = session.network
    described = render_to_string(
        "sessions/mail/event.txt", {"session": session, "network": network, "agenda": agenda, "call": call}
    )
    domain = sender_address().rpartition("@")[2]
    return invitation(
        call,
        event(
            uid=f"{made.uid}@{domain}",
            sequence=made.sequence,
            starts_at=made.starts_at,
            ends_at=made.ends_at,
            title=name_of(session),
            place=made.place,
            description=described.strip(),
            now=now,
        ),
        organiser=(network.programme.mail_name or network.programme.title, sender_address()),
        attendee=reader,
    )
