"""The step of inviting: on the road as soon as the first session to come is near, in whichever phase the network is."""

from datetime import datetime, timedelta

from django.urls import reverse

from desk.road_steps import Step, is_held, state_of
from lerendnetwerk.templatetags.look import short_day
from sessions.models import Session

# Four weeks ahead the day can still be kept free.
INVITED_BEFORE = timedelta(weeks=4)
TO_INVITE = "Nog niemand heeft de datum in de agenda. Je ziet eerst wie wat krijgt, en wacht niet op het draaiboek."


def steps_of_inviting(sessions: list[Session], now: datetime) -> list[Step]:
    """`sessions` from desk.road.sessions_for_road."""
    held = max((session.number for session in sessions if is_held(session)), default=0)
    coming = next((session for session in sessions if session.number > held and session.starts_at > now), None)
    if coming is None or coming.starts_at > now + INVITED_BEFORE:
        return []
    invited, to_invite = vars(coming)["is_invited_to"], vars(coming)["has_to_invite"]
    if not invited and not to_invite:
        return []
    return [
        Step(
            f"Uitnodigingen van sessie {coming.number}",
            state_of(invited),
            reverse("sessions:invitations", args=[coming.pk]),
            note=short_day(coming.starts_at),
            task=f"Verstuur de uitnodigingen van sessie {coming.number}",
            why=TO_INVITE,
            button="Kijk wie wat krijgt",
        )
    ]
