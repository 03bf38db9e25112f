from collections.abc import Mapping

from tests.access.row import Row, facilitator_only
from tests.world import World


def of_network(world: World) -> Mapping[str, object]:
    return {"network_id": world.network.pk}


def of_session(world: World) -> Mapping[str, object]:
    return {"session_id": world.session.pk}


PLAN = {
    "number": 7,
    "theme": "Wat helpt?",
    "day": "2027-06-03",
    "start": "13:30",
    "end": "16:30",
    "place": "Deinze",
    "agenda": "leeg",
    "version": 1,
}

PLANNING = [
    Row("sessions:list", "GET", facilitator_only(), of_network),
    Row("sessions:plan", "GET", facilitator_only(), of_network),
    Row("sessions:plan", "POST", facilitator_only(302), of_network, lambda world: PLAN),
    Row("sessions:edit", "GET", facilitator_only(), of_session),
    Row("sessions:edit", "POST", facilitator_only(302), of_session, lambda world: PLAN),
    Row("sessions:delete", "GET", facilitator_only(), of_session),
    Row("sessions:delete", "POST", facilitator_only(302), of_session),
]

AGENDA = [
    Row("sessions:agenda", "GET", facilitator_only(), of_session),
]

ROWS: list[Row] = [*PLANNING, *AGENDA]
