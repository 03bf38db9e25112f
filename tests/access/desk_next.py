"""A network that is closed as the template of the next."""

from django.utils import timezone

from networks.models import Network, NetworkOrigin
from tests.access.row import Row, facilitator_only
from tests.world import World


def closed(world: World) -> dict[str, object]:
    Network.objects.filter(pk=world.network.pk).update(closed_at=timezone.now())
    return {"network_id": world.network.pk}


def made_from_another(world: World) -> dict[str, object]:
    if not NetworkOrigin.objects.filter(network=world.network).exists():
        NetworkOrigin.keep(world.network, world.elsewhere, "Begin met koffie.", "sleutel", timezone.now())
    return {"network_id": world.network.pk}


ROWS: list[Row] = [
    Row("desk:next_network", "GET", facilitator_only(), closed),
    Row("desk:next_network", "POST", facilitator_only(302), closed, lambda w: {"title": "Het volgende", "key": "k"}),
    Row("desk:lessons", "GET", facilitator_only(), made_from_another),
    Row(
        "desk:lessons",
        "POST",
        facilitator_only(302),
        made_from_another,
        lambda w: {"lessons": "Begin met thee.", "seen": "Begin met koffie."},
    ),
    Row("desk:discard_network", "GET", facilitator_only(), made_from_another),
    Row("desk:discard_network", "POST", facilitator_only(302), made_from_another),
]
