"""Who brings a case and what is asked, by the facilitator; the cards, by phones. No view here shows what a card says."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from lerendnetwerk.doors import Request, Seat, Staff, door
from sessions.access import activity_for, place_and_activity
from sessions.activities.back import back_to
from sessions.activities.case_talk.forms import CardForm, ChangeCardForm, ChooseForm, QuestionForm
from sessions.activities.case_talk.models import AdviceCard, CaseTalk
from sessions.activities.own_keys import forget, own_keys, remember

SLUG = "praktijkcase"


@door(Staff)
@require_POST
def choose(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    """Who brings a case."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    form = ChooseForm(request.POST)
    talk = CaseTalk.objects.of(activity)
    if not form.is_valid() or not talk.choose(form.cleaned_data["participation"], form.cleaned_data["case"]):
        messages.info(request, "Dat kan nu niet: kies iemand die er is. Liggen er al kaarten, dan blijft het zo.")
    return redirect(back_to(activity))


@door(Staff)
@require_POST
def ask(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    """The question as it is now, on the screen."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    form = QuestionForm(request.POST)
    if form.is_valid():
        # Empty: as it was prepared.
        activity.ask(form.cleaned_data["question"])
    else:
        messages.error(request, "De vraag is te lang: hoogstens 500 tekens. Er is niets gewijzigd.")
    return redirect(back_to(activity))


@door(Seat)
@require_POST
def write_card(request: Request, activity_id: int) -> HttpResponse:
    """Also after closing: a phone that was out of reach may still bring its card."""
    place, activity = place_and_activity(request.actor, activity_id, SLUG)
    talk = CaseTalk.objects.of(activity)
    form = CardForm(request.POST)
    status = 422
    if form.is_valid():
        key = form.cleaned_data["key"]
        signed_by = place if form.is_signed else None
        to, text = form.cleaned_data["to"], form.cleaned_data["text"]
        if AdviceCard.objects.write(talk, to, text, key=key, signed_by=signed_by, now=timezone.now()):
            response = redirect("sessions:phone")
            remember(response, request, activity, place, key)
            return response
        form.add_error(
            None, "Intussen brengt iemand anders een case in. Je kaart is niet bezorgd; je tekst staat hier nog."
        )
        status = 409
    context = {"activity": activity, "talk": talk, "step": talk.step or talk.how.card_step, "form": form}
    return render(request, "sessions/activities/case_talk/card.html", context, status=status)


@door(Seat)
@require_POST
def change_card(request: Request, activity_id: int) -> HttpResponse:
    """The last card of this phone in other words, as long as nobody can have read it."""
    place, activity = place_and_activity(request.actor, activity_id, SLUG)
    form = ChangeCardForm(request.POST)
    if form.is_valid():
        card, text = form.cleaned_data["card"], form.cleaned_data["text"]
        is_own = card in own_keys(request.COOKIES, activity, place)
        signed_by = place if form.is_signed else None
        if is_own and AdviceCard.objects.rewrite(activity, card, text, signed_by=signed_by):
            return redirect("sessions:phone")
        form.add_error(None, "Deze kaart kan niet meer wijzigen: ze is bezorgd of weggehaald. Je tekst staat hier nog.")
    context = {"talk": CaseTalk.objects.of(activity), "form": form}
    return render(request, "sessions/activities/case_talk/change_card.html", context, status=422)


@door(Seat)
@require_POST
def take_back_card(request: Request, activity_id: int) -> HttpResponse:
    """The last card of this phone, while the bringer has not read any: until the activity closes."""
    place, activity = place_and_activity(request.actor, activity_id, SLUG)
    response = redirect("sessions:phone")
    keys = own_keys(request.COOKIES, activity, place)
    if keys and activity.is_open:
        AdviceCard.objects.take_back(activity, keys[-1])
        forget(response, request, activity, place, keys[-1])
    return response
