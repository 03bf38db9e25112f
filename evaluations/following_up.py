"""The follow-up, three and six months after a network closed: opened by the worker, answered by link in two minutes."""

from datetime import datetime, timedelta

from django.db import transaction
from django.template.loader import render_to_string

from evaluations.asking import LINK_MARK
from evaluations.models import LEAST_ANSWERS, Round
from lerendnetwerk.together import read_together
from networks.mail import mail_participation
from networks.models import Network, Participation
from networks.models.network import ASKED_AGAIN_AFTER
from networks.models.people import ParticipationQuerySet
from networks.post import ToCome
from sessions.models import Attendance

AFTER = {Round.Kind.AFTER_3: ASKED_AGAIN_AFTER, Round.Kind.AFTER_6: timedelta(days=183)}
MONTHS = {Round.Kind.AFTER_3: "drie", Round.Kind.AFTER_6: "zes"}
# A network that closed longer ago than this after its moment is not asked any more: the worker may have stood still.
TOO_LATE = timedelta(days=45)


def who_was_there(network: Network) -> ParticipationQuerySet:
    """At least once; who stopped since is not among them."""
    there = Attendance.objects.filter(session__network=network, state__in=Attendance.WAS_THERE)
    return Participation.objects.taking_part().filter(network=network, pk__in=there.values("participation"))


def asked_afterwards(network: Network) -> list[Participation]:
    return list(who_was_there(network).with_people().select_related("network__programme").order_by("pk"))


def open_due_follow_ups(now: datetime) -> int:
    """Open what is due and mail the link to everybody who is asked. Returns how many were opened."""
    opened = 0
    for kind, after in AFTER.items():
        due = Network.objects.filter(
            closed_at__lte=now - after, closed_at__gt=now - after - TOO_LATE, is_rehearsal=False
        ).exclude(rounds__kind=kind)
        for network in due:
            with transaction.atomic():
                round = Round.objects.open_follow_up(network, kind, asked_afterwards(network), now=now)
                if round is not None:
                    invite(round, now)
                    opened += 1
    return opened


def invite(round: Round, now: datetime) -> None:
    """One mail each; the link is filled in while it leaves."""
    asked = [invitee.participation for invitee in round.invitees.select_related("participation")]
    people = Participation.objects.filter(pk__in=[one.pk for one in asked]).with_people()
    for participation in people.select_related("network__programme"):
        mail_participation(
            participation,
            occasion=f"follow-up:{round.pk}",
            subject=subject_of(round),
            text=render_to_string(
                "evaluations/mail/follow_up.txt",
                {
                    "participation": participation,
                    "round": round,
                    "network": participation.network,
                    "months": MONTHS[Round.Kind(round.kind)],
                    "link": LINK_MARK,
                    "least": LEAST_ANSWERS,
                },
            ),
            scope=participation.network.mail_scope,
            not_before=now,
            now=now,
        )


def subject_of(round: Round) -> str:
    return f"Wat bleef er hangen van {round.network.title}?"


def follow_ups_to_come(network: Network, now: datetime) -> list[ToCome]:
    """For the page with the network's post."""
    if network.closed_at is None:
        return []
    asked = who_was_there(network).exclude(person__email="").only("pk")
    found = read_together(rounds=Round.objects.filter(network=network).only("kind"), asked=asked)
    known = {round.kind for round in found["rounds"]}
    return [
        ToCome(
            at=max(network.closed_at + after, now),
            subject=f"Wat bleef er hangen van {network.title}?",
            to="Aan iedereen die er minstens één keer was: twee minuten, anoniem.",
            who=frozenset(one.pk for one in found["asked"]),
        )
        for kind, after in AFTER.items()
        if kind not in known and now < network.closed_at + after + TOO_LATE
    ]
