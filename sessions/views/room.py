"""The facilitator's side of the room: who is in, and who waits for a tap."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lerendnetwerk.doors import Request, Staff, door
from lerendnetwerk.htmx import render_page
from sessions import room as the_room
from sessions.access import session_for
from sessions.models import Seat, Session


@door(Staff)
@require_GET
def room(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id, in_room=True)
    return render_page(request, "sessions/room.html", room_context(session), fragment="claims")


def room_context(session: Session) -> dict[str, object]:
    names = list(the_room.names_in(session))
    return {
        "session": session,
        "network": session.network,
        "door": the_room.Door.of(session),
        "claims": Seat.objects.waiting().filter(session=session),
        "names_in": [one for one in names if one.is_in],  # type: ignore[attr-defined]
        "names_count": len(names),
    }


@door(Staff)
@require_POST
def admit(request: Request, session_id: int, seat_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id, in_room=True)
    get_object_or_404(Seat, pk=seat_id, session=session).admit(now=timezone.now())
    return back(request, session)


@door(Staff)
@require_POST
def turn_away(request: Request, session_id: int, seat_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id, in_room=True)
    seat = get_object_or_404(Seat, pk=seat_id, session=session)
    if not seat.is_taken:
        seat.end()
    return back(request, session)


def back(request: Request, session: Session) -> HttpResponse:
    """To the page on which the tap was."""
    page = "sessions:regie" if request.POST.get("from") == "regie" else "sessions:room"
    return redirect(page, session_id=session.pk)
