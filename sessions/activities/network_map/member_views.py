"""At home: the own two numbers, for who wants to compare later. Nobody else ever sees them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Member, Request, door
from sessions.access import member_session
from sessions.activities.network_map.forms import NumbersForm
from sessions.activities.network_map.models import OwnMap
from sessions.models import Activity


@door(Member)
@require_http_methods(["GET", "POST"])
def my_map(request: Request, session_id: int) -> HttpResponse:
    """Of one session in which maps were drawn, next to those of other sessions."""
    session, participation = member_session(request.actor, session_id)
    if not Activity.objects.filter(session=session, kind="netwerk-in-kaart").exists():
        raise Http404
    kept = list(OwnMap.objects.of(participation))
    here = next((one for one in kept if one.session_id == session.pk), None)
    initial = {"asked": here.asked, "helped": here.helped} if here else None
    form = NumbersForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        OwnMap.objects.keep(participation, session, **form.cleaned_data)
        messages.success(request, "Je twee getallen zijn bewaard, voor jou alleen.")
        return redirect("sessions:my_map", session_id)
    context = {"session": session, "network": session.network, "kept": kept, "here": here, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "sessions/activities/network_map/my_map.html", context, status=status)


@door(Member)
@require_POST
def forget_my_map(request: Request, session_id: int) -> HttpResponse:
    session, participation = member_session(request.actor, session_id)
    OwnMap.objects.of(participation).filter(session=session).delete()
    messages.success(request, "Je twee getallen zijn gewist.")
    return redirect("sessions:my_map", session_id)
