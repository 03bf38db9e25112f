"""The verbs of a network on a map."""

from sessions.models import OwnMap
from tests.access.row import Row, facilitator_only, member_only, seat_only
from tests.access.sessions_rounds import of_session, on_phone, started
from tests.world import World

KIND = "netwerk-in-kaart"


def with_a_map(world: World) -> dict[str, object]:
    started(world, KIND)
    OwnMap.objects.keep(world.participation, world.session, 2, 5)
    return {"session_id": world.session.pk}


ROWS: list[Row] = [
    Row("sessions:network_map_type", "GET", facilitator_only(), of_session(KIND)),
    Row(
        "sessions:network_map_type",
        "POST",
        facilitator_only(302),
        of_session(KIND),
        lambda world: {"slips": "2 5\n1 1\n0 3"},
    ),
    Row("sessions:network_map_count", "POST", seat_only(302), on_phone(KIND), lambda world: {"asked": 2, "helped": 5}),
    Row(
        "sessions:network_map_share",
        "POST",
        seat_only(302),
        on_phone(KIND),
        lambda world: {"part": "vraag", "text": "Iemand die planningen maakt"},
    ),
    Row("sessions:my_map", "GET", member_only(), with_a_map),
    Row("sessions:my_map", "POST", member_only(302), with_a_map, lambda world: {"asked": 3, "helped": 1}),
    Row("sessions:forget_my_map", "POST", member_only(302), with_a_map),
]
