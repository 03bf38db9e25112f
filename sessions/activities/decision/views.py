from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Request, Seat, Staff, door
from sessions.access import activity_for, place_and_activity
from sessions.activities.back import back_to
from sessions.activities.decision.forms import DecideForm, ExploreForm, ProposeForm, WeighForm
from sessions.activities.decision.models import DecisionPath, Proposal, ProposalWeight
from sessions.activities.form_page import form_page
from sessions.models import Activity
from sessions.models.notes import SavedElsewhere

SLUG = "besluit-in-vier-stappen"


def proposal_of(activity: Activity, proposal_id: int) -> Proposal:
    proposals: QuerySet[Proposal] = Proposal.objects.select_related("path")
    return get_object_or_404(proposals, pk=proposal_id, path__talks__activity=activity)


def point_of(activity: Activity, weight_id: int) -> ProposalWeight:
    return get_object_or_404(ProposalWeight, pk=weight_id, proposal__path__talks__activity=activity)


def shown_again(request: Request, form: Any, elsewhere: SavedElsewhere) -> None:
    """What was typed stays; saving once more goes over what somebody else saved."""
    form.data = request.POST.copy()
    form.data["version"] = str(elsewhere.version)
    form.add_error(
        None, f"Intussen bewaarde iemand anders: “{elsewhere.theirs}”. Bewaar je nog eens, dan geldt jouw tekst."
    )


def page(
    request: Request, activity: Activity, form: Any, title: str, lead: str = "", status: int | None = None
) -> HttpResponse:
    return form_page(request, activity, "decision/form", form, title=title, lead=lead, status=status)


@door(Staff)
@require_http_methods(["GET", "POST"])
def explore(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    path = DecisionPath.objects.of(activity)
    now = {name: getattr(path, name) for name in ("question", "origin", "weight", "version")}
    form = ExploreForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        try:
            path.explore(activity, **form.cleaned_data)
        except SavedElsewhere as elsewhere:
            shown_again(request, form, elsewhere)
            return page(request, activity, form, "Verkennen", status=409)
        return redirect(back_to(activity))
    return page(request, activity, form, "Verkennen", "Schrijf in de woorden van de groep.")


@door(Staff)
@require_http_methods(["GET", "POST"])
def propose(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    form = ProposeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            DecisionPath.objects.of(activity).propose(
                activity, form.cleaned_data["lines"], key=form.cleaned_data["key"]
            )
        except ValidationError as full:
            form.add_error("lines", full)
        else:
            return redirect(back_to(activity))
    return page(request, activity, form, "Voorstellen", "Alles mag erbij. Afkeuren komt later.")


@door(Staff)
@require_http_methods(["GET", "POST"])
def weigh(request: Request, session_id: int, activity_id: int, proposal_id: int) -> HttpResponse:
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    proposal = proposal_of(activity, proposal_id)
    form = WeighForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            proposal.weigh(activity, said["side"], said["lines"], key=said["key"])
        except ValidationError as full:
            form.add_error("lines", full)
        else:
            return redirect(back_to(activity))
    return page(
        request, activity, form, proposal.text, "Wat is er sterk en zwak aan, wat opent het, wat kan tegenzitten?"
    )


@door(Staff)
@require_POST
def remove_proposal(request: Request, session_id: int, activity_id: int, proposal_id: int) -> HttpResponse:
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    proposal_of(activity, proposal_id).take_away(activity)
    return redirect(back_to(activity))


@door(Staff)
@require_POST
def restore_proposal(request: Request, session_id: int, activity_id: int, proposal_id: int) -> HttpResponse:
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    proposal_of(activity, proposal_id).put_back(activity)
    return redirect(back_to(activity))


@door(Staff)
@require_POST
def remove_weight(request: Request, session_id: int, activity_id: int, weight_id: int) -> HttpResponse:
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    point_of(activity, weight_id).take_away(activity)
    return redirect(back_to(activity))


@door(Staff)
@require_POST
def restore_weight(request: Request, session_id: int, activity_id: int, weight_id: int) -> HttpResponse:
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    point_of(activity, weight_id).put_back(activity)
    return redirect(back_to(activity))


@door(Staff)
@require_http_methods(["GET", "POST"])
def decide(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    path = DecisionPath.objects.select_related("decision__review__session").of(activity)
    review = getattr(path.decision, "review", None)
    now = {
        "text": path.decision.text if path.decision else "",
        "look_again": review.comes_back_in if review else None,
        "version": path.decision.version if path.decision else 0,
    }
    form = DecideForm(request.POST if request.method == "POST" else None, session=activity.session, initial=now)
    if form.is_valid():
        said = form.cleaned_data
        try:
            path.decide(activity, said["text"], said["look_again"], version=said["version"] or 0)
        except SavedElsewhere as elsewhere:
            shown_again(request, form, elsewhere)
            return page(request, activity, form, "Het besluit", status=409)
        return redirect(back_to(activity))
    return page(
        request, activity, form, "Het besluit", "Wat, wie, tegen wanneer. Het komt bij de besluiten van deze sessie."
    )


def phone_page(request: Request, activity: Activity, form: Any, title: str) -> HttpResponse:
    context = {"activity": activity, "form": form, "title": title}
    return render(request, "sessions/activities/decision/phone_form.html", context, status=422)


@door(Seat)
@require_POST
def phone_propose(request: Request, activity_id: int) -> HttpResponse:
    """Also when the room went on: a phone that was out of reach still brings its proposal until it is decided."""
    _, activity = place_and_activity(request.actor, activity_id, SLUG)
    path = DecisionPath.objects.of(activity)
    form = ProposeForm(request.POST)
    if form.is_valid():
        try:
            said = form.cleaned_data
            path.propose(activity, said["lines"], key=said["key"], until_decided=True)
            return redirect("sessions:phone")
        except ValidationError as refused:
            form.add_error(None, refused)
    return phone_page(request, activity, form, "Jouw voorstel")


@door(Seat)
@require_POST
def phone_weigh(request: Request, activity_id: int, proposal_id: int) -> HttpResponse:
    _, activity = place_and_activity(request.actor, activity_id, SLUG)
    proposal = proposal_of(activity, proposal_id)
    form = WeighForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            proposal.weigh(activity, said["side"], said["lines"], key=said["key"], until_decided=True)
            return redirect("sessions:phone")
        except ValidationError as refused:
            form.add_error(None, refused)
    return phone_page(request, activity, form, proposal.text)
