"""The contacts of a programme: who may get its announcements, and who said no."""

from collections import Counter

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.audit.record import record
from lerendnetwerk.doors import Request, Staff, Visitor, door, user_of
from lerendnetwerk.links import is_genuine
from lerendnetwerk.outbox.models import OutgoingMail
from networks.access import programme_for
from networks.announcement.contacts import CONTACTS, PlannedContact, Verdict, plan_contacts
from networks.announcement.mailing import OPT_OUT, known_addresses
from networks.forms import ImportForm
from networks.models import Contact, OptOut, Programme
from networks.spreadsheet import SheetRow, UnreadableSheetError, read_sheet, read_text
from networks.views.imports import PREVIEW_SECONDS

PER_PAGE = 100
UNKNOWN_KEY = (
    "De sleutel waarmee we herkennen wie geen aankondigingen wil, is veranderd. Er is niets gewijzigd, en er vertrekt "
    "niets tot ze terug is. Vraag het aan wie de server beheert."
)


@door(Staff)
@require_GET
def contacts(request: Request, programme_id: int) -> HttpResponse:
    programme = programme_for(request.actor, programme_id)
    sought = " ".join(request.GET.get("wie", "").replace("\0", "").split())[:160]
    found = Contact.objects.filter(programme=programme).sought(sought)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "networks/contacts.html", {"programme": programme, "page": page, "sought": sought})


@door(Staff)
@require_http_methods(["GET", "POST"])
def import_contacts(request: Request, programme_id: int) -> HttpResponse:
    """Choose a list and see what it would do. Writes nothing, so its answer to POST is the preview itself."""
    programme = programme_for(request.actor, programme_id)
    posted = request.method == "POST"
    form = ImportForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid() and not OptOut.objects.can_be_recognised():
        form.add_error(None, UNKNOWN_KEY)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            sheet = read_sheet(file.read(), CONTACTS) if file else read_text(form.cleaned_data["cells"], CONTACTS)
        except UnreadableSheetError as why:
            form.add_error("file" if file else "cells", str(why))
        else:
            plan = plan_of(programme, sheet.rows)
            good = [[row.number, row.name, row.email, row.organisation] for row in plan if row.verdict == Verdict.NEW]
            context = {
                "programme": programme,
                "counts": counts_of(plan),
                "left_out": [row for row in plan if row.verdict in (Verdict.REFUSED, Verdict.NO_MAIL)],
                "ignored": sheet.ignored,
                "rows": signing.dumps(good, salt=salt_of(programme), compress=True),
            }
            return render(request, "networks/import_contacts_preview.html", context)
    context = {"programme": programme, "form": form}
    return render(request, "networks/import_contacts.html", context, status=422 if form.errors else 200)


def plan_of(programme: Programme, rows: tuple[SheetRow, ...]) -> list[PlannedContact]:
    return plan_contacts(
        rows, known_addresses(programme.pk), set(OptOut.objects.values_list("address_digest", flat=True))
    )


def counts_of(plan: list[PlannedContact]) -> dict[str, int]:
    counts = Counter(row.verdict for row in plan)
    return {
        "new": counts[Verdict.NEW],
        "same": counts[Verdict.SAME],
        "no_mail": counts[Verdict.NO_MAIL],
        "refused": counts[Verdict.REFUSED],
    }


def salt_of(programme: Programme) -> str:
    return f"networks.contacts:{programme.pk}"


@door(Staff)
@require_POST
def do_import_contacts(request: Request, programme_id: int) -> HttpResponse:
    programme = programme_for(request.actor, programme_id)
    try:
        rows = signing.loads(request.POST.get("rows", ""), salt=salt_of(programme), max_age=PREVIEW_SECONDS)
    except signing.BadSignature:
        messages.error(request, "Dit voorbeeld is te oud. Er is niets gewijzigd; kies je lijst opnieuw.")
        return redirect("networks:import_contacts", programme.pk)
    if not OptOut.objects.can_be_recognised():
        messages.error(request, UNKNOWN_KEY)
        return redirect("networks:import_contacts", programme.pk)
    now = timezone.now()
    new = Contact.objects.add_new(programme, [(name, email, firm) for _, name, email, firm in rows], now)
    if new:
        record("imported contacts", programme, now=now, user=user_of(request))
    added = "Eén contact toegevoegd." if new == 1 else f"{new} contacten toegevoegd."
    messages.success(request, added if new else "Iedereen stond er al. Er is niets gewijzigd.")
    return redirect("networks:contacts", programme.pk)


@door(Staff)
@require_http_methods(["GET", "POST"])
def remove_contact(request: Request, programme_id: int, contact_id: int) -> HttpResponse:
    """Off the list, or never mailed again by anybody, when that was asked on the phone; repeating it changes nothing."""
    programme = programme_for(request.actor, programme_id)
    contact = Contact.objects.filter(programme=programme, pk=contact_id).first()
    if request.method == "GET":
        if contact is None:
            raise Http404
        return render(request, "networks/remove_contact.html", {"programme": programme, "contact": contact})
    if contact and request.POST.get("voorgoed"):
        now = timezone.now()
        OptOut.note(contact, now)
        record("contact wants no mail", programme, now=now, user=user_of(request))
        messages.success(request, f"{contact} krijgt nooit meer een aankondiging.")
    elif contact:
        OutgoingMail.objects.filter(recipient=contact.recipient).withdraw("Dit contact is weggehaald.")
        contact.delete()
        messages.success(request, f"{contact} staat niet meer op de lijst.")
    return redirect("networks:contacts", programme.pk)


@csrf_exempt
@door(Visitor)
@require_http_methods(["GET", "POST"])
def opt_out(request: Request, public_id: str, digest: str) -> HttpResponse:
    """GET has no effect: mail scanners open links. After POST the address is never mailed again.

    The POST may come from a mail provider on its reader's word, without cookies (RFC 8058): the link is proof enough.
    """
    genuine = is_genuine(digest, OPT_OUT, public_id, 1, key=settings.OPT_OUT_KEY)
    contact = Contact.objects.filter(public_id=public_id).first() if genuine else None
    if not genuine:
        return render(request, "errors/no_link.html", status=404)
    if request.method == "POST":
        if contact:
            OptOut.note(contact, timezone.now())
        return redirect("networks:opt_out", public_id=public_id, digest=digest)
    return render(request, "networks/opt_out.html", {"contact": contact})
