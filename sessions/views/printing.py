from datetime import time

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lerendnetwerk.doors import Request, Staff, door
from sessions.access import session_for
from sessions.models import Session
from sessions.views.agenda import sheet_of

NOON = time(12, 30)
EXTRA_LINES = 3


@door(Staff)
@require_GET
def print_agenda(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    sheet = sheet_of(session, list(session.agenda_items.for_agenda()))
    context = {"session": session, "network": session.network, "sheet": sheet}
    return render(request, "sessions/print_agenda.html", context)


@door(Staff)
@require_GET
def print_list(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    context = {
        "session": session,
        "network": session.network,
        "people": session.network.participations.expected_at(session.number).with_people(),
        "half_days": half_days(session),
        "extra_lines": range(EXTRA_LINES),
    }
    return render(request, "sessions/print_list.html", context)


def half_days(session: Session) -> list[str]:
    """One signature for each half-day in which the session takes place: subsidies are counted in half-days."""
    starts_at, ends_at = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    names = []
    if starts_at.time() < NOON:
        names.append("voormiddag")
    if ends_at.time() > NOON or ends_at.date() > starts_at.date():
        names.append("namiddag" if starts_at.time() < time(17) else "avond")
    return names
