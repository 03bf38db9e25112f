"""What suits somebody: said by herself behind the link of a mail, or filled in by who facilitates after a call."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lerendnetwerk.audit.record import record
from lerendnetwerk.doors import Request, Staff, Visitor, door, user_of
from lerendnetwerk.templatetags.look import moment
from networks.models import Participation
from sessions.calendar.polling import name_of, voter_of
from sessions.models import DatePoll, PollSlot, SlotChoice, Voter
from sessions.views.calendar import WRONG_LINKS
from sessions.views.polls import is_over, poll_for


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
        return is_over(request, found)
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


def vote_form(poll: DatePoll, voter: Voter, request: Request) -> tuple[list[PollSlot], forms.Form, set[int]]:
    """The slots, a form with a choice for each, and for which this voter answered before. Two queries."""
    slots = list(poll.slots.all())
    said = {choice.slot_id: choice.choice for choice in voter.slot_choices.filter(slot__poll=poll)}
    fields: dict[str, forms.Field] = {
        f"slot_{slot.pk}": forms.ChoiceField(
            label=moment(slot.starts_at),
            choices=SlotChoice.Choice.choices,
            widget=forms.RadioSelect,
            initial=said.get(slot.pk),
            error_messages={"required": "Kies iets voor deze dag."},
        )
        for slot in slots
    }
    form = type("VoteForm", (forms.Form,), fields)(request.POST if request.method == "POST" else None)
    return slots, form, set(said)


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
        # A day that was added since stands first, apart from what was answered.
        "rows": [(slot, form[f"slot_{slot.pk}"]) for slot in slots if not answered or slot.pk not in answered],
        "answered_rows": [(slot, form[f"slot_{slot.pk}"]) for slot in slots if slot.pk in answered],
        "choices": SlotChoice.Choice.choices,
    }
    return render(request, "sessions/calendar/vote.html", context, status=422 if form.errors else 200)
