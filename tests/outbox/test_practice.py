"""The practice mailbox: mails as they would have left, for staff to read in the app."""

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMessage
from django.test import Client

from lerendnetwerk.outbox.models import OutgoingMail, PracticeMessage
from lerendnetwerk.outbox.queue import Enclosure
from tests.outbox.mails import queue, send
from tests.queries import count_queries
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_mail_server(settings: LazySettings) -> None:
    settings.MAILERS = {"default": {"BACKEND": "lerendnetwerk.outbox.practice.PracticeMailbox"}}
    settings.OUTBOX_LINKS = {"{persoonlijke_link}": "tests.outbox.mails.link_for"}


@pytest.fixture
def client(world: World) -> Client:
    return world.client("facilitator")


def send_one(world: World, settings: LazySettings, **changes: object) -> PracticeMessage:
    path = settings.MEDIA_ROOT / "editions/v1.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.7 verslag")
    queue(scope=world.network.mail_scope, attachments=[Enclosure("editions/v1.pdf", "verslag.pdf")], **changes)
    send()
    return PracticeMessage.objects.latest("pk")


def test_what_the_outbox_sends_is_kept_and_counts_as_sent(world: World, settings: LazySettings) -> None:
    message = send_one(world, settings)
    assert (message.subject, message.scope) == ("Verslag van sessie 3", world.network.mail_scope)
    assert OutgoingMail.objects.get().state == "verzonden"


def test_a_letter_shows_its_text_and_gives_its_files(client: Client, world: World, settings: LazySettings) -> None:
    message = send_one(world, settings, html="<p>Opgemaakt <script>alert(1)</script></p>")
    box = f"/netwerken/{world.network.pk}/oefenpost/"
    assert "Verslag van sessie 3" in client.get(box).content.decode()
    html = client.get(f"{box}{message.pk}/").content.decode()
    assert "https://lerendnetwerk.example/d/7/geheim/" in html
    assert "Opgemaakt" not in html
    file = client.get(f"{box}{message.pk}/bijlagen/1/")
    assert (file.content, file["Content-Type"], file["Content-Disposition"]) == (
        b"%PDF-1.7 verslag",
        "application/octet-stream",
        'attachment; filename="verslag.pdf"',
    )
    assert client.get(f"{box}{message.pk}/bijlagen/2/").status_code == 404
    assert client.get(f"{box}{message.pk}/bijlagen/0/").status_code == 404


def test_text_of_people_is_no_markup_in_the_mailbox(client: Client, world: World, settings: LazySettings) -> None:
    message = send_one(world, settings, text="<script>alert(1)</script>")
    html = client.get(f"/netwerken/{world.network.pk}/oefenpost/{message.pk}/").content.decode()
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert(1)" not in html


def test_letters_of_another_network_do_not_exist_here(client: Client, world: World, settings: LazySettings) -> None:
    message = send_one(world, settings)
    other = world.client("facilitator_elsewhere")
    assert "Verslag" not in other.get(f"/netwerken/{world.elsewhere.pk}/oefenpost/").content.decode()
    assert other.get(f"/netwerken/{world.elsewhere.pk}/oefenpost/{message.pk}/").status_code == 404


def test_an_empty_box_says_what_will_come(client: Client, world: World) -> None:
    assert "Nog niets in de bus" in client.get(f"/netwerken/{world.network.pk}/oefenpost/").content.decode()


@pytest.mark.slow
def test_the_box_needs_as_many_queries_for_fifteen_letters(
    client: Client, world: World, settings: LazySettings
) -> None:
    url = f"/netwerken/{world.network.pk}/oefenpost/"
    send_one(world, settings)
    few = count_queries(client, url)
    for n in range(15):
        send_one(world, settings, recipient=f"participation:{n + 20}")
    assert (few, count_queries(client, url)) == (5, 5)


def test_sign_in_codes_lie_in_a_box_of_their_own(world: World, settings: LazySettings) -> None:
    EmailMessage("Je code", "Je code is 1234", "post@fonds.example", ["marijke@fonds.example"]).send()
    assert Client().get("/oefenpost/").status_code == 404
    settings.DEMO = True
    assert "Je code is 1234" in Client().get("/oefenpost/").content.decode()


def test_the_box_of_the_codes_holds_nothing_of_a_network(world: World, settings: LazySettings) -> None:
    send_one(world, settings)
    settings.DEMO = True
    assert "De bus is leeg" in Client().get("/oefenpost/").content.decode()
