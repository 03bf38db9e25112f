from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lerendnetwerk.doors import Request, Staff, door, user_of
from networks.access import Role, network_for, programme_to_start_in
from networks.announcement.forms import NetworkForm
from networks.announcement.guide import missing_in
from networks.announcement.printing import print_anew
from networks.forms import type_over
from networks.models import Announcement, ChangedMeanwhileError, EngagementLine, Network

EITHER = Role.FACILITATOR | Role.COORDINATOR
LARGE_GROUP = (
    "Meer dan vijftien mensen kan, maar dan met aangepaste werkvormen: werk vaker in subgroepen van vier tot acht en "
    "neem meer tijd om terug te koppelen."
)


@door(Staff)
@require_http_methods(["GET", "POST"])
def new_network(request: Request, programme_id: int) -> HttpResponse:
    programme, is_coordinator = programme_to_start_in(request.actor, programme_id)
    form = NetworkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        network = Network.start(
            programme,
            form.description(),
            form.lines(),
            # A coordinator appoints somebody; whoever only facilitates would lose sight of what they made.
            facilitator=None if is_coordinator else user_of(request),
        )
        messages.success(request, f"{network.title} staat klaar.")
        _advise(request, network)
        return redirect("networks:facilitators" if is_coordinator else "networks:people", network.pk)
    context: dict[str, object] = {
        "programme": programme,
        "network": None,
        "form": form,
        "parts": form.parts(),
        "missing": [],
        "announcement": None,
        "differences": [],
    }
    return render(request, "networks/network_form.html", context, status=422 if form.errors else 200)


@door(Staff)
@require_http_methods(["GET", "POST"])
def edit_network(request: Request, network_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id, needs=EITHER)
    announcement = Announcement.objects.filter(network=network).first()
    form = NetworkForm(
        request.POST if request.method == "POST" else None,
        instance=network,
        is_public=announcement is not None and announcement.is_online,
        initial={
            "seen_version": network.version,
            "expected": network.lines_of(EngagementLine.Kind.EXPECTED),
            "offered": network.lines_of(EngagementLine.Kind.OFFERED),
        },
    )
    status = 200
    differences: list[tuple[str, str]] = []
    if form.is_valid():
        try:
            # The form wrote on its instance already, but nothing was saved.
            network.describe(form.description(), form.lines(), seen_version=form.cleaned_data["seen_version"] or 0)
        except ChangedMeanwhileError:
            saved = Network.objects.get(pk=network.pk)
            differences = form.differences(saved)
            # Who has seen both texts and saves again, means it.
            type_over(form, seen_version=saved.version)
            status = 409
        else:
            if announcement is not None and announcement.is_online:
                print_anew(announcement, timezone.now())
            messages.success(request, "De beschrijving is bewaard.")
            _advise(request, network)
            return redirect("networks:edit_network", network.pk)
    elif form.errors:
        status = 422
    # As it is saved: the form may hold a title that is not.
    saved = Network.objects.get(pk=network.pk) if form.is_bound else network
    missing = missing_in(saved)
    context = {
        "programme": network.programme,
        "network": saved,
        "form": form,
        "parts": form.parts(frozenset(one.field for one in missing)),
        "missing": missing,
        "announcement": announcement,
        "differences": differences,
    }
    return render(request, "networks/network_form.html", context, status=status)


def _advise(request: Request, network: Network) -> None:
    if network.is_large:
        messages.warning(request, LARGE_GROUP)
