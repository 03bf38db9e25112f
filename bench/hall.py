"""Fills a room and a thousand waiting screens: `python -m bench.hall`, in the app's own settings, beside what is there.

Prints JSON: who asks what (bench.live does the asking).
"""

import json
import random
import sys
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import django

PHONES, IDLE, A_ROOM = 60, 1000, 50
QUESTION = "Wat maakt praten over werkdruk moeilijk?"


@dataclass
class Screen:
    """A page that polls; `write` is where a phone hangs its notes."""

    name: str
    path: str
    cookies: str
    write: str = ""


@dataclass
class Hall:
    screens: list[Screen]
    # Addresses to poll, each with the revision that it knows already.
    idle: list[str]


def full_room(now: datetime) -> tuple[list[Screen], Any]:
    """60 people with a phone at a wall, two facilitators with the regie, two projections."""
    from django.urls import reverse

    from bench.stage import cookie, staff_cookie
    from lerendnetwerk.doors import Seat as SeatActor
    from networks.models import NetworkFacilitator
    from sessions.models import Run
    from tests import factories

    users = [factories.create_user(name=name) for name in ("Marijke Dewulf", "Tom Claes")]
    network = factories.create_network(facilitator=users[0], title="Een volle zaal")
    NetworkFacilitator.objects.create(network=network, user=users[1])
    session = factories.create_session(network, starts_at=now - timedelta(hours=1))
    for minutes in (15, 45, 60, 15, 30, 15):
        factories.create_agenda_item(session, minutes=minutes)
    seats = [factories.create_seat(factories.create_place(session)) for _ in range(PHONES)]
    activity = factories.create_activity(session, "wand", question=QUESTION, now=now)
    write = reverse("sessions:wall_write", args=[activity.pk])
    phones = [
        Screen("gsm", reverse("sessions:phone"), cookie({SeatActor.KEY: {"seat": s.pk, "device": s.device}}), write)
        for s in seats
    ]
    code = Run.objects.get(session=session).screen_code
    others = [
        Screen("regie", reverse("sessions:regie", args=[session.pk]), staff_cookie(users[0])),
        Screen("regie", reverse("sessions:regie", args=[session.pk]), staff_cookie(users[1])),
        Screen("scherm", reverse("sessions:scherm", args=[session.pk]), staff_cookie(users[0])),
        Screen("scherm", reverse("sessions:screen_by_code", args=[code]), cookie({})),
    ]
    return [*phones, *others], network


def waiting_screens(network: Any, now: datetime) -> list[str]:
    """A thousand phones in twenty rooms where nothing happens."""
    from bench.many import write
    from lerendnetwerk.polling import PollKey
    from sessions.live.revisions import Screen as Audience
    from sessions.models import Place, Run, Seat, Session
    from tests import factories

    sessions = [factories.create_session(network, starts_at=now - timedelta(hours=1)) for _ in range(IDLE // A_ROOM)]
    write(Run, ({"session": session} for session in sessions))
    chance = random.Random(5)
    for session in sessions:
        write(Place, ({"session": session, "name": f"Gast {n}"} for n in range(A_ROOM)))
    places = list(Place.objects.filter(session__in=sessions).order_by("pk"))
    # As in the middle of an afternoon: each was heard of some moment in the last twenty seconds.
    write(
        Seat,
        (
            {
                "session_id": place.session_id,
                "place": place,
                "state": Seat.State.TAKEN,
                "seen_at": now - timedelta(seconds=chance.uniform(0, 20)),
            }
            for place in places
        ),
    )
    seats = Seat.objects.filter(session__in=sessions).order_by("pk")
    assert Session.objects.filter(pk__in=[one.pk for one in sessions]).count() * A_ROOM == len(seats) == IDLE
    return [f"{PollKey.new(seat.session_id, Audience.GSM, epoch=1, now=now, seat=seat.pk).url}?rev=0" for seat in seats]


def main() -> None:
    django.setup()
    from django.utils import timezone

    now = timezone.now()
    screens, network = full_room(now)
    json.dump(asdict(Hall(screens, waiting_screens(network, now))), sys.stdout)


if __name__ == "__main__":
    main()
