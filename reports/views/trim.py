from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.doors import Staff, StaffRequest, door
from reports import drafting
from reports.drafting import Draft
from reports.editions import group_edition, programme_edition, withheld_from_programme, would_change
from reports.forms import OwnTextForm, with_version
from reports.material import Material, gather
from reports.models import Edition
from reports.sections import Section
from sessions.access import session_for
from sessions.models import Session


def report_for(request: StaffRequest, session_id: int) -> tuple[Session, Draft, Material]:
    session = session_for(request.actor, session_id)
    return session, drafting.draft_of(session), gather(session)


def to_section(session: Session, key: str) -> HttpResponse:
    return redirect(f"{reverse('reports:report', args=[session.pk])}#{key}")


@door(Staff)
@require_GET
def report(request: StaffRequest, session_id: int) -> HttpResponse:
    """Trim: what goes in, in which order, in whose words."""
    session, draft, material = report_for(request, session_id)
    sections = drafting.sections_of(draft, material)
    return render(
        request,
        "reports/report.html",
        {
            "session": session,
            "network": session.network,
            "report": draft.report,
            "sections": sections,
            "material": material,
            "editions": draft.editions,
            "changed_since_sent": draft.newest is not None
            and would_change(draft.newest, group_edition(material, sections)),
            "withheld": withheld_from_programme(material),
            "now": timezone.now(),
        },
    )


@door(Staff)
@require_http_methods(["GET", "POST"])
def section(request: StaffRequest, session_id: int, key: str) -> HttpResponse:
    """Write an own text for one section; saving on an old one shows both texts."""
    session, draft, material = report_for(request, session_id)
    section = section_or_404(draft, key, material)
    if not section.kind.editable:
        raise Http404
    start = section.own_text if section.is_own or section.own_text else section.content.as_text()
    form = OwnTextForm(request.POST or None, initial={"text": start, "version": section.version})
    context = {"session": session, "network": session.network, "section": section, "form": form, "theirs": None}
    if request.method == "POST" and form.is_valid():
        kept = drafting.write_own_text(
            draft.report,
            key,
            form.cleaned_data["text"],
            seen_version=form.cleaned_data["version"],
            source_digest=section.content.digest,
        )
        if kept:
            messages.success(request, f"Je tekst bij {section.title.lower()} is bewaard.")
            return to_section(session, key)
        # As it is now: the other may have saved after this request looked.
        section = section_or_404(drafting.draft_of(session), key, material)
        changed = {"section": section, "form": with_version(form, section.version), "theirs": section.own_text}
        return render(request, "reports/section.html", context | changed, status=409)
    return render(request, "reports/section.html", context, status=422 if form.errors else 200)


def section_or_404(draft: Draft, key: str, material: Material) -> Section:
    section = drafting.section_of(draft, key, material)
    if section is None:
        raise Http404
    return section


@door(Staff)
@require_POST
def move(request: StaffRequest, session_id: int, key: str) -> HttpResponse:
    session = session_for(request.actor, session_id)
    drafting.move_section(drafting.report_of(session), key, -1 if request.POST.get("direction") == "op" else 1)
    return to_section(session, key)


@door(Staff)
@require_POST
def include(request: StaffRequest, session_id: int, key: str) -> HttpResponse:
    """In the report or not; the words stay."""
    session = session_for(request.actor, session_id)
    drafting.include_section(drafting.report_of(session), key, request.POST.get("included") == "1")
    return to_section(session, key)


@door(Staff)
@require_POST
def automatic(request: StaffRequest, session_id: int, key: str) -> HttpResponse:
    session = session_for(request.actor, session_id)
    drafting.back_to_automatic(drafting.report_of(session), key)
    messages.success(request, "Dit deel schrijft zichzelf weer. Je eigen tekst is bewaard, voor als je ze terug wilt.")
    return to_section(session, key)


@door(Staff)
@require_GET
def preview(request: StaffRequest, session_id: int, audience: str) -> HttpResponse:
    """What each edition would say if it were frozen now."""
    session, draft, material = report_for(request, session_id)
    if audience not in Edition.Audience.values:
        raise Http404
    for_group = audience == Edition.Audience.GROUP
    frozen = (
        group_edition(material, drafting.sections_of(draft, material)) if for_group else programme_edition(material)
    )
    return render(
        request,
        "reports/preview.html",
        {
            "session": session,
            "network": session.network,
            "frozen": frozen,
            "header": frozen["header"],
            "for_group": for_group,
            "withheld": [] if for_group else withheld_from_programme(material),
        },
    )
