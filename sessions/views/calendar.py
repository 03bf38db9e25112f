"""Invitations: who gets what, the answer by a link in the mail, and the feed that a calendar reads."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.audit.record import record
from lerendnetwerk.doors import Member, Request, Staff, Visitor, door, user_of
from lerendnetwerk.guess_limit import GuessLimit
from networks.access import participation_of as member_participation
from networks.models import Participation
from sessions.access import session_for
from sessions.calendar import feed as feeds
from sessions.calendar.inviting import choose_feed, choose_invitations, digest, lines_of, send_invitations, to_send
from sessions.calendar.links import FEED, NO, YES, answer_purpose, feed_path, participation_of
from sessions.calendar.outside import outside_to_tell
from sessions.calendar.standing_in import comes_herself, to_tell
from sessions.models import Attendance, CalendarFeed, Invitation, Session

# 96 secret bits cannot be guessed; this keeps whoever tries from keeping the database busy.
WRONG_LINKS = GuessLimit("calendar", most=500, minutes=10)


@door(Staff)
@require_GET
def invitations(request: Request, session_id: int) -> HttpResponse:
    """What each person knows of this session, and what would be sent to whom."""
    session = session_for(request.actor, session_id)
    lines = lines_of(session)
    waiting = to_send(lines)
    substitutes, outside = to_tell(session), outside_to_tell(session)
    context = {
        "session": session,
        "network": session.network,
        "lines": lines,
        "waiting": [
            (what, [line for line in waiting if line.what == what]) for what in dict.fromkeys(w.what for w in waiting)
        ],
        "substitutes": substitutes,
        "outside_moved": [one for one in outside if not one.is_off],
        "outside_off": [one for one in outside if one.is_off],
        "count": len(waiting) + len(substitutes) + len(outside),
        "seen": digest(session, waiting, substitutes, outside),
        "coming": sum(line.comes is True for line in lines),
        "staying_away": sum(line.comes is False for line in lines),
        "is_over": timezone.now() >= session.ends_at,
    }
    return render(request, "sessions/calendar/invitations.html", context)


@door(Staff)
@require_POST
def send(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    now = timezone.now()
    back = redirect("sessions:invitations", session.pk)
    if now >= session.ends_at:
        messages.error(request, "De sessie is voorbij. Er is niets verstuurd.")
        return back
    sent = send_invitations(session, seen=request.POST.get("seen", ""), now=now)
    if sent is None:
        messages.error(request, "Intussen veranderde er iets. Er is nog niets verstuurd: kijk hieronder opnieuw na.")
    elif sent:
        record("sent invitations", session, now=now, user=user_of(request), network_id=session.network_id)
        messages.success(request, f"{sent} bericht{'en' if sent > 1 else ''} klaar om te vertrekken.")
    return back


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label="Kom je?", choices=[(YES, "Ik kom"), (NO, "Ik kom niet")], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Waarom lukt het niet?",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Alleen als je niet komt. Enkel je facilitator leest het.",
    )


@door(Visitor)
@require_http_methods(["GET", "POST"])
def answer(request: Request, public_id: str, session_id: int, digest: str, answer: str) -> HttpResponse:
    """One page for both links of an invitation. GET has no effect, however often: mail scanners open links."""
    now = timezone.now()
    if WRONG_LINKS.is_reached(now):
        return render(request, "networks/too_many_guesses.html", status=429)
    participation = participation_of(public_id, digest, answer_purpose(session_id)) if answer in (YES, NO) else None
    if participation is None:
        WRONG_LINKS.failed(now)
        return render(request, "errors/no_link.html", status=404)
    session = (
        Session.objects.select_related("host", "network__programme")
        .filter(pk=session_id, network=participation.network_id, number__gte=participation.from_session)
        .first()
    )
    if session is None:
        return render(request, "sessions/calendar/gone.html", {"participation": participation}, status=410)
    row = Attendance.objects.filter(session=session, participation=participation).first()
    open_to_answer = now < session.ends_at and not (row and row.was_there)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial={"answer": answer, "reason": row.reason if row and row.told_by_participant else ""},
    )
    if request.method == "POST" and form.is_valid() and open_to_answer:
        Invitation.objects.answer(
            session,
            participation,
            comes=form.cleaned_data["answer"] == YES,
            reason=form.cleaned_data["reason"],
            now=now,
        )
        if form.cleaned_data["answer"] == YES:
            comes_herself(session, participation, now=now)
        return redirect("sessions:answer", public_id, session_id, digest, form.cleaned_data["answer"])
    invitation = Invitation.objects.filter(session=session, participation=participation).first()
    context = {
        "session": session,
        "network": session.network,
        "participation": participation,
        "form": form,
        "open": open_to_answer,
        "excused": row is not None and row.state == Attendance.State.EXCUSED,
        "comes": invitation is not None and invitation.said_yes_at is not None,
        "there": row is not None and row.was_there,
    }
    return render(request, "sessions/calendar/answer.html", context, status=422 if form.errors else 200)


@door(Visitor)
@require_GET
def feed(request: Request, public_id: str, digest: str) -> HttpResponse:
    """What a calendar reads, every few hours: all sessions of this participant; none any more of who stopped."""
    now = timezone.now()
    if WRONG_LINKS.is_reached(now):
        return HttpResponse(status=429)
    participation = participation_of(public_id, digest, FEED, also_stopped=True)
    if participation is None:
        WRONG_LINKS.failed(now)
        raise Http404
    answer = HttpResponse(feeds.feed_of(participation, now), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="sessies.ics"'
    return answer


@door(Member)
@require_GET
def my_calendar(request: Request) -> HttpResponse:
    """Invitations by mail or a feed, and the feed's address."""
    participation = member_participation(request.actor)
    path = feed_path(participation)
    context = {
        "participation": participation,
        "network": participation.network,
        "reads_feed": CalendarFeed.objects.filter(participation=participation).exists(),
        "feed_url": settings.BASE_URL + path,
        "webcal_url": f"webcal://{settings.BASE_URL.partition('://')[2]}{path}",
        "back": reverse("desk:me"),
    }
    return render(request, "sessions/calendar/my_calendar.html", context)


@door(Member)
@require_POST
def choose(request: Request) -> HttpResponse:
    participation: Participation = member_participation(request.actor)
    if request.POST.get("choice") == "agendalink":
        choose_feed(participation, now=timezone.now())
        messages.success(request, "Je krijgt geen losse uitnodigingen meer. Voeg nu je agendalink toe.")
    elif request.POST.get("choice") == "uitnodigingen":
        choose_invitations(participation)
        messages.success(request, "Je krijgt weer een uitnodiging per sessie. Verwijder de agendalink uit je agenda.")
    return redirect("sessions:my_calendar")
