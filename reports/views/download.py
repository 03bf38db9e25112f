from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lerendnetwerk.audit.record import record
from lerendnetwerk.doors import Member, Request, Staff, StaffRequest, door
from lerendnetwerk.leases import LeasedWork, WorkState
from networks.models import OwnDataCopy
from reports.about import About
from reports.access import edition_for_member, edition_for_staff
from reports.models import Certificate, Edition, Overview, PaperPack
from reports.sending import file_stem


def file_name(edition: Edition) -> str:
    ending = "" if edition.audience == Edition.Audience.GROUP else "-programma"
    return f"{file_stem(edition.report)}{ending}-v{edition.version}.pdf"


def pdf_response(work: Edition | Overview | PaperPack | Certificate | OwnDataCopy, name: str) -> HttpResponse:
    """Bytes, not a stream: a report is a few hundred kilobytes, and a blocking thread is worth more."""
    with work.file.open("rb") as file:
        content = file.read()
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def page_while_making(request: HttpRequest, work: LeasedWork, *, again: str, back: str, back_to: str) -> HttpResponse:
    """Where a PDF stands that is not there yet. `again`: where to ask anew after a failure."""
    has_failed = work.state == WorkState.FAILED
    context = {"has_failed": has_failed, "again": again, "back": back, "back_to": back_to}
    return render(request, "look/in_the_making.html", context)


@door(Staff)
@require_GET
def edition(request: StaffRequest, edition_id: int) -> HttpResponse:
    """The PDF, or where its making stands."""
    edition = edition_for_staff(request.actor, edition_id)
    if edition.state != WorkState.DONE:
        return page_while_making(
            request,
            edition,
            again=reverse("reports:make_again", args=[edition.pk]),
            back=reverse("reports:report", args=[About(edition.report.network, edition.report.session)]),
            back_to="het verslag",
        )
    record("verslag-geopend", edition, now=timezone.now(), user=request.user, network_id=edition.report.network_id)
    return pdf_response(edition, file_name(edition))


@door(Staff)
@require_POST
def make_again(request: StaffRequest, edition_id: int) -> HttpResponse:
    """After a failure: put the edition back on the worker's pile. The words stay frozen."""
    edition = edition_for_staff(request.actor, edition_id)
    edition.put_back(timezone.now())
    return redirect("reports:edition", edition_id=edition.pk)


@door(Member)
@require_GET
def member_edition(request: Request, edition_id: int) -> HttpResponse:
    edition = edition_for_member(request.actor, edition_id)
    return pdf_response(edition, file_name(edition))
