from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Request, Seat, Staff, door
from sessions.access import activity_for, place_and_activity
from sessions.activities.back import back_to
from sessions.activities.check_round.forms import SayForm, TypeForm
from sessions.activities.check_round.models import CheckRound, CheckWord
from sessions.activities.form_page import form_page


@door(Staff)
@require_http_methods(["GET", "POST"])
def type_in(request: Request, session_id: int, activity_id: int, slug: str) -> HttpResponse:
    """What was said aloud or stands on cards; also after closing."""
    activity = activity_for(request.actor, session_id, activity_id, slug)
    asked = CheckRound.objects.get(activity=activity)
    form = TypeForm(request.POST if request.method == "POST" else None, asked=asked)
    if form.is_valid():
        CheckWord.objects.type_in(activity, form.cleaned_data["key"], form.cleaned_data["heard"], now=timezone.now())
        return redirect(back_to(activity))
    return form_page(request, activity, "check_round/type", form, kind=activity.face)


@door(Staff)
@require_POST
def remove(request: Request, session_id: int, activity_id: int, slug: str, word_id: int) -> HttpResponse:
    activity = activity_for(request.actor, session_id, activity_id, slug)
    CheckWord.objects.take_away(activity, word_id)
    return redirect(back_to(activity))


@door(Seat)
@require_POST
def say(request: Request, activity_id: int, slug: str) -> HttpResponse:
    """A word, a score or a pass."""
    place, activity = place_and_activity(request.actor, activity_id, slug)
    asked = CheckRound.objects.get(activity=activity)
    form = SayForm(request.POST, asked=asked)
    if form.is_valid():
        key, word, score = (form.cleaned_data[name] for name in ("key", "word", "score"))
        if CheckWord.objects.say(activity, place, key=key, now=timezone.now(), word=word, score=score):
            return redirect("sessions:phone")
        form.add_error(None, "Dit rondje is al voorbij. Zeg het gerust nog hardop.")
    context = {"activity": activity, "check": asked, "form": form, "scores": range(1, 6)}
    return render(request, "sessions/activities/check_round/say.html", context, status=422)
