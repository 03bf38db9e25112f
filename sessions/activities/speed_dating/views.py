"""What the facilitator does while people talk two by two; a phone only looks."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Request, Staff, door
from sessions.access import activity_for
from sessions.activities.back import back_to
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
    return _page(request, activity, form, "pace", dating=dating)


def _page(request: Request, activity: Activity, form: PaceForm, name: str, **more: object) -> HttpResponse:
    session = activity.session
    context = {
        "session": session,
        "network": session.network,
        "activity": activity,
        "form": form,
        "back": back_to(activity),
    }
    template = f"sessions/activities/speed_dating/{name}.html"
    return render(request, template, {**context, **more}, status=422 if form.is_bound else 200)
