from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Request, Staff, door
from sessions.access import session_for
from sessions.live.ending import end_run
from sessions.missing import missing_in
from sessions.models import Session


@door(Staff)
@require_http_methods(["GET", "POST"])
def close(request: Request, session_id: int) -> HttpResponse:
    """What is missing, with a link each; closing is possible all the same."""
    session = session_for(request.actor, session_id)
    if request.method == "GET":
        context = {
            "session": session,
            "network": session.network,
            "missing": missing_in(session),
            "report_url": _report(session),
            "not_over": session.ends_at > timezone.now(),
        }
        return render(request, "sessions/close.html", context)
    now = timezone.now()
    with transaction.atomic():
        session.close(by=request.actor.user, now=now)  # type: ignore[union-attr]
        end_run(session, now=now)
    messages.success(request, f"Sessie {session.number} is gesloten. Je kan ze altijd weer openen.")
    return HttpResponseRedirect(_report(session))


@door(Staff)
@require_POST
def reopen(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    session.reopen(by=request.actor.user, now=timezone.now())  # type: ignore[union-attr]
    messages.success(request, f"Sessie {session.number} is weer open.")
    return HttpResponseRedirect(reverse("sessions:close", kwargs={"session_id": session.pk}))


def _report(session: Session) -> str:
    """The report's page stands on a floor above; without it, the session's own page, or this one."""
    for name in ("reports:report", "desk:session"):
        try:
            return reverse(name, args=[session.pk])
        except NoReverseMatch:
            continue
    return reverse("sessions:close", kwargs={"session_id": session.pk})
