"""On paper: the printed form, who handed one in, and typing them in without names."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluations.asked import Asked, questions_for, shared_ends
from evaluations.forms import AnswerForm, PaperTellForm
from evaluations.models import LEAST_ANSWERS, Received, Round
from evaluations.questions import SCORES, texts_for
from evaluations.views.answering import fields
from lerendnetwerk.doors import Request, Staff, door
from sessions import room
from sessions.access import session_for
from sessions.models import Session


@door(Staff)
@require_http_methods(["GET", "POST"])
def paper(request: Request, session_id: int) -> HttpResponse:
    """First who handed in a form; then the forms one by one."""
    session = session_for(request.actor, session_id)
    round = Round.objects.filter(session=session).first()
    if round is None or not round.takes_answers(timezone.now()):
        if request.method == "POST":
            messages.error(request, "De evaluatie is niet (meer) open; dit formulier is niet bewaard.")
        return redirect("evaluations:round", session_id=session.pk)
    form = AnswerForm(request.POST if request.method == "POST" else None, round=round)
    if request.method == "POST" and form.is_valid():
        number = request.POST.get("number", "")
        kept = round.receive_paper(
            form.answer(), number=int(number) if number.isdecimal() and len(number) < 4 else 0, now=timezone.now()
        )
        if kept == Received.KEPT:
            messages.success(request, "Dit formulier is bewaard, zonder naam.")
        else:
            messages.error(request, "Dit formulier was al bewaard. Het telt één keer.")
        return redirect("evaluations:paper", session_id=session.pk)
    return paper_page(request, session, round, form, PaperTellForm(round=round))


def paper_page(request: Request, session: Session, round: Round, form: AnswerForm, tell: PaperTellForm) -> HttpResponse:
    context = {
        "session": session,
        "network": session.network,
        "round": round,
        "form": form,
        "tell": tell,
        "number": round.paper_typed + 1,
        **fields(form),
    }
    return render(request, "evaluations/paper.html", context, status=422 if request.method == "POST" else 200)


@door(Staff)
@require_POST
def paper_tell(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    round = Round.objects.filter(session=session).first()
    if round is None or not round.takes_answers(timezone.now()):
        return redirect("evaluations:round", session_id=session.pk)
    form = PaperTellForm(request.POST, round=round)
    if not form.is_valid():
        return paper_page(request, session, round, AnswerForm(round=round), form)
    # No message: what it says would tell who answered on a phone already.
    round.tell_paper(form.participations(), now=timezone.now(), by=request.user)  # type: ignore[arg-type]
    return redirect("evaluations:paper", session_id=session.pk)


@door(Staff)
@require_GET
def paper_form(request: Request, session_id: int) -> HttpResponse:
    """The form to print and hand out, with the way to do it on a phone."""
    session = session_for(request.actor, session_id)
    context = {"session": session, "network": session.network} | form_on_paper(
        session, Round.objects.filter(session=session).first()
    )
    return render(request, "evaluations/paper_form.html", context)


@dataclass(frozen=True)
class PaperGroup:
    """One heading of what is asked besides."""

    title: str
    questions: list[Asked]

    @property
    def ends(self) -> tuple[str, str] | None:
        """What 0 and 10 mean, when all of its scores mean the same: printed once."""
        return shared_ends(self.questions)

    @property
    def asks_why(self) -> bool:
        return any(one.is_folded for one in self.questions)


def form_on_paper(session: Session, round: Round | None = None) -> dict[str, Any]:
    """What the printed form asks, and the way to do it on a phone. Once the round is open, what it froze."""
    is_final, asked = (round.is_final, round.asked) if round else questions_for(session)
    return {
        "is_final": is_final,
        "groups": [PaperGroup(title, list(of)) for title, of in groupby(asked, key=lambda one: one.group)],
        "scores": SCORES,
        "texts": texts_for(is_final=is_final),
        "steps": range(11),
        "door": room.Door.of(session),
        "least": LEAST_ANSWERS,
    }
