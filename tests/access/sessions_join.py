"""Joining the room, and the facilitator's side of it."""

from sessions.models import Seat
from tests.access.row import Row, facilitator_only, public
from tests.world import World


def code(world: World) -> dict[str, object]:
    return {"code": world.session.room_code}


def name(world: World) -> dict[str, object]:
    return {**code(world), "participation_id": world.participation.pk}


def session(world: World) -> dict[str, object]:
    return {"session_id": world.session.pk}


def claim(world: World) -> dict[str, object]:
    seat = Seat.objects.create(session=world.session, participation=world.participation)
    return {**session(world), "seat_id": seat.pk}


# Who is in goes on to the evaluation; who never joined to the page where the code is typed.
ROWS: list[Row] = [
    Row("sessions:join", "GET", public()),
    Row("sessions:join", "POST", public(302), data=code),
    Row("sessions:join_code", "GET", public(), code),
    Row("sessions:join_code", "GET", public(404), lambda world: {"code": "222222"}),
    Row("sessions:join_as", "GET", public(), name),
    # Three phones may wait on one name; the others are told to go and see the facilitator.
    Row("sessions:join_as", "POST", (302, 302, 302, *(422,) * 5), name, lambda world: {"ask": "1"}, actor="visitor"),
    Row("sessions:waiting", "GET", public(302), actor="seat"),
    Row("sessions:leave", "POST", public(302), actor="seat"),
    Row("sessions:room", "GET", facilitator_only(), session),
    Row("sessions:admit", "POST", facilitator_only(302), claim),
    Row("sessions:turn_away", "POST", facilitator_only(302), claim),
]
