from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from lerendnetwerk.doors import Request, Staff, door
from sessions.access import activity_for
from sessions.activities.back import back_to
from sessions.activities.plain_method.forms import AskForm

SLUG = "werkvorm"


@door(Staff)
@require_POST
def ask(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    """A question of the card or an own one, large on the screen; nothing: the name of the werkvorm again."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    form = AskForm(request.POST)
    if form.is_valid():
        activity.ask(form.cleaned_data["question"])
    else:
        messages.error(request, "De vraag is te lang: hoogstens 1000 tekens. Er is niets gewijzigd.")
    return redirect(back_to(activity))


@door(Staff)
@require_POST
def show_steps(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    activity.method_run.show_steps(request.POST.get("on") == "1")
    return redirect(back_to(activity))
