from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from lerendnetwerk.doors import Request, Staff, door
from sessions.access import activity_for
from sessions.activities.back import back_to
from sessions.activities.reception.forms import RingForm
from sessions.activities.reception.models import Reception


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
