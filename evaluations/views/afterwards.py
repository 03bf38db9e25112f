"""What the network was worth over its life: the value matrix, and the follow-ups one by one."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from evaluations.following_up import AFTER, MONTHS
from evaluations.models import LEAST_ANSWERS, Round
from evaluations.more_results import more_results
from evaluations.values import value_matrix
from lerendnetwerk.doors import Member, Request, Staff, door
from networks.access import network_for, participation_of


@door(Staff)
@require_GET
def value(request: Request, network_id: int) -> HttpResponse:
    """For the group: its facilitators see it and share it in the room and in the group's edition."""
    network = network_for(request.actor, network_id)
    rounds = {round.kind: round for round in network.rounds.filter(session=None).with_counts()}
    follow_ups = [
        {
            "kind": kind.value,
            "months": MONTHS[kind],
            "round": rounds.get(kind.value),
            "asked_at": network.closed_at + after if network.closed_at else None,
        }
        for kind, after in AFTER.items()
    ]
    context = {
        "network": network,
        "matrix": value_matrix(network, timezone.now()),
        "follow_ups": follow_ups,
        "least": LEAST_ANSWERS,
    }
    return render(request, "evaluations/value.html", context)


@door(Member)
@require_GET
def my_value(request: Request) -> HttpResponse:
    """The same figures for who took part, also after the end: it is theirs."""
    participation = participation_of(request.actor)
    network = participation.network
    context = {
        "participation": participation,
        "network": network,
        "matrix": value_matrix(network, timezone.now()),
        "least": LEAST_ANSWERS,
    }
    return render(request, "evaluations/my_value.html", context)


@door(Staff)
@require_GET
def follow_up(request: Request, network_id: int, kind: str) -> HttpResponse:
    network = network_for(request.actor, network_id)
    if kind not in (Round.Kind.AFTER_3, Round.Kind.AFTER_6):
        raise Http404
    round = Round.objects.filter(network=network, kind=kind).prefetch_related("answers").first()
    if round is None:
        raise Http404
    answers = list(round.answers.all())
    context = {
        "network": network,
        "round": round,
        "months": MONTHS[Round.Kind(kind)],
        "answered": len(answers),
        "more": more_results(round, answers),
        "steps": range(11),
        "least": LEAST_ANSWERS,
    }
    return render(request, "evaluations/follow_up.html", context)
