import secrets

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lerendnetwerk.doors import Request, Staff, door
from networks.models import Expectation
from sessions.access import session_for
from sessions.carried import carried_over
from sessions.models import ActionPoint, DecisionReview, ExpectationReview, Question, Session, SummaryPoint
from sessions.models.notes import SavedElsewhere
from sessions.saving import by_itself, conflict, refused, saved


class ReviewForm(forms.Form):
    state = forms.ChoiceField(
        label="Hoe ver zijn we?",
        required=False,
        choices=[*ExpectationReview.State.choices, ("", "nog niet besproken")],
    )


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(
        label="Hoe kijken jullie er nu naar?",
        required=False,
        choices=[*DecisionReview.Verdict.choices, ("", "nog niet besproken")],
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(label="Antwoord", required=False, max_length=4000)
    answered = forms.BooleanField(label="Beantwoord", required=False)
    answered_by = forms.CharField(label="Van wie komt het?", required=False, max_length=160)
    version = forms.IntegerField(required=False, min_value=0, max_value=2_000_000_000)


class ChangeForm(forms.Form):
    text = forms.CharField(
        label="Wat doen jullie nu anders als groep?", max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    key = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)


@door(Staff)
@require_GET
def look_back(request: Request, session_id: int) -> HttpResponse:
    return look_back_page(request, session_for(request.actor, session_id))


@door(Staff)
@require_POST
def review_expectation(request: Request, session_id: int, expectation_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    expectation = get_object_or_404(Expectation, pk=expectation_id, network=session.network_id)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return refused(form) if by_itself(request) else look_back_page(request, session, status=422)
    ExpectationReview.give(session, expectation, form.cleaned_data["state"])
    return saved(request, _page(session, f"#verwachting-{expectation_id}"))


@door(Staff)
@require_POST
def review_decision(request: Request, session_id: int, review_id: int) -> HttpResponse:
    """What the group says of a decision that it promised to look at again in this session."""
    session = session_for(request.actor, session_id)
    review = get_object_or_404(
        DecisionReview.objects.promised_for(session.pk, network=session.network_id, number=session.number), pk=review_id
    )
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return refused(form) if by_itself(request) else look_back_page(request, session, status=422)
    review.say(session, form.cleaned_data["verdict"])
    return saved(request, _page(session, f"#besluit-{review_id}"))


@door(Staff)
@require_POST
def tick_action_point(request: Request, session_id: int, line_id: int) -> HttpResponse:
    """Done, or after all not."""
    session = session_for(request.actor, session_id)
    _from_before(ActionPoint, session, line_id).tick(done="done" in request.POST, now=timezone.now())
    return saved(request, _page(session, "#actiepunten"))


@door(Staff)
@require_POST
def answer_question(request: Request, session_id: int, line_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    question = _from_before(Question, session, line_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        typed = {line_id: (str(form.data.get("answer", "")), str(form.data.get("answered_by", "")))}
        errors = {line_id: [str(error) for found in form.errors.values() for error in found]}
        return (
            refused(form)
            if by_itself(request)
            else look_back_page(request, session, typed=typed, errors=errors, status=422)
        )
    answer = form.cleaned_data["answer"]
    answered_in = (question.answered_in_id or session.pk) if form.cleaned_data["answered"] else None
    # A page that was opened before this was asked, does not say.
    by = form.cleaned_data["answered_by"] if "answered_by" in request.POST else question.answered_by
    try:
        question.correct(form.cleaned_data["version"] or 0, answer=answer, answered_by=by, answered_in_id=answered_in)
    except SavedElsewhere as other:
        question.refresh_from_db(fields=["answer"])
        if by_itself(request):
            return conflict(question.answer, other.version)
        theirs = {line_id: question.answer}
        return look_back_page(request, session, typed={line_id: (answer, by)}, theirs=theirs, status=409)
    return saved(request, _page(session, f"#vraag-{line_id}"), question.version)


@door(Staff)
@require_POST
def settle_parked(request: Request, session_id: int, line_id: int) -> HttpResponse:
    """A parked point is settled, or parked again."""
    session = session_for(request.actor, session_id)
    point = _from_before(SummaryPoint, session, line_id)
    outcome = SummaryPoint.Outcome.DONE if "settled" in request.POST else SummaryPoint.Outcome.PARKED
    point.correct(point.version, outcome=outcome)
    return saved(request, _page(session, "#geparkeerd"))


def _from_before[M: (ActionPoint, Question, SummaryPoint)](model: type[M], session: Session, line_id: int) -> M:
    return get_object_or_404(model, pk=line_id, session__network=session.network_id, session__number__lt=session.number)


def _page(session: Session, rest: str = "") -> str:
    return reverse("sessions:look_back", kwargs={"session_id": session.pk}) + rest


def look_back_page(
    request: Request,
    session: Session,
    *,
    typed: dict[int, tuple[str, str]] | None = None,
    theirs: dict[int, str] | None = None,
    errors: dict[int, list[str]] | None = None,
    told: dict[int, str] | None = None,
    told_theirs: dict[int, tuple[str, int]] | None = None,
    told_errors: dict[int, list[str]] | None = None,
    change_form: ChangeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    carried = carried_over(session)
    questions = []
    for question in carried.questions:
        answer, by = (typed or {}).get(question.pk, (question.answer, question.answered_by))
        entry = {
            "question": question,
            "answer": answer,
            "answered_by": by,
            "theirs": (theirs or {}).get(question.pk),
            "errors": (errors or {}).get(question.pk, []),
        }
        questions.append(entry)
    cases = []
    for talk in carried.cases:
        known = (None, talk.told_version)  # type: ignore[attr-defined]
        theirs_now, version = (told_theirs or {}).get(talk.pk, known)
        cases.append(
            {
                "talk": talk,
                "told": (told or {}).get(talk.pk, talk.told),  # type: ignore[attr-defined]
                "theirs": theirs_now,
                "version": version,
                "errors": (told_errors or {}).get(talk.pk, []),
            }
        )
    context = {
        "session": session,
        "network": session.network,
        "carried": carried,
        "questions": questions,
        "cases": cases,
        "states": ExpectationReview.State.choices,
        "verdicts": DecisionReview.Verdict.choices,
        "change_form": change_form or ChangeForm(initial={"key": secrets.token_hex(8)}),
    }
    return render(request, "sessions/look_back.html", context, status=status)
