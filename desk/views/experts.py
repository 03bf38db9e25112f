from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from desk.expert_erasing import forget_expert
from lerendnetwerk.doors import Staff, StaffRequest, door
from lerendnetwerk.erasing import NotYetError
from sessions.access import session_for


@door(Staff)
@require_http_methods(["GET", "POST"])
def erase_expert(request: StaffRequest, session_id: int, visit_id: int) -> HttpResponse:
    """Somebody from outside may be forgotten: asked first, then everywhere at once."""
    session = session_for(request.actor, session_id)
    visit = session.visits.select_related("expert").filter(pk=visit_id).first()
    if visit is None:
        raise Http404
    visit.expert.network = session.network
    if request.method == "POST":
        try:
            forget_expert(visit.expert, by=request.user, now=timezone.now())
        except NotYetError:
            messages.error(request, "Er vertrekt net een mail naar deze persoon. Probeer het zo meteen opnieuw.")
            return redirect("desk:erase_expert", session.pk, visit.pk)
        messages.success(request, "Gewist. De mails en de namen zijn weg; wat de groep vroeg, blijft.")
        return redirect("sessions:guests", session.pk)
    context = {
        "network": session.network,
        "current": "sessies",
        "title": f"{visit.expert.name} wissen?",
        "text": "Naam, organisatie en adres gaan weg, ook uit de mails en de verslagen. Wat de groep vroeg en wat het "
        "antwoord was, blijft, van een gast. Verslagen die al vertrokken, kunnen we niet terughalen.",
        "action": reverse("desk:erase_expert", args=[session.pk, visit.pk]),
        "button": "Wis deze persoon",
        "back": reverse("sessions:guest", args=[session.pk, visit.pk]),
    }
    return render(request, "networks/confirm.html", context)
