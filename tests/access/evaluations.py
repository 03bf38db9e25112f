from evaluations.access import purpose
from evaluations.models import Round
from lerendnetwerk import links
from tests import factories
from tests.access.row import Row, facilitator_only, member_only, public
from tests.world import World


def session(world: World) -> dict[str, object]:
    return {"session_id": world.session.pk}


def network(world: World) -> dict[str, object]:
    return {"network_id": world.network.pk}


def with_round(world: World) -> dict[str, object]:
    """The session, with an evaluation that is open today."""
    the_round(world)
    return session(world)


def the_round(world: World) -> Round:
    # Somebody who is still thinking, so that one answer does not close it.
    factories.attend(world.session, factories.create_participation(world.network))
    return Round.objects.open_for(world.session, now=world.session.starts_at)


def in_the_room(world: World) -> dict[str, object]:
    the_round(world)
    return {}


def link(world: World) -> dict[str, object]:
    round, one = the_round(world), world.participation
    digest = links.digest(purpose(round), one.public_id, one.link_version)
    return {"public_id": one.public_id, "round_id": round.pk, "digest": digest}


def wrong_link(world: World) -> dict[str, object]:
    return {**link(world), "digest": "x" * 16}


def answer(world: World) -> dict[str, object]:
    return {"content": "8", "discussion": "7", "guidance": "geen"}


def who(world: World) -> dict[str, object]:
    return {"who": [world.participation.pk]}


# Without a place in the room: to the page where the code is typed.
IN_THE_ROOM = (302, 200, 302, 302, 302, 302, 302, 302)

ROWS: list[Row] = [
    Row("evaluations:network", "GET", facilitator_only(), network),
    Row("evaluations:round", "GET", facilitator_only(), with_round),
    Row("evaluations:round", "GET", facilitator_only(), session),
    Row("evaluations:previous", "GET", facilitator_only(), session),
    Row("evaluations:open", "POST", facilitator_only(302), session),
    Row("evaluations:take_back", "POST", facilitator_only(302), with_round),
    Row("evaluations:say_last", "POST", facilitator_only(302), session, lambda world: {"last": "ja"}),
    Row("evaluations:close", "GET", facilitator_only(), with_round),
    Row("evaluations:close", "POST", facilitator_only(302), with_round),
    Row("evaluations:screen", "GET", facilitator_only(), with_round),
    Row("evaluations:paper", "GET", facilitator_only(), with_round),
    Row("evaluations:paper", "POST", facilitator_only(302), with_round, answer),
    Row("evaluations:paper_tell", "POST", facilitator_only(302), with_round, who),
    Row("evaluations:paper_form", "GET", facilitator_only(), session),
    Row("evaluations:room_form", "GET", IN_THE_ROOM),
    Row("evaluations:room_form", "GET", IN_THE_ROOM, in_the_room),
    Row("evaluations:room_form", "POST", public(302), in_the_room, answer, actor="seat"),
    Row("evaluations:member_form", "GET", member_only(), with_round),
    Row("evaluations:member_form", "POST", member_only(302), with_round, answer),
    Row("evaluations:link_form", "GET", public(), link),
    Row("evaluations:link_form", "GET", public(404), wrong_link),
    Row("evaluations:link_form", "POST", public(302), link, answer, actor="visitor"),
]
