from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lerendnetwerk.doors import Request, Staff, door
from networks.access import network_for
from sessions.access import session_for
from sessions.calendar.inviting import call_off, lines_of, to_send
from sessions.calendar.outside import outside_to_tell
from sessions.calendar.standing_in import to_tell, told_of
from sessions.models import DatePoll, Invitation, Session
from sessions.planning_forms import NewSessionForm, SessionForm


@door(Staff)
@require_GET
def session_list(request: Request, network_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id)
    now = timezone.now()
    sessions = list(network.sessions.for_list())
    coming = [session for session in sessions if session.ends_at >= now]
    context = {
        "network": network,
        "next": coming[0] if coming else None,
        "coming": coming[1:],
        "past": [session for session in reversed(sessions) if session.ends_at < now],
        "polls": list(DatePoll.objects.running_in(network)),
    }
    return render(request, "sessions/list.html", context)


@door(Staff)
@require_http_methods(["GET", "POST"])
def plan(request: Request, network_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id)
    to_copy = list(Session.objects.to_copy_for(request.actor.user, network.programme_id))  # type: ignore[union-attr]
    form = NewSessionForm(request.POST or None, network=network, to_copy=to_copy)
    if request.method == "POST" and form.is_valid() and form.keep():
        messages.success(request, f"Sessie {form.instance.number} staat gepland.")
        return HttpResponseRedirect(reverse("sessions:agenda", kwargs={"session_id": form.instance.pk}))
    context = {"network": network, "form": form}
    return render(request, "sessions/plan.html", context, status=422 if request.method == "POST" else 200)


@door(Staff)
@require_http_methods(["GET", "POST"])
def edit(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    network = session.network
    form = SessionForm(request.POST or None, network=network, instance=session)
    status, theirs = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            if form.keep():
                if count := told_otherwise(session):
                    messages.warning(
                        request,
                        f"De sessie is bewaard. {count} {'mensen weten' if count > 1 else 'mens weet'} nog niet wat er "
                        "veranderde. Kijk na wie wat krijgt, en verstuur.",
                    )
                    return HttpResponseRedirect(reverse("sessions:invitations", kwargs={"session_id": session.pk}))
                messages.success(request, "De sessie is bewaard.")
                return HttpResponseRedirect(reverse("sessions:agenda", kwargs={"session_id": session.pk}))
            if not form.errors:
                status, theirs = 409, Session.objects.select_related("host").get(pk=session.pk)
    # A form that was filled in leaves its values on the object; the page speaks of what is kept.
    kept = theirs or Session.objects.select_related("host").get(pk=session.pk) if request.method == "POST" else session
    context = {"network": network, "session": kept, "form": form, "theirs": theirs}
    return render(request, "sessions/edit.html", context, status=status)


def told_otherwise(session: Session) -> int:
    """How many people, of the group, in the place of somebody or from outside, know another date, hours or place."""
    invited = Invitation.objects.standing().filter(session=session).not_saying(session).count()
    return invited + len(to_tell(session)) + len(outside_to_tell(session))


@door(Staff)
@require_http_methods(["GET", "POST"])
def delete(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    if request.method == "POST":
        now, told = timezone.now(), 0
        with transaction.atomic():
            # Who was invited hears it; nobody needs to hear of what is over.
            if now < session.ends_at and not session.is_noted_in():
                told = call_off(session, now=now)
            removed = session.remove(by=request.actor.user, now=now)  # type: ignore[union-attr]
            if not removed:
                transaction.set_rollback(True)
        if removed:
            also = f" {told} afzegging{'en vertrekken' if told > 1 else ' vertrekt'} nu." if told else ""
            messages.success(request, f"Sessie {session.number} is verwijderd.{also}")
            return HttpResponseRedirect(reverse("sessions:list", kwargs={"network_id": session.network_id}))
        return HttpResponseRedirect(reverse("sessions:delete", kwargs={"session_id": session.pk}))
    noted, is_over = session.is_noted_in(), timezone.now() >= session.ends_at
    context = {"network": session.network, "session": session, "noted": noted}
    if not noted and not is_over:
        context |= who_hears(session)
    return render(request, "sessions/delete.html", context)


def who_hears(session: Session) -> dict[str, object]:
    """Who is mailed that it does not take place, and whom the facilitator has to tell herself."""
    outside = outside_to_tell(session, going=False)
    names = [line.participation.name for line in to_send(lines_of(session, going=False))]
    names += [f"{one.name} (vervanger)" for one in told_of(session)]
    visits = list(session.visits.select_related("expert"))
    guests = {line.notice.visit_id for line in outside}
    knows_of_host = any(line.notice.host for line in outside)
    return {
        "told": names + [line.name for line in outside],
        "visits": visits,
        "to_tell_yourself": [
            *([f"{session.host.name} (gastheer)"] if session.host and not knows_of_host else []),
            *[f"{visit.expert.name} (gast)" for visit in visits if visit.pk not in guests],
        ],
    }
