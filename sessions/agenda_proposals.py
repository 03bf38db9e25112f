"""What the agenda editor proposes: the rules of sessions/proposing.py, filled in from this session and its network."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import F, QuerySet

from lerendnetwerk.together import read_together
from networks.models import Phase
from networks.phase_guide import STEPS
from sessions.agenda_forms import MOST_MINUTES, body_of, full_minutes
from sessions.method_search import listed
from sessions.method_traits import Aim
from sessions.models import AgendaItem, Method, Session
from sessions.planning_forms import proposed_starter
from sessions.proposing import Moment, Proposal, propose, step_name

# Steps of the road that happen in the room, for which something can be proposed.
IN_THE_ROOM = {
    "opstart": tuple(step.key for step in STEPS["opstart"] if step.key != "report"),
    "onderhoud": ("session", "agenda"),
    "afronding": ("final_evaluation",),
}
USUAL_MINUTES = 30


class ProposalForm(forms.Form):
    """For which moment; what is left empty, the agenda itself says."""

    stap = forms.ChoiceField(label="Voor welke stap?", required=False)
    waarvoor = forms.ChoiceField(label="Waarvoor?", required=False, choices=[("", "om het even"), *Aim.choices])
    minuten = forms.IntegerField(label="Hoeveel minuten?", required=False, min_value=1, max_value=MOST_MINUTES)

    def __init__(self, data: Mapping[str, str], *, phase: str, step: str, minutes: int) -> None:
        self.usual: dict[str, Any] = {"stap": step, "waarvoor": "", "minuten": minutes}
        super().__init__(
            {**self.usual, **{name: data[name] for name in self.usual if data.get(name)}}, auto_id="past-%s"
        )
        self.fields["stap"].choices = [(name, step_name(name)) for name in steps_of(phase)]  # type: ignore[attr-defined]
        self.is_valid()
        self.asked: dict[str, Any] = self.usual | {name: value for name, value in self.cleaned_data.items() if value}


@dataclass(frozen=True)
class Proposals:
    form: ProposalForm
    proposals: Sequence[tuple[Proposal[Method], str]]  # type: ignore[type-var]  # each with the key of its button
    after: int | None
    people: int
    # So many are looked for; fewer are enrolled.
    is_sought: bool
    is_open: bool


def steps_of(phase: str) -> list[str]:
    return [f"{phase}.{key}" for key in IN_THE_ROOM[phase]]


def proposals_for(
    session: Session, items: Sequence[AgendaItem], methods: Sequence[Method], data: Mapping[str, str], *, left: int
) -> Proposals:
    """`items` come with their method; `left`: minutes that the agenda has over. One query."""
    phase = proposed_starter(session.network, session.number, ends=session.ends_network)
    here = [item.method for item in items if item.method]
    form = ProposalForm(
        data, phase=phase, step=first_missing(phase, here), minutes=left if left >= 5 else USUAL_MINUTES
    )
    after = body_of(items)[-1:]
    rows = read_together(
        people=session.network.participations.expected_at(session.number).only("pk"), done=done_before(session)
    )
    enrolled, sought = len(rows["people"]), session.network.group_sought
    # Who prepares a first session while the group still fills, prepares it for the group that is to come.
    people = max(enrolled, sought) if session.network.phase == Phase.VOORAF else enrolled or sought
    moment = Moment(
        phase=phase,
        number=session.number,
        people=people,
        minutes=form.asked["minuten"],
        step=form.asked["stap"],
        aim=form.asked["waarvoor"],
        done={item.method_slug: item.number for item in rows["done"]},
        here=frozenset(method.slug for method in here),
        before=after[0].method.energy if after and after[0].method else "",
        full={method.slug: full_minutes(method.slug) for method in methods},
    )
    token = secrets.token_hex(8)
    found = [(proposal, f"{token}{place}") for place, proposal in enumerate(propose(methods, moment))]  # type: ignore[type-var]
    return Proposals(
        form,
        found,
        after[0].pk if after else None,
        people,
        is_sought=people > enrolled,
        is_open=left >= 5 or bool(data),
    )


def first_missing(phase: str, here: Sequence[Method]) -> str:
    """The first step of the phase for which no werkvorm stands in the agenda; else the step that may come twice."""
    covered = {listed(method.fits)[0] for method in here if listed(method.fits)}
    steps = steps_of(phase)
    if phase != "opstart":
        return steps[0]
    return next((step for step in steps if step not in covered), "opstart.koerskaart")


def done_before(session: Session) -> QuerySet[AgendaItem]:
    """What stood in the agendas of the earlier sessions of this network, the oldest first."""
    return (
        AgendaItem.objects.filter(session__network=session.network_id, session__number__lt=session.number)
        .filter(dropped_at=None, method__isnull=False)
        .annotate(method_slug=F("method__slug"), number=F("session__number"))
        .only("pk")
        .order_by("session__number", "pk")
    )
