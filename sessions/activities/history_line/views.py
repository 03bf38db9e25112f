from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Request, Seat, Staff, door
from sessions.access import activity_for, place_and_activity
from sessions.activities.back import back_to
from sessions.activities.form_page import form_page
from sessions.activities.history_line.forms import MarkForm, TypeForm
from sessions.activities.history_line.models import HistoryLine, HistoryMark

SLUG = "historielijn"


@door(Staff)
@require_http_methods(["GET", "POST"])
def type_in(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    """What stands on the sheets; also after closing."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    line = HistoryLine.objects.get(activity=activity)
    form = TypeForm(request.POST if request.method == "POST" else None, line=line)
    if form.is_valid():
        HistoryMark.objects.type_in(activity, form.marks, key=form.cleaned_data["key"])
        return redirect(back_to(activity))
    return form_page(request, activity, "history_line/type", form)


@door(Staff)
@require_POST
def remove(request: Request, session_id: int, activity_id: int, mark_id: int) -> HttpResponse:
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    HistoryMark.objects.take_away(activity, mark_id)
    return redirect(back_to(activity))


@door(Seat)
@require_POST
def mark(request: Request, activity_id: int) -> HttpResponse:
    """Also after closing: a phone that was out of reach may still bring its moment."""
    place, activity = place_and_activity(request.actor, activity_id, SLUG)
    line = HistoryLine.objects.get(activity=activity)
    form = MarkForm(request.POST, line=line)
    if form.is_valid():
        said = form.cleaned_data
        if HistoryMark.objects.mark(
            activity, place, said["moment"], said["word"], is_high=form.is_high, key=said["key"]
        ):
            return redirect("sessions:phone")
        form.add_error(None, "Je lijn staat vol. Haal eerst een moment weg.")
    context = {"activity": activity, "form": form}
    return render(request, "sessions/activities/history_line/mark.html", context, status=422)


@door(Seat)
@require_POST
def take_back(request: Request, activity_id: int, mark_id: int) -> HttpResponse:
    place, activity = place_and_activity(request.actor, activity_id, SLUG)
    HistoryMark.objects.take_back(activity, place, mark_id)
    return redirect("sessions:phone")
