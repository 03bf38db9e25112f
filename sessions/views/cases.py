"""Around a case: the bringer's own page with the cards, who has brought one, and *wat heb je geprobeerd?*"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lerendnetwerk.doors import Member, Request, Staff, door
from networks.access import network_for
from sessions.access import own_talk, session_for
from sessions.activities.case_talk.forms import ToldForm, TriedForm, TypeOverForm
from sessions.case_overview import cases_of
from sessions.models import AdviceCard, CaseTalk, CaseTry
from sessions.models.notes import SavedElsewhere
from sessions.saving import by_itself, conflict, refused, saved
from sessions.views.look_back import look_back_page


@door(Member)
@require_GET
def my_talk(request: Request, talk_id: int) -> HttpResponse:
    """The cards that the others wrote, for who brought the case and nobody else."""
    return _talk_page(request, own_talk(request.actor, talk_id))


@door(Member)
@require_POST
def type_over_cards(request: Request, talk_id: int) -> HttpResponse:
    """What was handed over on paper, kept beside the rest."""
    talk = own_talk(request.actor, talk_id)
    form = TypeOverForm(request.POST)
    if not form.is_valid():
        return _talk_page(request, talk, paper=form)
    AdviceCard.objects.type_over(talk, form.cleaned_data["cards"], key=form.cleaned_data["key"])
    messages.success(request, "Je kaarten staan erbij. Alleen jij leest ze.")
    return redirect("sessions:my_talk", talk.pk)


@door(Member)
@require_POST
def write_tried(request: Request, talk_id: int) -> HttpResponse:
    talk = own_talk(request.actor, talk_id)
    form = TriedForm(request.POST)
    if not form.is_valid():
        return _talk_page(request, talk, tried=form)
    share = form.cleaned_data["share"]
    CaseTry.write(talk, form.cleaned_data["text"], share=share, now=timezone.now())
    messages.success(
        request, "Bewaard. De facilitator en de groep kunnen het lezen." if share else "Bewaard, voor jou alleen."
    )
    return redirect("sessions:my_talk", talk.pk)


def _talk_page(
    request: Request, talk: CaseTalk, *, paper: TypeOverForm | None = None, tried: TriedForm | None = None
) -> HttpResponse:
    mine = getattr(talk, "tried", None)
    before = {"text": mine.text, "share": mine.shared_at is not None} if mine else {}
    # While the group writes, whoever wrote a card may still take it back.
    is_done = not talk.activity.is_open
    context: dict[str, Any] = {
        "talk": talk,
        "mine": mine,
        "session": talk.activity.session,
        "network": talk.activity.session.network,
        "is_done": is_done,
        "cards": list(AdviceCard.objects.for_bringer(talk)) if is_done else [],
        "paper": paper or TypeOverForm(),
        "tried": tried or TriedForm(initial=before),
        "wrong": paper or tried,
        "data_user": f"deelname-{talk.brought_by_id}",
    }
    return render(request, "sessions/cases/my_talk.html", context, status=422 if paper or tried else 200)


@door(Staff)
@require_GET
def cases(request: Request, network_id: int) -> HttpResponse:
    """Who has brought a case and who not yet; what is not shared is counted only, and so are cards."""
    network = network_for(request.actor, network_id)
    return render(request, "sessions/cases/cases.html", {"network": network, "people": cases_of(network)})


@door(Staff)
@require_POST
def tell_tried(request: Request, session_id: int, talk_id: int) -> HttpResponse:
    """What the group hears in this session about a case of an earlier one."""
    session = session_for(request.actor, session_id)
    talk = get_object_or_404(CaseTalk.objects.to_look_back_on(session), pk=talk_id)
    form = ToldForm(request.POST)
    if not form.is_valid():
        wrong = {talk_id: [str(error) for found in form.errors.values() for error in found]}
        told = {talk_id: str(form.data.get("told", ""))}
        if by_itself(request):
            return refused(form)
        return look_back_page(request, session, told=told, told_errors=wrong, status=422)
    said = form.cleaned_data["told"]
    try:
        version = CaseTry.tell(
            talk, session, said, is_told=form.cleaned_data["is_told"], version=form.cleaned_data["version"] or 0
        )
    except SavedElsewhere as other:
        if by_itself(request):
            return conflict(other.theirs, other.version)
        told, theirs = {talk_id: said}, {talk_id: (other.theirs, other.version)}
        return look_back_page(request, session, told=told, told_theirs=theirs, status=409)
    return saved(request, reverse("sessions:look_back", args=[session.pk]) + f"#case-{talk_id}", version)
