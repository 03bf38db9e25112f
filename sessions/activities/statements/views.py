from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Request, Seat, Staff, door
from sessions.access import activity_for, place_and_activity
from sessions.activities.back import back_to
from sessions.activities.form_page import form_page
from sessions.activities.statements.forms import ChooseForm, CountForm, MoreStatementsForm, TurnForm
from sessions.activities.statements.models import Statement, StatementVote
from sessions.activities.statements.rules import Camp, Moment, is_a_crowd
from sessions.live.room_now import counts_for_scherm, in_the_room
from sessions.models import Activity, Session

SLUG = "stellingen"


def statement_of(activity: Activity, statement_id: int) -> Statement:
    statement = get_object_or_404(Statement.objects.with_spreads(), pk=statement_id, activity=activity)
    statement.activity = activity
    return statement


def moment_named(moment: str) -> Moment:
    if moment not in Moment.values:
        raise Http404
    return Moment(moment)


@door(Staff)
@require_POST
def ask(request: Request, session_id: int, activity_id: int, statement_id: int) -> HttpResponse:
    """This statement on all screens."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    if not statement_of(activity, statement_id).ask():
        messages.info(request, "De stellingen zijn al afgerond.")
    return redirect(back_to(activity))


@door(Staff)
@require_POST
def turn(request: Request, session_id: int, activity_id: int, statement_id: int) -> HttpResponse:
    """From choosing to talking, to choosing again."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    form = TurnForm(request.POST)
    if not form.is_valid() or not statement_of(activity, statement_id).turn_to(
        form.cleaned_data["to"], seen=form.cleaned_data["seen"]
    ):
        messages.info(request, "Deze stelling stond intussen al verder. Kijk waar ze staat.")
    return redirect(back_to(activity))


@door(Staff)
@require_http_methods(["GET", "POST"])
def count(request: Request, session_id: int, activity_id: int, statement_id: int, moment: str) -> HttpResponse:
    """Three numbers, counted in the room; also after closing. From the regie `seen` comes along: then the room goes on."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    statement = statement_of(activity, statement_id)
    tally = statement.tally(moment_named(moment))
    form = CountForm(request.POST if request.method == "POST" else None, initial=tally.room._asdict())
    if form.is_valid():
        statement.count_in_room(moment, form.spread)
        _, expected = in_the_room(Session.objects.annotate(**counts_for_scherm()).get(pk=session_id))
        if is_a_crowd(form.spread.total, of=expected):
            messages.warning(
                request,
                f"Je typte samen {form.spread.total} mensen, en we verwachten er {expected}. "
                "Een tikfout? Dan verbeter je de aantallen.",
            )
        going = TurnForm(request.POST)
        if going.is_valid():
            statement.turn_to(going.cleaned_data["to"], seen=going.cleaned_data["seen"])
        return redirect(back_to(activity))
    return form_page(request, activity, "statements/count", form, statement=statement, tally=tally)


@door(Staff)
@require_http_methods(["GET", "POST"])
def add(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    """Own statements that came up while the group talked."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    form = MoreStatementsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            Statement.objects.write(activity, form.cleaned_data["statements"], key=form.cleaned_data["key"])
        except ValidationError as too_many:
            form.add_error("statements", too_many)
        else:
            return redirect(back_to(activity))
    return form_page(request, activity, "statements/add", form)


@door(Seat)
@require_POST
def choose(request: Request, activity_id: int, statement_id: int, moment: str) -> HttpResponse:
    """The choice belongs to the vote that stood on the phone: when that is closed, it comes too late."""
    place, activity = place_and_activity(request.actor, activity_id, SLUG)
    statement = statement_of(activity, statement_id)
    tally = statement.tally(moment_named(moment))
    tally.statement = statement
    form = ChooseForm(request.POST)
    if form.is_valid():
        camp, at, key = (form.cleaned_data[name] for name in ("camp", "held", "key"))
        if StatementVote.objects.choose(tally, place, camp, turn=at, key=key):
            return redirect("sessions:phone")
        form.add_error(None, "Deze stemming is gesloten. Wat voordien aankwam, is geteld.")
    context = {"activity": activity, "statement": statement, "tally": tally, "form": form, "camps": Camp.choices}
    return render(request, "sessions/activities/statements/choose.html", context, status=422)
