"""The one way to a session and what happened in it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from lerendnetwerk.accounts.models import User
from lerendnetwerk.composed import composed
from lerendnetwerk.doors import Actor, Member, Seat, Staff
from networks.access import LinkNotValid, NotInRehearsal, Role, network_for, participation_of, role_columns, role_in
from networks.models import Network, Participation
from sessions import room
from sessions.models import Activity, AgendaItem, CaseTalk, Contribution, Document, Method, Place, Session
from sessions.models import Seat as RoomSeat
from sessions.models.method import MethodQuerySet

SITTER = ("participation__person", "place__participation__person", "place__participation__organisation")


def session_for(actor: Actor, session_id: int, *, needs: Role = Role.FACILITATOR, in_room: bool = False) -> Session:
    """The session with its network, programme, host, run and clock, if the actor has one of the roles in `needs`. One query.

    `in_room`: for the live screens and what is done on them; a session to practise with has no other pages.
    """
    if not isinstance(actor, Staff):
        raise Http404
    found: list[Any] = session_with_roles(session_id, actor.user.pk)
    if not found:
        raise Http404
    session: Session = found[0]
    found[0].network.is_facilitator, found[0].network.is_coordinator = found[0].is_facilitator, found[0].is_coordinator
    if not role_in(session.network):
        raise Http404
    if session.network.is_rehearsal and not in_room:
        raise NotInRehearsal
    if not role_in(session.network) & needs:
        raise PermissionDenied
    return session


@composed
def session_with_roles(session: int, user: int) -> QuerySet[Session]:
    roles = role_columns(user, "network", "network__programme")
    return (
        Session.objects.filter(pk=session)
        .select_related("host", "network__programme", "run", "clock")
        .annotate(**roles)
    )


@composed
def session_of_group(session: int, network: int, number: int) -> QuerySet[Session]:
    """The session, for who takes part in its network from session `number`."""
    return Session.objects.filter(pk=session, network=network, number__gte=number).select_related("host")


def member_session(actor: Actor, session_id: int) -> tuple[Session, Participation]:
    """A session of the member's own network, from the session in which the member joined, and the participation."""
    if not isinstance(actor, Member):
        raise Http404
    participation = participation_of(actor)
    found = session_of_group(session_id, participation.network_id, participation.from_session)
    if not found:
        raise Http404
    session = found[0]
    session.network = participation.network
    return session, participation


def seat_of(actor: Actor) -> RoomSeat:
    """The place in the room behind this browser, with session and participation. Raises LinkNotValid when ended."""
    if not isinstance(actor, Seat):
        raise Http404
    seat = seat_if_any(actor)
    if seat is None or seat.state == RoomSeat.State.ENDED:
        raise LinkNotValid
    return seat


def seat_if_any(actor: Actor) -> RoomSeat | None:
    """The place in the room that this browser has, waits for or had, with session and participation."""
    if not isinstance(actor, Seat):
        return None
    found = seat_on_device(actor.seat_id, actor.device)
    return found[0] if found else None


@composed
def seat_on_device(seat: int, device: str) -> QuerySet[RoomSeat]:
    seats = RoomSeat.objects.select_related("session__network", "session__run", "session__clock", *SITTER)
    return seats.filter(pk=seat, device=device)


def document_for(actor: Actor, document_id: int) -> Document:
    """A document of a network that the actor facilitates, with its network."""
    document = Document.objects.select_related("session").filter(pk=document_id).first()
    if document is None:
        raise Http404
    document.network = network_for(actor, document.network_id)
    return document


def member_document(actor: Actor, document_id: int) -> Document:
    """What the group may read, for a participant."""
    document = Document.objects.shared_with(participation_of(actor)).filter(pk=document_id).first()
    if document is None:
        raise Http404
    return document


def own_talk(actor: Actor, talk_id: int) -> CaseTalk:
    """A case that the member brought herself, with its session: nobody else's, of whatever network. Two queries."""
    participation = participation_of(actor)
    talk = (
        CaseTalk.objects.select_related("activity__session", "case", "tried__told_in")
        .filter(pk=talk_id, brought_by=participation)
        .first()
    )
    if talk is None:
        raise Http404
    talk.brought_by = participation
    talk.activity.session.network = participation.network
    return talk


def own_contribution_if_any(participation: Participation, which: str) -> Contribution | None:
    """A thing that this participant brought: its number, or `vooraf` for the question beforehand."""
    lines = Contribution.objects.select_related("case", "participation").filter(participation=participation)
    if which == Contribution.Kind.BEFOREHAND:
        if not participation.learning_question:
            return None
        return lines.filter(kind=which).first() or Contribution(participation=participation, kind=which)
    return lines.filter(pk=which).first() if is_number(which) else None


def own_contribution(participation: Participation, which: str) -> Contribution:
    line = own_contribution_if_any(participation, which)
    if line is None:
        raise Http404
    return line


def is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def contribution_for(actor: Actor, network_id: int, which: str) -> tuple[Network, Contribution]:
    """What somebody brought, for a facilitator: its number, or `vooraf-` and the number of the participation."""
    network = network_for(actor, network_id)
    number = which.removeprefix("vooraf-")
    if not is_number(number):
        raise Http404
    if which == number:
        line = Contribution.objects.for_facilitator(network).filter(pk=number).first()
    else:
        asking = Participation.objects.taking_part().filter(network=network).exclude(learning_question="")
        participation = asking.select_related("person").filter(pk=number).first()
        line = Contribution.objects.beforehand(participation, timezone.now()) if participation else None
    if line is None:
        raise Http404
    return network, line


def activity_for(actor: Actor, session_id: int, activity_id: int, kind: str) -> Activity:
    """An activity of this kind in a session that the actor facilitates; its `session` has the network. Two queries."""
    session = session_for(actor, session_id, in_room=True)
    activity = Activity.objects.select_related("item").filter(pk=activity_id, session=session, kind=kind).first()
    if activity is None:
        raise Http404
    activity.session = session
    return activity


def place_and_activity(actor: Actor, activity_id: int, kind: str) -> tuple[Place, Activity]:
    """The place of the phone behind this browser, and an activity of its room, open or closed. Two queries.

    Raises LinkNotValid when the seat ended, PermissionDenied when the room is shut.
    """
    seat = seat_of(actor)
    if not seat.is_taken or seat.place is None or not room.is_open(seat.session, timezone.now()):
        raise PermissionDenied
    activity = (
        Activity.objects.select_related("item").filter(pk=activity_id, session=seat.session_id, kind=kind).first()
    )
    if activity is None:
        raise Http404
    activity.session = seat.place.session = seat.session
    return seat.place, activity


def methods_to_read(user: User) -> MethodQuerySet:
    """What the lists show, and what stands in a run sheet of a network that the user facilitates: who leads together,
    reads the card of a werkvorm that the other one wrote."""
    led = AgendaItem.objects.filter(session__network__facilitators__user=user, method__isnull=False)
    return Method.objects.filter(
        Q(pk__in=Method.objects.visible_to(user).values("pk")) | Q(pk__in=led.values("method"))
    )


def method_for(actor: Actor, slug: str, *, to_change: bool = False) -> Method:
    """A werkvorm that the actor may read; `to_change`: only one's own."""
    if not isinstance(actor, Staff) or not slug.isprintable():
        raise Http404
    method = methods_to_read(actor.user).select_related("owner", "shared_with", "based_on").filter(slug=slug).first()
    if method is None:
        raise Http404
    if to_change and method.owner_id != actor.user.pk:
        raise PermissionDenied
    return method
