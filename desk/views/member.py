from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from desk.member_page import coming_session, documents_of_member, sessions_of_member, short_lists
from lerendnetwerk.doors import Member, Request, door
from networks.access import participation_of
from sessions import room


@door(Member)
@require_GET
def me(request: Request) -> HttpResponse:
    """The participant's own page: next session, what to prepare, reports."""
    participation = participation_of(request.actor)
    now = timezone.now()
    sessions = list(sessions_of_member(participation))
    coming = coming_session(sessions, now)
    return render(
        request,
        "desk/me.html",
        {
            "participation": participation,
            "network": participation.network,
            "coming": coming,
            "sessions": sessions,
            "evaluations": [session for session in sessions if session.evaluation_open],  # type: ignore[attr-defined]
            "lists": short_lists(participation, coming),
            "documents": list(documents_of_member(participation)),
            "room_is_open": coming is not None and room.is_open(coming, now),
            "now": now,
        },
    )
