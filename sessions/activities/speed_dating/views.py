"""What the facilitator does while people talk two by two; a phone only looks."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Request, Staff, door
from sessions.access import activity_for
from sessions.activities.back import back_to
from sessions.activities.form_page import form_page
from sessions.activities.speed_dating.forms import PaceForm
from sessions.activities.speed_dating.models import SpeedDating
from sessions.models import Activity

SLUG = "speeddaten"
PACE = ("round_count", "talk_minutes", "change_seconds")
NOT_NOW = "Die ronde kan nu niet beginnen. Kijk welke ronde er loopt; er is niets veranderd."


def dating_of(activity: Activity) -> SpeedDating:
    dating = SpeedDating.objects.get(activity=activity)
    dating.activity = activity
    return dating


@door(Staff)
@require_POST
def begin_round(request: Request, session_id: int, activity_id: int, number: int) -> HttpResponse:
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    if not dating_of(activity).begin(number, now=timezone.now()):
        messages.error(request, NOT_NOW)
    return redirect(back_to(activity))


@door(Staff)
@require_http_methods(["GET", "POST"])
def change_pace(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    """More or fewer rounds, longer or shorter; only the rounds to come change."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    dating = dating_of(activity)
    now = {name: getattr(dating, name) for name in PACE}
    form = PaceForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        dating.replan(**{name: form.cleaned_data[name] for name in PACE})
        return redirect(back_to(activity))
    return form_page(request, activity, "speed_dating/pace", form, dating=dating)
