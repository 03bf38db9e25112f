"""Who wants to take part, as the facilitator makes up the group: accept, decline, write down who called."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.audit.record import record
from lerendnetwerk.doors import Request, Staff, door, user_of
from networks.access import enrolment_for, network_for
from networks.enrolment import line
from networks.enrolment.balance import Balance
from networks.enrolment.forms import AcceptForm, DeclineForm, OfferDaysForm, PhonedEnrolmentForm
from networks.enrolment.intake import write_down
from networks.enrolment.mail import decline_text
from networks.enrolment.places import (
    Places,
    enrolment_is_open,
    places_go_by_themselves,
    places_of,
    waits_at_first,
)
from networks.import_plan import RefusedRowError
from networks.joining import first_session_of_newcomer
from networks.models import COMFORTABLE_GROUP, Announcement, Enrolment, Network, Participation, Phase
from networks.views.enrolment import known_organisations

State = Enrolment.State


@door(Staff)
@require_GET
def enrolments(request: Request, network_id: int) -> HttpResponse:
    return list_page(request, network_for(request.actor, network_id))


def list_page(request: Request, network: Network, form: OfferDaysForm | None = None) -> HttpResponse:
    group = list(Participation.objects.taking_part().filter(network=network).with_people())
    found = list(Enrolment.objects.filter(network=network).select_related("participation").order_by("turn", "pk"))
    by_state = {state: [one for one in found if one.state == state] for state in State}
    balance = Balance.of(network, group, by_state[State.OFFERED])
    here = {participation.pk: participation for participation in group}
    announcement = Announcement.objects.online().filter(network=network).first()
    places = Places(network.group_most, len(group), len(by_state[State.OFFERED]), len(by_state[State.WAITING]))
    context = {
        "network": network,
        "places": places,
        "announcement": announcement,
        "is_open": announcement is not None and enrolment_is_open(network, timezone.localdate()),
        "by_themselves": places_go_by_themselves(network),
        "is_ending": network.phase == Phase.AFRONDING,
        "offered": by_state[State.OFFERED],
        "waiting": [balance.row(one) for one in by_state[State.WAITING]],
        "placed": [one for one in by_state[State.PLACED] if one.participation_id in here],
        "unconfirmed": by_state[State.UNCONFIRMED],
        "ended": sorted((one for one in found if one.has_ended), key=lambda one: str(one.ended_at), reverse=True),
        "crowded": balance.crowded,
        "is_large": places.taken + places.offered > COMFORTABLE_GROUP,
        "form": form
        or OfferDaysForm(initial={"offer_days": network.offer_days, "mails_enrolments": network.mails_enrolments}),
    }
    return render(request, "networks/enrolments.html", context, status=422 if form else 200)


@door(Staff)
@require_POST
def set_offer_days(request: Request, network_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id)
    form = OfferDaysForm(request.POST)
    if not form.is_valid():
        return list_page(request, network, form)
    Network.objects.filter(pk=network.pk).update(**form.cleaned_data)
    messages.success(request, "Bewaard. De dagen gelden voor wie vanaf nu een plaats aangeboden krijgt.")
    return redirect("networks:enrolments", network.pk)


@door(Staff)
@require_GET
def one_enrolment(request: Request, network_id: int, enrolment_id: int) -> HttpResponse:
    enrolment = enrolment_for(request.actor, network_id, enrolment_id)
    return render(request, "networks/one_enrolment.html", one_context(enrolment))


def one_context(enrolment: Enrolment) -> dict[str, object]:
    network = enrolment.network
    group = list(Participation.objects.taking_part().filter(network=network).with_people())
    in_line = Enrolment.objects.filter(network=network).in_line()
    offered = [one for one in in_line if one.state == State.OFFERED]
    waiting = [one.pk for one in in_line if one.state == State.WAITING]
    return {
        "network": network,
        "enrolment": enrolment,
        "row": Balance.of(network, group, [one for one in offered if one != enrolment]).row(enrolment),
        "place": waiting.index(enrolment.pk) + 1 if enrolment.pk in waiting else 0,
        "places": Places(network.group_most, len(group), len(offered), len(waiting)),
    }


@door(Staff)
@require_http_methods(["GET", "POST"])
def give_place(request: Request, network_id: int, enrolment_id: int) -> HttpResponse:
    """By hand, whatever the turn; first what it means for the group."""
    enrolment = enrolment_for(request.actor, network_id, enrolment_id)
    now = timezone.now()
    form = AcceptForm(
        request.POST if request.method == "POST" else None,
        initial={"from_session": first_session_of_newcomer(enrolment.network, now)},
    )
    if form.is_valid():
        try:
            with transaction.atomic():
                after = line.accept_by_hand(enrolment, from_session=form.cleaned_data["from_session"], now=now)
                if after.state == State.PLACED:
                    record("gave a place", enrolment, now=now, user=user_of(request), network_id=network_id)
        except RefusedRowError as why:
            form.add_error(None, f"We weten niet zeker wie dit is: {why}.")
        else:
            tell_of_place(request, after)
            return redirect("networks:enrolments", network_id)
    context = one_context(enrolment) | {"form": form}
    return render(request, "networks/give_place.html", context, status=422 if form.errors else 200)


def tell_of_place(request: Request, enrolment: Enrolment) -> None:
    if enrolment.state == State.PLACED and enrolment.email:
        messages.success(request, f"{enrolment.name} doet mee. De mail met de persoonlijke link vertrekt.")
    elif enrolment.state == State.PLACED:
        messages.success(request, f"{enrolment.name} doet mee. Bel even, en geef een kaart met de QR-code mee.")
    elif enrolment.state == State.WAITING:
        messages.success(request, f"{enrolment.name} staat op de wachtlijst.")
    else:
        messages.warning(request, f"Er is niets gewijzigd. {enrolment.name}: {enrolment.get_state_display()}.")


@door(Staff)
@require_http_methods(["GET", "POST"])
def decline_enrolment(request: Request, network_id: int, enrolment_id: int) -> HttpResponse:
    """A kind mail that is read, and changed, before it leaves."""
    enrolment = enrolment_for(request.actor, network_id, enrolment_id)
    if enrolment.state not in Enrolment.IN_LINE:
        messages.warning(request, f"{enrolment.name} staat niet meer in de rij. Er is niets gewijzigd.")
        return redirect("networks:one_enrolment", network_id, enrolment_id)
    user, now = user_of(request), timezone.now()
    subject, text = decline_text(enrolment, user.name)
    form = DeclineForm(request.POST if request.method == "POST" else None, initial={"subject": subject, "text": text})
    if form.is_valid():
        with transaction.atomic():
            line.decline(enrolment, form.cleaned_data["subject"], form.cleaned_data["text"], now=now)
            record("declined", enrolment, now=now, user=user, network_id=network_id)
        said = "De mail vertrekt." if enrolment.email else "Er is geen e-mailadres: bel nog even."
        messages.success(request, f"{enrolment.name} staat niet meer in de rij. {said}")
        return redirect("networks:enrolments", network_id)
    context = {"network": enrolment.network, "enrolment": enrolment, "form": form}
    return render(request, "networks/decline_enrolment.html", context, status=422 if form.errors else 200)


@door(Staff)
@require_http_methods(["GET", "POST"])
def note_withdrawal(request: Request, network_id: int, enrolment_id: int) -> HttpResponse:
    """Somebody let know, on the phone or on the yard, that it need not be any more."""
    enrolment = enrolment_for(request.actor, network_id, enrolment_id)
    if request.method == "POST":
        now = timezone.now()
        if enrolment.state in Enrolment.IN_LINE:
            with transaction.atomic():
                line.withdraw(enrolment, now=now)
                record("withdrew", enrolment, now=now, user=user_of(request), network_id=network_id)
        messages.success(request, f"{enrolment.name} staat niet meer in de rij.")
        return redirect("networks:enrolments", network_id)
    context = {
        "network": enrolment.network,
        "current": "mensen",
        "title": f"Wil {enrolment.name} niet meer meedoen?",
        "text": "De plaats in de rij vervalt. Was er een plaats aangeboden, dan gaat die naar de volgende. Er vertrekt "
        "geen mail. Na dertig dagen wissen we wat er ingevuld werd.",
        "action": reverse("networks:note_withdrawal", args=[network_id, enrolment.pk]),
        "button": "Haal uit de rij",
        "back": reverse("networks:one_enrolment", args=[network_id, enrolment.pk]),
    }
    return render(request, "networks/confirm.html", context)


@door(Staff)
@require_http_methods(["GET", "POST"])
def enrol_by_phone(request: Request, network_id: int) -> HttpResponse:
    """For who called: a place when there is one, else the waiting list, by the same rule as everybody."""
    network = network_for(request.actor, network_id)
    now = timezone.now()
    form = PhonedEnrolmentForm(request.POST if request.method == "POST" else None, network=network, now=now)
    if form.is_valid():
        try:
            with transaction.atomic():
                called = write_down(network, form.answers(), key=form.cleaned_data["key"], now=now)
                record("enrolled by phone", called, now=now, user=user_of(request), network_id=network_id)
        except RefusedRowError as why:
            form.add_error(None, f"We weten niet zeker wie dit is: {why}.")
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            tell_of_place(request, called)
            return redirect("networks:enrolments", network.pk)
    context = {
        "network": network,
        "form": form,
        "waits": waits_at_first(network, places_of(network)),
        "is_on_its_way": not places_go_by_themselves(network),
        "organisations": known_organisations(network),
    }
    return render(request, "networks/enrol_by_phone.html", context, status=422 if form.errors else 200)
