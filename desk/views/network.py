from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desk import kept as kept_lists
from desk.circle import circle_of
from desk.road import (
    PHASES,
    build_road,
    network_of_facilitator,
    next_step,
    phase_after,
    phase_before,
    sessions_on_road,
)
from desk.signals import Facts, road_rows, signals_of
from evaluations.models import Round
from lerendnetwerk.doors import Staff, StaffRequest, door
from networks.access import network_for
from networks.models import Network, Phase, QuietSignal


def network_with_facts(request: StaffRequest, network_id: int) -> Network:
    """The facilitator's network with its road facts; the same checks as network_for, in one query."""
    found = network_of_facilitator(network_id, request.user.pk)
    # Says 404 or 403 to who is not a facilitator here.
    return found[0] if found else network_for(request.actor, network_id)


@door(Staff)
@require_GET
def road(request: StaffRequest, network_id: int) -> HttpResponse:
    network = network_with_facts(request, network_id)
    now = timezone.now()
    sessions = sessions_on_road(network.pk)
    road = build_road(network, sessions, now)
    rows = road_rows(network.pk)
    coming = next((session for session in sessions if not session.is_closed and session.ends_at >= now), None)
    circle = circle_of(network, coming, request.user.name)
    signals, quiet_signals = signals_of(Facts(network, sessions, rows, circle.regulars, now))
    return render(
        request,
        "desk/road.html",
        {
            "network": network,
            # Only of a network that was made from another.
            "origin": getattr(network, "origin", None),
            "road": road,
            "next_step": next_step(road),
            "can_reopen": network.can_reopen(now),
            "here": road[PHASES.index(Phase(network.phase))],
            "phase_number": PHASES.index(Phase(network.phase)) + 1,
            "next_phase": phase_after(network),
            "coming": coming,
            "is_running": coming is not None and coming.starts_at <= now,
            "days": (timezone.localdate(coming.starts_at) - timezone.localdate(now)).days if coming else None,
            "circle": circle,
            "signals": signals,
            "quiet_signals": quiet_signals,
            "questions": rows["questions"][:3],
            "action_points": kept_lists.first_action_points(network.pk),
        },
    )


@door(Staff)
@require_POST
def set_signal_aside(request: StaffRequest, network_id: int) -> HttpResponse:
    """Or bring it back: `terug`."""
    network = network_for(request.actor, network_id)
    key = request.POST.get("key", "").replace("\0", "")[:60]
    if request.POST.get("back"):
        QuietSignal.objects.bring_back(network, key)
    elif key:
        QuietSignal.objects.set_aside(network, key, by=request.user, now=timezone.now())
        messages.success(request, "Opzij gelegd. Onder de andere signalen haal je het terug.")
    return redirect("desk:network", network_id=network.pk)


@door(Staff)
@require_http_methods(["GET", "POST"])
def change_phase(request: StaffRequest, network_id: int) -> HttpResponse:
    """Show what is still open, then move the network to the next phase, or back to the one before."""
    network = network_with_facts(request, network_id)
    now = timezone.now()
    neighbours = {phase for phase in (phase_before(network), phase_after(network)) if phase}
    if request.method == "POST":
        wanted = request.POST.get("phase", "")
        if wanted in neighbours:
            network.move_to_phase(Phase(wanted), by=request.user, now=now)
            messages.success(request, f"Het netwerk staat nu in de fase {Phase(wanted).label.lower()}.")
        elif wanted != network.phase:
            messages.error(request, "Die fase sluit niet aan op waar het netwerk nu staat. Er is niets veranderd.")
        return redirect("desk:network", network_id=network.pk)
    road = build_road(network, sessions_on_road(network.pk), now)
    return render(
        request,
        "desk/change_phase.html",
        {
            "network": network,
            "here": road[PHASES.index(Phase(network.phase))],
            "next_phase": phase_after(network),
            "phase_before": phase_before(network),
        },
    )


@door(Staff)
@require_http_methods(["GET", "POST"])
def close_network(request: StaffRequest, network_id: int) -> HttpResponse:
    """Say what closing brings, then close; closed already, offer to reopen."""
    network = network_for(request.actor, network_id)
    if request.method == "POST":
        network.close(by=request.user, now=timezone.now())
        messages.success(request, "Het netwerk is afgesloten. Na drie en na zes maanden vragen we wat het opbracht.")
        return redirect("desk:network", network_id=network.pk)
    sessions = list(network.sessions.annotate(round_kind=F("round__kind")).order_by("number"))
    context = {
        "network": network,
        "waiting": len([session for session in sessions if not session.is_closed]),
        "can_reopen": network.can_reopen(timezone.now()),
        "asked_at_the_end": any(vars(session)["round_kind"] == Round.Kind.FINAL for session in sessions),
        # Where it may be asked still: an evaluation that was asked stays as it was.
        "may_ask": next((session for session in reversed(sessions) if not vars(session)["round_kind"]), None),
    }
    return render(request, "desk/close_network.html", context)


@door(Staff)
@require_POST
def reopen_network(request: StaffRequest, network_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id)
    if network.reopen(by=request.user, now=timezone.now()):
        messages.success(request, "Het netwerk staat weer open. De maanden tellen pas als je het opnieuw afsluit.")
    elif network.closed_at:
        messages.error(request, "Weer openen kan niet meer: na drie maanden ligt vast wie samen geteld wordt.")
    return redirect("desk:network", network_id=network.pk)


@door(Staff)
@require_GET
def kept(request: StaffRequest, network_id: int) -> HttpResponse:
    """What stays: questions, action points, decisions, learning points and changes over all sessions."""
    network = network_for(request.actor, network_id)
    return render(
        request,
        "desk/kept.html",
        {
            "network": network,
            "questions": kept_lists.questions(network),
            "action_points": kept_lists.action_points(network),
            **kept_lists.short_lists(network),
        },
    )
