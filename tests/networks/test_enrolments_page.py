"""The facilitator makes up the group: who waits, who was offered a place, by hand where that is wiser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lerendnetwerk.outbox.models import MailState, OutgoingMail
from networks.enrolment.forms import new_key
from networks.enrolment.line import offer_free_places, withdraw
from networks.models import Enrolment, Network, Organisation, Participation
from tests import factories
from tests.networks.enrolling import open_network, waiting
from tests.queries import count_queries
from tests.world import World, client_of_staff

State = Enrolment.State


@pytest.fixture
def network(world: World) -> Network:
    open_network(world.network, most=1)
    return world.network


def url(network: Network, name: str, *args: int) -> str:
    return reverse(f"networks:{name}", args=[network.pk, *args])


def page(world: World, name: str = "enrolments", *args: int) -> str:
    return client_of_staff(world.facilitator).get(url(world.network, name, *args)).content.decode()


def test_before_anybody_enrolled_it_says_how_people_come(world: World) -> None:
    assert "niet online, dus niemand kan zich zelf inschrijven" in page(world)
    open_network(world.network)
    assert "Nog niemand schreef zich in" in page(world)


def test_shows_who_waits_in_order_who_was_offered_and_how_full_it_is(network: Network, world: World) -> None:
    Network.objects.filter(pk=network.pk).update(group_most=2)
    waiting(network, 3)
    offer_free_places(factories.NOW)
    text = page(world)
    assert "1 van 2 plaatsen is bezet, 1 is aangeboden. 2 mensen wachten." in text
    places = [text.index(name) for name in ("Plaats aangeboden", "Wachter 1", "Wachtlijst", "Wachter 2", "Wachter 3")]
    assert places == sorted(places)
    assert "geen noten" not in text


def test_the_same_queries_for_one_and_for_fifteen(network: Network, world: World) -> None:
    client = client_of_staff(world.facilitator)
    waiting(network, 1)
    one = count_queries(client, url(network, "enrolments"))
    waiting(network, 14)
    assert (count_queries(client, url(network, "enrolments")), one <= 8) == (one, True)


def test_says_when_many_come_from_one_house(network: Network, world: World) -> None:
    firm = Organisation.objects.create(programme=world.programme, name="Bouwwerken Zuid")
    for _ in range(2):
        factories.create_participation(network, organisation=firm)
    (enrolment,) = waiting(network, 1, organisation="BOUWWERKEN  ZUID")
    text = page(world)
    assert "al 2 van Bouwwerken Zuid" in text and "liever aan iemand van elders" not in text
    factories.create_participation(network, organisation=firm)
    assert "3 van Bouwwerken Zuid. Een groep leert meer" in page(world)
    assert "Al 3 van Bouwwerken Zuid in de groep." in page(world, "give_place", enrolment.pk)


def test_inside_one_organisation_departments_count(network: Network, world: World) -> None:
    Network.objects.filter(pk=network.pk).update(scope=Network.Scope.INSIDE)
    for _ in range(2):
        participation = factories.create_participation(network)
        Participation.objects.filter(pk=participation.pk).update(department="Werkplaats")
    (enrolment,) = waiting(network, 1)
    Enrolment.objects.filter(pk=enrolment.pk).update(department="werkplaats")
    assert "al 2 van Werkplaats" in page(world)


def test_over_fifteen_there_is_advice_and_no_refusal(network: Network, world: World) -> None:
    for _ in range(14):
        factories.create_participation(network)
    assert "meer dan vijftien" not in page(world)
    factories.create_participation(network)
    assert "subgroepen van vier tot acht" in page(world)


def test_a_place_by_hand_ignores_the_turn_says_so_and_makes_a_participant_with_the_welcome(
    network: Network, world: World
) -> None:
    first, second = waiting(network, 2)
    before = page(world, "give_place", second.pk)
    assert "Er wacht iemand die eerder bevestigde." in before and "Je wou hoogstens 1 mensen" in before
    client = client_of_staff(world.facilitator)
    for _ in range(2):
        client.post(url(network, "give_place", second.pk), {"from_session": "2"})
    second.refresh_from_db()
    assert (second.state, second.participation.from_session) == (State.PLACED, 2)
    assert OutgoingMail.objects.get().occasion == "first-link:v1"
    first.refresh_from_db()
    assert first.state == State.WAITING


def test_a_place_from_session_nought_is_refused(network: Network, world: World) -> None:
    (one,) = waiting(network, 1)
    response = client_of_staff(world.facilitator).post(url(network, "give_place", one.pk), {"from_session": "0"})
    assert (response.status_code, network.participations.count()) == (422, 1)


def test_a_kind_no_is_read_first_can_be_changed_and_leaves_once(network: Network, world: World) -> None:
    (one,) = waiting(network, 1)
    client = client_of_staff(world.facilitator)
    form = client.get(url(network, "decline_enrolment", one.pk)).context["form"]
    assert "Dag Wachter 1" in form["text"].value() and world.facilitator.name in form["text"].value()
    assert client.post(url(network, "decline_enrolment", one.pk), {"subject": "x", "text": ""}).status_code == 422
    for _ in range(2):
        client.post(url(network, "decline_enrolment", one.pk), {"subject": "Over jou", "text": "Eigen woorden."})
    one.refresh_from_db()
    mail = OutgoingMail.objects.get()
    assert (one.state, one.needs) == (State.DECLINED, "")
    assert (mail.subject, mail.text, mail.to_address, mail.state) == (
        "Over jou",
        "Eigen woorden.",
        one.email,
        MailState.READY,
    )
    assert "Wachter 1" in page(world).partition("Doen niet mee")[2]


def test_who_let_know_that_it_need_not_be_leaves_the_line_without_a_mail(network: Network, world: World) -> None:
    (one,) = waiting(network, 1)
    client_of_staff(world.facilitator).post(url(network, "note_withdrawal", one.pk))
    one.refresh_from_db()
    assert (one.state, OutgoingMail.objects.count()) == (State.WITHDRAWN, 0)


def called(network: Network, **changes: object) -> dict[str, object]:
    key = new_key(network, timezone.now() - timedelta(seconds=1))
    return {"first_name": "Griet", "organisation": "Dakwerken Maes", "agreed": "on", "key": key} | changes


def test_who_called_gets_a_place_when_there_is_one_else_the_waiting_list(network: Network, world: World) -> None:
    client = client_of_staff(world.facilitator)
    assert "achteraan op de wachtlijst" in page(world, "enrol_by_phone")
    data = called(network)
    for _ in range(2):
        text = client.post(url(network, "enrol_by_phone"), data, follow=True).content.decode()
    griet = Enrolment.objects.get()
    assert (griet.state, griet.by_phone, griet.turn, OutgoingMail.objects.count()) == (State.WAITING, True, 1, 0)
    assert "Griet staat op de wachtlijst." in text and "geen e-mail" in text
    withdraw(griet, now=factories.NOW)
    Network.objects.filter(pk=network.pk).update(group_most=2)
    text = client.post(
        url(network, "enrol_by_phone"), called(network, first_name="Els", email="els@maes.example"), follow=True
    ).content.decode()
    assert "Els doet mee. De mail met de persoonlijke link vertrekt." in text
    assert OutgoingMail.objects.get().to_address == "els@maes.example"


def test_who_called_and_is_known_without_address_is_recognised(network: Network, world: World) -> None:
    Network.objects.filter(pk=network.pk).update(group_most=5)
    firm = factories.create_organisation(world.programme, "Dakwerken Maes")
    known = factories.create_participation(
        factories.create_network(world.programme), first_name="Griet", last_name="Maes", email="", organisation=firm
    )
    client_of_staff(world.facilitator).post(url(network, "enrol_by_phone"), called(network, last_name="Maes"))
    assert network.participations.get(person__first_name="Griet").person == known.person


def test_without_agreement_nothing_of_who_called_is_kept(network: Network, world: World) -> None:
    response = client_of_staff(world.facilitator).post(url(network, "enrol_by_phone"), called(network, agreed=""))
    assert (response.status_code, Enrolment.objects.count()) == (422, 0)
    assert 'value="Dakwerken Maes"' in response.content.decode()


def test_the_days_of_an_offer_are_set_here(network: Network, world: World) -> None:
    client = client_of_staff(world.facilitator)
    assert client.post(url(network, "set_offer_days"), {"offer_days": "15"}).status_code == 422
    client.post(url(network, "set_offer_days"), {"offer_days": "7"})
    assert Network.objects.get(pk=network.pk).offer_days == 7


def test_the_needs_are_read_by_the_facilitator_alone(network: Network, world: World) -> None:
    (one,) = waiting(network, 1)
    assert "geen noten" in page(world, "one_enrolment", one.pk)
    for somebody in (world.coordinator, world.facilitator_elsewhere):
        response = client_of_staff(somebody).get(url(network, "one_enrolment", one.pk))
        assert response.status_code in (403, 404) and "geen noten" not in response.content.decode()
