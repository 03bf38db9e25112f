from tests.access.row import Row, any_member, coordinator_only, facilitator_only, public
from tests.world import World


def network(world: World) -> dict[str, object]:
    return {"network_id": world.network.pk}


def programme(world: World) -> dict[str, object]:
    return {"programme_id": world.programme.pk}


def an_overview(world: World) -> dict[str, object]:
    from reports.models import Overview

    made = Overview.objects.create(
        programme=world.programme, frozen={}, digest="x", asked_at="2027-03-04T09:00Z", not_before="2027-03-04T09:00Z"
    )
    return {"programme_id": world.programme.pk, "overview_id": made.pk}


ROWS: list[Row] = [
    Row("desk:front", "GET", public()),
    # Outside the demo nobody signs in this way.
    Row("desk:demo_sign_in", "POST", public(404), lambda world: {"role": "facilitator"}),
    Row("desk:network", "GET", facilitator_only(), network),
    Row("desk:change_phase", "GET", facilitator_only(), network),
    Row("desk:change_phase", "POST", facilitator_only(302), network, lambda world: {"phase": "onderhoud"}),
    Row("desk:kept", "GET", facilitator_only(), network),
    Row("desk:set_signal_aside", "POST", facilitator_only(302), network, lambda world: {"key": "samen:2"}),
    Row("desk:session", "GET", facilitator_only(), lambda world: {"session_id": world.session.pk}),
    Row("desk:programme", "GET", coordinator_only(), programme),
    Row("desk:hours", "GET", coordinator_only(), programme),
    Row("desk:ask_overview", "POST", coordinator_only(302), programme),
    Row("desk:overview", "GET", coordinator_only(), an_overview),
    Row("desk:me", "GET", any_member()),
    Row("desk:newcomer", "GET", any_member()),
]
