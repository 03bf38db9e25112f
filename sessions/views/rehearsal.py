"""*Oefenen*: begin, let the invented participants do something, stop."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lerendnetwerk.doors import Staff, StaffRequest, door
from sessions.models import Rehearsal
from sessions.rehearsal.acting import play
from sessions.rehearsal.ending import throw_away


@door(Staff)
@require_GET
def rehearse(request: StaffRequest) -> HttpResponse:
    return render(request, "sessions/rehearsal/page.html", {"rehearsal": Rehearsal.objects.of(request.user)})


@door(Staff)
@require_POST
def start(request: StaffRequest) -> HttpResponse:
    rehearsal = Rehearsal.objects.start(request.user, timezone.now())
    return redirect("sessions:regie", session_id=rehearsal.session_id)


@door(Staff)
@require_POST
def go_on(request: StaffRequest) -> HttpResponse:
    """The script of the regie calls this; without script it is a button."""
    rehearsal = Rehearsal.objects.of(request.user)
    if rehearsal is None:
        return redirect("sessions:rehearse")
    play(rehearsal, timezone.now())
    return redirect("sessions:regie", session_id=rehearsal.session_id)


@door(Staff)
@require_POST
def stop(request: StaffRequest) -> HttpResponse:
    if rehearsal := Rehearsal.objects.of(request.user):
        throw_away(rehearsal)
        messages.success(request, "De oefening is weg. Er is niets van bewaard.")
    return redirect("sessions:rehearse")
