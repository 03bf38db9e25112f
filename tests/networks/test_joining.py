"""Who joins once the group is on its way, begins at the first session that is not held yet."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lerendnetwerk.outbox.models import OutgoingMail
from networks.enrolment.line import confirm
from networks.models import Enrolment, Participation
from sessions.models import Session
from sessions.to_come import number_to_come
from tests import factories
from tests.networks.enrolling import enrol, open_network, waiting
from tests.world import World, client_of_staff

NOW = factories.NOW


@pytest.fixture
def held(world: World) -> World:
    """The only session is over."""
    Session.objects.filter(pk=world.session.pk).update(
        starts_at=NOW - timedelta(days=9), ends_at=NOW - timedelta(days=8), closed_at=NOW - timedelta(days=8)
    )
    return world


def test_the_number_is_that_of_the_first_session_that_is_not_over(held: World) -> None:
    assert number_to_come(held.elsewhere, NOW) == 1
    assert number_to_come(held.network, NOW) == 2
    factories.create_session(held.network, starts_at=NOW - timedelta(hours=1))
    factories.create_session(held.network, starts_at=NOW + timedelta(days=30))
    # During the second, she can still walk in.
    assert number_to_come(held.network, NOW) == 2
    assert number_to_come(held.network, NOW + timedelta(days=1)) == 3


def test_who_enrols_after_the_first_session_is_welcomed_as_a_newcomer_and_was_not_absent(held: World) -> None:
    open_network(held.network)
    confirm(enrol(held.network), now=NOW)
    joined = Participation.objects.get(person__first_name="An")
    assert (joined.from_session, joined.joined_later) == (2, True)
    welcome = OutgoingMail.objects.get(occasion="first-link:v1")
    assert "je stapt in vanaf sessie 2" in welcome.text and "Waar de groep al staat" in welcome.text
    assert held.network.participations.expected_at(1).count() == 1


def test_who_comes_back_keeps_the_session_that_she_began_with(held: World) -> None:
    open_network(held.network)
    who = held.participation
    who.leave(now=NOW)
    again = enrol(
        held.network, first_name=who.person.first_name, last_name=who.person.last_name, email=who.person.email
    )
    confirm(again, now=NOW)
    who.refresh_from_db()
    assert (who.takes_part, who.from_session) == (True, 1)


def test_by_hand_that_session_is_proposed(held: World) -> None:
    client = client_of_staff(held.facilitator)
    (one,) = waiting(held.network, 1)
    pages = [
        reverse("networks:give_place", args=[held.network.pk, one.pk]),
        reverse("networks:add_participant", args=[held.network.pk]),
    ]
    assert [client.get(page).context["form"]["from_session"].value() for page in pages] == [2, 2]
    assert Enrolment.objects.get().state == Enrolment.State.WAITING
