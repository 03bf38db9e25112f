from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from desk.hours import HEADINGS, WIDTHS, hours_of
from desk.programme_page import lines_of, overview_of
from lerendnetwerk.audit.record import record
from lerendnetwerk.doors import Staff, StaffRequest, door
from lerendnetwerk.leases import WorkState
from lerendnetwerk.workbook import workbook_response, write_sheet
from networks.access import programme_for
from reports.models import Overview
from reports.sections import digest_of
from reports.views.download import page_while_making, pdf_response


@door(Staff)
@require_GET
def programme(request: StaffRequest, programme_id: int) -> HttpResponse:
    programme = programme_for(request.actor, programme_id)
    lines, means = lines_of(programme, timezone.now())
    return render(
        request,
        "desk/programme.html",
        {
            "programme": programme,
            "lines": lines,
            "needing": [line for line in lines if line.signals],
            "rounds": means.whole.rounds,
        },
    )


@door(Staff)
@require_GET
def hours(request: StaffRequest, programme_id: int) -> HttpResponse:
    """Who was present how long, as .xlsx."""
    programme = programme_for(request.actor, programme_id)
    workbook = write_sheet("Uren", HEADINGS, hours_of(programme), WIDTHS)
    record("uren-geopend", programme, now=timezone.now(), user=request.user)
    return workbook_response(workbook, f"uren-{slugify(programme.title)}.xlsx")


@door(Staff)
@require_POST
def ask_overview(request: StaffRequest, programme_id: int) -> HttpResponse:
    """Freeze the overview; the worker makes the PDF. The same figures on the same day are one overview."""
    programme = programme_for(request.actor, programme_id)
    now = timezone.now()
    lines, means = lines_of(programme, now)
    frozen = overview_of(programme, lines, means, now)
    with transaction.atomic():
        overview, is_new = Overview.objects.get_or_create(
            programme=programme,
            digest=digest_of(frozen),
            defaults={"frozen": frozen, "asked_at": now, "not_before": now},
        )
        if is_new:
            overview.file.name = overview.file.field.generate_filename(overview, "overzicht.pdf")
            overview.save(update_fields=["file"])
    overview.put_back(now)
    return redirect("desk:overview", programme_id=programme.pk, overview_id=overview.pk)


@door(Staff)
@require_GET
def overview(request: StaffRequest, programme_id: int, overview_id: int) -> HttpResponse:
    programme = programme_for(request.actor, programme_id)
    overview = Overview.objects.filter(pk=overview_id, programme=programme).first()
    if overview is None:
        raise Http404
    if overview.state != WorkState.DONE:
        return page_while_making(
            request,
            overview,
            again=reverse("desk:ask_overview", args=[programme.pk]),
            back=reverse("desk:programme", args=[programme.pk]),
            back_to=programme.title,
        )
    name = f"overzicht-{slugify(programme.title)}-{timezone.localdate(overview.asked_at):%Y-%m-%d}.pdf"
    return pdf_response(overview, name)
