from collections import Counter

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.audit.record import record
from lerendnetwerk.doors import Request, Staff, door, user_of
from networks.access import network_for
from networks.forms import ImportForm
from networks.import_plan import PlannedRow, Verdict, plan_import
from networks.joining import first_session_of_list
from networks.models import Participation, Person
from networks.spreadsheet import Sheet, SheetRow, UnreadableSheetError, read_sheet, read_text

# A preview older than this is made again: the network moves on.
PREVIEW_SECONDS = 24 * 60 * 60


@door(Staff)
@require_http_methods(["GET", "POST"])
def import_people(request: Request, network_id: int) -> HttpResponse:
    """Choose a list, and see row by row what it would do. Writes nothing, so its answer to POST is the preview itself."""
    network = network_for(request.actor, network_id)
    form = ImportForm(
        request.POST if request.method == "POST" else None, request.FILES if request.method == "POST" else None
    )
    if form.is_valid():
        try:
            sheet = _read(form)
        except UnreadableSheetError as why:
            form.add_error("file" if form.cleaned_data["file"] else "cells", str(why))
        else:
            first = first_session_of_list(network, timezone.now())
            plan = plan_import(sheet.rows, Person.objects.known_in(network), newcomers_from=first)
            context = {
                "network": network,
                "plan": plan,
                "counts": _counts(plan),
                "ignored": sheet.ignored,
                "writes": any(row.verdict not in (Verdict.SAME, Verdict.REFUSED) for row in plan),
                "rows": _signed(sheet.rows, network.pk),
            }
            return render(request, "networks/import_preview.html", context)
    context = {"network": network, "form": form}
    return render(request, "networks/import.html", context, status=422 if form.errors else 200)


def _read(form: ImportForm) -> Sheet:
    # In the request, and not by the worker as all other files: at most 2 MB and 500 rows, measured while it is
    # unpacked (the worst files that we could make took one to three seconds), outside any transaction, and somebody
    # waits for the preview with the list open beside it.
    file = form.cleaned_data["file"]
    return read_sheet(file.read()) if file else read_text(form.cleaned_data["cells"])


def _counts(plan: list[PlannedRow]) -> dict[str, int]:
    counts = Counter(row.verdict for row in plan)
    return {
        "new": counts[Verdict.NEW] + counts[Verdict.JOINS],
        "changed": counts[Verdict.CHANGED],
        "same": counts[Verdict.SAME],
        "refused": counts[Verdict.REFUSED],
    }


def _salt(network_id: int) -> str:
    return f"networks.import:{network_id}"


def _signed(rows: tuple[SheetRow, ...], network_id: int) -> str:
    """What was read goes along with the page, so that nothing is read twice and nothing else is written."""
    return signing.dumps([[row.number, row.cells] for row in rows], salt=_salt(network_id), compress=True)


@door(Staff)
@require_POST
def do_import(request: Request, network_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id)
    try:
        cells = signing.loads(request.POST.get("rows", ""), salt=_salt(network_id), max_age=PREVIEW_SECONDS)
    except signing.BadSignature:
        messages.error(request, "Dit voorbeeld is te oud. Er is niets gewijzigd; kies je lijst opnieuw.")
        return redirect("networks:import_people", network.pk)
    rows = [SheetRow(number, row) for number, row in cells]
    first = first_session_of_list(network, timezone.now())
    plan = Participation.objects.import_rows(network, rows, newcomers_from=first)
    counts = _counts(plan)
    if counts["new"] or counts["changed"]:
        record("imported people", network, now=timezone.now(), user=user_of(request), network_id=network.pk)
        messages.success(request, f"Geïmporteerd: {counts['new']} nieuw, {counts['changed']} bijgewerkt.")
    else:
        messages.success(request, "Iedereen in de lijst was al bekend. Er is niets gewijzigd.")
    return redirect("networks:people", network.pk)
