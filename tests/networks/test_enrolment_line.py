"""The waiting list: who is next is asked by itself, an answer or silence moves it on, and a crowd gets places in order."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from lerendnetwerk.outbox.models import MailState, OutgoingMail
from networks.enrolment.line import confirm, expire_offers, offer_free_places, stand_again, withdraw
from networks.enrolment.places import Places, places_of
from networks.enrolment.retention import forget_enrolments
from networks.models import Enrolment, Network, Participation, Phase
from tests import factories
from tests.factories import NOW
from tests.networks.enrolling import button, occasions, open_network, press, states, waiting
from tests.world import World

pytestmark = pytest.mark.usefixtures("world")
State = Enrolment.State


@pytest.fixture
def network(world: World) -> Network:
    """One participant, and one place in all."""
    open_network(world.network, most=1)
    return world.network


def more_places(network: Network, most: int) -> None:
    Network.objects.filter(pk=network.pk).update(group_most=most)


def test_a_place_that_comes_free_is_offered_to_who_is_next_for_three_days(network: Network, world: World) -> None:
    first, second = waiting(network, 2)
    assert offer_free_places(NOW) == 0
    world.participation.leave(now=NOW)
    assert (offer_free_places(NOW), offer_free_places(NOW)) == (1, 0)
    first.refresh_from_db()
    # Until the end of that Sunday, in Brussels.
    assert (first.state, first.offered_until) == (State.OFFERED, datetime(2027, 3, 7, 22, 59, tzinfo=UTC))
    mail = OutgoingMail.objects.get(recipient=first.recipient)
    assert (mail.occasion, mail.to_address) == ("enrolment-offer:v1", first.email)
    assert "tot en met zondag 7 maart 2027" in mail.text and "{inschrijving_link}" in mail.text
    assert places_of(network) == Places(most=1, taken=0, offered=1, waiting=1)
    assert occasions(second) == []


def test_the_number_of_days_is_that_of_the_network(network: Network) -> None:
    Network.objects.filter(pk=network.pk).update(offer_days=5, group_most=2)
    waiting(network, 1)
    offer_free_places(NOW)
    assert Enrolment.objects.get().offered_until == datetime(2027, 3, 9, 22, 59, tzinfo=UTC)


def test_yes_makes_a_participant_with_the_welcome(network: Network) -> None:
    first, second = waiting(network, 2)
    more_places(network, 2)
    offer_free_places(NOW)
    for _ in range(2):
        first = press(first, "accept_offer")
    assert (first.state, first.offered_until, network.participations.count()) == (State.PLACED, None, 2)
    assert OutgoingMail.objects.get(recipient=first.participation.recipient).occasion == "first-link:v1"
    assert (offer_free_places(NOW), Enrolment.objects.get(pk=second.pk).state) == (0, State.WAITING)


def test_who_was_not_offered_a_place_takes_none(network: Network) -> None:
    _, second = waiting(network, 2)
    more_places(network, 2)
    offer_free_places(NOW)
    assert press(second, "accept_offer").state == State.WAITING
    assert network.participations.count() == 1


def test_no_passes_it_to_the_one_after_and_who_said_no_may_come_back_at_the_end(network: Network) -> None:
    first, second, third = waiting(network, 3)
    more_places(network, 2)
    offer_free_places(NOW)
    first = press(first, "withdraw_enrolment")
    assert (first.state, first.needs, offer_free_places(NOW)) == (State.WITHDRAWN, "", 1)
    assert states(network) == [State.WITHDRAWN, State.OFFERED, State.WAITING]
    first = press(first, "stand_again")
    assert (first.state, first.turn, first.ended_at) == (State.WAITING, 4, None)
    assert [one.pk for one in network.enrolments.in_line()] == [second.pk, third.pk, first.pk]


def test_silence_passes_it_on_after_the_last_day_and_not_before(network: Network) -> None:
    first, _ = waiting(network, 2)
    more_places(network, 2)
    offer_free_places(NOW)
    assert expire_offers(NOW + timedelta(days=3)) == 0
    over = NOW + timedelta(days=4)
    assert (expire_offers(over), expire_offers(over), offer_free_places(over)) == (1, 0, 1)
    assert states(network) == [State.LAPSED, State.OFFERED]
    assert occasions(first) == ["enrolment-offer:v1", "enrolment-lapsed:v1"]
    # The offer that never left is taken back.
    assert [mail.state for mail in OutgoingMail.objects.filter(recipient=first.recipient).order_by("pk")] == [
        MailState.WITHDRAWN,
        MailState.READY,
    ]
    assert press(first, "accept_offer").state == State.LAPSED


def test_who_has_a_place_and_withdraws_before_the_group_sets_off_frees_it(network: Network) -> None:
    one, two = waiting(network, 2)
    more_places(network, 2)
    offer_free_places(NOW)
    one = press(one, "accept_offer")
    one = press(one, "withdraw_enrolment")
    assert (one.state, one.participation.status) == (State.WITHDRAWN, Participation.Status.STOPPED)
    assert OutgoingMail.objects.get(recipient=one.participation.recipient).state == MailState.WITHDRAWN
    assert (offer_free_places(NOW), Enrolment.objects.get(pk=two.pk).state) == (1, State.OFFERED)


def test_once_the_group_is_on_its_way_nothing_goes_by_itself(network: Network) -> None:
    one, _ = waiting(network, 2)
    more_places(network, 3)
    offer_free_places(NOW)
    one = press(one, "accept_offer")
    Network.objects.filter(pk=network.pk).update(phase=Phase.ONDERHOUD, group_most=9)
    assert offer_free_places(NOW) == 0
    assert press(one, "withdraw_enrolment").state == State.PLACED
    new = Enrolment.objects.create(
        network=network, first_name="Nele", email="n@x.example", key="n", created_at=NOW, agreed_at=NOW
    )
    assert confirm(new, now=NOW).state == State.WAITING


def test_for_who_has_no_address_the_facilitators_are_asked_to_call(network: Network, world: World) -> None:
    called = waiting(network, 1)[0]
    Enrolment.objects.filter(pk=called.pk).update(email="", by_phone=True, phone="0499 11 22 33")
    more_places(network, 2)
    offer_free_places(NOW)
    mail = OutgoingMail.objects.get()
    assert (mail.to_address, mail.subject) == (world.facilitator.email, "Bel Wachter 1: er is een plaats vrij")
    assert "0499 11 22 33" in mail.text and f"/netwerken/{network.pk}/inschrijvingen/{called.pk}/" in mail.text


def test_what_is_of_no_more_use_is_erased_in_time_with_its_mails(network: Network) -> None:
    stays, gone, lapsed = waiting(network, 3)
    asked = Enrolment.objects.create(
        network=network, first_name="Nele", email="n@x.example", key="n", created_at=NOW, agreed_at=NOW
    )
    withdraw(gone, now=NOW)
    more_places(network, 2)
    offer_free_places(NOW)
    Enrolment.objects.filter(pk=lapsed.pk).update(state=State.LAPSED, ended_at=NOW)
    forget_enrolments(NOW + timedelta(days=7))
    assert network.enrolments.count() == 4
    assert forget_enrolments(NOW + timedelta(days=8)) == 1
    assert not network.enrolments.filter(pk=asked.pk).exists()
    assert forget_enrolments(NOW + timedelta(days=31)) == 2
    assert list(network.enrolments.all()) == [stays]
    assert set(OutgoingMail.objects.values_list("recipient", flat=True)) == {stays.recipient}


def test_erasing_a_person_erases_what_they_filled_in_anywhere_in_the_programme(network: Network, world: World) -> None:
    more_places(network, 9)
    one = waiting(network, 1)[0]
    offer_free_places(NOW)
    person = press(one, "accept_offer").participation.person
    elsewhere = factories.create_network(world.programme)
    same, other, namesake = waiting(elsewhere, 3)
    Enrolment.objects.filter(pk=same.pk).update(email=person.email.upper(), name_key=person.name_key)
    stranger = waiting(world.elsewhere, 1)[0]
    assert (stranger.email, stranger.name_key) == (person.email, person.name_key)
    assert Enrolment.objects.erase_of(person) == 2
    assert set(Enrolment.objects.all()) == {other, namesake, stranger}


def test_somebody_who_enrolled_anew_does_not_stand_in_line_twice(network: Network) -> None:
    one = waiting(network, 1)[0]
    gone = withdraw(one, now=NOW)
    Enrolment.objects.create(
        network=network, first_name=one.first_name, email=one.email, key="nieuw", created_at=NOW, agreed_at=NOW
    )
    assert stand_again(gone, now=NOW).state == State.WITHDRAWN


CROWD = 40
LEFT = 3


@pytest.fixture
def no_connection_stays_behind() -> Iterator[None]:
    yield
    connections.close_all()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_connection_stays_behind")
def test_forty_who_confirm_at_once_for_three_places_get_them_in_the_order_in_which_they_came(network: Network) -> None:
    """Whoever was answered before another one pressed, has the earlier turn; the first three turns have the places."""
    more_places(network, 1 + LEFT)
    crowd = [
        Enrolment.objects.create(
            network=network,
            first_name=f"Mens {n}",
            email=f"mens{n}@bedrijf.example",
            organisation=f"Bouw {n % 5}",
            key=f"k{n}",
            created_at=NOW,
            agreed_at=NOW,
        )
        for n in range(CROWD)
    ]
    halves = Barrier(CROWD // 2)

    def come(n: int) -> tuple[float, float]:
        try:
            # Twice twenty at the same instant.
            halves.wait()
            pressed = time.monotonic()
            assert Client().post(button(crowd[n], "confirm_enrolment")).status_code == 302
            return pressed, time.monotonic()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CROWD // 2) as threads:
        moments = list(threads.map(come, range(CROWD)))
    after = list(network.enrolments.order_by("turn"))
    assert [one.turn for one in after] == list(range(1, CROWD + 1))
    assert [one.state for one in after] == [State.PLACED] * LEFT + [State.WAITING] * (CROWD - LEFT)
    assert network.participations.taking_part().count() == 1 + LEFT
    turn = {one.pk: one.turn for one in after}
    order = [(*moments[n], turn[one.pk]) for n, one in enumerate(crowd)]
    apart = [(a, b) for a in order for b in order if a[1] < b[0]]
    assert len(apart) >= CROWD // 2
    assert [(a, b) for a, b in apart if a[2] > b[2]] == []
    # Each of them got the mail that goes with it.
    waits = OutgoingMail.objects.filter(occasion__startswith="enrolment-waiting").values_list("recipient", flat=True)
    assert sorted(waits) == sorted(one.recipient for one in after[LEFT:])
    assert OutgoingMail.objects.filter(occasion="first-link:v1").count() == LEFT
