"""What the group does together, and what it does in another way."""

from collections.abc import Callable, Mapping

from django.utils import timezone

from sessions.models import ActionPoint, ActionStep
from tests.access.row import Row, facilitator_only
from tests.world import World


def of_network(world: World) -> Mapping[str, object]:
    return {"network_id": world.network.pk}


def an_action(world: World) -> Mapping[str, object]:
    action, _ = ActionPoint.objects.get_or_create(session=world.session, text="Een bezoek", owner="groep")
    return {"network_id": world.network.pk, "action_id": action.pk}


def done(world: World) -> Mapping[str, object]:
    found = an_action(world)
    ActionPoint.objects.filter(pk=found["action_id"]).update(done_at=timezone.now())
    return found


def a_step(world: World) -> Mapping[str, object]:
    found = an_action(world)
    action = ActionPoint.objects.get(pk=found["action_id"])
    step = ActionStep.objects.tell(action, world.session, "Half", key="a", now=timezone.now())
    return {**found, "step_id": step.pk}


def in_session(world: World) -> Mapping[str, object]:
    return {"session_id": world.session.pk}


type Data = Callable[[World], Mapping[str, object]]
words: Data = lambda world: {"text": "We bellen elkaar.", "key": "woorden"}  # noqa: E731
new: Data = lambda world: {"text": "Een bezoek", "due_on": "2027-05-01", "key": "nieuw"}  # noqa: E731
ROWS: list[Row] = [
    Row("sessions:together", "GET", facilitator_only(), of_network),
    Row("sessions:add_joint_action", "POST", facilitator_only(302), of_network, new),
    Row("sessions:add_step", "POST", facilitator_only(302), an_action, words),
    Row("sessions:remove_step", "POST", facilitator_only(302), a_step),
    Row("sessions:tick_joint_action", "POST", facilitator_only(302), an_action, lambda world: {"done": "1"}),
    Row("sessions:celebrate", "GET", facilitator_only(), done),
    Row("sessions:add_group_change", "POST", facilitator_only(302), in_session, words),
]
