"""Figures that came after the report open the look-back of the next session."""

import pytest
from django.test import Client

from evaluations.models import Answer, Round
from tests import factories
from tests.factories import NOW
from tests.queries import count_queries
from tests.world import World, client_of_staff


def closed_round(world: World, answers: int) -> Round:
    people = [world.participation, *(factories.create_participation(world.network) for _ in range(answers))]
    for participation in people[1:]:
        factories.attend(world.session, participation)
    round = Round.objects.open_for(world.session, now=NOW)
    for participation in people[:answers]:
        round.receive(participation, Answer(round=round, content=8, discussion=7, guidance=9), now=NOW)
    round.close(now=NOW)
    return round


@pytest.fixture
def facilitator(world: World) -> Client:
    return client_of_staff(world.facilitator)


def test_the_next_look_back_shows_the_figures(world: World, facilitator: Client) -> None:
    closed_round(world, 5)
    following = factories.create_session(world.network, 2)
    page = facilitator.get(f"/sessies/{following.pk}/vorige-evaluatie/").content.decode()
    assert "Zo was sessie 1" in page
    assert "5 van 6 antwoordden" in page


def test_below_the_minimum_nothing_is_shown(world: World, facilitator: Client) -> None:
    closed_round(world, 4)
    following = factories.create_session(world.network, 2)
    page = facilitator.get(f"/sessies/{following.pk}/vorige-evaluatie/").content.decode()
    assert "te weinig antwoorden" in page
    assert "antwoordden</p>" not in page


def test_an_open_evaluation_shows_nothing(world: World, facilitator: Client) -> None:
    Round.objects.open_for(world.session, now=NOW)
    following = factories.create_session(world.network, 2)
    page = facilitator.get(f"/sessies/{following.pk}/vorige-evaluatie/").content.decode()
    assert "nog geen evaluatie" in page


def test_htmx_gets_only_the_figures(world: World, facilitator: Client) -> None:
    closed_round(world, 5)
    following = factories.create_session(world.network, 2)
    part = facilitator.get(f"/sessies/{following.pk}/vorige-evaluatie/", headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "Zo was sessie 1" in part.content.decode()


def test_the_look_back_page_leads_to_it(world: World, facilitator: Client) -> None:
    following = factories.create_session(world.network, 2)
    assert (
        f"/sessies/{following.pk}/vorige-evaluatie/"
        in facilitator.get(f"/sessies/{following.pk}/terugblik/").content.decode()
    )


def test_more_answers_need_no_more_queries(world: World, facilitator: Client) -> None:
    closed_round(world, 12)
    following = factories.create_session(world.network, 2)
    assert count_queries(facilitator, f"/sessies/{following.pk}/vorige-evaluatie/") <= 8
