from collections import Counter
from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.audit.record import record
from lerendnetwerk.doors import Request, Staff, door, user_of
from lerendnetwerk.workbook import workbook_response
from networks.access import network_for, participation_for
from networks.forms import ParticipantForm, type_over
from networks.joining import first_session_of_newcomer
from networks.mail import personal_link
from networks.models import COMFORTABLE_GROUP, ChangedMeanwhileError, Network, Organisation, Participation
from networks.workbook import write_people


@door(Staff)
@require_GET
def people(request: Request, network_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id)
    everybody = list(network.participations.with_people())
    here = [participation for participation in everybody if participation.takes_part]
    shared = Counter(participation.person.email.casefold() for participation in here if participation.person.email)
    context = {
        "network": network,
        "rows": [
            {"participation": participation, "shares_address": shared[participation.person.email.casefold()] > 1}
            for participation in here
        ],
        "stopped": [participation for participation in everybody if not participation.takes_part],
        "without_address": sum(not participation.person.email for participation in here),
        "is_large": len(here) > COMFORTABLE_GROUP,
    }
    return render(request, "networks/people.html", context)


@door(Staff)
@require_http_methods(["GET", "POST"])
def add_participant(request: Request, network_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id)
    form = ParticipantForm(
        request.POST if request.method == "POST" else None,
        initial={"from_session": first_session_of_newcomer(network, timezone.now())},
    )
    if form.is_valid():
        entry = form.entry()
        try:
            participation = Participation.objects.take_in(network, entry, needs=form.cleaned_data["needs"])
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, f"{participation.name} neemt deel.")
            if participation.joined_later and participation.person.email:
                messages.info(request, "Stuur nu de welkomstmail, bij Stuur de persoonlijke links.")
            if entry.email and participation.person.email.casefold() != entry.email.casefold():
                messages.warning(
                    request,
                    f"{participation.name} was al bekend in het programma, met het adres {participation.person.email}. "
                    "Dat adres blijft; pas het zo nodig hier aan.",
                )
                return redirect("networks:edit_participant", participation.pk)
            return redirect("networks:people", network.pk)
    return _form_page(request, network, form, participation=None)


@door(Staff)
@require_http_methods(["GET", "POST"])
def edit_participant(request: Request, participation_id: int) -> HttpResponse:
    participation = participation_for(request.actor, participation_id)
    form = ParticipantForm(
        request.POST if request.method == "POST" else None, initial=ParticipantForm.initial_of(participation)
    )
    differences: list[tuple[str, str]] = []
    if form.is_valid():
        try:
            participation.correct(form.entry(), needs=form.cleaned_data["needs"], seen=form.cleaned_data["seen"])
        except ChangedMeanwhileError:
            participation = participation_for(request.actor, participation_id)
            differences = form.differences(participation)
            # Who has seen both texts and saves again, means it.
            type_over(form, seen=participation.fingerprint)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            # Show who it is by what is saved, beside what was typed.
            participation = participation_for(request.actor, participation_id)
        else:
            messages.success(request, f"De gegevens van {participation.name} zijn bewaard.")
            return redirect("networks:people", participation.network_id)
    return _form_page(request, participation.network, form, participation=participation, differences=differences)


def _form_page(
    request: Request,
    network: Network,
    form: ParticipantForm,
    *,
    participation: Participation | None,
    differences: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    context = {
        "network": network,
        "form": form,
        "participation": participation,
        "differences": differences,
        "organisations": Organisation.objects.filter(programme=network.programme_id).values_list("name", flat=True),
        # Staff see a personal link in the demo only: whoever has it, is that person.
        "link": personal_link(participation) if participation and settings.DEMO else "",
    }
    status = 409 if differences else 422 if form.errors else 200
    return render(request, "networks/participant.html", context, status=status)


@door(Staff)
@require_http_methods(["GET", "POST"])
def stop(request: Request, participation_id: int) -> HttpResponse:
    participation = participation_for(request.actor, participation_id)
    if request.method == "POST":
        participation.leave(now=timezone.now(), by=user_of(request))
        messages.success(
            request, f"{participation.name} neemt niet meer deel. Je vindt {participation.name} onder Gestopt."
        )
        return redirect("networks:people", participation.network_id)
    context = {
        "network": participation.network,
        "current": "mensen",
        "title": f"Stopt {participation.name}?",
        "text": "Wat al gezegd en genoteerd is, blijft. De persoonlijke link werkt niet meer, en er vertrekken geen "
        "mails meer. Stond een sessie door een uitnodiging in de agenda, dan haalt één laatste mail ze eruit. Je kan dit "
        "terugdraaien.",
        "action": reverse("networks:stop", args=[participation.pk]),
        "button": f"{participation.person.first_name} stopt",
        "back": reverse("networks:edit_participant", args=[participation.pk]),
    }
    return render(request, "networks/confirm.html", context)


@door(Staff)
@require_POST
def take_part_again(request: Request, participation_id: int) -> HttpResponse:
    participation = participation_for(request.actor, participation_id)
    if not participation.take_part_again():
        messages.error(request, "Deze persoon is gewist en kan niet terugkomen. Voeg iemand die meedoet opnieuw toe.")
        return redirect("networks:people", participation.network_id)
    record(
        "takes part again",
        participation,
        now=timezone.now(),
        user=user_of(request),
        network_id=participation.network_id,
    )
    messages.success(request, f"{participation.name} neemt weer deel. De persoonlijke link werkt weer.")
    return redirect("networks:people", participation.network_id)


@door(Staff)
@require_GET
def export_people(request: Request, network_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id)
    record("exported people", network, now=timezone.now(), user=user_of(request), network_id=network.pk)
    # Written here and not by the worker: a few hundred short rows at most, in memory, outside any transaction.
    people = write_people(list(network.participations.with_people()))
    return workbook_response(people, f"deelnemers-{network.pk}.xlsx")
