"""Every page of the access table passes axe on a laptop in the light and on a small phone in the dark, fits that phone, and
leaves nothing in the browser's console; also while it is empty, then on the phone only. The facilitator's pages of a session
stand in a file of their own (test_every_session_page.py)."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer

from networks.models import Network
from sessions.models import Session
from tests.access.row import LOOKERS
from tests.browser.looker import Looker, is_of_a_session, pages_of
from tests.crowd import fill
from tests.world import World, client_of_staff

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]


@pytest.mark.parametrize("count", [4, 0], ids=["filled", "empty"])
@pytest.mark.parametrize("actor", LOOKERS)
def test_a_page_is_for_everybody(
    actor: str, count: int, world: World, context: BrowserContext, live_server: LiveServer, known: set[str]
) -> None:
    if count:
        fill(world, count)
    looker = Looker(context, live_server, world.client(actor), known)
    rows = [row for row in pages_of(actor) if not is_of_a_session(row)]
    looker.look_around(world, rows, on_a_laptop=bool(count))
    assert looker.wrong == {}


def test_the_long_pages_of_the_demo_are_for_everybody(
    db: None, context: BrowserContext, live_server: LiveServer, known: set[str]
) -> None:
    call_command("load_methods", verbosity=0)
    call_command("demo")
    network = Network.objects.get(phase="onderhoud")
    session = Session.objects.filter(network=network, closed_at__isnull=False).last()
    looker = Looker(context, live_server, client_of_staff(network.facilitators.first().user), known)
    for name, pk in (
        ("desk:network", network.pk),
        ("networks:people", network.pk),
        ("networks:mail", network.pk),
        ("evaluations:network", network.pk),
        ("desk:session", session.pk),
        ("sessions:agenda", session.pk),
        ("sessions:notes", session.pk),
        ("evaluations:round", session.pk),
        ("reports:report", session.pk),
    ):
        looker.look_at(reverse(name, args=[pk]), name)
    coordinator = network.programme.coordinators.first().user
    of_programme = Looker(context, live_server, client_of_staff(coordinator), known)
    of_programme.look_at(reverse("desk:programme", args=[network.programme_id]))
    assert looker.wrong | of_programme.wrong == {}
