"""What its writer may still do at home with a card that is on its way."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lerendnetwerk.doors import Member, Request, door
from networks.access import participation_of
from sessions.access import member_session
from sessions.activities.postcard.delivering import lost_postcards
from sessions.activities.postcard.models import Postcard


@door(Member)
@require_GET
def my_postcards(request: Request, session_id: int) -> HttpResponse:
    """When the own cards of a session come, for who changes her mind; not what stands on them."""
    session, participation = member_session(request.actor, session_id)
    context = {
        "session": session,
        "network": session.network,
        "cards": list(Postcard.objects.of(session, participation)),
        "back": reverse("desk:me"),
    }
    return render(request, "sessions/activities/postcard/my_cards.html", context)


@door(Member)
@require_POST
def throw_away(request: Request, session_id: int) -> HttpResponse:
    session, participation = member_session(request.actor, session_id)
    Postcard.objects.of(session, participation).delete()
    messages.success(request, "Je kaart is weg. Er komt niets meer.")
    return redirect("sessions:my_postcards", session_id)


@door(Member)
@require_POST
def send_again(request: Request) -> HttpResponse:
    """What the post could not deliver, to the address that she has now."""
    participation = participation_of(request.actor)
    lost = list(lost_postcards(participation))
    for mail in lost:
        mail.send_again(timezone.now(), participation.person.email)
    if lost:
        messages.success(request, "Je kaart vertrekt opnieuw. Kijk straks in je mailbox.")
    return redirect("desk:me")
