from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.doors import Staff, StaffRequest, door
from networks.access import network_for
from reports import drafting
from reports.about import About, about_for
from reports.drafting import Draft
from reports.editions import group_edition, programme_edition, withheld_from_programme, would_change
from reports.forms import OwnTextForm, with_version
from reports.genres import AnyMaterial, material_of
from reports.models import Edition, Report
from reports.sections import Section

# What stands in the address: see reports/about.py.
type Place = tuple[str, int]


def report_for(request: StaffRequest, place: Place) -> tuple[About, Draft, AnyMaterial]:
    about = about_for(request.actor, place)
    draft = drafting.draft_of(about.subject, looking=request.method == "GET")
    return about, draft, material_of(about.subject)


def pages_of(about: About) -> dict[str, Any]:
    """What each page of a report knows of what it is about."""
    return {"about": about, "session": about.session, "network": about.network}


def to_section(about: About, key: str) -> HttpResponse:
    return redirect(f"{reverse('reports:report', args=[about])}#{key}")


@door(Staff)
@require_GET
def find_report(request: StaffRequest, report_id: int) -> HttpResponse:
    """To the page of a report, whatever it is about."""
    report = Report.objects.select_related("network", "session").filter(pk=report_id).first()
    if report is None:
        raise Http404
    # Says 404 or 403 to who is not a facilitator here.
    network_for(request.actor, report.network_id)
    return redirect("reports:report", About(report.network, report.session))


@door(Staff)
@require_GET
def report(request: StaffRequest, about: Place) -> HttpResponse:
    """Trim: what goes in, in which order, in whose words."""
    whose, draft, material = report_for(request, about)
    sections = drafting.sections_of(draft, material)
    return render(
        request,
        "reports/report.html",
        {
            **pages_of(whose),
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
def section(request: StaffRequest, about: Place, key: str) -> HttpResponse:
    """Write an own text for one section; saving on an old one shows both texts."""
    whose, draft, material = report_for(request, about)
    section = section_or_404(draft, key, material)
    if not section.kind.editable:
        raise Http404
    start = section.own_text if section.is_own or section.own_text else section.content.as_text()
    form = OwnTextForm(request.POST or None, initial={"text": start, "version": section.version})
    context = {**pages_of(whose), "section": section, "form": form, "theirs": None}
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
            return to_section(whose, key)
        # As it is now: the other may have saved after this request looked.
        section = section_or_404(drafting.draft_of(whose.subject), key, material)
        changed = {"section": section, "form": with_version(form, section.version), "theirs": section.own_text}
        return render(request, "reports/section.html", context | changed, status=409)
    return render(request, "reports/section.html", context, status=422 if form.errors else 200)


def section_or_404(draft: Draft, key: str, material: AnyMaterial) -> Section:
    section = drafting.section_of(draft, key, material)
    if section is None:
        raise Http404
    return section


@door(Staff)
@require_POST
def move(request: StaffRequest, about: Place, key: str) -> HttpResponse:
    whose = about_for(request.actor, about)
    drafting.move_section(drafting.report_of(whose.subject), key, -1 if request.POST.get("direction") == "op" else 1)
    return to_section(whose, key)


@door(Staff)
@require_POST
def include(request: StaffRequest, about: Place, key: str) -> HttpResponse:
    """In the report or not; the words stay."""
    whose = about_for(request.actor, about)
    drafting.include_section(drafting.report_of(whose.subject), key, request.POST.get("included") == "1")
    return to_section(whose, key)


@door(Staff)
@require_POST
def automatic(request: StaffRequest, about: Place, key: str) -> HttpResponse:
    whose = about_for(request.actor, about)
    drafting.back_to_automatic(drafting.report_of(whose.subject), key)
    messages.success(request, "Dit deel schrijft zichzelf weer. Je eigen tekst is bewaard, voor als je ze terug wilt.")
    return to_section(whose, key)


@door(Staff)
@require_GET
def preview(request: StaffRequest, about: Place, audience: str) -> HttpResponse:
    """What each edition would say if it were frozen now."""
    whose, draft, material = report_for(request, about)
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
            **pages_of(whose),
            "frozen": frozen,
            "header": frozen["header"],
            "for_group": for_group,
            "withheld": [] if for_group else withheld_from_programme(material),
        },
    )
