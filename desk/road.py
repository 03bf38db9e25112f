"""The road of a network: four phases, their steps, and what each step's state is, as seen from the data.

Nothing is ticked by hand. The steps are those of the source documents (networks/phase_guide.py).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse

from evaluations.models import Round
from lerendnetwerk.templatetags.look import short_day
from networks.models import EngagementLine, Expectation, GroundRule, Network, Participation, Phase
from reports.models import Report
from sessions.models import AgendaItem, Attendance, Note, Session

type StepState = Literal["done", "busy", "now", "todo"]

PHASES = list(Phase)


@dataclass
class Step:
    title: str
    state: StepState
    url: str
    note: str = ""
    # What to do about it, when this is the one next thing.
    task: str = ""
    why: str = ""
    button: str = "Ga verder"


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
        if self.is_here:
            return f"Hier zijn jullie, {self.done} van {self.total}"
        if self.total and self.done == self.total:
            return "Klaar"
        return f"{self.done} van {self.total}" if self.is_past else "Komt nog"

    @property
    def open_steps(self) -> list[Step]:
        return [step for step in self.steps if step.state != "done"]


def with_road_facts(networks: QuerySet[Network]) -> QuerySet[Network]:
    """Each network with the counts that its first steps are read from."""

    def count(queryset: QuerySet) -> Subquery:
        counted = queryset.filter(network=OuterRef("pk")).order_by().values("network").annotate(n=Count("pk"))
        return Subquery(counted.values("n"))

    taking_part = Participation.objects.taking_part()
    return networks.annotate(
        participant_count=count(taking_part),
        question_count=count(taking_part.exclude(learning_question="")),
        expectation_count=count(Expectation.objects.all()),
        rule_count=count(GroundRule.objects.all()),
        line_count=count(EngagementLine.objects.all()),
    )


def sessions_for_road(network: Network) -> list[Session]:
    """The sessions in order, each with what its steps are read from. One query."""
    of_session = {"session": OuterRef("pk")}
    present = Attendance.objects.filter(**of_session, state__in=Attendance.WAS_THERE).order_by().values("session")
    items = AgendaItem.objects.filter(**of_session).order_by().values("session")
    proposals = Note.objects.filter(**of_session, kind=Note.Kind.PROPOSAL)
    return list(
        network.sessions.select_related("host")
        .annotate(
            present_count=Subquery(present.annotate(n=Count("pk")).values("n")),
            item_count=Subquery(items.annotate(n=Count("pk")).values("n")),
            has_koerskaart=Exists(AgendaItem.objects.filter(**of_session, method__slug="koerskaart")),
            has_proposals=Exists(proposals),
            round_state=Subquery(Round.objects.filter(**of_session).values("state")[:1]),
            report_sent_at=Subquery(Report.objects.filter(**of_session).values("sent_at")[:1]),
            has_report=Exists(Report.objects.filter(**of_session)),
        )
        .order_by("number")
    )


def build_road(network: Network, sessions: list[Session], now: datetime) -> list[PhaseOnRoad]:
    """`network` from with_road_facts, `sessions` from sessions_for_road."""
    steps = {
        Phase.VOORAF: steps_before(network, sessions),
        Phase.OPSTART: steps_of_start(network, sessions),
        Phase.ONDERHOUD: [step for session in sessions[1:] for step in steps_of_session(session, now)]
        or [Step("Sessie 2", "todo", plan_url(network), task="Plan sessie 2", button="Plan de sessie")],
        Phase.AFRONDING: steps_of_end(network, sessions),
    }
    here = PHASES.index(Phase(network.phase))
    road = [PhaseOnRoad(phase, steps[phase], n == here, n < here) for n, phase in enumerate(PHASES)]
    if step := next_step(road):
        step.state = "now"
    return road


def next_step(road: list[PhaseOnRoad]) -> Step | None:
    """The one next thing: the first open step of the phase where the network is, that says what to do.

    The last session stands under the phase before the end, so when nothing is left to do here, what was left there is next.
    """
    here = next(n for n, phase in enumerate(road) if phase.is_here)
    phases = [road[here], road[here - 1]] if here + 1 == len(road) else [road[here]]
    return next((step for phase in phases for step in phase.steps if step.state != "done" and step.task), None)


def state_of(done: object, busy: object = False) -> StepState:
    return "done" if done else "busy" if busy else "todo"


def plan_url(network: Network) -> str:
    return reverse("sessions:plan", args=[network.pk])


def people(count: int) -> str:
    return "1 mens" if count == 1 else f"{count} mensen"


def steps_before(network: Network, sessions: list[Session]) -> list[Step]:
    describe = reverse("networks:edit_network", args=[network.pk])
    count = network.participant_count or 0  # type: ignore[attr-defined]
    questions = network.question_count or 0  # type: ignore[attr-defined]
    lines = network.line_count  # type: ignore[attr-defined]
    dated = len(sessions)
    return [
        Step(
            "Thema en doelgroep",
            state_of(network.theme and network.audience, network.theme or network.audience),
            f"{describe}#id_theme",
            task="Zeg waarover het gaat, en voor wie",
            why="Een scherp thema brengt wie iets te vertellen en iets te vragen heeft.",
            button="Beschrijf het netwerk",
        ),
        Step(
            "Meerwaarde",
            state_of(network.added_value),
            f"{describe}#id_added_value",
            task="Schrijf wat het netwerk oplevert",
            why="Wie drie uur vrijmaakt, wil weten waarom: voor zichzelf en voor de organisatie.",
            button="Beschrijf het netwerk",
        ),
        Step(
            "Aard en doelen",
            state_of(network.aims),
            f"{describe}#id_aims",
            task="Schrijf de doelen op",
            why="Drie doelen volstaan. De groep vult ze in de eerste sessie aan.",
            button="Beschrijf het netwerk",
        ),
        Step(
            "Praktische informatie",
            state_of(network.practical_information and lines, network.practical_information or lines),
            f"{describe}#id_practical_information",
            task="Zet het praktische erbij",
            why="Wat verwacht je van wie meedoet, en wat krijgt die ervoor terug?",
            button="Beschrijf het netwerk",
        ),
        Step(
            "Deelnemers",
            state_of(count >= min(network.group_sought, 8), count),
            reverse("networks:people", args=[network.pk]),
            note=f"{people(count)}, {network.group_sought} gezocht" if count else "",
            task="Voeg de deelnemers toe" if not count else "Zoek nog enkele deelnemers",
            why="Plak de lijst uit Excel: je ziet eerst wat er gebeurt, en pas dan voer je ze in.",
            button="Naar de mensen",
        ),
        Step(
            "Data en plaatsen",
            state_of(dated >= network.session_count, dated),
            reverse("sessions:list", args=[network.pk]),
            note=f"{dated} van {network.session_count} gepland" if dated else "",
            task="Plan de eerste sessie" if not dated else "",
            why="Leg liefst alle data samen vast: zo houd je een vaste kern.",
            button="Plan een sessie",
        ),
        Step(
            "Vragen vooraf",
            state_of(count and questions >= count, questions),
            reverse("networks:people", args=[network.pk]),
            note=f"{questions} gekregen" if questions else "",
        ),
    ]


def steps_of_start(network: Network, sessions: list[Session]) -> list[Step]:
    first = sessions[0] if sessions else None
    second = sessions[1] if len(sessions) > 1 else None
    if first is None:
        plan = plan_url(network)
        titles = ["Kennismaking", "Verwachtingen", "Spelregels", "Eerste thema", "Koerskaart", "Evaluatie"]
        return [
            Step(titles[0], "todo", plan, task="Plan de eerste sessie", button="Plan een sessie"),
            *[Step(title, "todo", plan) for title in titles[1:]],
            Step("Agenda van de volgende sessie", "todo", plan),
        ]
    agenda = reverse("sessions:agenda", args=[first.pk])
    held = first.present_count or first.is_closed  # type: ignore[attr-defined]
    return [
        Step(
            "Kennismaking",
            state_of(held, first.item_count),  # type: ignore[attr-defined]
            reverse("desk:session", args=[first.pk]),
            note=f"sessie 1, {short_day(first.starts_at)}",
            task="Maak het draaiboek van sessie 1" if not first.item_count else "Bereid sessie 1 voor",  # type: ignore[attr-defined]
            why="Kies het draaiboek opstart om van te vertrekken: kennismaken, verwachtingen, spelregels, eerste thema.",
            button="Open sessie 1",
        ),
        Step(
            "Verwachtingen",
            state_of(network.expectation_count),  # type: ignore[attr-defined]
            reverse("networks:expectations", args=[network.pk]),
            note=f"{network.expectation_count} op de lijst" if network.expectation_count else "",  # type: ignore[attr-defined]
            task="Schrijf de verwachtingen van de groep op",
            why="Ze komen in elke terugblik terug.",
            button="Naar de verwachtingen",
        ),
        Step(
            "Spelregels",
            state_of(network.rule_count and network.outside_line, network.rule_count),  # type: ignore[attr-defined]
            reverse("networks:ground_rules", args=[network.pk]),
            note=f"{network.rule_count} op de flap" if network.rule_count else "",  # type: ignore[attr-defined]
            task="Zet de spelregels op de flap",
            why="Ook wat jullie buiten mogen vertellen hoort erbij. De flap hangt er elke sessie.",
            button="Naar de flap",
        ),
        Step("Eerste thema", state_of(first.theme), reverse("sessions:edit", args=[first.pk])),
        Step(
            "Koerskaart",
            state_of(first.has_koerskaart and held, first.has_koerskaart),  # type: ignore[attr-defined]
            agenda,
            note="" if first.has_koerskaart else "staat niet in het draaiboek",  # type: ignore[attr-defined]
        ),
        evaluation_step(first),
        report_step(first),
        Step(
            "Agenda van de volgende sessie",
            state_of(second and second.item_count, (second and second.theme) or first.has_proposals),  # type: ignore[attr-defined]
            reverse("sessions:agenda", args=[second.pk]) if second else plan_url(network),
            task="Maak de agenda van sessie 2",
            why="De voorstellen van de groep staan klaar in de notities van sessie 1.",
            button="Naar het draaiboek" if second else "Plan sessie 2",
        ),
    ]


def evaluation_step(session: Session) -> Step:
    state = session.round_state  # type: ignore[attr-defined]
    return Step(
        "Evaluatie" if session.number == 1 else f"Evaluatie van sessie {session.number}",
        state_of(state == Round.State.CLOSED, state == Round.State.OPEN),
        reverse("evaluations:round", args=[session.pk]),
        note="loopt nog" if state == Round.State.OPEN else "",
    )


def report_step(session: Session) -> Step:
    sent_at = session.report_sent_at  # type: ignore[attr-defined]
    held = session.is_closed or session.present_count  # type: ignore[attr-defined]
    return Step(
        f"Verslag van sessie {session.number}",
        state_of(sent_at, session.has_report),  # type: ignore[attr-defined]
        reverse("reports:report", args=[session.pk]),
        note=f"verstuurd op {short_day(sent_at)}" if sent_at else "",
        task=f"Verstuur het verslag van sessie {session.number}" if held else "",
        why="Het verslag staat al klaar uit je notities. Kijk het na en verstuur het, ook naar wie er niet was.",
        button="Naar het verslag",
    )


def steps_of_session(session: Session, now: datetime) -> list[Step]:
    """Agenda, session, evaluation, report; one line when all is done or nothing has begun."""
    page = reverse("desk:session", args=[session.pk])
    present = session.present_count or 0  # type: ignore[attr-defined]
    held = present or session.is_closed
    is_near = session.starts_at - now < timedelta(days=1)
    steps = [
        Step(
            f"Draaiboek van sessie {session.number}",
            state_of(session.item_count),  # type: ignore[attr-defined]
            reverse("sessions:agenda", args=[session.pk]),
            task=f"Maak het draaiboek van sessie {session.number}",
            why="Vertrek van een voorbeeld of van een vorige sessie, en pas het aan.",
            button="Naar het draaiboek",
        ),
        Step(
            f"Sessie {session.number}",
            state_of(held, session.starts_at <= now),
            page,
            note=f"{short_day(session.starts_at)}{', ' + people(present) if present else ''}",
            task=f"Houd sessie {session.number}" if is_near else f"Bereid sessie {session.number} voor",
            why="Alles voor in de zaal staat bij elkaar: draaiboek, aanwezigheid, notities en evaluatie.",
            button=f"Open sessie {session.number}",
        ),
        evaluation_step(session),
        report_step(session),
    ]
    if all(step.state == "done" for step in steps):
        return [Step(f"Sessie {session.number}", "done", page, note=steps[1].note)]
    if all(step.state == "todo" for step in steps):
        first = steps[0]
        return [
            Step(
                f"Sessie {session.number}",
                "todo",
                page,
                short_day(session.starts_at),
                first.task,
                first.why,
                first.button,
            )
        ]
    return steps


def steps_of_end(network: Network, sessions: list[Session]) -> list[Step]:
    last = sessions[-1] if len(sessions) >= network.session_count else None
    if last is None:
        url = reverse("sessions:list", args=[network.pk])
        return [Step("Eindevaluatie", "todo", url), Step("Eindverslag", "todo", url)]
    evaluation, report = evaluation_step(last), report_step(last)
    return [
        Step("Eindevaluatie", evaluation.state, evaluation.url, note="met de evaluatie van de laatste sessie"),
        Step("Eindverslag", report.state, report.url, note=report.note),
    ]
