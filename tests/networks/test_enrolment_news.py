"""Who facilitates hears at five that people enrolled or withdrew: one mail a day, without names, and only when it is so."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from lerendnetwerk.outbox.models import OutgoingMail
from networks.enrolment.digest import mail_news_of_enrolments
from networks.enrolment.line import give_place, withdraw
from networks.models import Enrolment, Network
from tests import factories
from tests.factories import BRUSSELS
from tests.networks.enrolling import open_network, waiting
from tests.world import World, client_of_staff

# The day on which the clock goes forward: that day has twenty-three hours.
FIVE = datetime(2027, 3, 28, 17, 0, tzinfo=BRUSSELS)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def network(world: World) -> Network:
    open_network(world.network, most=2)
    return world.network


def confirmed(network: Network, *moments: datetime) -> list[Enrolment]:
    rows = waiting(network, len(moments))
    for row, at in zip(rows, moments, strict=True):
        row.confirmed_at = at
        row.save()
    return rows


def news(world: World) -> list[str]:
    mails = OutgoingMail.objects.filter(recipient=f"user:{world.facilitator.pk}").order_by("pk")
    return list(mails.values_list("subject", flat=True))


def test_a_day_makes_one_mail_and_each_change_is_told_once(network: Network, world: World) -> None:
    yesterday = FIVE - timedelta(days=1)
    first, *_ = confirmed(network, yesterday - MINUTE, yesterday + MINUTE, FIVE - MINUTE, FIVE + MINUTE)
    withdraw(first, now=FIVE - MINUTE)
    for at in (FIVE - MINUTE, FIVE):
        assert mail_news_of_enrolments(at) == 1
    mail_news_of_enrolments(FIVE + timedelta(hours=20))
    mail_news_of_enrolments(FIVE + timedelta(days=1))
    mail_news_of_enrolments(FIVE + timedelta(days=2))
    title = network.title
    assert news(world) == [
        f"{title}: 1 mens schreef zich in",
        f"{title}: 2 mensen schreven zich in en 1 mens trok zich terug",
        f"{title}: 1 mens schreef zich in",
    ]


def test_it_tells_how_many_places_are_taken_and_nobody_by_name(network: Network, world: World) -> None:
    (first,) = confirmed(network, FIVE - MINUTE)
    mail_news_of_enrolments(FIVE)
    text = OutgoingMail.objects.get().text
    assert "Nu is 1 van 2 plaatsen bezet. Op de wachtlijst staat 1 mens." in text
    assert reverse("networks:enrolments", args=[network.pk]) in text
    assert (first.name in text, first.email in text) == (False, False)


def test_what_she_wrote_down_herself_and_what_nobody_confirmed_is_no_news(network: Network, world: World) -> None:
    phoned, unconfirmed = confirmed(network, FIVE - MINUTE, FIVE - MINUTE)
    Enrolment.objects.filter(pk=phoned.pk).update(by_phone=True)
    Enrolment.objects.filter(pk=unconfirmed.pk).update(state=Enrolment.State.UNCONFIRMED)
    assert (mail_news_of_enrolments(FIVE), news(world)) == (0, [])


def test_who_stops_by_the_own_page_is_told_once_and_not_who_was_taken_off(network: Network, world: World) -> None:
    placed, *_ = confirmed(network, FIVE - timedelta(days=9))
    give_place(placed, FIVE - timedelta(days=9))
    by_staff, back = (factories.create_participation(network) for _ in range(2))
    world.participation.leave(now=FIVE - MINUTE)
    by_staff.leave(now=FIVE - MINUTE, by=world.facilitator)
    back.leave(now=FIVE - MINUTE)
    back.take_part_again()
    # Her enrolment tells it.
    withdraw(placed, now=FIVE - MINUTE)
    mail_news_of_enrolments(FIVE)
    mail_news_of_enrolments(FIVE + timedelta(days=1))
    assert news(world) == [f"{network.title}: 1 mens trok zich terug en 1 deelnemer stopte"]
    text = OutgoingMail.objects.get(recipient=f"user:{world.facilitator.pk}").text
    assert (reverse("networks:people", args=[network.pk]) in text, world.participation.name in text) == (True, False)


def test_leaving_what_is_over_is_no_news(world: World) -> None:
    Network.objects.filter(pk=world.network.pk).update(closed_at=FIVE)
    world.participation.leave(now=FIVE - MINUTE)
    assert (mail_news_of_enrolments(FIVE), news(world)) == (0, [])


def test_it_can_be_switched_off_for_a_network_and_on_again(network: Network, world: World) -> None:
    confirmed(network, FIVE - MINUTE)
    client = client_of_staff(world.facilitator)
    page = reverse("networks:set_offer_days", args=[network.pk])
    client.post(page, {"offer_days": "3"})
    assert (mail_news_of_enrolments(FIVE), news(world)) == (0, [])
    client.post(page, {"offer_days": "3", "mails_enrolments": "on"})
    assert (mail_news_of_enrolments(FIVE), len(news(world))) == (1, 1)


def test_each_facilitator_of_a_network_hears_it_and_nobody_else(network: Network, world: World) -> None:
    colleague = factories.create_user()
    network.facilitators.create(user=colleague)
    confirmed(network, FIVE - MINUTE)
    assert mail_news_of_enrolments(FIVE) == 2
    told = set(OutgoingMail.objects.values_list("recipient", flat=True))
    assert told == {f"user:{world.facilitator.pk}", f"user:{colleague.pk}"}
