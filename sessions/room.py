"""The door of the room: a code or QR, the own name, a check. See *Doors* in docs/architecture.md."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from lerendnetwerk.guess_limit import GuessLimit
from networks.models import Participation
from sessions.models import Attendance, Seat, Session

OPENS_BEFORE = timedelta(minutes=30)
STAYS_OPEN = timedelta(hours=2)
# 27^6 codes: at this pace a stranger needs months to find one open room.
WRONG_CODES = GuessLimit("room-codes", most=200, minutes=10)


def is_open(session: Session, now: datetime) -> bool:
    return session.starts_at - OPENS_BEFORE <= now <= session.ends_at + STAYS_OPEN


def tidy_code(typed: str) -> str:
    """As it was meant: capitals, without the spaces and dashes that people type."""
    return "".join(c for c in typed.upper() if c.isascii() and c.isalnum())


def open_room(typed: str, now: datetime) -> Session | None:
    """The session behind a code, when its room is open. A wrong code counts; after too many nobody is told."""
    if WRONG_CODES.is_reached(now):
        return None
    code = tidy_code(typed)
    session = Session.objects.select_related("network").filter(room_code=code).first() if code else None
    if session is None or not is_open(session, now):
        WRONG_CODES.failed(now)
        return None
    return session


def names_in(session: Session) -> QuerySet[Participation]:
    """Who may be in the room: everybody of the group except who said no, each with `is_in`."""
    not_there = Attendance.objects.filter(session=session).exclude(state__in=Attendance.WAS_THERE)
    return (
        session.network.participations.expected_at(session.number)
        .exclude(pk__in=not_there.values("participation"))
        .annotate(is_in=Exists(Seat.objects.taken().filter(session=session, participation=OuterRef("pk"))))
        .with_people()
    )


def join_url(session: Session) -> str:
    """The address in the QR code."""
    return settings.BASE_URL + reverse("sessions:join_code", args=[session.room_code])


@dataclass(frozen=True)
class Door:
    """What hangs on the wall: where to go and what to type."""

    code: str
    url: str
    short_url: str

    @classmethod
    def of(cls, session: Session) -> "Door":
        host = settings.BASE_URL.split("://", 1)[1]
        # Read aloud and typed in two halves.
        code = f"{session.room_code[:3]} {session.room_code[3:]}"
        return cls(code=code, url=join_url(session), short_url=f"{host}{reverse('sessions:join')}")
