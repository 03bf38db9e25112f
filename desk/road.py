"""The road of a network: four phases with their steps (desk/road_steps.py), and the one next thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from desk.counting import agenda_minutes, count_of, present_count, to_invite
from desk.inviting_steps import steps_of_inviting
from desk.road_end import steps_of_end
from desk.road_steps import Step, steps_before, steps_of_middle, steps_of_start
from lerendnetwerk.composed import composed
from networks.models import (
    Announcement,
    EngagementLine,
    Enrolment,
    Expectation,
    GroundRule,
    Network,
    Participation,
    Phase,
)
from reports.models import Certificate, Report
from sessions.models import AgendaItem, Contribution, Invitation, Note, Session

PHASES = list(Phase)


@dataclass(frozen=True)
class PhaseOnRoad:
    phase: Phase
    steps: list[Step]
    is_here: bool
    is_past: bool

    @property
    def done(self) -> int:
        return sum(step.state == "done" for step in self.steps)

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def summary(self) -> str:
        if not self.steps:
            return "Niet in dit netwerk"
        if self.is_here:
            return f"Hier zijn jullie, {self.done} van {self.total}"
        if self.done == self.total:
            return "Klaar"
        return f"{self.done} van {self.total}" if self.is_past else "Komt nog"

    @property
    def open_steps(self) -> list[Step]:
        return [step for step in self.steps if step.state != "done"]


def with_road_facts(networks: QuerySet[Network]) -> QuerySet[Network]:
    """Each network with the counts that its first steps are read from."""
    return networks.annotate(**road_counts())


@cache
def road_counts() -> dict[str, Coalesce | Exists]:
    """Composed once a process: composing takes longer than answering."""
    taking_part = Participation.objects.taking_part()
    final_report = Report.objects.filter(network=OuterRef("pk"), session=None)
    brought = Contribution.objects.filter(participation=OuterRef("pk")).exclude(kind=Contribution.Kind.BEFOREHAND)
    return {
        "participant_count": count_of(taking_part, "network"),
        # Who brought a question, a case or anything else.
        "question_count": count_of(taking_part.filter(~Q(learning_question="") | Exists(brought)), "network"),
        "expectation_count": count_of(Expectation.objects.all(), "network"),
        "rule_count": count_of(GroundRule.objects.all(), "network"),
        "line_count": count_of(EngagementLine.objects.all(), "network"),
        "waiting_count": count_of(Enrolment.objects.filter(state=Enrolment.State.WAITING), "network"),
        "has_final_report": Exists(final_report),
        "final_report_sent": Exists(final_report.filter(sent_at__isnull=False)),
        "has_certificates": Exists(Certificate.objects.filter(participation__network=OuterRef("pk"))),
        "is_announced": Exists(Announcement.objects.online().filter(network=OuterRef("pk"))),
    }


@composed
def network_of_facilitator(network: int, user: int) -> QuerySet[Network]:
    """The network with its road facts, programme and origin, for who facilitates it."""
    mine = Network.objects.filter(facilitators__user=user, pk=network, is_rehearsal=False)
    return with_road_facts(mine).select_related("programme", "origin")


@composed
def sessions_on_road(network: int) -> QuerySet[Session]:
    """Those of one network in order, each with what its steps are read from."""
    return sessions_with_road_facts().filter(network=network)


def sessions_for_road(networks: Iterable[Network]) -> dict[int, list[Session]]:
    """For each network its sessions in order, each with what its steps are read from. One query."""
    by_network: dict[int, list[Session]] = {network.pk: [] for network in networks}
    for session in sessions_with_road_facts().filter(network__in=by_network):
        by_network[session.network_id].append(session)
    return by_network


@cache
def sessions_with_road_facts() -> QuerySet[Session]:
    """Composed once a process and narrowed from there."""
    of_session: dict[str, Any] = {"session": OuterRef("pk")}
    return (
        Session.objects.select_related("host")
        .annotate(
            present_count=present_count(),
            item_minutes=agenda_minutes(),
            item_count=count_of(AgendaItem.objects.all(), "session"),
            has_koerskaart=Exists(AgendaItem.objects.filter(**of_session, method__slug="koerskaart")),
            has_proposals=Exists(Note.objects.filter(**of_session, kind=Note.Kind.PROPOSAL)),
            is_invited_to=Exists(Invitation.objects.standing().filter(**of_session)),
            has_to_invite=Exists(to_invite()),
            # Joined, not asked apart: a session has at most one of each.
            round_state=F("round__state"),
            round_kind=F("round__kind"),
            report_sent_at=F("report__sent_at"),
            has_report=ExpressionWrapper(Q(report__isnull=False), BooleanField()),
        )
        .order_by("number")
    )


def build_road(network: Network, sessions: list[Session], now: datetime) -> list[PhaseOnRoad]:
    """`network` from with_road_facts, `sessions` its own from sessions_for_road."""
    steps = {
        Phase.VOORAF: steps_before(network, sessions),
        Phase.OPSTART: steps_of_start(network, sessions),
        Phase.ONDERHOUD: steps_of_middle(network, sessions, now),
        Phase.AFRONDING: steps_of_end(network, sessions, now),
    }
    steps[Phase(network.phase)] = [*steps_of_inviting(sessions, now), *steps[Phase(network.phase)]]
    here = PHASES.index(Phase(network.phase))
    road = [PhaseOnRoad(phase, steps[phase], n == here, n < here) for n, phase in enumerate(PHASES)]
    if step := next_step(road):
        step.state = "now"
    return road


def next_step(road: list[PhaseOnRoad]) -> Step | None:
    """The one next thing: the first open step of the phase where the network is, that says what to do."""
    here = next(phase for phase in road if phase.is_here)
    return next((step for step in here.open_steps if step.task), None)


def phase_after(network: Network) -> Phase | None:
    here = PHASES.index(Phase(network.phase))
    return PHASES[here + 1] if here + 1 < len(PHASES) else None


def phase_before(network: Network) -> Phase | None:
    here = PHASES.index(Phase(network.phase))
    return PHASES[here - 1] if here else None
