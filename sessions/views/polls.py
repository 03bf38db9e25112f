"""A date poll: ask participants and hosts, look who can, choose, and the session is planned."""

import secrets
from datetime import date, datetime, time
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

from lerendnetwerk.doors import Actor, Request, Staff, door, user_of
from lerendnetwerk.forms import ClockInput, DayInput
from networks.access import network_for, role_columns
from networks.models import Organisation, Participation
from sessions.calendar.inviting import send_invitations
from sessions.calendar.polling import (
    ask,
    ask_for_new_day,
    name_of,
    standing,
    tell_chosen,
    to_ask_for_new_day,
    voters_of,
)
from sessions.models import DatePoll, Host, PollSlot, Session, Voter
from sessions.planning_forms import USUAL_END, USUAL_START

MOST_SLOTS = 6
# With the days that come later.
MOST_IN_ALL = 10
NOBODY_TO_MAIL = "Er vertrekt geen mail: niemand heeft een adres. Vraag het zelf, en vul hier in wat past."


def check_day(form: forms.Form, name: str) -> None:
    day = form.cleaned_data.get(name)
    if day and day.year > 2100:
        form.add_error(name, "Kijk het jaar na.")
    elif day and day < timezone.localdate():
        form.add_error(name, "Deze dag is voorbij. Kies een dag die nog komt.")


def check_hours(form: forms.Form) -> None:
    start, end = form.cleaned_data.get("start"), form.cleaned_data.get("end")
    if start and end and end <= start:
        form.add_error("end", "Het einde moet na het begin komen.")


def moment_of(day: date, start: time, end: time) -> tuple[datetime, datetime]:
    return timezone.make_aware(datetime.combine(day, start)), timezone.make_aware(datetime.combine(day, end))


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
        check_hours(self)
        for number in range(1, MOST_SLOTS + 1):
            check_day(self, f"day_{number}")
        return data

    @property
    def moments(self) -> set[tuple[datetime, datetime]]:
        data = self.cleaned_data
        days = {data[f"day_{number}"] for number in range(1, MOST_SLOTS + 1) if data.get(f"day_{number}")}
        return {moment_of(day, data["start"], data["end"]) for day in days}


class NewDayForm(forms.Form):
    """One more day in a poll that runs."""

    day = forms.DateField(label="Welke dag?", widget=DayInput)
    start = forms.TimeField(label="Begint om", widget=ClockInput)
    end = forms.TimeField(label="Eindigt om", widget=ClockInput)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        check_hours(self)
        check_day(self, "day")
        return data


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
                to = f"De vraag vertrekt naar {asked} {'persoon' if asked == 1 else 'mensen'}."
                messages.success(request, to if asked else NOBODY_TO_MAIL)
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
    # Who answered before the last day was added.
    partly = {one.recipient: one for tally in tallies for one in tally.silent}.values()
    context = {
        "poll": found,
        "network": found.network,
        "tallies": tallies,
        # The number of the participation for whom the facilitator can fill it in; a host answers by mail.
        "missing": [name_and_number(one) for one in missing],
        "partly": [name_and_number(one) for one in partly],
        "may_add": len(tallies) < MOST_IN_ALL,
        "without_address": [
            (one.name, one.pk)
            for one in voters
            if isinstance(one, Participation) and not one.person.email and one not in missing
        ],
    }
    return render(request, "sessions/calendar/poll.html", context)


def name_and_number(voter: Voter) -> tuple[str, int]:
    return name_of(voter), voter.pk if isinstance(voter, Participation) else 0


@door(Staff)
@require_http_methods(["GET", "POST"])
def add_day(request: Request, poll_id: int) -> HttpResponse:
    """One more day: who answered already keeps that, and is asked for this day alone."""
    found = poll_for(request.actor, poll_id)
    if not found.is_open:
        return is_over(request, found)
    slots = list(found.slots.all())
    first = slots[0]
    usual = {"start": timezone.localtime(first.starts_at).time(), "end": timezone.localtime(first.ends_at).time()}
    form = NewDayForm(request.POST if request.method == "POST" else None, initial=usual)
    if form.is_valid():
        data, now = form.cleaned_data, timezone.now()
        moments = moment_of(data["day"], data["start"], data["end"])
        if len(slots) < MOST_IN_ALL or moments in {(slot.starts_at, slot.ends_at) for slot in slots}:
            return day_added(request, found, *moments, now=now)
        form.add_error("day", f"Meer dan {MOST_IN_ALL} dagen kiezen is te veel. Stop deze vraag en begin opnieuw.")
    context = {
        "poll": found,
        "network": found.network,
        "form": form,
        "slots": slots,
        "asked": [name_of(voter) for voter in to_ask_for_new_day(found)],
    }
    return render(request, "sessions/calendar/add_day.html", context, status=422 if form.errors else 200)


