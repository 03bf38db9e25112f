"""A network that is closed as the template of the next, and undoing that."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from desk.next_network import comes_along, discard, is_untouched, make_next
from desk.next_network_forms import LessonsForm, NextNetworkForm
from lerendnetwerk.doors import Staff, StaffRequest, door
from networks.access import network_for
from networks.forms import type_over
from networks.models import ChangedMeanwhileError, Network, NetworkOrigin


@door(Staff)
@require_http_methods(["GET", "POST"])
def next_network(request: StaffRequest, network_id: int) -> HttpResponse:
    """What comes along and what does not; then, with a name, the next network."""
    network = network_for(request.actor, network_id)
    if network.closed_at is None:
        if request.method == "POST":
            messages.error(request, "Sluit dit netwerk eerst af. Er is niets gemaakt.")
        return render(request, "desk/next_network_not_yet.html", {"network": network})
    now = timezone.now()
    along = comes_along(network)
    form = NextNetworkForm(
        request.POST if request.method == "POST" else None, initial={"title": network.title, "lessons": along.lessons}
    )
    if form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("title", "lessons", "key")}
        made = make_next(network, **words, by=request.user, now=now)
        messages.success(request, f"{made.title} staat klaar, met jou als facilitator.")
        return redirect("desk:lessons", network_id=made.pk)
    context = {"network": network, "along": along, "form": form}
    return render(request, "desk/next_network.html", context, status=422 if form.errors else 200)


def origin_of(network: Network) -> NetworkOrigin:
    origin = NetworkOrigin.objects.select_related("source").filter(network=network).first()
    if origin is None:
        raise Http404
    return origin


@door(Staff)
@require_http_methods(["GET", "POST"])
def lessons(request: StaffRequest, network_id: int) -> HttpResponse:
    """What the network before this one teaches: notes for who facilitates."""
    network = network_for(request.actor, network_id)
    origin = origin_of(network)
    start = {"lessons": origin.lessons, "seen": origin.lessons}
    form = LessonsForm(request.POST if request.method == "POST" else None, initial=start)
    context = {"network": network, "origin": origin, "form": form, "untouched": False, "theirs": None}
    if form.is_valid():
        try:
            origin.write_lessons(form.cleaned_data["lessons"], seen=form.cleaned_data["seen"].replace("\r\n", "\n"))
        except ChangedMeanwhileError:
            origin.refresh_from_db()
            # Who has seen both texts and saves again, means it.
            type_over(form, seen=origin.lessons)
            return render(request, "desk/lessons.html", context | {"theirs": origin.lessons}, status=409)
        messages.success(request, "De lessen zijn bewaard.")
        return redirect("desk:lessons", network_id=network.pk)
    context["untouched"] = is_untouched(network)
    return render(request, "desk/lessons.html", context, status=422 if form.errors else 200)


@door(Staff)
@require_http_methods(["GET", "POST"])
def discard_network(request: StaffRequest, network_id: int) -> HttpResponse:
    """Undo: as long as nothing hangs on it, a network that was made from another may go."""
    network = network_for(request.actor, network_id)
    origin = origin_of(network)
    if request.method == "POST":
        if discard(network, by=request.user, now=timezone.now()):
            messages.success(request, f"{network.title} is weggehaald. Het vorige netwerk bleef zoals het was.")
            return redirect("desk:front")
        messages.error(request, "Er hangt al iets aan dit netwerk. Daarom blijft het staan.")
        return redirect("desk:discard_network", network_id=network.pk)
    context = {"network": network, "origin": origin, "untouched": is_untouched(network)}
    return render(request, "desk/discard_network.html", context)
