"""The steps of the last phase."""

from datetime import datetime

from django.urls import reverse

from desk.road_steps import (
    Step,
    evaluation_step,
    folded,
    guided,
    is_final,
    is_held,
    last_place,
    plan_step,
    preparing_and_holding,
    report_step,
    state_of,
)
from evaluations.models import Round
from networks.models import Network, Phase
from sessions.models import Session


def steps_of_end(network: Network, sessions: list[Session], now: datetime) -> list[Step]:
    before = last_place(network, sessions)
    if len(sessions) <= before:
        plan = plan_step(network, before + 1)
        keys = ("final_evaluation", "final_report", "certificates")
        return [plan, *[guided(Phase.AFRONDING, key, "todo", plan.url) for key in keys]]
    last = sessions[-1]
    asks = is_held(last) and not vars(last)["round_state"]
    return [
        *(folded(preparing_and_holding(last, now)) if before else []),
        evaluation_step(
            last,
            Phase.AFRONDING,
            "final_evaluation",
            task="Vraag de eindevaluatie" if asks else "",
            button="Naar de evaluatie",
            **note_of_ordinary(sessions),
        ),
        # Of a single session it stands in the first phase already.
        *([report_step(last)] if before else []),
        *final_steps(network, last),
    ]


def note_of_ordinary(sessions: list[Session]) -> dict[str, str]:
    """What the last session asked was no look at the whole."""
    asked = vars(sessions[-1])["round_state"] == Round.State.CLOSED
    return {"note": "zonder terugblik op de hele reeks"} if asked and not any(map(is_final, sessions)) else {}


def final_steps(network: Network, last: Session) -> list[Step]:
    """The report of the whole network, and what people take along as a proof."""
    facts, is_over = vars(network), is_held(last)
    return [
        guided(
            Phase.AFRONDING,
            "final_report",
            state_of(facts["final_report_sent"], facts["has_final_report"]),
            reverse("reports:report", args=[f"netwerken/{network.pk}"]),
            note="verstuurd" if facts["final_report_sent"] else "",
            task="Verstuur het eindverslag" if is_over else "",
            button="Naar het eindverslag",
        ),
        guided(
            Phase.AFRONDING,
            "certificates",
            state_of(facts["has_certificates"]),
            reverse("reports:certificates", args=[network.pk]),
            task="Geef de attesten" if is_over else "",
            button="Naar de attesten",
        ),
    ]
