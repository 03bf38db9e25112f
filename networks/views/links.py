"""The personal link: opened by its owner, given anew by the facilitator, asked for again by who lost it."""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lerendnetwerk.audit.record import record
from lerendnetwerk.doors import Request, Staff, Visitor, door, open_as_member, user_of
from lerendnetwerk.guess_limit import GuessLimit
from networks.access import network_for, participation_for, participation_of_link
from networks.forms import RequestLinkForm
from networks.mail import mail_first_link, mail_renewed_link, personal_link, without_first_link
from networks.models import LinkRequest

# 96 secret bits cannot be guessed; this keeps whoever tries from keeping the database busy.
WRONG_LINKS = GuessLimit("link", most=200, minutes=10)


@door(Visitor)
@require_http_methods(["GET", "POST"])
def link(request: Request, public_id: str, digest: str) -> HttpResponse:
    """GET has no effect, however often: mail scanners open links. POST lets this browser in."""
    participation = participation_of_link(public_id, digest)
    if participation is None:
        now = timezone.now()
        if WRONG_LINKS.is_reached(now):
            return render(request, "networks/too_many_guesses.html", status=429)
        WRONG_LINKS.failed(now)
        return render(request, "errors/no_link.html", status=404)
    if request.method == "POST":
        open_as_member(request, participation.pk, participation.link_version)
        return redirect("desk:me")
    return render(request, "networks/link.html", {"participation": participation})


@door(Visitor)
@require_http_methods(["GET", "POST"])
def request_link(request: Request) -> HttpResponse:
    """Whether an address is known is not said; asking again on the same day sends nothing more."""
    form = RequestLinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        # One row, whether we know the address or not: the worker looks, so that the time to answer says nothing either.
        LinkRequest.objects.create(email=form.cleaned_data["email"], not_before=timezone.now())
        return redirect("networks:link_requested")
    return render(request, "networks/request_link.html", {"form": form}, status=422 if form.errors else 200)


@door(Visitor)
@require_GET
def link_requested(request: Request) -> HttpResponse:
    return render(request, "networks/link_requested.html")


@door(Staff)
@require_http_methods(["GET", "POST"])
def renew_link(request: Request, participation_id: int) -> HttpResponse:
    """Withdraw the link by making a next one; who has an address gets it in the mail."""
    participation = participation_for(request.actor, participation_id)
    if request.method == "GET":
        return render(
            request,
            "networks/renew_link.html",
            {"network": participation.network, "participation": participation},
        )
    now = timezone.now()
    seen = request.POST.get("seen_version", "")
    with transaction.atomic():
        if participation.renew_link(seen_version=int(seen) if seen.isdecimal() and len(seen) < 10 else 0):
            record("renewed link", participation, now=now, user=user_of(request), network_id=participation.network_id)
            mail_renewed_link(participation, now=now)
    if participation.person.email:
        messages.success(request, f"De oude link van {participation.name} werkt niet meer. De nieuwe is onderweg.")
    else:
        messages.success(request, f"De oude link van {participation.name} werkt niet meer. Print nu een nieuwe kaart.")
    return redirect("networks:edit_participant", participation.pk)


@door(Staff)
@require_http_methods(["GET", "POST"])
def send_links(request: Request, network_id: int) -> HttpResponse:
    """First who gets it, then one mail each to who has not had it yet."""
    network = network_for(request.actor, network_id)
    waiting = without_first_link(network)
    if request.method == "GET":
        return render(request, "networks/send_links.html", {"network": network, "waiting": waiting})
    now = timezone.now()
    with transaction.atomic():
        for participation in waiting:
            participation.network = network
            mail_first_link(participation, now=now)
        if waiting:
            record("sent first links", network, now=now, user=user_of(request), network_id=network.pk)
    match len(waiting):
        case 0:
            messages.success(request, "Iedereen had de link al.")
        case 1:
            messages.success(request, "Eén bericht staat klaar.")
        case count:
            messages.success(request, f"{count} berichten staan klaar.")
    return redirect("networks:people", network.pk)


@door(Staff)
@require_GET
def link_card(request: Request, participation_id: int) -> HttpResponse:
    """The link on paper, for who has no e-mail address. Nobody else's link is shown to staff, but in the demo."""
    participation = participation_for(request.actor, participation_id)
    if (participation.person.email and not settings.DEMO) or not participation.takes_part:
        raise Http404
    record(
        "opened link card",
        participation,
        now=timezone.now(),
        user=user_of(request),
        network_id=participation.network_id,
    )
    context = {
        "network": participation.network,
        "participation": participation,
        "link": personal_link(participation),
    }
    return render(request, "networks/link_card.html", context)
