"""A participant sends somebody in her place to one session, through the personal link."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Member, Request, door
from sessions.access import member_session
from sessions.calendar.standing_in import comes_herself, send_somebody
from sessions.live.revisions import Screen, raise_revisions
from sessions.models import Substitute


class MySubstituteForm(forms.ModelForm):
    class Meta:
        model = Substitute
        fields = ["name", "email"]
        labels = {"name": "Wie komt in jouw plaats?", "email": "E-mailadres"}
        help_texts = {
            "email": "Mag leeg blijven. Met een adres sturen we waar en wanneer, en na de sessie dat ene verslag."
        }

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


@door(Member)
@require_http_methods(["GET", "POST"])
def my_substitute(request: Request, session_id: int) -> HttpResponse:
    session, participation = member_session(request.actor, session_id)
    known = Substitute.objects.filter(session=session, replaces=participation).first()
    now = timezone.now()
    over = now >= session.ends_at
    form = MySubstituteForm(request.POST if request.method == "POST" else None, instance=known)
    there = False
    if form.is_valid() and not over:
        data = form.cleaned_data
        if send_somebody(session, participation, name=data["name"], email=data["email"], now=now):
            raise_revisions(session.pk, Screen.REGIE, Screen.SCHERM)
            messages.success(request, f"{data['name']} komt in jouw plaats. Je facilitator ziet het.")
            return redirect("sessions:my_substitute", session.pk)
        there = True
    context = {
        "session": session,
        "network": session.network,
        "form": form,
        "known": Substitute.objects.filter(pk=known.pk).first() if known else None,
        "over": over,
        "there": there,
        "back": reverse("desk:me"),
        "data_user": f"deelname-{participation.pk}",
    }
    return render(request, "sessions/bring/substitute.html", context, status=422 if request.method == "POST" else 200)


@door(Member)
@require_POST
def remove_mine(request: Request, session_id: int) -> HttpResponse:
    """Nobody comes instead; whether she comes herself is asked on the next page."""
    session, participation = member_session(request.actor, session_id)
    now = timezone.now()
    if now < session.ends_at:
        comes_herself(session, participation, now=now)
        raise_revisions(session.pk, Screen.REGIE, Screen.SCHERM)
    messages.success(request, "Er komt niemand in jouw plaats. Kom je toch zelf? Laat het hier weten.")
    return redirect("sessions:excuse", session.pk)
