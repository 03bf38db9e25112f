"""The one way to a session and what happened in it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from lerendnetwerk.doors import Actor, Member, Seat, Staff
from networks.access import LinkNotValid, Role, networks_with_role, participation_of, role_in
from networks.models import Participation
from sessions.models import Seat as RoomSeat
from sessions.models import Session


def session_for(actor: Actor, session_id: int, *, needs: Role = Role.FACILITATOR) -> Session:
    """The session with its network, programme and host, if the actor has one of the roles in `needs`. Two queries."""
    if not isinstance(actor, Staff):
        raise Http404
    session = Session.objects.select_related("host").filter(pk=session_id).first()
    if session is None:
        raise Http404
    network = networks_with_role(actor.user).select_related("programme").filter(pk=session.network_id).first()
    if network is None:
        raise Http404
    if not role_in(network) & needs:
        raise PermissionDenied
    session.network = network
    return session


def member_session(actor: Actor, session_id: int) -> tuple[Session, Participation]:
    """A session of the member's own network, from the session in which the member joined, and the participation."""
    if not isinstance(actor, Member):
        raise Http404
    participation = participation_of(actor)
    session = (
        Session.objects.select_related("host")
        .filter(pk=session_id, network=participation.network_id, number__gte=participation.from_session)
        .first()
    )
    if session is None:
        raise Http404
    session.network = participation.network
    return session, participation


def seat_of(actor: Actor) -> RoomSeat:
    """The place in the room behind this browser, with session and participation. Raises LinkNotValid when ended."""
    if not isinstance(actor, Seat):
        raise Http404
    seat = (
        RoomSeat.objects.select_related("session__network", "participation__person")
        .filter(pk=actor.seat_id, device=actor.device)
        .exclude(state=RoomSeat.State.ENDED)
        .first()
    )
    if seat is None:
        raise LinkNotValid
    return seat
