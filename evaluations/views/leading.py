"""The facilitator's pages: open, follow, close, and what it brought."""

from collections import Counter

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluations.asked import Material, asked_of, final_asked_in, questions_for
from evaluations.live_kind import show_in_room, take_off
from evaluations.models import LEAST_ANSWERS, NobodyInvitedError, Round
from evaluations.models.round import OPEN_FOR, invited_to
from evaluations.questions import SCORES
from evaluations.results import results_of, trend_of
from lerendnetwerk.charts import Point
from lerendnetwerk.doors import Request, Staff, door
from lerendnetwerk.htmx import render_page
from networks.access import network_for
from sessions import room
from sessions.access import session_for
from sessions.models import Attendance, Seat, Session


def round_of(session: Session) -> Round | None:
    """The round with `answered_count`, and its session."""
    round = Round.objects.with_counts().filter(session=session).first()
    if round:
        round.session = session
    return round


@door(Staff)
@require_GET
def round(request: Request, session_id: int) -> HttpResponse:
    """The evaluation of one session, in whatever state it is."""
    session = session_for(request.actor, session_id)
    now = timezone.now()
    round = round_of(session)
    if has_not_changed(request, round):
        return HttpResponse(status=204)
    context: dict[str, object] = {
        "session": session,
        "network": session.network,
        "round": round,
        "results": results_of(round) if round else None,
        "least": LEAST_ANSWERS,
        "waiting_count": 0,
        "is_final": round is not None and round.is_final,
    }
    if round is None:
        noted = somebody_noted(session)
        context |= {
            "invited_count": invited_to(session, noted=noted).count(),
            "open_days": OPEN_FOR.days,
            # Opened now, it may close before there is something to say.
            "begins_later": session.starts_at > now,
            "would_close": now + OPEN_FOR,
            "noted": noted,
            **what_is_asked(session),
        }
    elif round.is_open:
        context["waiting_count"] = Seat.objects.waiting().filter(session=session).count()
    return render_page(request, "evaluations/round.html", context, fragment="state")


@door(Staff)
@require_GET
def previous(request: Request, session_id: int) -> HttpResponse:
    """What the session before this one brought: opens the look-back, also when the figures came after its report."""
    session = session_for(request.actor, session_id)
    round = (
        Round.objects.closed()
        .select_related("session")
        .filter(network=session.network_id, session__number__lt=session.number)
        .order_by("-session__number")
        .first()
    )
    context = {
        "session": session,
        "network": session.network,
        "round": round,
        "results": results_of(round) if round else None,
    }
    return render_page(request, "evaluations/previous.html", context, fragment="figures")


def what_is_asked(session: Session) -> dict[str, object]:
    """Before it opens: whether this is the final evaluation, and how many questions it asks under which heading."""
    material = Material.of(session)
    is_final, asked = asked_of(session, material)
    counts = Counter(one.group for one in asked if not one.is_folded)
    numbers = [one.number for one in material.sessions]
    return {
        "is_final": is_final,
        "final_asked_in": final_asked_in(session, material.sessions),
        "is_last_planned": session.number == max(numbers),
        "later": [number for number in numbers if number > session.number],
        # What the road goes on to ask.
        "next_number": max(numbers) + 1,
        "asked": list(counts.items()),
        "time_it_takes": Round(
            session=session, kind=Round.Kind.FINAL if is_final else Round.Kind.SESSION
        ).time_it_takes,
    }


def somebody_noted(session: Session) -> bool:
    return session.attendances.filter(state__in=Attendance.WAS_THERE).exists()


def has_not_changed(request: Request, round: Round | None) -> bool:
    """Whether a poll saw this state already; it says so with `was`."""
    if request.headers.get("HX-Request") != "true" or round is None:
        return False
    return request.GET.get("was") == state_key(round)


def state_key(round: Round) -> str:
    return f"{round.state}-{round.answered_count}"  # type: ignore[attr-defined]


