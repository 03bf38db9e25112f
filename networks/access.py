"""The one way to a network and what belongs to it: outside an actor's scope 404, inside but not allowed 403."""

from enum import Flag, auto

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from lerendnetwerk.accounts.models import User
from lerendnetwerk.composed import composed
from lerendnetwerk.doors import Actor, Member, Staff
from lerendnetwerk.links import is_genuine
from lerendnetwerk.outbox.models import OutgoingMail
from networks.mail import PAGE
from networks.models import (
    Enrolment,
    Network,
    NetworkFacilitator,
    Participation,
    Person,
    Programme,
    ProgrammeCoordinator,
)


class Role(Flag):
    """What a member of staff is in one network."""

    FACILITATOR = auto()
    COORDINATOR = auto()


class LinkNotValid(PermissionDenied):
    """The personal link was withdrawn or the person stopped."""

    # What the handler of refusals shows instead of its own page.
    template, status = "errors/no_link.html", 401


class NotInRehearsal(PermissionDenied):
    """Whoever practises has a room, and none of the other pages."""

    template, status = "networks/not_in_rehearsal.html", 404


IN_SCOPE = Q(is_facilitator=True) | Q(is_coordinator=True)


def role_columns(user: User | int, network: str = "pk", programme: str = "programme") -> dict[str, Exists]:
    """What to annotate to know the user's role; the names lead from the row to its network and programme."""
    return {
        "is_facilitator": Exists(NetworkFacilitator.objects.filter(network=OuterRef(network), user=user)),
        "is_coordinator": Exists(ProgrammeCoordinator.objects.filter(programme=OuterRef(programme), user=user)),
    }


def networks_with_role(user: User) -> QuerySet[Network]:
    """All networks inside the user's scope, each with `is_facilitator` and `is_coordinator`; none to practise with."""
    return Network.objects.annotate(**role_columns(user)).filter(IN_SCOPE, is_rehearsal=False)


def role_in(network: Network) -> Role:
    """The role that `networks_with_role` found."""
    role = Role(0)
    if network.is_facilitator:  # type: ignore[attr-defined]
        role |= Role.FACILITATOR
    if network.is_coordinator:  # type: ignore[attr-defined]
        role |= Role.COORDINATOR
    return role


@composed
def network_with_roles(network: int, user: int) -> QuerySet[Network]:
    """Asked without the scope, which would ask each role once more in SQL; the row itself says it."""
    return Network.objects.filter(pk=network).annotate(**role_columns(user)).select_related("programme")


def network_for(actor: Actor, network_id: int, *, needs: Role = Role.FACILITATOR) -> Network:
    """The network, if the actor has one of the roles in `needs`. One query, programme included."""
    if not isinstance(actor, Staff):
        raise Http404
    found = network_with_roles(network_id, actor.user.pk)
    if not found or not role_in(found[0]):
        raise Http404
    network = found[0]
    if network.is_rehearsal:
        raise NotInRehearsal
    if not role_in(network) & needs:
        raise PermissionDenied
    return network


def mail_for(actor: Actor, network_id: int, mail_id: int) -> tuple[Network, OutgoingMail]:
    """A mail of the network's own post, for its facilitators."""
    network = network_for(actor, network_id)
    mail = OutgoingMail.objects.filter(pk=mail_id, scope=network.mail_scope).first()
    if mail is None:
        raise Http404
    return network, mail


def programme_for(actor: Actor, programme_id: int) -> Programme:
    """The programme, for its coordinators."""
    if not isinstance(actor, Staff):
        raise Http404
    programme = Programme.objects.filter(pk=programme_id, coordinators__user=actor.user).first()
    if programme is None:
        raise Http404
    return programme


def programme_to_start_in(actor: Actor, programme_id: int) -> tuple[Programme, bool]:
    """The programme in which this actor may start a network, and whether as its coordinator."""
    if not isinstance(actor, Staff):
        raise Http404
    coordinates = Exists(ProgrammeCoordinator.objects.filter(programme=OuterRef("pk"), user=actor.user))
    mine = NetworkFacilitator.objects.filter(user=actor.user, network__is_rehearsal=False)
    facilitates = Exists(mine.filter(network__programme=OuterRef("pk")))
    programme = (
        Programme.objects.annotate(is_coordinator=coordinates)
        .filter(Q(coordinates) | Q(facilitates), pk=programme_id)
        .first()
    )
    if programme is None:
        raise Http404
    return programme, programme.is_coordinator


def participation_for(actor: Actor, participation_id: int) -> Participation:
    """Somebody in a network that the actor facilitates, with person and organisation. Two queries."""
    if not isinstance(actor, Staff):
        raise Http404
    participation = Participation.objects.select_related("person", "organisation").filter(pk=participation_id).first()
    if participation is None:
        raise Http404
    participation.network = network_for(actor, participation.network_id)
    return participation


def person_for(actor: Actor, person_id: int) -> Person:
    """Somebody in a network that the actor facilitates, or in a programme that the actor coordinates."""
    if not isinstance(actor, Staff):
        raise Http404
    facilitates = Exists(
        NetworkFacilitator.objects.filter(user=actor.user, network__participations__person=OuterRef("pk"))
    )
    coordinates = Exists(ProgrammeCoordinator.objects.filter(user=actor.user, programme=OuterRef("programme")))
    person = (
        Person.objects.select_related("programme", "organisation")
        .annotate(is_coordinator=coordinates)
        .filter(Q(facilitates) | Q(coordinates), pk=person_id)
        .first()
    )
    if person is None:
        raise Http404
    return person


def enrolment_for(actor: Actor, network_id: int, enrolment_id: int) -> Enrolment:
    """Somebody who enrolled in a network that the actor facilitates. Two queries."""
    network = network_for(actor, network_id)
    enrolment = Enrolment.objects.select_related("participation").filter(pk=enrolment_id, network=network).first()
    if enrolment is None:
        raise Http404
    enrolment.network = network
    return enrolment


def participation_of_link(public_id: str, digest: str) -> Participation | None:
    """Whose personal link this is; None when it is wrong or withdrawn, or when the person stopped."""
    participation = (
        Participation.objects.taking_part().select_related("person", "network").filter(public_id=public_id).first()
    )
    if participation and is_genuine(digest, PAGE, public_id, participation.link_version):
        return participation
    return None


def participation_of(actor: Actor) -> Participation:
    """The participation behind a personal link, with person, network and programme. Raises LinkNotValid."""
    if not isinstance(actor, Member):
        raise Http404
    found = participation_with_link(actor.participation_id, actor.link_version)
    if not found:
        raise LinkNotValid
    return found[0]


@composed
def participation_with_link(participation: int, version: int) -> QuerySet[Participation]:
    found = Participation.objects.taking_part().filter(pk=participation, link_version=version)
    return found.select_related("person", "organisation", "network__programme")
