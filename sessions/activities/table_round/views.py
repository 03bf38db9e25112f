from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Request, Seat, Staff, door
from sessions.access import activity_for, place_and_activity
from sessions.activities.back import back_to
from sessions.activities.form_page import form_page
from sessions.activities.table_round.forms import AdoptForm, AnswerForm, TypeForm
from sessions.activities.table_round.models import RoundAnswer, RoundQuestion, TableRound
from sessions.models import Activity, Place

SLUG = "tafelronde"


def _question(activity: Activity, question_id: int) -> RoundQuestion:
    question = get_object_or_404(RoundQuestion, pk=question_id, activity=activity)
    question.activity = activity
    return question


@door(Staff)
@require_POST
def ask(request: Request, session_id: int, activity_id: int, question_id: int) -> HttpResponse:
    """This question on all screens."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    round_ = TableRound.objects.select_related("activity").get(activity=activity)
    if not round_.ask(question_id):
        messages.info(request, "De tafelronde is al afgerond.")
    return redirect(back_to(activity))


@door(Staff)
@require_http_methods(["GET", "POST"])
def type_in(request: Request, session_id: int, activity_id: int, question_id: int) -> HttpResponse:
    """What people said, with names one field each; also after closing."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    question = _question(activity, question_id)
    round_ = TableRound.objects.get(activity=activity)
    places = list(Place.objects.in_room(activity.session_id)) if round_.names_shown else []
    form = TypeForm(request.POST if request.method == "POST" else None, places=places)
    if form.is_valid():
        RoundAnswer.objects.type_in(question, form.cleaned_data["key"], form.answers)
        return redirect(back_to(activity))
    return form_page(request, activity, "table_round/type", form, question=question, table=round_)


@door(Staff)
@require_POST
def adopt(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    """One answer, or all that are named, become expectations of the network."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    form = AdoptForm(request.POST)
    if form.is_valid():
        count = RoundAnswer.objects.adopt(activity, activity.session, form.cleaned_data["answers"])
        if count:
            several = "Eén antwoord staat" if count == 1 else f"{count} antwoorden staan"
            messages.success(request, f"{several} nu bij de verwachtingen.")
    return redirect(back_to(activity))


@door(Staff)
@require_POST
def remove(request: Request, session_id: int, activity_id: int, answer_id: int) -> HttpResponse:
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    RoundAnswer.objects.take_away(activity, answer_id)
    return redirect(back_to(activity))


@door(Seat)
@require_POST
def say(request: Request, activity_id: int, question_id: int) -> HttpResponse:
    """The answer belongs to the question that stood on the phone, also when the room went on meanwhile."""
    place, activity = place_and_activity(request.actor, activity_id, SLUG)
    question = _question(activity, question_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        if RoundAnswer.objects.say(question, place, form.cleaned_data["text"], key=form.cleaned_data["key"]):
            return redirect("sessions:phone")
        form.add_error(None, "De tafelronde is al afgerond. Zeg het gerust nog hardop.")
    round_ = TableRound.objects.get(activity=activity)
    context = {"activity": activity, "question": question, "table": round_, "form": form}
    return render(request, "sessions/activities/table_round/say.html", context, status=422)
