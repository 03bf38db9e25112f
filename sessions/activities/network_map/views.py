from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Request, Seat, Staff, door
from sessions.access import activity_for, place_and_activity
from sessions.activities.back import back_to
from sessions.activities.form_page import form_page
from sessions.activities.network_map.forms import CountForm, ShareForm, TypeForm
from sessions.activities.network_map.models import MapCount, NetworkMap
from sessions.models import Activity, ActivityLine

SLUG = "netwerk-in-kaart"
OVER = "De getallen zijn al opgeteld. Wat je nu doorgaf, is niet bewaard."


@door(Staff)
@require_http_methods(["GET", "POST"])
def type_in(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    """All slips without a name, shuffled first, in one go."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    form = TypeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if MapCount.objects.type_in(activity, form.cleaned_data["slips"], key=form.cleaned_data["key"]):
            return redirect(back_to(activity))
        form.add_error(None, OVER)
    slips = NetworkMap.objects.get(activity=activity).slips
    return form_page(request, activity, "network_map/type", form, slips=slips)


@door(Seat)
@require_POST
def hand_in(request: Request, activity_id: int) -> HttpResponse:
    place, activity = place_and_activity(request.actor, activity_id, SLUG)
    form = CountForm(request.POST)
    if form.is_valid():
        if MapCount.objects.hand_in(activity, place, form.cleaned_data["asked"], form.cleaned_data["helped"]):
            return redirect("sessions:phone")
        form.add_error(None, OVER)
    return refused(request, activity, form)


@door(Seat)
@require_POST
def share(request: Request, activity_id: int) -> HttpResponse:
    """One line on the screen, without a name unless it is in the words."""
    _, activity = place_and_activity(request.actor, activity_id, SLUG)
    form = ShareForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        ActivityLine.objects.write_down(activity, said["part"], [said["text"]], key=said["key"])
        return redirect("sessions:phone")
    return refused(request, activity, form)


def refused(request: Request, activity: Activity, form: forms.Form) -> HttpResponse:
    context = {"activity": activity, "form": form}
    return render(request, "sessions/activities/network_map/refused.html", context, status=422)
