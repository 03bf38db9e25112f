"""The steps of each phase, with their state as seen from the data: nothing is ticked by hand.

They are those of the source documents; what each is for stands in networks/phase_guide.py.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.urls import reverse

from desk.counting import minutes_too_long
from evaluations.models import Round
from lerendnetwerk.templatetags.look import short_day
from networks.models import Network, Phase
from networks.phase_guide import step_guide
from sessions.models import Session

type StepState = Literal["done", "busy", "now", "todo"]


@dataclass
class Step:
    title: str
    state: StepState
    url: str
    note: str = ""
    # What to do about it, when this is the one next thing; a step without a task waits for something else.
    task: str = ""
    why: str = ""
    tip: str = ""
    # Its page in the guide: phase and key.
    guide: tuple[str, str] | None = None
    button: str = "Ga verder"


TOO_LONG = "Het draaiboek duurt langer dan de sessie. Wat rekbaar is, kan korter, en dan klopt het."


def guided(phase: Phase, key: str, state: StepState, url: str, *, title: str = "", **said: str) -> Step:
    """A step with the words of the guide; `said` adds to them or stands in their place."""
    guide = step_guide(phase, key)
    return Step(
        title or guide.title, state, url, **{"why": guide.why, "tip": guide.tip} | said, guide=(phase.value, key)
    )


def state_of(done: object, busy: object = False) -> StepState:
    return "done" if done else "busy" if busy else "todo"


def plan_step(network: Network, number: int) -> Step:
    url = reverse("sessions:plan", args=[network.pk])
    guide = step_guide(Phase.VOORAF, "dates")
    tip = f"Stopt het netwerk vroeger? Zeg dan bij de evaluatie van sessie {number - 1} dat het de laatste is."
    return Step(
        f"Sessie {number}",
        "todo",
        url,
        "nog niet gepland",
        f"Plan sessie {number}",
        guide.why,
        tip if number > 2 else guide.tip,
        (Phase.VOORAF.value, guide.key),
        "Plan ze",
    )


def minutes(count: int) -> str:
    return "1 minuut" if count == 1 else f"{count} minuten"


def people(count: int) -> str:
    return "1 mens" if count == 1 else f"{count} mensen"


def steps_before(network: Network, sessions: list[Session]) -> list[Step]:
    describe = reverse("networks:edit_network", args=[network.pk])
    to_people = reverse("networks:people", args=[network.pk])
    facts = vars(network)
    count, questions, lines = facts["participant_count"], facts["question_count"], facts["line_count"]
    dated, enough = len(sessions), min(network.group_sought, 8)
    practical = network.practical_information or (network.period and network.meeting_place)
    return [
        guided(
            Phase.VOORAF,
            "theme",
            state_of(network.theme and network.audience, network.theme or network.audience),
            task="Zeg waarover het gaat, en voor wie",
            url=f"{describe}#id_theme",
            button="Beschrijf het netwerk",
        ),
        guided(
            Phase.VOORAF,
            "value",
            state_of(network.added_value),
            task="Schrijf wat het netwerk oplevert",
            url=f"{describe}#id_added_value",
            button="Beschrijf het netwerk",
        ),
        guided(
            Phase.VOORAF,
            "aims",
            state_of(network.aims),
            task="Schrijf de doelen op",
            url=f"{describe}#id_aims",
            button="Beschrijf het netwerk",
        ),
        guided(
            Phase.VOORAF,
            "practical",
            state_of(practical and lines, practical or lines),
            task="Zet het praktische erbij",
            url=f"{describe}#id_period",
            button="Beschrijf het netwerk",
        ),
        guided(
            Phase.VOORAF,
            "announcement",
            # Who has the group already needs no announcement.
            state_of(facts["is_announced"] or count >= enough),
            reverse("networks:announcement", args=[network.pk]),
            note="staat online" if facts["is_announced"] else "",
            task="Zet de aankondiging online",
            button="Naar de aankondiging",
        ),
        guided(
            Phase.VOORAF,
            "participants",
            state_of(count >= enough, count or facts["waiting_count"]),
            reverse("networks:enrolments", args=[network.pk]) if facts["is_announced"] else to_people,
            note=note_of_people(network, count, facts["waiting_count"]),
            task=task_of_people(count, facts["is_announced"]),
            button="Naar de inschrijvingen" if facts["is_announced"] else "Naar de mensen",
        ),
        guided(
            Phase.VOORAF,
            "dates",
            state_of(dated > last_place(network, sessions), dated),
            reverse("sessions:list" if dated else "sessions:plan", args=[network.pk]),
            note=f"{dated} van {last_place(network, sessions) + 1} gepland" if dated else "",
            task="" if dated else "Plan de eerste sessie",
            button="Plan een sessie",
        ),
        guided(
            Phase.VOORAF,
            "questions",
            state_of(count and questions >= count, questions),
            reverse("sessions:brought", args=[network.pk]),
            note=f"van {people(questions)}" if questions else "",
        ),
    ]


def note_of_people(network: Network, count: int, waiting: int) -> str:
    here = f"{people(count)}, {network.group_sought} gezocht" if count else ""
    in_line = f"{waiting} op de wachtlijst" if waiting else ""
    return ", ".join(part for part in (here, in_line) if part)


def task_of_people(count: int, is_announced: bool) -> str:
    if is_announced:
        return "Kijk wie zich inschreef"
    return "Zoek nog enkele deelnemers" if count else "Voeg de deelnemers toe"


def steps_of_start(network: Network, sessions: list[Session]) -> list[Step]:
    first = sessions[0] if sessions else None
    if first is None:
        keys = ("expectations", "ground_rules", "first_theme", "koerskaart", "evaluation", "next_agenda")
        plan = plan_step(network, 1)
        return [plan, *[guided(Phase.OPSTART, key, "todo", plan.url) for key in keys]]
    second = sessions[1] if len(sessions) > 1 else None
    facts, rules, expectations = vars(first), vars(network)["rule_count"], vars(network)["expectation_count"]
    agenda = reverse("sessions:agenda", args=[first.pk])
    return [
        guided(
            Phase.OPSTART,
            "acquaintance",
            state_of(is_held(first), facts["item_count"]),
            reverse("desk:session", args=[first.pk]),
            note=f"sessie 1, {short_day(first.starts_at)}",
            task="Bereid sessie 1 voor",
            button="Open sessie 1",
        )
        if facts["item_count"] or is_held(first)
        else guided(
            Phase.OPSTART,
            "acquaintance",
            "todo",
            agenda,
            note=f"sessie 1, {short_day(first.starts_at)}",
            task="Maak het draaiboek van sessie 1",
            why="Vertrek van het voorbeeld voor de opstart: kennismaken, verwachtingen, spelregels, eerste thema.",
            button="Naar het draaiboek",
        ),
        guided(
            Phase.OPSTART,
            "expectations",
            state_of(expectations),
            reverse("networks:expectations", args=[network.pk]),
            note=f"{expectations} op de lijst" if expectations else "",
            task="Schrijf de verwachtingen van de groep op",
            button="Naar de verwachtingen",
        ),
        guided(
            Phase.OPSTART,
            "ground_rules",
            state_of(rules and network.outside_line, rules),
            reverse("networks:ground_rules", args=[network.pk]),
            note=rules_note(rules, network.outside_line),
            task="Zet de spelregels op de flap",
            button="Naar de flap",
        ),
        guided(Phase.OPSTART, "first_theme", state_of(first.theme), reverse("sessions:edit", args=[first.pk])),
        guided(
            Phase.OPSTART,
            "koerskaart",
            state_of(facts["has_koerskaart"] and is_held(first), facts["has_koerskaart"]),
            agenda,
            note="" if facts["has_koerskaart"] else "staat niet in het draaiboek",
        ),
        evaluation_step(first, Phase.OPSTART, "evaluation"),
        report_step(first),
        guided(
            Phase.OPSTART,
            "next_agenda",
            state_of(second and vars(second)["item_count"], (second and second.theme) or facts["has_proposals"]),
            reverse("sessions:agenda", args=[second.pk]) if second else reverse("sessions:plan", args=[network.pk]),
            task="Maak de agenda van sessie 2",
            button="Naar het draaiboek" if second else "Plan sessie 2",
        ),
    ]


def rules_note(rules: int, outside_line: str) -> str:
    if not rules:
        return ""
    return f"{rules} op de flap" if outside_line else f"{rules} op de flap; nog niet wat je buiten mag vertellen"


def is_held(session: Session) -> bool:
    return session.is_closed or vars(session)["present_count"] > 0


def evaluation_step(session: Session, phase: Phase, key: str, **said: str) -> Step:
    state = vars(session)["round_state"]
    return guided(
        phase,
        key,
        state_of(state == Round.State.CLOSED, state == Round.State.OPEN),
        reverse("evaluations:round", args=[session.pk]),
        **{"note": "loopt nog" if state == Round.State.OPEN else ""} | said,
    )


def report_step(session: Session, phase: Phase = Phase.ONDERHOUD, key: str = "report", **said: str) -> Step:
    sent_at = vars(session)["report_sent_at"]
    named = {
        "title": f"Verslag van sessie {session.number}",
        "task": f"Verstuur het verslag van sessie {session.number}" if is_held(session) else "",
    }
    return guided(
        phase,
        key,
        state_of(sent_at, vars(session)["has_report"]),
        reverse("reports:report", args=[session.pk]),
        note=f"verstuurd op {short_day(sent_at)}" if sent_at else "",
        button="Naar het verslag",
        **named | said,
    )


def steps_of_middle(network: Network, sessions: list[Session], now: datetime) -> list[Step]:
    """From the second session to the one before the last; a network of two sessions has none."""
    until = last_place(network, sessions)
    planned = [step for session in sessions[1:until] for step in steps_of_session(session, now)]
    return planned + [plan_step(network, number) for number in range(max(len(sessions), 1) + 1, until + 1)]


def last_place(network: Network, sessions: list[Session]) -> int:
    """How many sessions come before the last one: as many as were announced tell, until who facilitates says otherwise or
    the final evaluation is asked."""
    if sessions and (sessions[-1].ends_network or is_final(sessions[-1])):
        return len(sessions) - 1
    to_come = bool(sessions) and sessions[-1].ends_network is False
    return max(network.session_count, len(sessions) + to_come) - 1


def is_final(session: Session) -> bool:
    """Whether the final evaluation was asked in it."""
    return bool(vars(session)["round_kind"] == Round.Kind.FINAL)


def steps_of_session(session: Session, now: datetime) -> list[Step]:
    return folded(
        [
            *preparing_and_holding(session, now),
            evaluation_step(session, Phase.ONDERHOUD, "evaluation", title=f"Evaluatie van sessie {session.number}"),
            report_step(session),
        ]
    )


def agenda_step(session: Session) -> Step:
    """An agenda that is longer than its session is not ready; after the session it no longer matters."""
    held, name = is_held(session), f"sessie {session.number}"
    too_long = 0 if held else minutes_too_long(session)
    step = guided(
        Phase.ONDERHOUD,
        "agenda",
        state_of(vars(session)["item_count"] and not too_long, too_long),
        reverse("sessions:agenda", args=[session.pk]),
        title=f"Draaiboek van {name}",
        task="" if held else f"Maak het draaiboek van {name}",
        button="Naar het draaiboek",
    )
    if too_long:
        step.note, step.task = f"{minutes(too_long)} te lang", f"Haal {minutes(too_long)} uit {name}"
        step.why, step.tip = TOO_LONG, ""
    return step


def preparing_and_holding(session: Session, now: datetime) -> list[Step]:
    present = vars(session)["present_count"]
    is_near = session.starts_at - now < timedelta(days=1)
    return [
        agenda_step(session),
        guided(
            Phase.ONDERHOUD,
            "session",
            state_of(is_held(session), session.starts_at <= now),
            reverse("desk:session", args=[session.pk]),
            title=f"Sessie {session.number}",
            note=f"{short_day(session.starts_at)}{', ' + people(present) if present else ''}",
            task=f"Houd sessie {session.number}" if is_near else f"Bereid sessie {session.number} voor",
            button=f"Open sessie {session.number}",
        ),
    ]


def folded(steps: list[Step]) -> list[Step]:
    """One line for the whole session when all is done or nothing has begun."""
    preparing, holding, *_ = steps
    if all(step.state == "done" for step in steps):
        return [Step(holding.title, "done", holding.url, holding.note)]
    if all(step.state == "todo" for step in steps):
        preparing.title, preparing.url, preparing.note = holding.title, holding.url, holding.note
        preparing.button = holding.button
        return [preparing]
    return steps
