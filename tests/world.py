"""Two programmes with a network each, and everybody who may knock: the stage for tests about who sees what."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session as WebSession
from django.test import Client

from lerendnetwerk.accounts.models import User
from lerendnetwerk.doors import Member, Seat
from networks.models import Network, Participation, Programme
from sessions.models import Seat as RoomSeat
from sessions.models import Session
from tests import factories
from tests.kept import Kept

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
    return _client(
        **{
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
            "account_authentication_methods": [{"method": "mfa", "type": "totp", "at": 0}],
        }
    )


def client_of_member(participation: Participation) -> Client:
    return _client(**{Member.KEY: {"participation": participation.pk, "version": participation.link_version}})


def client_with_seat(seat: RoomSeat) -> Client:
    return _client(**{Seat.KEY: {"seat": seat.pk, "device": seat.device}})


def _client(**remembered: object) -> Client:
    """A browser whose web session holds this; written in one query, where `Client.session` takes several."""
    store, key = SessionStore(), secrets.token_hex(16)
    WebSession.objects.create(
        session_key=key, session_data=store.encode(remembered), expire_date=store.get_expiry_date()
    )
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client


_kept: Kept[World] | None = None
_next_number = 1


def keep_world() -> None:
    """Make it once, in a database that is still empty: from then on the world of a test is put back instead of made."""
    global _kept, _next_number
    factories.number_anew()
    _kept = Kept(make_world)
    _next_number = factories.next_number()


def build_world() -> World:
    # After what a test named before, the names of its world are other ones.
    if _kept is None or factories.next_number() != 1:
        return make_world()
    world = _kept.put_back()
    factories.number_anew(_next_number)
    return world


def make_world() -> World:
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
