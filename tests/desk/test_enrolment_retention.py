"""After the last session, what somebody needs at the table is nobody's business any more."""

from datetime import timedelta

import pytest

from desk.enrolment_retention import forget_needs, forget_places_that_were_left
from desk.erasing import erase
from desk.management.commands.worker import periodic
from lerendnetwerk.outbox.models import OutgoingMail
from networks.enrolment.line import accept_by_hand, withdraw
from networks.models import Enrolment, Erasure, Network, Participation, Person, Phase
from sessions.models import Session
from tests import factories
from tests.factories import NOW
from tests.networks.enrolling import waiting

State = Enrolment.State


@pytest.fixture
def network(db: None) -> Network:
    return factories.create_network(phase=Phase.OPSTART)


def placed(network: Network) -> Enrolment:
    return accept_by_hand(waiting(network, 1)[0], from_session=1, now=NOW)


def needs(network: Network) -> list[str]:
    """Of who has a place, it stands with the participation alone."""
    assert set(network.enrolments.filter(state=State.PLACED).values_list("needs", flat=True)) <= {""}
    return list(network.participations.order_by("pk").values_list("needs", flat=True))


def hold(network: Network, number: int) -> Session:
    return factories.create_session(network, number, starts_at=NOW - timedelta(days=2))


def test_needs_stay_until_the_last_session_is_over(network: Network) -> None:
    placed(network)
    hold(network, 1)
    forget_needs(NOW)
    assert needs(network) == ["geen noten"]
    for number in (2, 3, 4):
        hold(network, number)
    later = factories.create_session(network, 5, starts_at=NOW + timedelta(days=1))
    forget_needs(NOW)
    assert needs(network) == ["geen noten"]
    later.delete()
    assert forget_needs(NOW) == 1
    assert needs(network) == [""]


@pytest.mark.parametrize(("phase", "days"), [(Phase.AFRONDING, 0), (Phase.ONDERHOUD, 90)])
def test_a_network_that_ends_early_forgets_too(network: Network, phase: Phase, days: int) -> None:
    placed(network)
    hold(network, 1)
    Network.objects.filter(pk=network.pk).update(phase=phase)
    forget_needs(NOW + timedelta(days=days))
    assert needs(network) == [""]


def test_who_still_waits_a_month_after_the_last_session_is_erased(network: Network) -> None:
    waiting(network, 1)
    Network.objects.filter(pk=network.pk).update(session_count=1)
    hold(network, 1)
    forget_needs(NOW + timedelta(days=27))
    assert network.enrolments.count() == 1
    assert forget_needs(NOW + timedelta(days=29)) == 1
    assert network.enrolments.count() == 0


def test_who_left_a_place_before_coming_leaves_nothing_behind(network: Network) -> None:
    left = withdraw(placed(network), now=NOW)
    came = withdraw(placed(network), now=NOW)
    back = withdraw(placed(network), now=NOW)
    back.participation.take_part_again()
    factories.attend(factories.create_session(network), came.participation)
    elsewhere = factories.create_network(network.programme)
    known = withdraw(placed(network), now=NOW)
    factories.create_participation(elsewhere)
    Participation.objects.create(network=elsewhere, person=known.participation.person)
    assert forget_places_that_were_left(NOW + timedelta(days=30)) == 0
    assert forget_places_that_were_left(NOW + timedelta(days=31)) == 2
    assert not Participation.objects.filter(pk__in=[left.participation_id, known.participation_id]).exists()
    assert not Person.objects.filter(pk=left.participation.person_id).exists()
    assert Person.objects.filter(pk=known.participation.person_id).exists()
    assert {one.pk for one in network.enrolments.all()} == {came.pk, back.pk}
    assert not OutgoingMail.objects.filter(recipient=left.participation.recipient).exists()


def test_who_is_erased_filled_in_nothing_either(network: Network) -> None:
    one = placed(network)
    (elsewhere,) = waiting(factories.create_network(network.programme), 1)
    other = waiting(network, 1)[0]
    assert elsewhere.name_key == one.name_key
    person = one.participation.person
    list(erase(person, Erasure.objects.ask(person, by=None, now=NOW), NOW))
    assert list(Enrolment.objects.all()) == [other]


def test_the_worker_offers_and_forgets(db: None) -> None:
    named = {function.__name__ for function in periodic()}
    assert {
        "expire_offers",
        "offer_free_places",
        "forget_enrolments",
        "forget_needs",
        "forget_places_that_were_left",
    } <= named
