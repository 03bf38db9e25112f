"""What a session opens with: whatever the ones before left open, and how far each expectation is."""

from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, Subquery

from lerendnetwerk.together import read_together
from networks.models import Expectation
from sessions.models import (
    ActionPoint,
    CaseTalk,
    ChangeNote,
    DecisionReview,
    ExpectationReview,
    Question,
    Session,
    SummaryPoint,
)


@dataclass(frozen=True)
class ExpectationNow:
    """One expectation with the state that the group gives in this session, and the last one before it."""

    expectation: Expectation
    state: str  # empty: not given yet
    state_before: str  # empty: never given
    session_before: int | None

    @property
    def state_label(self) -> str:
        return _label(self.state)

    @property
    def label_before(self) -> str:
        return _label(self.state_before)


@dataclass(frozen=True)
class CarriedOver:
    """`action_points` holds what is open, and what got done since the session before; `questions` what is open, and
    what this session answered; `cases` those of which the group did not hear yet what came of them."""

    action_points: list[ActionPoint]
    questions: list[Question]
    parked: list[SummaryPoint]
    expectations: list[ExpectationNow]
    cases: list[CaseTalk]
    decisions: list[DecisionReview]
    # What the group does in another way, as it said in this session and before: the newest first.
    changes: list[ChangeNote]

    @property
    def done_together(self) -> list[ActionPoint]:
        """What the whole group got done since the session before: worth a moment."""
        return [point for point in self.action_points if point.is_done and point.owner == ActionPoint.Owner.GROUP]

    @property
    def is_empty(self) -> bool:
        return not (
            self.action_points or self.questions or self.parked or self.expectations or self.cases or self.decisions
        )

    @property
    def expectations_without_state(self) -> int:
        return sum(not expectation.state for expectation in self.expectations)


def carried_over(session: Session) -> CarriedOver:
    """Four queries, however much was left open."""
    before = Q(session__network=session.network_id, session__number__lt=session.number)
    previous = Session.objects.filter(network=session.network_id, number__lt=session.number).order_by("-number")
    parked = SummaryPoint.objects.filter(before, outcome=SummaryPoint.Outcome.PARKED)
    together = read_together(
        parked=parked.annotate(number=F("session__number")).order_by("session__number", "position", "pk"),
        cases=CaseTalk.objects.to_look_back_on(session),
        decisions=DecisionReview.objects.due(session.pk, network=session.network_id, number=session.number),
        changes=ChangeNote.objects.filter(
            session__network=session.network_id, session__number__lte=session.number, level=ChangeNote.Level.GROUP
        )
        .annotate(number=F("session__number"))
        .order_by("-session__number", "position", "pk"),
    )
    return CarriedOver(
        action_points=list(
            ActionPoint.objects.filter(before)
            .filter(Q(done_at=None) | Q(done_at__gt=Subquery(previous.values("ends_at")[:1])))
            .select_related("session", "participation__person")
            .order_by("session__number", "position", "pk")
        ),
        questions=list(
            Question.objects.filter(before)
            .filter(Q(answered_in=None) | Q(answered_in__number__gte=session.number))
            .select_related("session", "asked_by__person")
            .order_by("session__number", "position", "pk")
        ),
        parked=together["parked"],
        expectations=expectations_at(session),
        cases=together["cases"],
        decisions=together["decisions"],
        changes=together["changes"],
    )


def expectations_at(session: Session) -> list[ExpectationNow]:
    """One query."""
    reviews = ExpectationReview.objects.filter(expectation=OuterRef("pk"))
    last = reviews.filter(session__number__lt=session.number).order_by("-session__number")
    expectations = Expectation.objects.filter(network=session.network_id).annotate(
        state=Subquery(reviews.filter(session=session).values("state")[:1]),
        state_before=Subquery(last.values("state")[:1]),
        session_before=Subquery(last.annotate(number=F("session__number")).values("number")[:1]),
    )
    return [ExpectationNow(row, row.state or "", row.state_before or "", row.session_before) for row in expectations]


def _label(state: str) -> str:
    return ExpectationReview.State(state).label if state else ""
