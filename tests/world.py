"""Two programmes with a network each, and everybody who may knock: the stage for tests about who sees what."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from lerendnetwerk.accounts.models import User
from lerendnetwerk.doors import Member, Seat
from networks.models import Network, Participation, Programme
from sessions.models import Seat as RoomSeat
from sessions.models import Session
from tests import factories

ACTORS = (
    "visitor",
    "seat",
    "member",
    "member_elsewhere",
    "facilitator",
    "facilitator_elsewhere",
    "coordinator",
    "coordinator_elsewhere",
)


@dataclass
class World:
    programme: Programme
    network: Network
    session: Session
    participation: Participation
    room_seat: RoomSeat
    facilitator: User
    coordinator: User
    elsewhere: Network
    participation_elsewhere: Participation
    facilitator_elsewhere: User
    coordinator_elsewhere: User

    def client(self, actor: str) -> Client:
        """A browser that is this actor."""
        if actor == "visitor":
            return Client()
        if actor == "seat":
            return client_with_seat(self.room_seat)
        if actor == "member":
            return client_of_member(self.participation)
        if actor == "member_elsewhere":
            return client_of_member(self.participation_elsewhere)
        return client_of_staff(getattr(self, actor))


def client_of_staff(user: User) -> Client:
    """Signed in, with the second factor where that is demanded; written as signing in leaves it, a third of the queries."""
    client = Client()
    session = client.session
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
    session.save()
    return client


def client_of_member(participation: Participation) -> Client:
    client = Client()
    session = client.session
    session[Member.KEY] = {"participation": participation.pk, "version": participation.link_version}
    session.save()
    return client


def client_with_seat(seat: RoomSeat) -> Client:
    client = Client()
    session = client.session
    session[Seat.KEY] = {"seat": seat.pk, "device": seat.device}
    session.save()
    return client


def build_world() -> World:
    programme = factories.create_programme()
    facilitator = factories.create_user(name="Marijke Dewulf")
    network = factories.create_network(programme, facilitator)
    participation = factories.create_participation(network, first_name="Joris", last_name="Vandaele")
    # Now, so that the doors that only open around a session are open.
    session = factories.create_session(network, starts_at=datetime.now(UTC) - timedelta(hours=1))
    factories.create_agenda_item(session)
    room_seat = factories.create_seat(factories.create_place(session, participation))
    other_programme = factories.create_programme()
    facilitator_elsewhere = factories.create_user(name="Tom Claes")
    elsewhere = factories.create_network(other_programme, facilitator_elsewhere, title="Ontmoetingsplaatsen")
    return World(
        programme=programme,
        network=network,
        session=session,
        participation=participation,
        room_seat=room_seat,
        facilitator=facilitator,
        coordinator=factories.create_coordinator(programme),
        elsewhere=elsewhere,
        participation_elsewhere=factories.create_participation(elsewhere, first_name="Fatma", last_name="Demir"),
        facilitator_elsewhere=facilitator_elsewhere,
        coordinator_elsewhere=factories.create_coordinator(other_programme, name="Jan Peeters"),
    )
