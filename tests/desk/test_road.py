import pytest
from django.urls import reverse

from networks.models import Phase
from tests import factories
from tests.world import World


@pytest.fixture
def last_session(world: World) -> World:
    world.network.sessions.all().delete()
    world.network.phase = Phase.AFRONDING
    world.network.session_count = 2
    world.network.save()
    factories.create_session(world.network, 1)
    factories.create_session(world.network, 2)
    return world


def test_at_the_end_the_last_session_is_the_next_thing(last_session: World) -> None:
    response = last_session.client("facilitator").get(reverse("desk:network", args=[last_session.network.pk]))
    assert response.context["next_step"].task == "Maak het draaiboek van sessie 2"


def test_a_step_of_the_description_leads_to_its_own_question(world: World) -> None:
    response = world.client("facilitator").get(reverse("desk:network", args=[world.network.pk]))
    steps = [step.url.partition("#")[2] for step in response.context["road"][0].steps[:4]]
    assert steps == ["id_theme", "id_added_value", "id_aims", "id_practical_information"]
