from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from desk.member_page import coming_session, documents_of_member, map_url, next_thing, sessions_of_member, short_lists
from desk.newcomer_page import sessions_so_far, so_far
from lerendnetwerk.doors import Member, Request, door
from networks.access import participation_of
from sessions import room
from sessions.bring_forms import BY_KIND, WordsForm
from sessions.models import Contribution


@door(Member)
@require_GET
def me(request: Request) -> HttpResponse:
    """The participant's own page: one thing on top, then all that is hers."""
    participation = participation_of(request.actor)
    now = timezone.now()
    from_here = participation.network_id, participation.from_session
    sessions = sessions_of_member(participation.pk, *from_here)
    coming = coming_session(sessions, now)
    evaluations = [session for session in sessions if session.evaluation_open]  # type: ignore[attr-defined]
    lists = short_lists(participation, coming)
    room_is_open = coming is not None and room.is_open(coming, now)
    return render(
        request,
        "desk/me.html",
        {
            "participation": participation,
            "network": participation.network,
            "coming": coming,
            "sessions": sessions,
            "evaluations": evaluations,
            "follow_up_open": any(session.follow_up_open for session in sessions),  # type: ignore[attr-defined]
            "lists": lists,
            "next": next_thing(coming, lists, asks_evaluation=bool(evaluations), room_is_open=room_is_open),
            "documents": documents_of_member(*from_here),
            "room_is_open": room_is_open,
            "map_url": map_url(coming.place) if coming and coming.place else "",
            "now": now,
        },
    )


@door(Member)
@require_GET
def newcomer(request: Request) -> HttpResponse:
    """Where the group stands, for who joined later; there for everybody of the group."""
    participation = participation_of(request.actor)
    context = {
        "participation": participation,
        "network": participation.network,
        "so_far": so_far(participation),
        "sessions": sessions_so_far(participation),
        "form": WordsForm(asked=BY_KIND[Contribution.Kind.EXPECTATION]),
        "data_user": f"deelname-{participation.pk}",
    }
    return render(request, "desk/newcomer.html", context)
