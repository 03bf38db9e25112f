"""A card on a phone. No view here gives back what was kept."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from lerendnetwerk.doors import Request, Seat, door
from networks.models import Participation
from sessions.access import place_and_activity
from sessions.activities.keyed import KeyedForm
from sessions.activities.postcard.forms import CardForm, GroupCardForm
from sessions.activities.postcard.kind import TO_GROUP, gets_mail
from sessions.activities.postcard.models import Postcard
from sessions.models import Activity, ActivityLine

SLUG = "postkaart"


def writer_and_activity(request: Request, activity_id: int) -> tuple[Participation, Activity]:
    place, activity = place_and_activity(request.actor, activity_id, SLUG)
    participation = gets_mail(place)
    if participation is None:
        raise PermissionDenied
    return participation, activity


@door(Seat)
@require_POST
def write(request: Request, activity_id: int) -> HttpResponse:
    """Also after closing: a phone that was out of reach may still bring its card."""
    participation, activity = writer_and_activity(request, activity_id)
    form = CardForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        Postcard.objects.post(activity, participation, said["text"], said["weeks"], key=said["key"], now=timezone.now())
        return redirect("sessions:phone")
    return refused(request, activity, {"form": form})


@door(Seat)
@require_POST
def take_back(request: Request, activity_id: int) -> HttpResponse:
    participation, activity = writer_and_activity(request, activity_id)
    form = KeyedForm(request.POST)
    form.full_clean()
    Postcard.objects.take_back(activity, participation, key=form.cleaned_data.get("key", ""))
    return redirect("sessions:phone")


@door(Seat)
@require_POST
def write_to_group(request: Request, activity_id: int) -> HttpResponse:
    """Nothing says who wrote it, unless the words do."""
    _, activity = place_and_activity(request.actor, activity_id, SLUG)
    form = GroupCardForm(request.POST)
    if form.is_valid():
        ActivityLine.objects.write_down(activity, TO_GROUP, [form.cleaned_data["text"]], key=form.cleaned_data["key"])
        messages.success(request, "Je kaart aan de groep hangt er.")
        return redirect("sessions:phone")
    return refused(request, activity, {"form": form, "to_group": True})


def refused(request: Request, activity: Activity, context: dict[str, Any]) -> HttpResponse:
    page = "sessions/activities/postcard/write.html"
    return render(request, page, {"activity": activity, "to_group": False, **context}, status=422)