@door(Staff)
@require_POST
def say_last(request: Request, session_id: int) -> HttpResponse:
    """*Dit is de laatste sessie van dit netwerk*, or not. What is asked already stays as it was asked."""
    session = session_for(request.actor, session_id)
    said = request.POST.get("last")
    if said not in ("ja", "nee"):
        messages.error(request, "Kies of dit de laatste sessie is. Er is niets veranderd.")
    elif Round.objects.filter(session=session).exists():
        messages.info(request, "Deze evaluatie is al gevraagd; wat ze vraagt, ligt vast.")
    else:
        session.say_last(said == "ja", by=request.user, now=timezone.now())  # type: ignore[arg-type]
    return redirect("evaluations:round", session_id=session.pk)


@door(Staff)
@require_POST
def open_round(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    now = timezone.now()
    try:
        Round.objects.open_for(session, now=now, by=request.user)  # type: ignore[arg-type]
        if room.is_open(session, now) and not show_in_room(session, now=now):
            messages.info(
                request,
                "Op de schermen loopt nog iets anders. Rond dat af op de regie, en open de evaluatie dan nog eens.",
            )
    except NobodyInvitedError:
        messages.error(
            request, "Er is nog niemand om uit te nodigen. Noteer eerst wie er is, en open de evaluatie dan."
        )
    return redirect("evaluations:round", session_id=session.pk)


@door(Staff)
@require_POST
def take_back(request: Request, session_id: int) -> HttpResponse:
    """Undo of opening, as long as nobody answered."""
    session = session_for(request.actor, session_id)
    round = round_of(session)
    now = timezone.now()
    if round and round.take_back(now=now, by=request.user):  # type: ignore[arg-type]
        take_off(session, now=now)
        messages.success(request, "De evaluatie is teruggenomen: ze is niet gevraagd. Je kan ze opnieuw openen.")
    elif round:
        messages.error(request, "Er kwam intussen een antwoord. De evaluatie blijft zoals ze is.")
    return redirect("evaluations:round", session_id=session.pk)


@door(Staff)
@require_http_methods(["GET", "POST"])
def close_round(request: Request, session_id: int) -> HttpResponse:
    """Ask once more, because closing is final; then close."""
    session = session_for(request.actor, session_id)
    round = round_of(session)
    if request.method == "POST" and round:
        now = timezone.now()
        round.close(now=now, by=request.user)  # type: ignore[arg-type]
        take_off(session, now=now)
    if request.method == "POST" or round is None or not round.is_open:
        return redirect("evaluations:round", session_id=session.pk)
    context = {"session": session, "network": session.network, "round": round, "least": LEAST_ANSWERS}
    return render(request, "evaluations/close.html", context)


@door(Staff)
@require_GET
def network(request: Request, network_id: int) -> HttpResponse:
    """All evaluations of a network, and how the means move over the sessions."""
    network = network_for(request.actor, network_id)
    points = trend_of(network)
    trends = [
        (score.title, [Point(point.label, point.means[score.name]) for point in points])
        for score in SCORES
        if any(point.means[score.name] is not None for point in points)
    ]
    rounds = {round.session_id: round for round in network.rounds.with_counts()}
    context = {
        "network": network,
        "sessions": [(session, rounds.get(session.pk)) for session in network.sessions.order_by("-number")],
        "trends": trends,
        "points": points,
        "least": LEAST_ANSWERS,
    }
    return render(request, "evaluations/network.html", context)


@door(Staff)
@require_GET
def screen(request: Request, session_id: int) -> HttpResponse:
    """For the projector: how to get in, how many answered, the ground rules."""
    session = session_for(request.actor, session_id)
    round = round_of(session)
    if has_not_changed(request, round):
        return HttpResponse(status=204)
    context: dict[str, object] = {
        "session": session,
        "network": session.network,
        "round": round,
        "was": state_key(round) if round else "",
        "is_final": round.is_final if round else questions_for(session)[0],
        "door": room.Door.of(session),
        "room_is_open": room.is_open(session, timezone.now()),
        "rules": list(session.network.ground_rules.all()[:6]),
        "least": LEAST_ANSWERS,
    }
    return render_page(request, "evaluations/screen.html", context, fragment="state")
