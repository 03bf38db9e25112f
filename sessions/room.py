"""The door of the room: a code or QR, the own name, a check. See *Doors* in docs/architecture.md."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from lerendnetwerk.guess_limit import GuessLimit
from lerendnetwerk.together import read_together
from networks.models import Participation
from sessions.models import Attendance, Place, Seat, Session, Substitute

OPENS_BEFORE = timedelta(minutes=30)
STAYS_OPEN = timedelta(hours=2)
# 27^6 codes: at this pace a stranger needs months to find one open room.
WRONG_CODES = GuessLimit("room-codes", most=200, minutes=10)


def is_open(session: Session, now: datetime) -> bool:
    return session.starts_at - OPENS_BEFORE <= now <= session.ends_at + STAYS_OPEN


class OtherDay(StrEnum):
    """That a session is not of today: nobody starts it by mistake then."""

    TO_COME = "komt nog"
    PAST = "voorbij"


def other_day(session: Session, now: datetime) -> OtherDay | None:
    """None on the day itself, around midnight as long as the room is open, and always in a rehearsal."""
    if (
        session.network.is_rehearsal
        or is_open(session, now)
        or timezone.localdate(session.starts_at) == timezone.localdate(now)
    ):
        return None
    return OtherDay.TO_COME if now < session.starts_at else OtherDay.PAST


def shut_context(session: Session, now: datetime) -> dict[str, Any]:
    """What a phone reads at a door that is shut: when it opens, or nothing when that is over."""
    opens_at = session.starts_at - OPENS_BEFORE
    return {"session": session, "opens_at": opens_at if now < opens_at else None}


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
    """Who may be in the room: everybody of the group except who is noted as not coming, and who has a substitute.

    Each with `is_in` and `substitute_name`. Who said so herself may change her mind at the door.
    """
    here = {"session": session}
    not_there = Attendance.objects.filter(**here, told_by_participant=False).exclude(state__in=Attendance.WAS_THERE)
    stand_in = Substitute.objects.filter(**here, replaces=OuterRef("pk"))
    return (
        session.network.participations.expected_at(session.number)
        .annotate(
            is_in=Exists(Seat.objects.taken().filter(**here, participation=OuterRef("pk"))),
            substitute_name=Subquery(stand_in.values("name")[:1]),
        )
        .exclude(pk__in=not_there.values("participation"), substitute_name=None)
        .with_people()
    )


def guests_in(session: Session) -> QuerySet[Place]:
    """The guests whom the facilitator put on the list, each with `is_in`."""
    taken = Seat.objects.taken().filter(place=OuterRef("pk"))
    return (
        Place.objects.filter(session=session, participation=None).annotate(is_in=Exists(taken)).order_by("name", "pk")
    )


def all_names(session: Session) -> dict[str, list[Any]]:
    """`names` and `guests` for the page where one taps, with what it shows of each. One query."""
    names = names_in(session).annotate(
        first_name=F("person__first_name"),
        last_name=F("person__last_name"),
        organisation_name=Coalesce(F("organisation__name"), F("department")),
    )
    return read_together(names=names, guests=guests_in(session))


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
