import io

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from desk.programme_page import lines_of, overview_of
from lerendnetwerk.audit.record import record
from lerendnetwerk.doors import Staff, StaffRequest, door
from lerendnetwerk.leases import WorkState
from lerendnetwerk.templatetags.look import clock
from networks.access import programme_for
from reports.models import Overview
from reports.sections import digest_of
from sessions.hours import minutes_present
from sessions.models import Attendance


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
    """Who was present how long, as .xlsx. Written in the request: some thousand short rows take tens of milliseconds."""
    import xlsxwriter

    programme = programme_for(request.actor, programme_id)
    found = (
        Attendance.objects.filter(session__network__programme=programme)
        .select_related("session__network", "participation__person", "participation__organisation")
        .order_by("session__network__title", "session__number", "participation__person__name_key")
    )
    buffer = io.BytesIO()
    # Strings stay strings: a cell that starts with = or + must not become a formula.
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    sheet = book.add_worksheet("Uren")
    bold = book.add_format({"bold": True})
    heads = ["Netwerk", "Sessie", "Datum", "Naam", "Organisatie", "Aanwezigheid", "Gekomen om", "Weg om", "Minuten"]
    sheet.write_row(0, 0, heads, bold)
    for n, attendance in enumerate(found, start=1):
        session, participation = attendance.session, attendance.participation
        starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
        there = attendance.was_there
        row = [
            session.network.title,
            str(session.number),
            f"{starts:%d/%m/%Y}",
            participation.name,
            participation.organisation.name if participation.organisation else "",
            attendance.get_state_display(),
            clock(attendance.came_at),
            clock(attendance.left_at),
        ]
        for column, text in enumerate(row):
            sheet.write_string(n, column, text)
        minutes = minutes_present(starts, ends, attendance.came_at, attendance.left_at) if there else 0
        sheet.write_number(n, len(row), minutes)
    sheet.set_column(0, 8, 20)
    book.close()
    record("uren-geopend", programme, now=timezone.now(), user=request.user)
    response = HttpResponse(
        buffer.getvalue(), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    response["Content-Disposition"] = f'attachment; filename="uren-{slugify(programme.title)}.xlsx"'
    return response


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
        Overview.objects.filter(pk=overview.pk, state=WorkState.FAILED).update(state=WorkState.READY, attempts=0)
    return redirect("desk:overview", programme_id=programme.pk, overview_id=overview.pk)


@door(Staff)
@require_GET
def overview(request: StaffRequest, programme_id: int, overview_id: int) -> HttpResponse:
    programme = programme_for(request.actor, programme_id)
    overview = Overview.objects.filter(pk=overview_id, programme=programme).first()
    if overview is None:
        raise Http404
    if overview.state != WorkState.DONE:
        return render(request, "desk/overview_in_the_making.html", {"programme": programme, "overview": overview})
    with overview.file.open("rb") as file:
        response = HttpResponse(file.read(), content_type="application/pdf")
    name = f"overzicht-{slugify(programme.title)}-{timezone.localdate(overview.asked_at):%Y-%m-%d}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
