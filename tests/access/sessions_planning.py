from collections.abc import Mapping

from sessions.models import Method
from tests.access.row import Row, any_staff, facilitator_only
from tests.world import World


def of_network(world: World) -> Mapping[str, object]:
    return {"network_id": world.network.pk}


def of_session(world: World) -> Mapping[str, object]:
    return {"session_id": world.session.pk}


def of_block(world: World) -> Mapping[str, object]:
    return {**of_session(world), "item_id": world.session.agenda_items.first().pk}


def of_method(world: World) -> Mapping[str, object]:
    minutes = {"least_minutes": 20, "usual_minutes": 30, "most_minutes": 45}
    Method.objects.create(slug="wand", title="Wand", phases="opstart", least_people=4, most_people=20, **minutes)
    return {"slug": "wand"}


BLOCK = {"title": "Ontvangst", "kind": "onderdeel", "minutes": 20, "elastic": "True", "least_minutes": 10, "version": 1}
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
    Row("sessions:start_agenda", "POST", facilitator_only(302), of_session, lambda world: {"agenda": "opstart"}),
    Row("sessions:add_block", "POST", facilitator_only(302), of_session, lambda world: {"title": "Pauze"}),
    Row("sessions:sort_blocks", "POST", facilitator_only(302), of_session),
    Row("sessions:shorten", "POST", facilitator_only(302), of_session),
    Row("sessions:restore_block", "POST", facilitator_only(302), of_session),
    Row("sessions:block", "GET", facilitator_only(), of_block),
    Row("sessions:block", "POST", facilitator_only(302), of_block, lambda world: BLOCK),
    Row("sessions:set_minutes", "POST", facilitator_only(302), of_block, lambda world: {"minutes": 20}),
    Row("sessions:move_block", "POST", facilitator_only(302), of_block),
    Row("sessions:remove_block", "POST", facilitator_only(302), of_block),
    Row("sessions:print_agenda", "GET", facilitator_only(), of_session),
    Row("sessions:print_list", "GET", facilitator_only(), of_session),
]

METHODS = [
    Row("sessions:methods", "GET", any_staff()),
    Row("sessions:method", "GET", any_staff(), of_method),
]

ROWS: list[Row] = [*PLANNING, *AGENDA, *METHODS]
