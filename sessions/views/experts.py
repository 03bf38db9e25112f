"""Somebody from outside in one session: invited with the group's questions, planned, written to and thanked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Actor, Request, Staff, StaffRequest, door
from networks.forms import type_over
from sessions.access import session_for
from sessions.expert_forms import ExpertForm, LetterForm, PlanGuestForm, VisitForm
from sessions.experts import (
    INVITATION,
    LETTERS,
    LetterKind,
    briefing_for,
    choices_for,
    is_sent,
    letter_of,
    send_letter,
    sent_letters,
)
from sessions.live.revisions import ALL_SCREENS, raise_revisions
from sessions.models import Expert, ExpertVisit, Question, Session


@door(Staff)
@require_http_methods(["GET", "POST"])
def guests(request: Request, session_id: int) -> HttpResponse:
    """Who comes from outside, and whom else to invite."""
    session = session_for(request.actor, session_id)
    form = ExpertForm(request.POST if request.method == "POST" else None, instance=Expert(network=session.network))
    if form.is_valid():
        known = Expert.objects.known_in(session.network).filter(
            name__iexact=form.cleaned_data["name"], email__iexact=form.cleaned_data["email"]
        )
        visit = ExpertVisit.objects.invite(session, known.first() or form.save())
        return redirect("sessions:guest", session.pk, visit.pk)
    visits = list(session.visits.select_related("expert", "item"))
    here = {visit.expert_id for visit in visits}
    context = {
        "session": session,
        "network": session.network,
        "visits": visits,
        "known": [one for one in Expert.objects.known_in(session.network) if one.pk not in here],
        "questions": Question.objects.filter(
            session__network=session.network_id, for_expert=True, answered_in=None
        ).order_by("session__number", "position", "pk"),
        "form": form,
    }
    return render(request, "sessions/experts/guests.html", context, status=422 if form.errors else 200)


@door(Staff)
@require_POST
def invite_again(request: Request, session_id: int, expert_id: int) -> HttpResponse:
    """Somebody whom this network knows already."""
    session = session_for(request.actor, session_id)
    expert = Expert.objects.known_in(session.network).filter(pk=expert_id).first()
    if expert is None:
        raise Http404
    visit = ExpertVisit.objects.invite(session, expert)
    return redirect("sessions:guest", session.pk, visit.pk)


@door(Staff)
@require_http_methods(["GET", "POST"])
def guest(request: Request, session_id: int, visit_id: int) -> HttpResponse:
    """What the group asks and what is said beforehand; saved here, sent from its own page."""
    visit = _visit(request.actor, session_id, visit_id)
    form = _visit_form(request, visit)
    status, theirs = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            if form.keep():
                messages.success(request, "Bewaard.")
                return redirect("sessions:guest", session_id, visit.pk)
            status, theirs = 409, ExpertVisit.objects.get(pk=visit.pk)
            type_over(form, version=theirs.version)
    return guest_page(request, visit, form, theirs=theirs.briefing if theirs else None, status=status)


@door(Staff)
@require_POST
def change_expert(request: Request, session_id: int, visit_id: int) -> HttpResponse:
    visit = _visit(request.actor, session_id, visit_id)
    form = ExpertForm(request.POST, instance=visit.expert)
    if not form.is_valid():
        visit.expert.refresh_from_db()
        return guest_page(request, visit, _visit_form(request, visit, empty=True), expert_form=form, status=422)
    form.save()
    messages.success(request, "Bewaard.")
    return redirect("sessions:guest", session_id, visit.pk)


@door(Staff)
@require_POST
def plan_guest(request: Request, session_id: int, visit_id: int) -> HttpResponse:
    visit = _visit(request.actor, session_id, visit_id)
    form = PlanGuestForm(request.POST)
    if not form.is_valid():
        return guest_page(request, visit, _visit_form(request, visit, empty=True), plan_form=form, status=422)
    visit.plan(form.cleaned_data["starts_at"], form.cleaned_data["minutes"])
    raise_revisions(session_id, *ALL_SCREENS)
    messages.success(request, "Staat in het draaiboek.")
    return redirect("sessions:guest", session_id, visit.pk)


@door(Staff)
@require_http_methods(["GET", "POST"])
def remove_guest(request: Request, session_id: int, visit_id: int) -> HttpResponse:
    """Somebody who was invited does not come after all. Not once the session is closed: then it is told in the report."""
    visit = _visit(request.actor, session_id, visit_id)
    if visit.session.is_closed:
        messages.warning(request, "De sessie is afgesloten: wie er was, blijft staan.")
        return redirect("sessions:guest", session_id, visit.pk)
    if request.method == "POST":
        visit.call_off()
        raise_revisions(session_id, *ALL_SCREENS)
        messages.success(request, f"{visit.expert.name} staat niet meer bij deze sessie.")
        return redirect("sessions:guests", session_id)
    invited, is_over = sent_letters(visit)[INVITATION], visit.session.ends_at < timezone.now()
    context = {
        "network": visit.session.network,
        "current": "sessies",
        "title": f"{'Kwam' if is_over else 'Komt'} {visit.expert.name} niet?",
        "text": "Het onderdeel gaat uit het draaiboek, met de briefing. De vragen van de groep blijven, voor een andere gast. "
        + (f"Er vertrekt geen mail: laat het {visit.expert.name} zelf weten." if invited and not is_over else ""),
        "action": reverse("sessions:remove_guest", args=[session_id, visit.pk]),
        "button": "Haal van deze sessie",
        "back": reverse("sessions:guest", args=[session_id, visit.pk]),
    }
    return render(request, "networks/confirm.html", context)


@door(Staff)
@require_http_methods(["GET", "POST"])
def guest_letter(request: StaffRequest, session_id: int, visit_id: int, letter: str) -> HttpResponse:
    """First who gets what; nothing leaves before somebody says so."""
    visit, kind = _visit(request.actor, session_id, visit_id), _kind(letter)
    if request.method == "POST":
        mail = send_letter(visit, kind, signed=request.user.name, now=timezone.now())
        if mail is None:
            messages.error(request, f"{visit.expert.name} heeft geen e-mailadres.")
        else:
            messages.success(request, f"De mail vertrekt naar {mail.to_name}.")
        return redirect("sessions:guest", session_id, visit.pk)
    return letter_page(request, visit, kind)


@door(Staff)
@require_POST
def write_letter(request: StaffRequest, session_id: int, visit_id: int, letter: str) -> HttpResponse:
    """Own words."""
    visit, kind = _visit(request.actor, session_id, visit_id), _kind(letter)
    form = LetterForm(request.POST)
    if not form.is_valid():
        return letter_page(request, visit, kind, form=form, status=422)
    if not visit.save_words(form.cleaned_data["version"], {kind.field: form.cleaned_data["text"]}):
        theirs = ExpertVisit.objects.get(pk=visit.pk)
        type_over(form, version=theirs.version)
        return letter_page(request, visit, kind, form=form, theirs=getattr(theirs, kind.field), status=409)
    return redirect("sessions:guest_letter", session_id, visit.pk, kind.slug)


@door(Staff)
@require_POST
def automatic_letter(request: Request, session_id: int, visit_id: int, letter: str) -> HttpResponse:
    """Away with own words: it composes itself again."""
    visit, kind = _visit(request.actor, session_id, visit_id), _kind(letter)
    visit.save_words(visit.version, {kind.field: ""})
    return redirect("sessions:guest_letter", session_id, visit.pk, kind.slug)


def _visit(actor: Actor, session_id: int, visit_id: int) -> ExpertVisit:
    session: Session = session_for(actor, session_id)
    visit = session.visits.select_related("expert", "item").filter(pk=visit_id).first()
    if visit is None:
        raise Http404
    visit.session = session
    return visit


def _kind(letter: str) -> LetterKind:
    if letter not in LETTERS:
        raise Http404
    return LETTERS[letter]


def _visit_form(request: Request, visit: ExpertVisit, *, empty: bool = False) -> VisitForm:
    data = request.POST if request.method == "POST" and not empty else None
    return VisitForm(data, visit=visit, choices=choices_for(visit), draft=briefing_for(visit))


def guest_page(
    request: Request,
    visit: ExpertVisit,
    form: VisitForm,
    *,
    expert_form: ExpertForm | None = None,
    plan_form: PlanGuestForm | None = None,
    theirs: str | None = None,
    status: int = 200,
) -> HttpResponse:
    item = visit.item
    when: dict[str, Any] = {"starts_at": item.fixed_start, "minutes": item.minutes} if item else {"minutes": 60}
    context = {
        "session": visit.session,
        "network": visit.session.network,
        "visit": visit,
        "form": form,
        "theirs": theirs,
        "expert_form": expert_form or ExpertForm(instance=visit.expert, auto_id="gast-%s"),
        "plan_form": plan_form or PlanGuestForm(initial=when, auto_id="plan-%s"),
        "letters": [(kind, mails[0] if mails else None) for kind, mails in _letters(visit)],
        "is_over": visit.session.ends_at < timezone.now(),
    }
    return render(request, "sessions/experts/guest.html", context, status=status)


def _letters(visit: ExpertVisit) -> list[tuple[LetterKind, list[Any]]]:
    found = sent_letters(visit)
    return [(kind, found[slug]) for slug, kind in LETTERS.items()]


def letter_page(
    request: StaffRequest,
    visit: ExpertVisit,
    kind: LetterKind,
    *,
    form: LetterForm | None = None,
    theirs: str | None = None,
    status: int = 200,
) -> HttpResponse:
    letter = letter_of(visit, kind, request.user.name)
    mails = sent_letters(visit)[kind.slug]
    context = {
        "session": visit.session,
        "network": visit.session.network,
        "visit": visit,
        "letter": letter,
        "form": form or LetterForm(initial={"text": letter.text, "version": visit.version}),
        "theirs": theirs,
        "sent": mails[0] if is_sent(mails, visit, letter) else None,
        "had_earlier": bool(mails),
    }
    return render(request, "sessions/experts/letter.html", context, status=status)
