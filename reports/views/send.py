from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Staff, StaffRequest, door
from networks.post import as_read
from reports import drafting
from reports.about import about_for
from reports.editions import group_edition, would_change
from reports.forms import LetterForm, with_version
from reports.letters import Kind, kinds_for, letters_of, write_letter
from reports.sending import got_before, mailed, plan_mails, send_report
from reports.views.trim import Place, pages_of, report_for


@door(Staff)
@require_http_methods(["GET", "POST"])
def send(request: StaffRequest, about: Place) -> HttpResponse:
    """First who gets what; then, with one press, the post."""
    whose, draft, material = report_for(request, about)
    sections = drafting.sections_of(draft, material)
    letters = letters_of(draft, material, request.user.name)
    is_new = would_change(draft.newest, group_edition(material, sections))
    if request.method == "POST":
        edition, queued = send_report(draft, material, sections, letters, by=request.user, now=timezone.now())
        if queued:
            ready = (
                "Eén bericht staat klaar. Het vertrekt"
                if queued == 1
                else f"{queued} berichten staan klaar. Ze vertrekken"
            )
            messages.success(request, f"{ready} zodra de pdf gemaakt is.")
        elif is_new:
            messages.success(request, "Het verslag is klaar om af te drukken zodra de pdf gemaakt is.")
            return redirect("reports:edition", edition_id=edition.pk)
        else:
            messages.success(request, f"Versie {edition.version} was al verstuurd. Er is niets dubbel vertrokken.")
        return redirect("networks:mail", network_id=whose.network.pk)
    version = draft.newest.version if draft.newest else 0
    # Nobody gets the same version twice; with a new one, who had the old one gets the correction.
    already = got_before(draft.mails, version + 1 if is_new else version)
    plan = plan_mails(material, already=already, skip=set() if is_new else mailed(draft.mails, version))
    rows = [
        {
            "letter": letters[kind],
            "shown": as_read(letters[kind].text, with_first_names=True),
            "recipients": plan.by_kind[kind],
            "label": Kind(kind).label,
        }
        for kind in letters
        if plan.by_kind[kind]
    ]
    return render(
        request,
        "reports/send.html",
        {
            **pages_of(whose),
            "rows": rows,
            "plan": plan,
            "is_new": is_new,
            "is_correction": bool(already) and is_new,
            "reply_to": request.user.email,
            "photos_in_the_making": material.photos_in_the_making,
        },
    )


@door(Staff)
@require_http_methods(["GET", "POST"])
def letter(request: StaffRequest, about: Place, kind: str) -> HttpResponse:
    """Change the words of one kind of mail."""
    whose, draft, material = report_for(request, about)
    if kind not in kinds_for(material):
        raise Http404
    now_written = letters_of(draft, material, request.user.name)[kind]
    start = {"subject": now_written.subject, "text": now_written.text, "version": now_written.version}
    form = LetterForm(request.POST or None, initial=start, is_final=whose.session is None)
    context = {**pages_of(whose), "form": form, "letter": now_written, "theirs": None}
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("subject", "text")}
        if not write_letter(draft.report, kind, **words, seen_version=form.cleaned_data["version"]):
            theirs = letters_of(drafting.draft_of(whose.subject), material, request.user.name)[kind]
            form = with_version(form, theirs.version)
            return render(request, "reports/letter.html", context | {"form": form, "theirs": theirs.text}, status=409)
        messages.success(request, "Je tekst is bewaard.")
        return redirect("reports:send", whose)
    return render(request, "reports/letter.html", context, status=422 if form.errors else 200)


@door(Staff)
@require_POST
def automatic_letter(request: StaffRequest, about: Place, kind: str) -> HttpResponse:
    """Back to the letter that writes itself."""
    whose = about_for(request.actor, about)
    drafting.report_of(whose.subject).letters.filter(kind=kind).delete()
    return redirect("reports:send", whose)
