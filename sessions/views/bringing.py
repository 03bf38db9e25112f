"""What a participant brings along, through the personal link: written, changed and taken back by who wrote it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.doors import Member, Request, door
from networks.access import participation_of
from networks.models import Participation
from sessions.access import member_session, own_contribution, own_contribution_if_any
from sessions.activities.case_talk.ways import GUIDING_QUESTIONS
from sessions.bring_forms import ASKED, BY_KIND, CaseForm, WordsForm
from sessions.models import AgendaItem, Case, CaseTry, Contribution, Prepared

BEFOREHAND = Contribution.Kind.BEFOREHAND


@door(Member)
@require_GET
def bring(request: Request) -> HttpResponse:
    """All that she brought so far, and what else we ask."""
    return bring_page(request, participation_of(request.actor))


@door(Member)
@require_POST
def add(request: Request, kind: str) -> HttpResponse:
    participation = participation_of(request.actor)
    asked = BY_KIND.get(kind)
    if asked is None:
        raise Http404
    form = WordsForm(request.POST, asked=asked)
    if not form.is_valid():
        return bring_page(request, participation, wrong=form)
    Contribution.objects.bring(
        participation, kind, form.cleaned_data["text"], key=form.cleaned_data["key"], now=timezone.now()
    )
    messages.success(request, "Bedankt. Je facilitator kan het nu lezen.")
    # Who joined later writes her expectations on the page that welcomes her.
    return redirect("desk:newcomer" if "welkom" in request.POST else "sessions:bring")


@door(Member)
@require_http_methods(["GET", "POST"])
def change(request: Request, which: str) -> HttpResponse:
    """Other words for a line; of a case see `case`."""
    participation = participation_of(request.actor)
    line = own_contribution(participation, which)
    if line.case:
        return redirect("sessions:my_case", line.case_id)
    asked = BY_KIND[Contribution.Kind.QUESTION if line.is_question else line.kind]
    form = WordsForm(request.POST if request.method == "POST" else None, asked=asked, initial={"text": line.words})
    if form.is_valid():
        line.rewrite(form.cleaned_data["text"])
        messages.success(request, "Bewaard.")
        return redirect("sessions:bring")
    context = {**about(participation), "form": form, "asked": asked, "which": which}
    return render(request, "sessions/bring/change.html", context, status=422 if form.errors else 200)


@door(Member)
@require_POST
def take_back(request: Request, which: str) -> HttpResponse:
    participation = participation_of(request.actor)
    # A second tap finds nothing, and that is what was asked.
    if line := own_contribution_if_any(participation, which):
        line.remove()
    messages.success(request, "Weggehaald.")
    return redirect("sessions:bring")


@door(Member)
@require_http_methods(["GET", "POST"])
def new_case(request: Request) -> HttpResponse:
    participation = participation_of(request.actor)
    form = CaseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        share = form.cleaned_data["share"]
        Case.bring(participation, form.words, share=share, key=form.cleaned_data["key"], now=timezone.now())
        messages.success(
            request,
            "Bedankt. De groep en je facilitator kunnen je case nu lezen."
            if share
            else "Bewaard, voor jou alleen. Deel je case wanneer je er klaar voor bent.",
        )
        return redirect("sessions:bring")
    context = {**about(participation), "form": form, "case": None, "guiding": GUIDING_QUESTIONS}
    return render(request, "sessions/bring/case.html", context, status=422 if form.errors else 200)


@door(Member)
@require_http_methods(["GET", "POST"])
def case(request: Request, case_id: int) -> HttpResponse:
    participation = participation_of(request.actor)
    case = own_case(participation, case_id)
    # Whether it is shared is chosen beside the case, not while other words are found.
    form = CaseForm(request.POST if request.method == "POST" else None, instance=case)
    if form.is_valid():
        Case.objects.filter(pk=case_id).update(**form.words)
        messages.success(request, "Bewaard.")
        return redirect("sessions:bring")
    context = {**about(participation), "form": form, "case": case, "guiding": GUIDING_QUESTIONS}
    return render(request, "sessions/bring/case.html", context, status=422 if form.errors else 200)


@door(Member)
@require_POST
def share_case(request: Request, case_id: int) -> HttpResponse:
    """With the group and its facilitators, or back to herself."""
    case = own_case(participation_of(request.actor), case_id)
    if request.POST.get("delen") == "ja":
        case.share(timezone.now())
        messages.success(request, "De groep en je facilitator kunnen je case nu lezen.")
    else:
        case.take_back()
        messages.success(request, "Alleen jij leest je case nog.")
    return redirect("sessions:bring")


@door(Member)
@require_POST
def prepared(request: Request, session_id: int, item_id: int) -> HttpResponse:
    """Ready with what a block asks, or not yet after all."""
    session, participation = member_session(request.actor, session_id)
    item = AgendaItem.objects.filter(pk=item_id, session=session).first()
    if item is None:
        raise Http404
    Prepared.mark(item, participation, ready=request.POST.get("klaar") == "ja", now=timezone.now())
    return redirect(f"{reverse('desk:me')}#voorbereiding")


def own_case(participation: Participation, case_id: int) -> Case:
    case = Case.objects.filter(pk=case_id, brought_by=participation).first()
    if case is None:
        raise Http404
    return case


def about(participation: Participation) -> dict[str, object]:
    return {
        "participation": participation,
        "network": participation.network,
        # Keeps what is not sent yet apart on a device that two people use.
        "data_user": f"deelname-{participation.pk}",
    }


def bring_page(request: Request, participation: Participation, *, wrong: WordsForm | None = None) -> HttpResponse:
    mine = list(Contribution.objects.of_member(participation))
    beforehand = participation.learning_question
    parts = []
    for asked in ASKED:
        lines = [(str(line.pk), line.text) for line in mine if line.kind == asked.kind]
        if asked.kind == Contribution.Kind.QUESTION and beforehand:
            lines.insert(0, (BEFOREHAND.value, beforehand))
        form = wrong if wrong and wrong.asked is asked else WordsForm(asked=asked)
        parts.append({"asked": asked, "lines": lines, "form": form})
    others = Case.objects.filter(
        brought_by__network=participation.network_id,
        brought_by__status=Participation.Status.TAKES_PART,
        shared_at__isnull=False,
    ).exclude(brought_by=participation)
    context = {
        **about(participation),
        "parts": parts,
        "cases": [line.case for line in mine if line.case],
        "others": list(others.select_related("brought_by__person")),
        "tried": list(CaseTry.objects.shared_with(participation)),
        "is_empty": not mine and not beforehand,
    }
    return render(request, "sessions/bring/page.html", context, status=422 if wrong else 200)
