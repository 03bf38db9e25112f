from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.doors import Request, Staff, door
from lerendnetwerk.htmx import render_page
from networks.models import Participation
from sessions.access import session_for
from sessions.attendance_forms import AttendanceForm, SubstituteForm
from sessions.calendar.standing_in import call_back
from sessions.live.revisions import Screen, raise_revisions
from sessions.models import Attendance, Document, Place, Session, Substitute
from sessions.models.attendance import Listed, attendance_list
from sessions.saving import by_itself, refused, saved
from sessions.uploads import check_scan
from sessions.views.files import as_download


@dataclass
class Row:
    """One person on the list, with what stands in the fields: what is noted, or what was just typed."""

    listed: Listed
    values: dict[str, str]
    errors: list[str]


@door(Staff)
@require_GET
def attendance(request: Request, session_id: int) -> HttpResponse:
    return attendance_page(request, session_for(request.actor, session_id))


@door(Staff)
@require_POST
def note_attendance(request: Request, session_id: int, participation_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    participation = next((p for p in _people(session) if p.pk == participation_id), None)
    if participation is None:
        raise Http404
    form = AttendanceForm(request.POST, instance=Attendance(session=session))
    if not form.is_valid():
        if by_itself(request):
            return refused(form)
        return attendance_page(request, session, wrong={participation_id: form}, status=422)
    form.note(participation)
    settle(session)
    return saved(request, f"{_page(session)}#wie-{participation_id}")


def settle(session: Session) -> None:
    """What is noted here is seen in the room."""
    with transaction.atomic():
        Place.objects.settle(session)
        raise_revisions(session.pk, Screen.REGIE, Screen.SCHERM)


@door(Staff)
@require_POST
def all_present(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    count = Attendance.all_present(session)
    settle(session)
    noted = f"{count} aanwezig gezet. Pas aan wie er niet was."
    messages.success(request, noted if count else "Iedereen was al genoteerd. Er is niets gewijzigd.")
    return HttpResponseRedirect(_page(session))


@door(Staff)
@require_POST
def write_substitute(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    form = SubstituteForm(request.POST, instance=Substitute(session=session), expected=_people(session))
    if not form.is_valid():
        return attendance_page(request, session, substitute_form=form, status=422)
    form.write(timezone.now())
    settle(session)
    messages.success(request, f"{form.cleaned_data['name']} staat erbij als vervanger.")
    return HttpResponseRedirect(f"{_page(session)}#vervangers")


@door(Staff)
@require_POST
def remove_substitute(request: Request, session_id: int, participation_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    with transaction.atomic():
        for substitute in session.substitutes.filter(replaces=participation_id).select_related("replaces__person"):
            call_back(session, substitute, now=timezone.now())
    settle(session)
    messages.success(request, "De vervanger is weggehaald.")
    return HttpResponseRedirect(f"{_page(session)}#vervangers")


@door(Staff)
@require_http_methods(["GET", "POST"])
def signed_list(request: Request, session_id: int) -> HttpResponse:
    """The scan of the list with signatures: download it, or keep a new one in its place."""
    session = session_for(request.actor, session_id)
    if request.method == "GET":
        document = Document.signed_list_of(session)
        if document is None:
            raise Http404
        return as_download(document)
    upload = request.FILES.get("scan")
    try:
        if upload is None:
            raise ValidationError("Kies eerst een bestand.")
        content_type = check_scan(upload)
    except ValidationError as error:
        return attendance_page(request, session, scan_errors=error.messages, status=422)
    Document.keep_signed_list(session, upload, content_type)
    messages.success(request, "De getekende lijst is bewaard.")
    return HttpResponseRedirect(f"{_page(session)}#getekende-lijst")


@door(Staff)
@require_http_methods(["GET", "POST"])
def remove_signed_list(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    if request.method == "GET":
        return render(request, "sessions/remove_signed_list.html", {"session": session, "network": session.network})
    if document := Document.signed_list_of(session):
        document.remove()
    messages.success(request, "De getekende lijst is weggehaald.")
    return HttpResponseRedirect(f"{_page(session)}#getekende-lijst")


def _people(session: Session) -> list[Participation]:
    return [line.participation for line in attendance_list(session)]


def _page(session: Session) -> str:
    return reverse("sessions:attendance", kwargs={"session_id": session.pk})


def attendance_page(
    request: Request,
    session: Session,
    *,
    wrong: dict[int, AttendanceForm] | None = None,
    substitute_form: SubstituteForm | None = None,
    scan_errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    listed = attendance_list(session)
    substitutes = [line for line in listed if line.substitute_name]
    if substitute_form is None:
        free = [line.participation for line in listed if not line.substitute_name]
        substitute_form = SubstituteForm(expected=free)
    context = {
        "session": session,
        "network": session.network,
        "rows": [_row(line, (wrong or {}).get(line.participation.pk)) for line in listed],
        "states": Attendance.State.choices,
        "there": sum(line.was_there for line in listed),
        "still_open": sum(not line.state for line in listed),
        "substitutes": substitutes,
        "substitute_form": substitute_form,
        "signed_list": Document.signed_list_of(session),
        "scan_errors": scan_errors or [],
    }
    return render_page(request, "sessions/attendance.html", context, fragment="list", status=status)


def _row(line: Listed, form: AttendanceForm | None) -> Row:
    if form is not None:
        typed = {name: str(form.data.get(name, "")) for name in form.fields}
        return Row(line, typed, [str(error) for errors in form.errors.values() for error in errors])
    values = {
        "state": line.state,
        "came_at": f"{line.came_at:%H:%M}" if line.came_at else "",
        "left_at": f"{line.left_at:%H:%M}" if line.left_at else "",
        "reason": line.reason,
    }
    return Row(line, values, [])
