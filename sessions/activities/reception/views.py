from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Request, Staff, door
from sessions.access import activity_for
from sessions.activities.back import back_to
from sessions.activities.reception.forms import HeardForm, RingForm
from sessions.activities.reception.models import Reception, ReceptionPoint


@door(Staff)
@require_POST
def ring(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    """Other company, perhaps with another question. Pressed twice at once it rings once."""
    activity = activity_for(request.actor, session_id, activity_id, "receptie")
    form = RingForm(request.POST)
    if form.is_valid():
        reception = Reception.objects.select_related("activity").get(activity=activity)
        reception.ring(form.cleaned_data["seen"], at=form.cleaned_data["at"], now=timezone.now())
    return redirect(back_to(activity))


@door(Staff)
@require_http_methods(["GET", "POST"])
def heard(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    """What people brought to the circle; also after closing."""
    activity = activity_for(request.actor, session_id, activity_id, "receptie")
    form = HeardForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        ReceptionPoint.objects.write_down(activity, form.cleaned_data["key"], form.cleaned_data["heard"])
        return redirect(back_to(activity))
    session = activity.session
    context = {
        "session": session,
        "network": session.network,
        "activity": activity,
        "form": form,
        "back": back_to(activity),
    }
    status = 422 if form.is_bound else 200
    return render(request, "sessions/activities/reception/heard.html", context, status=status)


@door(Staff)
@require_POST
def remove(request: Request, session_id: int, activity_id: int, point_id: int) -> HttpResponse:
    activity = activity_for(request.actor, session_id, activity_id, "receptie")
    ReceptionPoint.objects.take_away(activity, point_id)
    return redirect(back_to(activity))
