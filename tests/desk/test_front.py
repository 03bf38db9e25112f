"""The front door: what a visitor reads, and which networks and programmes somebody finds who is signed in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from networks.models import Phase
from tests import factories
from tests.queries import count_queries
from tests.world import World, client_of_staff


def page(browser: Client) -> str:
    return browser.get("/").content.decode()


def test_a_visitor_reads_what_this_is_and_where_to_go(db: None) -> None:
    html = page(Client())
    assert "Een vaste groep die leert van elkaars praktijk" in html
    for address in ("/account/aanmelden/", "/zaal/", "/nieuwe-link/"):
        assert f'href="{address}"' in html


def test_outside_the_demo_nobody_is_offered(world: World) -> None:
    html = page(Client())
    assert "Aanmelden als facilitator" not in html
    assert world.participation.name not in html


def test_a_demo_without_people_has_nothing_to_press(db: None, settings: object) -> None:
    settings.DEMO = True
    assert "/proef/" not in page(Client())


@pytest.mark.parametrize("role", ["facilitator", "coordinator"])
def test_a_demo_without_people_signs_nobody_in(db: None, settings: object, role: str) -> None:
    settings.DEMO = True
    assert Client().post(f"/proef/{role}/").status_code == 404


def test_a_member_with_a_link_is_a_visitor_here(world: World) -> None:
    assert "Een vaste groep" in page(world.client("member"))


def test_a_facilitator_finds_her_networks_and_no_others(world: World) -> None:
    html = page(world.client("facilitator"))
    assert f'href="/netwerken/{world.network.pk}/"' in html
    assert "Ontmoetingsplaatsen" not in html
    assert "Programma's die ik opvolg" not in html


def test_a_coordinator_finds_programmes_and_no_rooms(world: World) -> None:
    html = page(world.client("coordinator"))
    assert f'href="/programmas/{world.programme.pk}/"' in html
    assert f'href="/netwerken/{world.network.pk}/"' not in html


def test_who_is_both_finds_both(world: World) -> None:
    world.network.facilitators.create(user=world.coordinator)
    html = page(world.client("coordinator"))
    assert f'href="/netwerken/{world.network.pk}/"' in html
    assert f'href="/programmas/{world.programme.pk}/"' in html


def test_with_nothing_yet_it_says_whom_to_ask(db: None) -> None:
    html = page(client_of_staff(factories.create_user()))
    assert "Je begeleidt nog geen netwerk" in html
    assert "Vraag de coördinator van je programma" in html


def test_the_network_that_meets_soonest_stands_first(db: None) -> None:
    facilitator = factories.create_user()
    now = timezone.now()
    for title, days in (("Zonder sessie", None), ("Later", 30), ("Eerst", 2)):
        network = factories.create_network(facilitator=facilitator, title=title)
        if days:
            factories.create_session(network, starts_at=now + timedelta(days=days))
    html = page(client_of_staff(facilitator))
    assert html.index("Eerst") < html.index("Later") < html.index("Zonder sessie")


def test_each_network_says_its_next_step_as_its_road_does(world: World) -> None:
    browser = world.client("facilitator")
    other = factories.create_network(world.programme, world.facilitator, title="Een ander", phase=Phase.VOORAF)
    for network in (world.network, other):
        step = browser.get(f"/netwerken/{network.pk}/").context["next_step"]
        assert f'<b>Nu:</b> <a href="{step.url}">{step.task}</a>' in page(browser)


def test_who_stopped_is_not_counted(world: World) -> None:
    assert "1 deelnemer<" in page(world.client("facilitator"))
    factories.create_participation(world.network).leave(now=factories.NOW)
    assert "1 deelnemer<" in page(world.client("facilitator"))


def test_the_number_of_queries_does_not_grow(db: None) -> None:
    facilitator = factories.create_user()
    browser = client_of_staff(facilitator)

    def grow() -> None:
        network = factories.create_network(facilitator=facilitator)
        network.programme.appoint_coordinator(facilitator)
        factories.create_participation(network)
        factories.create_session(network, starts_at=timezone.now() + timedelta(days=3))

    grow()
    one = count_queries(browser, "/")
    for _ in range(14):
        grow()
    assert count_queries(browser, "/") == one
    assert one <= 8
