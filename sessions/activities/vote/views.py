from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Request, Seat, Staff, door
from lerendnetwerk.together import read_together
from sessions.access import activity_for, place_and_activity
from sessions.activities.back import back_to
from sessions.activities.form_page import form_page
from sessions.activities.vote.forms import BallotForm, DecisionForm, PaperVotesForm, ThemeForm
from sessions.activities.vote.models import RESULT, Objection, Vote, VoteOption
from sessions.activities.vote.result import Result, result_of
from sessions.models import Activity
from sessions.models.notes import SavedElsewhere

SLUG = "stemmen"
TOO_LATE = "De stemming is gesloten, dus deze stem telt niet meer mee. Zeg het gerust nog hardop."
TYPED_ELSEWHERE = "Iemand anders typte intussen ook. Wat jij typte, staat hier nog: kijk na en bewaar opnieuw."
NOT_YET = "De stemming loopt nog. Sluit ze eerst."


def _vote(activity: Activity) -> tuple[Vote, list[VoteOption]]:
    vote = Vote.objects.select_related("decision", "theme_of").get(activity=activity)
    vote.activity = activity
    return vote, list(vote.options.all())


@door(Seat)
@require_POST
def cast(request: Request, activity_id: int) -> HttpResponse:
    """A whole vote, in place of an earlier one of the same person."""
    place, activity = place_and_activity(request.actor, activity_id, SLUG)
    vote, options = _vote(activity)
    form = BallotForm(request.POST, vote=vote, options=options, now=timezone.now())
    if form.is_valid():
        values = form.cleaned_data
        agrees = values["agrees"] == "ja" if vote.is_by_consent else None
        if vote.cast(
            place,
            key=values["key"],
            turn=values["turn"],
            marks={} if vote.is_by_consent else form.marks,
            agrees=agrees,
            reason=values.get("reason", ""),
        ):
            return redirect("sessions:phone")
        form.add_error(None, TOO_LATE)
    chosen = {option.pk: str(form.data.get(f"option-{option.pk}", "")) for option in options}
    context = {
        "activity": activity,
        "vote": vote,
        "form": form,
        "is_over": activity.step == RESULT or not activity.is_open,
        "rows": [
            (option, int(number) if (number := chosen[option.pk]).isdecimal() and len(number) < 4 else 0)
            for option in options
        ],
        "agrees": form.data.get("agrees", ""),
        "reason": form.data.get("reason", ""),
    }
    return render(request, "sessions/activities/vote/cast.html", context, status=422)


@door(Staff)
@require_http_methods(["GET", "POST"])
def type_in(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    """What was voted on paper; also after closing."""
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    vote, options = _vote(activity)
    initial = {"version": vote.paper_version, "count": vote.paper_count, "lines": vote.paper_lines}
    initial |= {f"option-{option.pk}": option.paper_points for option in options}
    form = PaperVotesForm(
        request.POST if request.method == "POST" else None, vote=vote, options=options, initial=initial
    )
    if form.is_valid():
        try:
            vote.type_in(
                version=form.cleaned_data["version"],
                count=form.cleaned_data.get("count", 0),
                lines=form.typed,
                dots=form.dots,
            )
        except SavedElsewhere as other:
            data = {**request.POST.dict(), "version": other.version}
            again = PaperVotesForm(data, vote=vote, options=options)
            again.add_error(None, TYPED_ELSEWHERE)
            return form_page(request, activity, "vote/paper", again, status=409, vote=vote, options=options)
        return redirect(back_to(activity))
    return form_page(request, activity, "vote/paper", form, vote=vote, options=options)


def _outcome(request: Request, session_id: int, activity_id: int) -> tuple[Activity, Vote, Result | None]:
    activity = activity_for(request.actor, session_id, activity_id, SLUG)
    found = read_together(
        votes=Vote.objects.filter(activity=activity),
        options=VoteOption.objects.filter(vote__activity=activity),
        objections=Objection.objects.filter(vote__activity=activity).with_names(),
    )
    [vote] = found["votes"]
    vote.activity = activity
    return activity, vote, result_of(activity, vote, found["options"], found["objections"])


@door(Staff)
@require_http_methods(["GET", "POST"])
def decide(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    """The outcome as a decision of this session."""
    activity, vote, result = _outcome(request, session_id, activity_id)
    if result is None:
        messages.error(request, NOT_YET)
        return redirect(back_to(activity))
    form = DecisionForm(
        request.POST if request.method == "POST" else None, initial={"text": _sentence(activity, result)}
    )
    if form.is_valid():
        vote.decide(activity.session, form.cleaned_data["text"])
        messages.success(request, "Het staat bij de besluiten van deze sessie.")
        return redirect(back_to(activity))
    return form_page(request, activity, "vote/decide", form, vote=vote, result=result)


def _sentence(activity: Activity, result: Result) -> str:
    """A beginning; empty when the group still has to choose."""
    if result.vote.is_by_consent:
        return activity.question
    if len(result.leaders) != 1:
        return ""
    begins = {
        Vote.About.THEME: "We werken aan",
        Vote.About.DATE: "We komen samen op",
        Vote.About.PROPOSAL: "We kiezen voor",
    }
    return f"{begins[Vote.About(result.vote.about)]} {result.leaders[0]}."


@door(Staff)
@require_http_methods(["GET", "POST"])
def become_theme(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    """What was chosen as the theme of this or a later session."""
    activity, vote, result = _outcome(request, session_id, activity_id)
    if result is None or not result.standings:
        messages.error(request, NOT_YET if result is None else "Uit deze stemming kwam geen keuze voor een thema.")
        return redirect(back_to(activity))
    options = [one.option for one in result.standings]
    leader = result.leaders[0] if len(result.leaders) == 1 else None
    data = request.POST if request.method == "POST" else None
    form = ThemeForm(data, options=options, session=activity.session, leader=leader)
    if form.is_valid():
        session = form.cleaned_data["session"]
        vote.become_theme(form.chosen, session)
        messages.success(request, f"‘{form.chosen}’ is het thema van sessie {session.number}.")
        return redirect(back_to(activity))
    return form_page(request, activity, "vote/theme", form, vote=vote, result=result)
