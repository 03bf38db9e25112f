"""Moving a network to the next phase: what is open is shown, and only a neighbour can be reached."""

import pytest
from django.test import Client

from lerendnetwerk.audit.models import AuditEntry
from networks.models import Network, Phase
from tests.world import World


@pytest.fixture
def browser(world: World) -> Client:
    return world.client("facilitator")


def url(world: World) -> str:
    return f"/netwerken/{world.network.pk}/fase/"


def phase_of(world: World) -> str:
    return Network.objects.get(pk=world.network.pk).phase


def moves() -> list[str]:
    return list(AuditEntry.objects.filter(action__startswith="fase-").order_by("pk").values_list("action", flat=True))


def test_the_page_shows_what_is_still_open(world: World, browser: Client) -> None:
    page = browser.get(url(world)).content.decode()
    assert "Naar onderhoud?" in page
    assert "Dit staat nog open" in page
    assert "Verslag van sessie 1" in page
    assert "Spelregels" in page


def test_looking_moves_nothing(world: World, browser: Client) -> None:
    browser.get(url(world))
    assert (phase_of(world), moves()) == (Phase.OPSTART, [])


def test_the_next_phase_is_one_press_away_and_is_written_down(world: World, browser: Client) -> None:
    answer = browser.post(url(world), {"phase": "onderhoud"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/netwerken/{world.network.pk}/")
    assert (phase_of(world), moves()) == (Phase.ONDERHOUD, ["fase-onderhoud"])


def test_back_to_the_phase_before(world: World, browser: Client) -> None:
    browser.post(url(world), {"phase": "vooraf"})
    assert phase_of(world) == Phase.VOORAF


def test_pressing_twice_is_harmless(world: World, browser: Client) -> None:
    browser.post(url(world), {"phase": "onderhoud"})
    answer = browser.post(url(world), {"phase": "onderhoud"}, follow=True)
    assert (phase_of(world), moves()) == (Phase.ONDERHOUD, ["fase-onderhoud"])
    assert "sluit niet aan" not in answer.content.decode()


@pytest.mark.parametrize("wanted", ["afronding", "ergens", ""])
def test_no_phase_is_skipped(world: World, browser: Client, wanted: str) -> None:
    answer = browser.post(url(world), {"phase": wanted}, follow=True)
    assert phase_of(world) == Phase.OPSTART
    assert "Er is niets veranderd." in answer.content.decode()


def test_the_last_phase_only_goes_back(world: World, browser: Client) -> None:
    Network.objects.filter(pk=world.network.pk).update(phase=Phase.AFRONDING)
    page = browser.get(url(world)).content.decode()
    assert "Jullie zijn in de laatste fase" in page
    assert "Zet terug naar onderhoud" in page


@pytest.mark.parametrize(("actor", "status"), [("coordinator", 403), ("facilitator_elsewhere", 404)])
def test_nobody_else_moves_it(world: World, actor: str, status: int) -> None:
    assert world.client(actor).post(url(world), {"phase": "onderhoud"}).status_code == status
    assert phase_of(world) == Phase.OPSTART
