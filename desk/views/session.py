from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from desk.session_page import next_thing, parts_of, session_facts
from lerendnetwerk.doors import Staff, StaffRequest, door
from sessions.access import session_for


@door(Staff)
@require_GET
def session(request: StaffRequest, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    facts = session_facts(session)
    return render(
        request,
        "desk/session.html",
        {
            "session": session,
            "network": session.network,
            "parts": parts_of(facts),
            "next_thing": next_thing(facts, timezone.now()),
            "rules": session.network.ground_rules.all(),
            "expectations": session.network.expectations.all(),
        },
    )
