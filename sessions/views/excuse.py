from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Member, Request, door
from sessions.access import member_session
from sessions.calendar.standing_in import comes_herself
from sessions.models import Attendance, Session, Substitute


class ExcuseForm(forms.Form):
    reason = forms.CharField(
        label="Waarom lukt het niet?",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@door(Member)
@require_http_methods(["GET", "POST"])
def excuse(request: Request, session_id: int) -> HttpResponse:
    """A participant says that she will not come, until the session is over."""
    session, participation = member_session(request.actor, session_id)
    row = Attendance.objects.filter(session=session, participation=participation).first()
    over = timezone.now() >= session.ends_at
    told = row is not None and row.told_by_participant and row.state == Attendance.State.EXCUSED
    before = {"reason": row.reason if row and told else ""}
    form = ExcuseForm(request.POST if request.method == "POST" else None, initial=before)
    there = row is not None and row.was_there
    if request.method == "POST" and form.is_valid() and not over and not there:
        Attendance.excuse(session, participation, form.cleaned_data["reason"])
        messages.success(request, "Bedankt om het te laten weten. Je krijgt het verslag in je mailbox.")
        return HttpResponseRedirect(_page(session))
    context = {
        "session": session,
        "network": session.network,
        "form": form,
        "told": told,
        "over": over,
        "there": there,
        "substitute": Substitute.objects.filter(session=session, replaces=participation).first(),
        "back": _back(session),
        "data_user": f"deelname-{participation.pk}",
    }
    return render(request, "sessions/excuse.html", context, status=422 if request.method == "POST" else 200)


@door(Member)
@require_POST
def come_after_all(request: Request, session_id: int) -> HttpResponse:
    session, participation = member_session(request.actor, session_id)
    if timezone.now() < session.ends_at:
        Attendance.withdraw_excuse(session, participation)
        comes_herself(session, participation, now=timezone.now())
        messages.success(request, "Fijn, we rekenen op je.")
    return HttpResponseRedirect(_back(session))


def _page(session: Session) -> str:
    return reverse("sessions:excuse", kwargs={"session_id": session.pk})


def _back(session: Session) -> str:
    """The participant's own page stands on a floor above."""
    try:
        return reverse("desk:me")
    except NoReverseMatch:
        return _page(session)
