from collections.abc import Mapping

from lerendnetwerk import links
from networks.mail import PAGE
from networks.views.imports import _signed
from tests import factories
from tests.access.row import (
    Row,
    any_staff,
    coordinator_only,
    facilitator_and_coordinator,
    facilitator_only,
    public,
)
from tests.world import World


def network(world: World) -> dict[str, object]:
    return {"network_id": world.network.pk}


def programme(world: World) -> Mapping[str, object]:
    return {"programme_id": world.programme.pk}


def participation(world: World) -> Mapping[str, object]:
    return {"participation_id": world.participation.pk}


def without_address(world: World) -> Mapping[str, object]:
    return {"participation_id": factories.create_participation(world.network, email="").pk}


def expectation(world: World) -> Mapping[str, object]:
    return network(world) | {"line_id": factories.create_expectation(world.network, "Horen").pk}


def ground_rule(world: World) -> Mapping[str, object]:
    return network(world) | {"line_id": factories.create_ground_rule(world.network, "Luisteren").pk}


def second_facilitator(world: World) -> Mapping[str, object]:
    user = factories.create_user(name="Tweede Persoon")
    world.network.facilitators.create(user=user)
    return {"network_id": world.network.pk, "user_id": user.pk}


def second_coordinator(world: World) -> Mapping[str, object]:
    return {
        "programme_id": world.programme.pk,
        "user_id": factories.create_coordinator(world.programme, name="Tweede Persoon").pk,
    }


def personal_link(world: World) -> Mapping[str, object]:
    participation = world.participation
    digest = links.digest(PAGE, participation.public_id, participation.link_version)
    return {"public_id": participation.public_id, "digest": digest}


def wrong_link(world: World) -> Mapping[str, object]:
    return {"public_id": world.participation.public_id, "digest": "x" * 16}


def person(world: World) -> Mapping[str, object]:
    return {"first_name": "An", "last_name": "Verstraete", "from_session": 1}


def seen_person(world: World) -> Mapping[str, object]:
    return {**person(world), "seen": world.participation.fingerprint}


def staff_member(world: World) -> Mapping[str, object]:
    return {"name": "Nieuw Iemand", "email": "nieuw@fonds.example"}


def cells(world: World) -> Mapping[str, object]:
    return {"cells": "naam;mail\nAn Verstraete;an@x.example"}


def signed_rows(world: World) -> Mapping[str, object]:
    return {"rows": _signed((), world.network.pk)}


def description(world: World) -> Mapping[str, object]:
    return {
        "title": "Een nieuwe naam",
        "session_count": 4,
        "group_sought": 10,
        "group_most": 15,
        "scope": "tussen",
        "seen_version": 1,
    }


# Whoever facilitates in the programme may start a network there, as its coordinators may.
STARTERS = facilitator_and_coordinator

ROWS: list[Row] = [
    Row("networks:edit_programme", "GET", coordinator_only(), programme),
    Row(
        "networks:edit_programme",
        "POST",
        coordinator_only(302),
        programme,
        lambda world: {"title": "Nieuw", "seen_version": 1},
    ),
    Row("networks:appoint_coordinator", "POST", coordinator_only(302), programme, staff_member),
    Row("networks:remove_coordinator", "GET", coordinator_only(), second_coordinator),
    Row("networks:remove_coordinator", "POST", coordinator_only(302), second_coordinator),
    Row("networks:new_network", "GET", STARTERS(), programme),
    Row("networks:new_network", "POST", (302, 302, 302, 302, 302, 404, 302, 404), programme, description),
    Row("networks:edit_network", "GET", facilitator_and_coordinator(), network),
    # The second of the two saves on a version that the first made old.
    Row("networks:edit_network", "POST", (302, 302, 302, 302, 302, 404, 409, 404), network, description),
    Row("networks:facilitators", "GET", facilitator_and_coordinator(), network),
    Row("networks:facilitators", "POST", facilitator_and_coordinator(302), network, staff_member),
    Row("networks:remove_facilitator", "GET", facilitator_and_coordinator(), second_facilitator),
    Row("networks:remove_facilitator", "POST", facilitator_and_coordinator(302), second_facilitator),
    Row("networks:people", "GET", facilitator_only(), network),
    Row("networks:add_participant", "GET", facilitator_only(), network),
    Row("networks:add_participant", "POST", facilitator_only(302), network, person),
    Row("networks:import_people", "GET", facilitator_only(), network),
    Row("networks:import_people", "POST", facilitator_only(200), network, cells),
    Row("networks:do_import", "POST", facilitator_only(302), network, signed_rows),
    Row("networks:export_people", "GET", facilitator_only(), network),
    Row("networks:edit_participant", "GET", facilitator_only(), participation),
    Row("networks:edit_participant", "POST", facilitator_only(302), participation, seen_person),
    Row("networks:stop", "GET", facilitator_only(), participation),
    Row("networks:stop", "POST", facilitator_only(302), participation),
    Row("networks:take_part_again", "POST", facilitator_only(302), participation),
    Row("networks:send_links", "GET", facilitator_only(), network),
    Row("networks:send_links", "POST", facilitator_only(302), network),
    Row("networks:renew_link", "GET", facilitator_only(), participation),
    Row("networks:renew_link", "POST", facilitator_only(302), participation),
    Row("networks:link_card", "GET", facilitator_only(), without_address),
    Row("networks:link_card", "GET", facilitator_only(404), participation),
    Row("networks:expectations", "GET", facilitator_only(), network),
    Row("networks:expectations", "POST", facilitator_only(302), network, lambda world: {"lines": "Horen"}),
    Row("networks:order_expectations", "POST", facilitator_only(302), network),
    Row("networks:correct_expectation", "POST", facilitator_only(302), expectation, lambda w: {"text": "Horen"}),
    Row("networks:move_expectation", "POST", facilitator_only(302), expectation, lambda world: {"to": "up"}),
    Row("networks:remove_expectation", "GET", facilitator_only(), expectation),
    Row("networks:remove_expectation", "POST", facilitator_only(302), expectation),
    Row("networks:ground_rules", "GET", facilitator_only(), network),
    Row("networks:ground_rules", "POST", facilitator_only(302), network, lambda world: {"lines": "Luisteren"}),
    Row("networks:order_ground_rules", "POST", facilitator_only(302), network),
    Row(
        "networks:write_outside_line",
        "POST",
        facilitator_only(302),
        network,
        lambda w: {"seen": w.network.outside_line},
    ),
    Row("networks:correct_groundrule", "POST", facilitator_only(302), ground_rule, lambda w: {"text": "Luisteren"}),
    Row("networks:move_groundrule", "POST", facilitator_only(302), ground_rule, lambda world: {"to": "up"}),
    Row("networks:remove_groundrule", "GET", facilitator_only(), ground_rule),
    Row("networks:remove_groundrule", "POST", facilitator_only(302), ground_rule),
    Row("networks:flap", "GET", facilitator_only(), network),
    Row("networks:guide", "GET", any_staff()),
    Row("networks:guide_page", "GET", any_staff(), lambda world: {"part": "opstart", "key": "ground_rules"}),
    Row("networks:link", "GET", public(), personal_link),
    Row("networks:link", "GET", public(404), wrong_link),
    Row("networks:link", "POST", public(302), personal_link),
    Row("networks:link", "POST", public(404), wrong_link),
    Row("networks:request_link", "GET", public()),
    Row("networks:request_link", "POST", public(302), data=lambda world: {"email": world.participation.person.email}),
    Row("networks:link_requested", "GET", public()),
]
