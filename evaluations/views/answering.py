"""The form, through its three doors. A POST here writes no audit row, no message and no web session."""

from datetime import datetime
from enum import Enum

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from evaluations.access import invitees_of, round_by_link, rounds_of_session
from evaluations.forms import AnswerForm
from evaluations.models import LEAST_ANSWERS, Received, Round
from evaluations.questions import SCORES, TEXTS
from lerendnetwerk.doors import Member, Request, Seat, Visitor, door
from networks.access import participation_of
from networks.models import Participation
from sessions import room
from sessions.access import member_session, seat_if_any
from sessions.models import Seat as RoomSeat
from sessions.models import Session


class Stage(Enum):
    """What one person sees of one evaluation."""

    NOTHING = "nog niets open"
    FORM = "het formulier"
    KEPT = "je antwoord is bewaard"
    CLOSED = "gesloten"
    NOT_INVITED = "voor wie er was"


def stage_of(round: Round | None, participation: Participation, now: datetime) -> Stage:
    """One query, none when there is no round or it takes no answers."""
    if round is None:
        return Stage.NOTHING
    if not round.takes_answers(now):
        return Stage.CLOSED
    invited = invitees_of(round.pk, participation.pk)
    if not invited:
        return Stage.NOT_INVITED
    return Stage.KEPT if invited[0].answered else Stage.FORM


@door(Seat, Visitor)
@require_http_methods(["GET", "POST"])
def room_form(request: Request) -> HttpResponse:
    """In the room: the form while it is open, and otherwise a phone that may be put away."""
    seat = seat_if_any(request.actor)
    if seat is None:
        return redirect("sessions:join")
    if not seat.is_taken:
        return redirect("sessions:waiting")
    now = timezone.now()
    if not room.is_open(seat.session, now):
        return render(request, "sessions/room_shut.html", room.shut_context(seat.session, now), status=403)
    if seat.participation is None:
        # A guest is not asked.
        raise Http404
    round = next(iter(rounds_of_session(seat.session_id)), None)
    if request.headers.get("HX-Request") == "true":
        # The phone that lies on the table asks whether there is something to do.
        return HttpResponseClientRefresh() if round else HttpResponse(status=204)
    return answer_page(request, round, seat.participation, seat.session, now=now, seat=seat)


@door(Member)
@require_http_methods(["GET", "POST"])
def member_form(request: Request, session_id: int) -> HttpResponse:
    """Through the personal link."""
    session, participation = member_session(request.actor, session_id)
    round = next(iter(rounds_of_session(session.pk)), None)
    return answer_page(request, round, participation, session, now=timezone.now(), home=True)


@door(Member)
@require_http_methods(["GET", "POST"])
def member_follow_up(request: Request) -> HttpResponse:
    """The follow-up that is open, through the personal link."""
    participation = participation_of(request.actor)
    asked = Round.objects.filter(network=participation.network_id, session=None).select_related("network")
    round = asked.order_by("-opened_at").first()
    return answer_page(request, round, participation, None, now=timezone.now(), home=True)


@door(Visitor)
@require_http_methods(["GET", "HEAD", "POST"])
def link_form(request: Request, public_id: str, round_id: int, digest: str) -> HttpResponse:
    """Through the link of this one evaluation in a mail; opens nothing else, and looking at it changes nothing."""
    found = round_by_link(public_id, round_id, digest)
    if found is None:
        return render(request, "errors/no_link.html", status=404)
    round, participation, session = found
    return answer_page(request, round, participation, session, now=timezone.now())


def answer_page(
    request: Request,
    round: Round | None,
    participation: Participation,
    session: Session | None,
    *,
    now: datetime,
    seat: RoomSeat | None = None,
    home: bool = False,
) -> HttpResponse:
    stage = stage_of(round, participation, now)
    form = AnswerForm(request.POST if request.method == "POST" else None, round=round)
    late = False
    if request.method == "POST" and round and stage != Stage.CLOSED:
        if stage != Stage.FORM:
            return redirect(request.path)
        if form.is_valid() and round.receive(participation, form.answer(), now=now) != Received.CLOSED:
            return redirect(request.path)
        # Closed between the look and the answer.
        late = form.is_valid()
    elif request.method == "POST":
        late = True
    if late:
        stage = Stage.CLOSED
    context: dict[str, object] = {
        "stage": stage.name,
        "late": late,
        "session": session,
        "round": round,
        "person": participation.person,
        "seat": seat,
        "home": home,
        "form": form,
        "least": LEAST_ANSWERS,
        # The same for all doors: what was typed in the room is still there on the same phone at home.
        "data_user": f"p{participation.pk}",
    } | fields(form)
    status = 200
    if request.method == "POST":
        status = 409 if late else 422
    return render(request, "evaluations/answer.html", context, status=status)


def fields(form: AnswerForm) -> dict[str, object]:
    """The form in the order of the source: each score with its comment, then the free questions; then what else is asked."""
    source = form.has_source
    return {
        "scores": [(form[score.name], form[score.comment_name]) for score in SCORES] if source else [],
        "texts": [form[text.name] for text in TEXTS] if source else [],
        "groups": form.groups(),
    }
