"""The verbs of a decision in four steps."""

from collections.abc import Callable, Mapping

from django.utils import timezone

from sessions.activities.decision.models import DecisionPath, DecisionReview, Proposal, ProposalWeight
from sessions.models import Activity, Decision
from tests import factories
from tests.access.row import Row, facilitator_only, seat_only
from tests.world import World

KIND = "besluit-in-vier-stappen"
type Arguments = Callable[[World], Mapping[str, object]]


def running(world: World) -> Activity:
    found: Activity | None = Activity.objects.filter(session=world.session, kind=KIND).first()
    return found or factories.create_activity(world.session, KIND, now=timezone.now())


def on_phone(world: World) -> Mapping[str, object]:
    return {"activity_id": running(world).pk}


def of_session(world: World) -> Mapping[str, object]:
    return {"session_id": world.session.pk, **on_phone(world)}


def proposal(world: World) -> Proposal:
    path = DecisionPath.objects.of(running(world))
    return path.proposals.first() or Proposal.objects.create(path=path, text="Een gast", key="toegang-0")


def weight(world: World) -> Mapping[str, object]:
    point = ProposalWeight.objects.create(proposal=proposal(world), side="sterk", text="Kent de werf", key="toegang")
    return {**of_session(world), "weight_id": point.pk}


def with_proposal(arguments: Arguments) -> Arguments:
    return lambda world: {**arguments(world), "proposal_id": proposal(world).pk}


def review(world: World) -> Mapping[str, object]:
    decision = Decision.objects.create(session=world.session, text="Een gast")
    found = DecisionReview.objects.create(decision=decision, session=world.session)
    return {"session_id": world.session.pk, "review_id": found.pk}


def weighing(world: World) -> Mapping[str, object]:
    return {"lines": "Kent de werf", "side": "sterk"}


def posted(name: str, arguments: Arguments, data: Arguments) -> list[Row]:
    return [
        Row(f"sessions:besluit_{name}", "GET", facilitator_only(), arguments),
        Row(f"sessions:besluit_{name}", "POST", facilitator_only(302), arguments, data),
    ]


ROWS: list[Row] = [
    *posted("explore", of_session, lambda world: {"question": "Wie vragen we?", "version": 1}),
    *posted("propose", of_session, lambda world: {"lines": "Een gast"}),
    *posted("weigh", with_proposal(of_session), weighing),
    *posted("decide", of_session, lambda world: {"text": "Een gast"}),
    Row("sessions:besluit_remove_proposal", "POST", facilitator_only(302), with_proposal(of_session)),
    Row("sessions:besluit_restore_proposal", "POST", facilitator_only(302), with_proposal(of_session)),
    Row("sessions:besluit_restore_weight", "POST", facilitator_only(302), weight),
    Row("sessions:besluit_remove_weight", "POST", facilitator_only(302), weight),
    Row("sessions:besluit_phone_propose", "POST", seat_only(302), on_phone, lambda world: {"lines": "Een gast"}),
    Row("sessions:besluit_phone_weigh", "POST", seat_only(302), with_proposal(on_phone), weighing),
    Row("sessions:review_decision", "POST", facilitator_only(302), review, lambda world: {"verdict": "goed"}),
]
