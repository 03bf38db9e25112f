"""A participant's own data: see, correct, take along."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desk.own_copy import as_json, everything
from lerendnetwerk.audit.record import record
from lerendnetwerk.doors import Member, Request, Visitor, door
from lerendnetwerk.leases import WorkState
from networks.access import participation_of
from networks.address import address_change_of_link, mail_address_changed, mail_new_address
from networks.forms import NewAddressForm, OwnDetailsForm, type_over
from networks.models import AddressChange, ChangedMeanwhileError, OwnDataCopy
from reports.views.download import page_while_making, pdf_response


@door(Member)
@require_GET
def my_data(request: Request) -> HttpResponse:
    """Everything that is kept of her, in plain words, and what she may do with it."""
    participation = participation_of(request.actor)
    context = {"participation": participation, "network": participation.network, "told": everything(participation)}
    return render(request, "desk/my_data.html", context)


@door(Member)
@require_http_methods(["GET", "POST"])
def correct_my_data(request: Request) -> HttpResponse:
    """Name, function, department and phone: at once. Somebody else may have changed them meanwhile."""
    participation = participation_of(request.actor)
    initial = OwnDetailsForm.initial_of(participation)
    form = OwnDetailsForm(request.POST if request.method == "POST" else None, initial=initial)
    differences: list[tuple[str, str]] = []
    if form.is_valid():
        try:
            participation.correct(
                form.entry_of(participation), needs=form.cleaned_data["needs"], seen=form.cleaned_data["seen"]
            )
        except ChangedMeanwhileError:
            participation = participation_of(request.actor)
            differences = form.differences(participation)
            type_over(form, seen=participation.fingerprint)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            record(
                "verbeterde-gegevens",
                participation,
                now=timezone.now(),
                by="deelnemer",
                network_id=participation.network_id,
            )
            messages.success(request, "Je gegevens zijn bewaard.")
            return redirect("desk:my_data")
    context = {"participation": participation, "form": form, "differences": differences}
    status = 409 if differences else 422 if form.errors else 200
    return render(request, "desk/correct_my_data.html", context, status=status)


@door(Member)
@require_http_methods(["GET", "POST"])
def change_address(request: Request) -> HttpResponse:
    """A mail goes to the new address; only who reads it there can make it count."""
    participation = participation_of(request.actor)
    form = NewAddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        email, now = form.cleaned_data["email"], timezone.now()
        if email.casefold() == participation.person.email.casefold():
            messages.success(request, "Dat adres hebben we al.")
            return redirect("desk:my_data")
        mail_new_address(AddressChange.ask(participation, email, now), participation, now)
        messages.success(request, f"Kijk in de mailbox van {email}: daar bevestig je het nieuwe adres.")
        return redirect("desk:my_data")
    context = {"participation": participation, "form": form}
    return render(request, "desk/change_address.html", context, status=422 if form.errors else 200)


@door(Visitor)
@require_http_methods(["GET", "POST"])
def confirm_address(request: Request, public_id: str, digest: str) -> HttpResponse:
    """GET has no effect, however often: mail scanners open links. POST takes the address over."""
    now = timezone.now()
    change = address_change_of_link(public_id, digest, now)
    if change is None:
        return render(request, "desk/address_over.html", status=404)
    refusal: list[str] = []
    if request.method == "POST":
        old = change.person.email
        try:
            change.confirm()
        except ValidationError as error:
            refusal = error.messages
        else:
            mail_address_changed(change.participation, old, now)
            record("nieuw-adres", change.participation, now=now, by="deelnemer")
            return redirect("desk:address_confirmed")
    context = {"change": change, "refusal": refusal}
    return render(request, "desk/confirm_address.html", context, status=422 if refusal else 200)


@door(Visitor)
@require_GET
def address_confirmed(request: Request) -> HttpResponse:
    return render(request, "desk/address_confirmed.html")


@door(Member)
@require_GET
def my_data_json(request: Request) -> HttpResponse:
    participation = participation_of(request.actor)
    now = timezone.now()
    record("kopie-gegevens", participation, now=now, by="deelnemer", network_id=participation.network_id)
    headers = {"Content-Disposition": 'attachment; filename="mijn-gegevens.json"'}
    return HttpResponse(as_json(participation, now), content_type="application/json; charset=utf-8", headers=headers)


@door(Member)
@require_POST
def ask_my_copy(request: Request) -> HttpResponse:
    participation = participation_of(request.actor)
    now = timezone.now()
    copy = OwnDataCopy.objects.ask(participation, now)
    record("kopie-gegevens", participation, now=now, by="deelnemer", network_id=participation.network_id)
    return redirect("desk:my_copy", copy_id=copy.pk)


@door(Member)
@require_GET
def my_copy(request: Request, copy_id: int) -> HttpResponse:
    """The PDF, or where its making stands; gone within the hour."""
    participation = participation_of(request.actor)
    copy = OwnDataCopy.objects.filter(pk=copy_id, participation=participation, kept_until__gt=timezone.now()).first()
    if copy is None:
        raise Http404
    if copy.state != WorkState.DONE:
        back = reverse("desk:my_data")
        return page_while_making(request, copy, again=reverse("desk:ask_my_copy"), back=back, back_to="je gegevens")
    return pdf_response(copy, "mijn-gegevens.pdf")
