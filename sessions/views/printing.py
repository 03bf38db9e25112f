from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lerendnetwerk.doors import Request, Staff, door
from networks.models import NetworkFacilitator
from sessions.access import session_for
from sessions.half_days import half_days
from sessions.models import Session
from sessions.views.agenda import sheet_of

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
    context = {"session": session, "network": session.network} | list_to_sign(session)
    return render(request, "sessions/print_list.html", context)


def list_to_sign(session: Session) -> dict[str, Any]:
    """Who signs, in which columns."""
    facilitators = NetworkFacilitator.objects.filter(network=session.network).select_related("user")
    return {
        "people": session.network.participations.expected_at(session.number).with_people(),
        "half_days": half_days(timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)),
        "substitutes": session.substitutes.select_related("replaces__person"),
        "extra_lines": range(EXTRA_LINES),
        "facilitators": [row.user.name for row in facilitators],
    }
