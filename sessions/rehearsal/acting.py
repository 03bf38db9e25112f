"""What the invented participants do by themselves, one small step at a time."""

from datetime import datetime
from random import Random

from django.db import transaction

from sessions.models import Activity, Rehearsal, Seat
from sessions.rehearsal.cast import DIGITS, PLAYERS

# Two calls within so many seconds are the same step.
STEP = 2
# How the phone of an invented participant is called.
INVENTED = "verzonnen-"


def play(rehearsal: Rehearsal, now: datetime) -> None:
    """One step: who is due comes in, who is in does something, most of the time not all at once.

    The open regie calls this every few seconds: with the page closed they wait. The dice are thrown from the
    participant and the moment, so the same step twice does the same thing.
    """
    session = rehearsal.session
    people = session.network.participations.select_related("person").order_by("pk")
    taken = Seat.objects.filter(session=session).select_related("place").order_by("pk")
    seats = {seat.participation_id: seat for seat in taken}
    running = Activity.objects.open().with_session().filter(session=session).first()
    step = int(now.timestamp()) // STEP
    for player, participation in zip(PLAYERS, people, strict=True):
        seat = seats.get(participation.pk)
        if seat is None:
            if (now - rehearsal.started_at).total_seconds() >= player.arrives_after:
                digits = DIGITS if player.knows_digits else ""
                _, claimed = Seat.objects.claim(session, participation, digits, now=now)
                if claimed:
                    Seat.objects.filter(pk=claimed.pk).update(device=f"{INVENTED}{claimed.pk}")
        # A real phone on an invented name speaks for itself.
        elif seat.is_taken and seat.device.startswith(INVENTED) and (place := seat.place) is not None:
            # Its phone is on.
            Seat.objects.filter(pk=seat.pk).update(seen_at=now)
            if running and not running.on_paper:
                place.session = session
                chance = Random(f"{participation.pk}:{step}")  # noqa: S311
                with transaction.atomic():
                    running.face.pretend(running, place, now=now, chance=chance)
