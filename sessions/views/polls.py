"""A date poll: ask participants and hosts, look who can, choose, and the session is planned."""

import secrets
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.audit.record import record
from lerendnetwerk.doors import Actor, Request, Staff, Visitor, door, user_of
from lerendnetwerk.forms import ClockInput, DayInput
from networks.access import network_for, role_columns
from networks.models import Organisation, Participation
from sessions.calendar.inviting import send_invitations
from sessions.calendar.polling import ask, name_of, standing, voter_of, voters_of
from sessions.models import DatePoll, PollSlot, Session, SlotChoice, Voter
from sessions.planning_forms import USUAL_END, USUAL_START
from sessions.views.calendar import WRONG_LINKS

MOST_SLOTS = 6


class NewPollForm(forms.Form):
    title = forms.CharField(label="Waarvoor zoek je een dag?", max_length=120, help_text="Bijvoorbeeld: sessie 3.")
    start = forms.TimeField(label="Begint om", widget=ClockInput, initial=USUAL_START)
    end = forms.TimeField(label="Eindigt om", widget=ClockInput, initial=USUAL_END)
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_SLOTS + 1):
            self.fields[f"day_{number}"] = forms.DateField(label=f"Dag {number}", widget=DayInput, required=number <= 2)

    @property
    def days(self) -> list[forms.BoundField]:
        return [self[f"day_{number}"] for number in range(1, MOST_SLOTS + 1)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = data.get("start"), data.get("end")
        if start and end and end <= start:
            self.add_error("end", "Het einde moet na het begin komen.")
        for number in range(1, MOST_SLOTS + 1):
            day = data.get(f"day_{number}")
            if day and day.year > 2100:
                self.add_error(f"day_{number}", "Kijk het jaar na.")
            elif day and day < timezone.localdate():
                self.add_error(f"day_{number}", "Deze dag is voorbij. Kies een dag die nog komt.")
        return data

    @property
    def moments(self) -> set[tuple[datetime, datetime]]:
        data = self.cleaned_data
        days = {data[f"day_{number}"] for number in range(1, MOST_SLOTS + 1) if data.get(f"day_{number}")}
        return {
            (
                timezone.make_aware(datetime.combine(day, data["start"])),
                timezone.make_aware(datetime.combine(day, data["end"])),
            )
            for day in days
        }


@door(Staff)
@require_http_methods(["GET", "POST"])
def polls(request: Request, network_id: int) -> HttpResponse:
    """The polls of a network, and a new one."""
    network = network_for(request.actor, network_id)
    form = NewPollForm(request.POST if request.method == "POST" else None, initial={"key": secrets.token_hex(8)})
    if request.method == "POST" and form.is_valid():
        now, data = timezone.now(), form.cleaned_data
        key = f"{network.pk}:{data['key']}"[:40]
        with transaction.atomic():
            poll, is_new = DatePoll.start(network, data["title"], form.moments, key=key, now=now)
            if is_new:
                asked = ask(poll, voters_of(poll), reminder=False, now=now)
                messages.success(request, f"De vraag vertrekt naar {asked} {'mensen' if asked != 1 else 'persoon'}.")
        return redirect("sessions:poll", poll.pk)
    found = DatePoll(network=network)
    context = {
        "network": network,
        "form": form,
        "polls": list(network.date_polls.select_related("session")),
        "voters": [name_of(voter) for voter in voters_of(found)],
    }
    return render(request, "sessions/calendar/polls.html", context, status=422 if form.errors else 200)


@door(Staff)
@require_GET
def poll(request: Request, poll_id: int) -> HttpResponse:
    """The slots, best on top, each with who cannot; and who is still missing."""
    found = poll_for(request.actor, poll_id)
    voters = voters_of(found)
    tallies, missing = standing(found, voters)
    context = {
        "poll": found,
        "network": found.network,
        "tallies": tallies,
        # The number of the participation for whom the facilitator can fill it in; a host answers by mail.
        "missing": [(name_of(one), one.pk if isinstance(one, Participation) else 0) for one in missing],
        "without_address": [
            (one.name, one.pk)
            for one in voters
            if isinstance(one, Participation) and not one.person.email and one not in missing
        ],
    }
    return render(request, "sessions/calendar/poll.html", context)


class ChooseForm(forms.Form):
    number = forms.IntegerField(label="Sessie nummer", min_value=1, max_value=99)
    place = forms.CharField(label="Plaats", max_length=300, required=False)
    host = forms.ModelChoiceField(
        label="Wie is gastheer?", queryset=Organisation.objects.none(), required=False, empty_label="Nog niet bekend"
    )

    def __init__(self, *args: Any, poll: DatePoll, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.poll = poll
        self.fields["host"].queryset = Organisation.objects.filter(programme=poll.network.programme_id)  # type: ignore[attr-defined]

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if self.poll.network.sessions.filter(number=number).exists():
            raise ValidationError(f"Er is al een sessie {number} in dit netwerk. Kies een ander nummer.")
        return number


@door(Staff)
@require_http_methods(["GET", "POST"])
def choose_slot(request: Request, poll_id: int, slot_id: int) -> HttpResponse:
    """First who will get what; then the session is planned and the invitations leave."""
    found = poll_for(request.actor, poll_id)
    voters = voters_of(found)
    tally = next((one for one in standing(found, voters)[0] if one.slot.pk == slot_id), None)
    if tally is None:
        raise Http404
    slot = tally.slot
    if found.session_id:
        return redirect("sessions:invitations", found.session_id)
    if not found.is_open:
        return stopped(request, found)
    form = ChooseForm(
        request.POST if request.method == "POST" else None,
        poll=found,
        initial={"number": vars(found)["last_number"] + 1},
    )
    if request.method == "POST" and form.is_valid():
        session, sent = plan_from(found, slot, form.cleaned_data, timezone.now())
        if session is None:
            return stopped(request, found)
        messages.success(request, f"Sessie {session.number} staat gepland. {sent} uitnodigingen vertrekken nu.")
        return redirect("sessions:invitations", session.pk)
    context = {
        "poll": found,
        "network": found.network,
        "slot": slot,
        "form": form,
        "tally": tally,
        "invited": [voter.name for voter in voters if isinstance(voter, Participation) and voter.person.email],
    }
    return render(request, "sessions/calendar/choose_slot.html", context, status=422 if form.errors else 200)


def stopped(request: Request, poll: DatePoll) -> HttpResponse:
    messages.warning(request, "Deze datumprikker is gestopt. Er is niets gepland.")
    return redirect("sessions:poll", poll.pk)


def plan_from(poll: DatePoll, slot: PollSlot, chosen: dict[str, Any], now: datetime) -> tuple[Session | None, int]:
    """Close the poll with this slot. Pressing twice plans one session; none when the poll was stopped."""
    with transaction.atomic():
        locked = DatePoll.objects.select_for_update().get(pk=poll.pk)
        if locked.session_id:
            return Session.objects.get(pk=locked.session_id), 0
        if locked.closed_at:
            return None, 0
        session = Session.objects.create(
            network=poll.network,
            number=chosen["number"],
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            place=chosen["place"],
            host=chosen["host"],
        )
        DatePoll.objects.filter(pk=poll.pk).update(session=session, closed_at=now)
        return session, send_invitations(session, seen=None, now=now) or 0


@door(Staff)
@require_http_methods(["GET", "POST"])
def stop_poll(request: Request, poll_id: int) -> HttpResponse:
    """Without a day: what was asked is not needed any more."""
    found = poll_for(request.actor, poll_id)
    if request.method == "POST":
        if found.stop(by=user_of(request), now=timezone.now()):
            messages.success(request, "Gestopt. Er vertrekt geen herinnering meer.")
        return redirect("sessions:poll", found.pk)
    context = {
        "network": found.network,
        "current": "sessies",
        "title": f"De vraag naar een dag voor {found.title} stoppen?",
        "text": "Er wordt geen dag gekozen en er vertrekt geen herinnering meer. Wie de link nog opent, leest dat de "
        "vraag gestopt is. Wat mensen antwoordden, blijft staan, en je kan de vraag later weer openen.",
        "action": reverse("sessions:stop_poll", args=[found.pk]),
        "button": "Stop de vraag",
        "back": reverse("sessions:poll", args=[found.pk]),
    }
    return render(request, "networks/confirm.html", context)


@door(Staff)
@require_POST
def reopen_poll(request: Request, poll_id: int) -> HttpResponse:
    """Stopped too soon, or by mistake; pressed twice it is open once."""
    found = poll_for(request.actor, poll_id)
    if found.reopen(by=user_of(request), now=timezone.now()):
        messages.success(request, "De vraag staat weer open. De links in de mails werken opnieuw.")
    return redirect("sessions:poll", found.pk)


@door(Staff)
@require_http_methods(["GET", "POST"])
def answer_for(request: Request, poll_id: int, participation_id: int) -> HttpResponse:
    """Somebody without e-mail said it on the phone: the facilitator fills it in, and can mend it."""
    found = poll_for(request.actor, poll_id)
    participation = (
        Participation.objects.taking_part().filter(network=found.network_id, pk=participation_id).with_people().first()
    )
    if participation is None:
        raise Http404
    if not found.is_open:
        messages.warning(request, "Deze datumprikker is voorbij. Er is niets gewijzigd.")
        return redirect("sessions:poll", found.pk)
    slots, form, _ = vote_form(found, participation, request)
    if form.is_valid():
        found.vote(participation, answers_in(form, slots))
        record("answered for", participation, now=timezone.now(), user=user_of(request), network_id=found.network_id)
        messages.success(request, f"Het antwoord van {participation.name} staat erbij.")
        return redirect("sessions:poll", found.pk)
    context = {
        "poll": found,
        "network": found.network,
        "name": participation.name,
        "form": form,
        "rows": [(slot, form[f"slot_{slot.pk}"]) for slot in slots],
        "choices": SlotChoice.Choice.choices,
    }
    return render(request, "sessions/calendar/answer_for.html", context, status=422 if form.errors else 200)


def vote_form(poll: DatePoll, voter: Voter, request: Request) -> tuple[list[PollSlot], forms.Form, bool]:
    """The slots, a form with a choice for each, and whether this voter answered before. Two queries."""
    slots = list(poll.slots.all())
    said = {choice.slot_id: choice.choice for choice in voter.slot_choices.filter(slot__poll=poll)}
    fields: dict[str, forms.Field] = {
        f"slot_{slot.pk}": forms.ChoiceField(
            label=str(number),
            choices=SlotChoice.Choice.choices,
            widget=forms.RadioSelect,
            initial=said.get(slot.pk),
            error_messages={"required": "Kies iets voor deze dag."},
        )
        for number, slot in enumerate(slots, 1)
    }
    form = type("VoteForm", (forms.Form,), fields)(request.POST if request.method == "POST" else None)
    return slots, form, bool(said)


def answers_in(form: forms.Form, slots: list[PollSlot]) -> dict[PollSlot, str]:
    return {slot: form.cleaned_data[f"slot_{slot.pk}"] for slot in slots}


@door(Visitor)
@require_http_methods(["GET", "POST"])
def vote(request: Request, public_id: str, poll_id: int, digest: str) -> HttpResponse:
    """What suits one participant or host. GET has no effect: mail scanners open links."""
    now = timezone.now()
    voter = voter_of(public_id, digest, poll_id)
    found = DatePoll.objects.select_related("network", "session").filter(pk=poll_id).first()
    if voter is None or found is None or voter.network_id != found.network_id:
        if WRONG_LINKS.is_reached(now):
            return render(request, "networks/too_many_guesses.html", status=429)
        WRONG_LINKS.failed(now)
        return render(request, "errors/no_link.html", status=404)
    slots, form, answered = vote_form(found, voter, request)
    if request.method == "POST" and found.is_open and form.is_valid():
        found.vote(voter, answers_in(form, slots))
        return redirect("sessions:vote", public_id, poll_id, digest)
    context = {
        "poll": found,
        "network": found.network,
        "voter": name_of(voter),
        "form": form,
        "rows": [(slot, form[f"slot_{slot.pk}"]) for slot in slots],
        "answered": answered,
        "choices": SlotChoice.Choice.choices,
    }
    return render(request, "sessions/calendar/vote.html", context, status=422 if form.errors else 200)


def poll_for(actor: Actor, poll_id: int) -> DatePoll:
    """The poll with its network, for who facilitates it. One query."""
    if not isinstance(actor, Staff):
        raise Http404
    found: Any = (
        DatePoll.objects.select_related("network__programme")
        .annotate(
            **role_columns(actor.user, "network", "network__programme"),
            last_number=Coalesce(Max("network__sessions__number"), 0),
        )
        .filter(pk=poll_id, network__is_rehearsal=False)
        .first()
    )
    if found is None or not (found.is_facilitator or found.is_coordinator):
        raise Http404
    if not found.is_facilitator:
        raise PermissionDenied
    poll: DatePoll = found
    return poll
