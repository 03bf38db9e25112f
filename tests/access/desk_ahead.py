"""What the group asked for, and its place in the next session."""

from collections.abc import Mapping

from django.utils import timezone

from sessions.models import Note, PickedUp, Said, Session
from tests import factories
from tests.access.row import Row, facilitator_only
from tests.world import World


def next_session(world: World) -> Session:
    number = world.session.number + 1
    return world.network.sessions.filter(number=number).first() or factories.create_session(world.network, number)


def in_session(world: World) -> Mapping[str, object]:
    return {"session_id": next_session(world).pk}


def a_proposal(world: World) -> Mapping[str, object]:
    note, _ = Note.objects.get_or_create(session=world.session, kind="agenda", text="Een bezoek")
    return {"key": f"voorstel:{note.pk}", "became": "onderdeel"}


def picked(world: World) -> Mapping[str, object]:
    session = next_session(world)
    said = Said("voorstel:1", "voorstel", "Een bezoek", world.session.pk, world.session.number)
    row = PickedUp.objects.pick_up(session, said, "onderdeel", now=timezone.now())
    return {"session_id": session.pk, "picked_id": row.pk}


ROWS: list[Row] = [
    Row("desk:ahead", "GET", facilitator_only(), in_session),
    Row("desk:pick_up", "POST", facilitator_only(302), in_session, a_proposal),
    Row("desk:lay_together", "POST", facilitator_only(302), in_session, lambda world: {"key": "x", "under": "y"}),
    Row("desk:lay_apart", "POST", facilitator_only(302), in_session, lambda world: {"key": "x"}),
    Row("desk:put_down", "POST", facilitator_only(302), picked),
]
