"""What comes after the last session: the follow-ups, what it was worth, stories, closing the network."""

from datetime import timedelta

from django.utils import timezone

from evaluations.models import Round, Story
from networks.models import Network
from tests.access.row import Row, any_member, facilitator_only
from tests.world import World


def network(world: World) -> dict[str, object]:
    return {"network_id": world.network.pk}


def asked(world: World) -> dict[str, object]:
    now = timezone.now()
    Network.objects.update(closed_at=now - timedelta(days=92))
    Round.objects.open_follow_up(world.network, Round.Kind.AFTER_3, [world.participation], now=now)
    Round.objects.open_follow_up(world.elsewhere, Round.Kind.AFTER_3, [world.participation_elsewhere], now=now)
    return network(world) | {"kind": "na-3"}


def asked_me(world: World) -> dict[str, object]:
    asked(world)
    return {}


def told(world: World) -> dict[str, object]:
    Story.objects.tell(world.participation, "We bellen nu eerst.", Story.Consent.UNNAMED, now=timezone.now())
    return {}


ROWS: list[Row] = [
    Row("evaluations:value", "GET", facilitator_only(), lambda world: {"network_id": asked(world)["network_id"]}),
    Row("evaluations:my_value", "GET", any_member(), asked_me),
    Row("evaluations:follow_up", "GET", facilitator_only(), asked),
    Row("evaluations:stories", "GET", facilitator_only(), lambda world: told(world) | network(world)),
    Row("evaluations:my_story", "GET", any_member(), told),
    Row(
        "evaluations:my_story",
        "POST",
        any_member(302),
        data=lambda world: {"text": "We bellen nu eerst.", "consent": "zonder-naam"},
    ),
    Row("evaluations:withdraw_story", "POST", any_member(302), told),
    Row("evaluations:member_follow_up", "GET", any_member(), asked_me),
    Row("evaluations:member_follow_up", "POST", any_member(302), asked_me, lambda world: {"v0": "Eerst luisteren"}),
    Row("desk:close_network", "GET", facilitator_only(), network),
    Row("desk:close_network", "POST", facilitator_only(302), network),
    Row("desk:reopen_network", "POST", facilitator_only(302), network),
]
