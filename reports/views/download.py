from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from lerendnetwerk.audit.record import record
from lerendnetwerk.doors import Member, Request, Staff, StaffRequest, door
from lerendnetwerk.leases import WorkState
from reports.access import edition_for_member, edition_for_staff
from reports.models import Edition


def file_name(edition: Edition) -> str:
    session = edition.report.session
    ending = "" if edition.audience == Edition.Audience.GROUP else "-programma"
    return f"verslag-{slugify(session.network.title)}-sessie-{session.number}{ending}-v{edition.version}.pdf"


def pdf_response(edition: Edition) -> HttpResponse:
    """Bytes, not a stream: a report is a few hundred kilobytes, and a blocking thread is worth more."""
    with edition.file.open("rb") as file:
        response = HttpResponse(file.read(), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{file_name(edition)}"'
    return response


@door(Staff)
@require_GET
def edition(request: StaffRequest, edition_id: int) -> HttpResponse:
    """The PDF, or where its making stands."""
    edition = edition_for_staff(request.actor, edition_id)
    if edition.state != WorkState.DONE:
        return render(request, "reports/in_the_making.html", {"edition": edition, "session": edition.report.session})
    record(
        "verslag-geopend", edition, now=timezone.now(), user=request.user, network_id=edition.report.session.network_id
    )
    return pdf_response(edition)


@door(Staff)
@require_POST
def make_again(request: StaffRequest, edition_id: int) -> HttpResponse:
    """After a failure: put the edition back on the worker's pile. The words stay frozen."""
    edition = edition_for_staff(request.actor, edition_id)
    Edition.objects.filter(pk=edition.pk, state=WorkState.FAILED).update(
        state=WorkState.READY, not_before=timezone.now(), attempts=0, crashes=0, error=""
    )
    return redirect("reports:edition", edition_id=edition.pk)


@door(Member)
@require_GET
def member_edition(request: Request, edition_id: int) -> HttpResponse:
    return pdf_response(edition_for_member(request.actor, edition_id))
