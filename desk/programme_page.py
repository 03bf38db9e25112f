"""A coordinator's view of a programme: which network needs me, and what can be shown to the funder.

Only planning, attendance, hours, the programme's editions and figures above the minimum: no words of a group.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, StringAgg, Subquery, Value

from desk.counting import count_of, expected_count
from desk.overview import with_next_session
from evaluations.questions import SCORES
from evaluations.results import ProgrammeMeans, programme_means
from lerendnetwerk.templatetags.look import day, score
from networks.models import Network, NetworkFacilitator, Participation, Phase, Programme
from reports.models import Edition, Report
from sessions.models import Attendance, Session
from sessions.models.attendance import attended_minutes

# A report that is not out by then is late: the talk has gone cold.
REPORT_WITHIN = timedelta(days=7)


@dataclass
class SessionLine:
    session: Session
    present: int = 0
    expected: int = 0
    minutes: int = 0
    report_late: bool = False

    @property
    def is_held(self) -> bool:
        return self.session.is_closed or self.present > 0


@dataclass
class NetworkLine:
    network: Network
    sessions: list[SessionLine] = field(default_factory=list)
    means: list[tuple[str, float]] = field(default_factory=list)
    signals: list[str] = field(default_factory=list)

    @property
    def held(self) -> int:
        return sum(line.is_held for line in self.sessions)

    @property
    def has_session_to_come(self) -> bool:
        """As many as were announced, until who facilitates said whether the last one ends the network."""
        said = self.sessions[-1].session.ends_network if self.sessions else None
        return self.held < self.network.session_count if said is None else not said

    @property
    def hours(self) -> int:
        return round(sum(line.minutes for line in self.sessions) / 60)

    @property
    def attendance(self) -> int | None:
        """Per cent of those expected at sessions that were held."""
        held = [line for line in self.sessions if line.is_held and line.expected]
        expected = sum(line.expected for line in held)
        return round(100 * sum(line.present for line in held) / expected) if expected else None


def networks_of(programme: Programme, now: datetime) -> QuerySet[Network]:
    names = NetworkFacilitator.objects.filter(network=OuterRef("pk")).order_by().values("network")
    final = Edition.objects.filter(
        report__network=OuterRef("pk"), report__session=None, audience=Edition.Audience.PROGRAMME, state="gedaan"
    ).order_by("-version")
    return with_next_session(programme.networks.all(), now).annotate(
        final_edition_id=Subquery(final.values("pk")[:1]),
        final_report_sent=Exists(Report.objects.filter(network=OuterRef("pk"), session=None, sent_at__isnull=False)),
        participant_count=count_of(Participation.objects.taking_part(), "network"),
        facilitator_names=Subquery(names.annotate(all=StringAgg("user__name", delimiter=Value(", "))).values("all")),
    )


def sessions_of(programme: Programme) -> QuerySet[Session]:
    """Every session of the programme with how many were expected and where its report stands."""
    editions = Edition.objects.filter(
        report__session=OuterRef("pk"), audience=Edition.Audience.PROGRAMME, state="gedaan"
    ).order_by("-version")
    return (
        Session.objects.filter(network__programme=programme)
        .annotate(
            expected_count=expected_count(),
            report_sent_at=Subquery(Report.objects.filter(session=OuterRef("pk")).values("sent_at")[:1]),
            edition_id=Subquery(editions.values("pk")[:1]),
        )
        .order_by("number")
    )


def lines_of(programme: Programme, now: datetime) -> tuple[list[NetworkLine], ProgrammeMeans]:
    """One line a network, in the order of their titles. Four queries."""
    lines = {network.pk: NetworkLine(network) for network in networks_of(programme, now)}
    by_session: dict[int, SessionLine] = {}
    for session in sessions_of(programme):
        line = SessionLine(session, expected=session.expected_count)  # type: ignore[attr-defined]
        by_session[session.pk] = line
        lines[session.network_id].sessions.append(line)
    there = Attendance.objects.filter(session__network__programme=programme, state__in=Attendance.WAS_THERE)
    for session_id, state, came_at, left_at in there.values_list("session", "state", "came_at", "left_at"):
        line = by_session[session_id]
        line.present += 1
        line.minutes += attended_minutes(line.session, state, came_at, left_at)
    means = programme_means(programme)
    for network_line in lines.values():
        own = means.by_network.get(network_line.network.pk)
        if own:
            network_line.means = [
                (question.title, mean) for question in SCORES if (mean := own.means[question.name]) is not None
            ]
        network_line.signals = signals_of(network_line, now)
    return list(lines.values()), means


def signals_of(line: NetworkLine, now: datetime) -> list[str]:
    """Why a network may need its coordinator, in plain words."""
    signals = []
    for session in line.sessions:
        sent = session.session.report_sent_at  # type: ignore[attr-defined]
        session.report_late = session.is_held and not sent and now > session.session.ends_at + REPORT_WITHIN
        if session.report_late:
            signals.append(f"Het verslag van sessie {session.session.number} is laat.")
    if not line.network.facilitator_names:  # type: ignore[attr-defined]
        signals.append("Er is nog geen facilitator.")
    running = line.network.phase in (Phase.OPSTART, Phase.ONDERHOUD)
    if running and not line.network.next_starts_at and line.has_session_to_come:  # type: ignore[attr-defined]
        signals.append("Er is geen volgende sessie gepland.")
    return signals


def overview_of(programme: Programme, lines: list[NetworkLine], means: ProgrammeMeans, now: datetime) -> dict[str, Any]:
    """The same, as plain data to freeze for the PDF."""
    return {
        "programme": programme.title,
        "organiser": programme.organiser,
        "date": day(now),
        "means": [
            [question.title, score(means.whole.means[question.name])]
            for question in SCORES
            if means.whole.means[question.name] is not None
        ],
        "rounds": means.whole.rounds,
        "networks": [
            {
                "title": line.network.title,
                "phase": line.network.phase,
                "facilitators": line.network.facilitator_names or "",  # type: ignore[attr-defined]
                "participants": line.network.participant_count,  # type: ignore[attr-defined]
                "held": line.held,
                "session_count": line.network.session_count,
                "attendance": line.attendance,
                "hours": line.hours,
                "means": [[title, score(mean)] for title, mean in line.means],
                "next": day(line.network.next_starts_at),  # type: ignore[attr-defined]
                "reports": sum(bool(s.session.report_sent_at) for s in line.sessions),  # type: ignore[attr-defined]
            }
            for line in lines
        ],
    }