def day_added(
    request: Request, poll: DatePoll, starts_at: datetime, ends_at: datetime, *, now: datetime
) -> HttpResponse:
    with transaction.atomic():
        slot, is_new = poll.add_slot(starts_at, ends_at)
        if slot is None:
            return is_over(request, poll)
        asked = ask_for_new_day(poll, slot, now=now) if is_new else 0
    if not is_new:
        messages.info(request, "Die dag stond er al.")
    elif asked:
        messages.success(
            request, f"De dag staat erbij. {asked} {'mensen krijgen' if asked > 1 else 'persoon krijgt'} een mail."
        )
    else:
        messages.success(request, "De dag staat erbij.")
    return redirect("sessions:poll", poll.pk)


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
    tallies, missing = standing(found, voters)
    tally = next((one for one in tallies if one.slot.pk == slot_id), None)
    if tally is None:
        raise Http404
    answered = {voter.recipient for voter in voters} - {voter.recipient for voter in missing}
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
        session, invited, told = plan_from(found, slot, form.cleaned_data, timezone.now())
        if session is None:
            return stopped(request, found)
        others = f" {told} {'ander hoort' if told == 1 else 'anderen horen'} welke dag het wordt." if told else ""
        # None leaves when nobody has an address, or everybody a calendar that follows by itself.
        leaving = " Eén uitnodiging vertrekt nu." if invited == 1 else f" {invited} uitnodigingen vertrekken nu."
        messages.success(request, f"Sessie {session.number} staat gepland.{leaving if invited else ''}{others}")
        return redirect("sessions:invitations", session.pk)
    context = {
        "poll": found,
        "network": found.network,
        "slot": slot,
        "form": form,
        "tally": tally,
        "invited": [name_of(voter) for voter in voters if gets_invitation(voter)],
        "told": [name_of(voter) for voter in voters if voter.recipient in answered and hears_by_mail(voter)],
    }
    return render(request, "sessions/calendar/choose_slot.html", context, status=422 if form.errors else 200)


def gets_invitation(voter: Voter) -> bool:
    return isinstance(voter, Participation) and bool(voter.person.email) and not hasattr(voter, "calendar_feed")


def hears_by_mail(voter: Voter) -> bool:
    """Of those who voted: who gets no invitation, but has an address."""
    return isinstance(voter, Host) or (bool(voter.person.email) and hasattr(voter, "calendar_feed"))


def stopped(request: Request, poll: DatePoll) -> HttpResponse:
    messages.warning(request, "Deze datumprikker is gestopt. Er is niets gepland.")
    return redirect("sessions:poll", poll.pk)


def is_over(request: Request, poll: DatePoll) -> HttpResponse:
    messages.warning(request, "Deze datumprikker is voorbij. Er is niets gewijzigd.")
    return redirect("sessions:poll", poll.pk)


def plan_from(poll: DatePoll, slot: PollSlot, chosen: dict[str, Any], now: datetime) -> tuple[Session | None, int, int]:
    """Close the poll with this slot: how many are invited, and how many others are told. Pressing twice plans one session;
    none when the poll was stopped."""
    with transaction.atomic():
        locked = DatePoll.objects.select_for_update().get(pk=poll.pk)
        if locked.session_id:
            return Session.objects.get(pk=locked.session_id), 0, 0
        if locked.closed_at:
            return None, 0, 0
        session = Session.objects.create(
            network=poll.network,
            number=chosen["number"],
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            place=chosen["place"],
            host=chosen["host"],
        )
        DatePoll.objects.filter(pk=poll.pk).update(session=session, closed_at=now)
        invited = send_invitations(session, seen=None, now=now) or 0
        return session, invited, tell_chosen(poll, session, now=now)


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
