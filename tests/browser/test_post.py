"""The pages about mail as the browser shows them."""

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from lerendnetwerk.outbox.models import OutgoingMail, PostOffice
from tests.browser.axe import violations_on_both
from tests.outbox.mails import queue
from tests.world import World, build_world

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]

STATES = ["concept", "klaar", "mislukt", "misschien", "verzonden", "ingetrokken"]


@pytest.fixture
def stage(context: BrowserContext, live_server: LiveServer) -> World:
    """A network with a mail in each state, and its facilitator signed in."""
    call_command("createcachetable", verbosity=0)
    world, now = build_world(), timezone.now()
    for n, state in enumerate(STATES):
        mail = queue(
            recipient=f"participation:{n}",
            scope=world.network.mail_scope,
            to_name="Godelieve Vandenbroucke-Van Steenbergen de Ridder",
            to_address=f"godelieve.vandenbroucke.van.steenbergen{n}@eenheellangeorganisatienaam.example",
            now=now,
            not_before=now,
        )
        OutgoingMail.objects.filter(pk=mail.pk).update(
            state=state,
            error="De mailserver weigert het bericht: 550 5.1.1 user unknown" if state == "mislukt" else "",
            sent_at=now if state == "verzonden" else None,
            withdrawn_from="klaar" if state == "ingetrokken" else "",
        )
    cookie = world.client("facilitator").cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    return world


def test_the_pages_are_accessible_in_light_and_dark(page: Page, live_server: LiveServer, stage: World) -> None:
    PostOffice.objects.pause("Marijke Dewulf", timezone.now())
    pks = dict(OutgoingMail.objects.values_list("state", "pk"))
    root = f"{live_server.url}/netwerken/{stage.network.pk}/"
    found = {}
    for path in (
        "berichten/",
        *(f"berichten/{pk}/" for pk in pks.values()),
        f"berichten/{pks['concept']}/tekst/",
        f"berichten/{pks['mislukt']}/adres/",
        "oefenpost/",
    ):
        page.goto(root + path)
        # Not the menu: open, it lies over the links of the page's head.
        page.evaluate("document.querySelectorAll('details:not([data-menu])').forEach(one => one.open = true)")
        found[path] = violations_on_both(page)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_a_draft_leaves_with_one_click(page: Page, live_server: LiveServer, stage: World) -> None:
    page.goto(f"{live_server.url}/netwerken/{stage.network.pk}/berichten/")
    page.get_by_role("button", name="Verstuur dit bericht").click()
    page.get_by_text("Het bericht vertrekt.").wait_for()
    assert OutgoingMail.objects.filter(state="concept").count() == 0
