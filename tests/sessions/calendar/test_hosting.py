import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from lerendnetwerk.outbox.models import OutgoingMail
from sessions.models import Host, Session, Working, turns_of
from tests import factories
from tests.factories import BRUSSELS, NOW
from tests.world import World

COMING = datetime(2036, 6, 3, 13, 30, tzinfo=BRUSSELS)


@pytest.mark.django_db
def test_who_offered_and_hosted_least_is_first() -> None:
    network = factories.create_network()
    often, once, never, guest = (
        factories.create_organisation(network.programme, name) for name in ("Al vaak", "Een keer", "Nooit", "Buiten")
    )
    for number, host in enumerate((often, often, once, often), 1):
        session = factories.create_session(network, number)
        Session.objects.filter(pk=session.pk).update(host=host)
    offers = [Host.objects.create(network=network, organisation=one) for one in (often, once)]
    now = factories.create_session(network, 9).starts_at - timedelta(weeks=22)
    sessions = network.sessions.filter(number__lt=9).select_related("host")
    turns = turns_of([often, once, never, guest], offers, sessions, now)
    assert [(turn.organisation.name, turn.hosted, turn.planned) for turn in turns] == [
        ("Een keer", 1, 0),
        ("Al vaak", 2, 1),
        ("Buiten", 0, 0),
        ("Nooit", 0, 0),
    ]


def test_an_offer_is_noted_once_and_taken_away(world: World) -> None:
    client, url = world.client("facilitator"), reverse("sessions:hosts", args=[world.network.pk])
    assert client.post(url, {}).status_code == 422
    offer = {"new_name": "Kringhuis", "contact_name": "Lut", "contact_email": "lut@kringhuis.example"}
    assert client.post(url, offer).status_code == 302
    again = client.post(url, offer)
    assert (again.status_code, "staat al op de lijst" in again.content.decode()) == (422, True)
    assert "biedt zich aan" in client.get(url).content.decode()
    host = Host.objects.get()
    away = reverse("sessions:remove_host", args=[world.network.pk, host.pk])
    assert "Het aanbod van Kringhuis weghalen?" in client.get(away).content.decode()
    assert Host.objects.exists()
    for _ in range(2):
        assert client.post(away).status_code == 302
    assert not Host.objects.exists()


def test_an_address_that_was_missing_or_wrong_is_mended_from_the_list_for_the_host(world: World) -> None:
    session = factories.create_session(world.network, 2, starts_at=COMING)
    client, checklist = world.client("facilitator"), reverse("sessions:host_checklist", args=[session.pk])
    on_the_list = f"{reverse('sessions:hosts', args=[world.network.pk])}?organisatie={session.host_id}"
    assert on_the_list in client.get(checklist).content.decode()
    assert client.get(on_the_list).context["form"]["organisation"].value() == str(session.host_id)
    host = Host.objects.create(network=world.network, organisation=session.host)
    change = reverse("sessions:change_host", args=[world.network.pk, host.pk])
    assert change in client.get(checklist).content.decode()
    assert client.post(change, {"contact_email": "geen adres"}).status_code == 422
    assert client.post(change, {"contact_name": "Lut", "contact_email": "lut@kringhuis.example"}).status_code == 302
    client.post(checklist)
    assert OutgoingMail.objects.get().to_address == "lut@kringhuis.example"


def test_the_host_gets_a_list_once_per_plan(world: World) -> None:
    session = factories.create_session(world.network, 2, starts_at=COMING)
    client, url = world.client("facilitator"), reverse("sessions:host_checklist", args=[session.pk])
    assert "nog geen e-mailadres" in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    assert not OutgoingMail.objects.exists()
    Host.objects.create(network=world.network, organisation=session.host, contact_email="lut@kringhuis.example")
    for _ in range(2):
        client.post(url)
    (mail,) = OutgoingMail.objects.all()
    assert (mail.to_address, mail.reply_to) == ("lut@kringhuis.example", world.facilitator.email)
    for word in ("1 deelnemer en een facilitator", "projector", "parking", "lunch", "muur", "rolstoel"):
        assert word in mail.text


def test_a_host_and_one_other_prepare_their_working_on_their_own_page(world: World) -> None:
    session = factories.create_session(world.network, 2, starts_at=COMING)
    other = factories.create_participation(world.network)
    staff, member = world.client("facilitator"), world.client("member")
    url, mine = (reverse(f"sessions:{name}", args=[session.pk]) for name in ("workings", "my_working"))
    assert member.get(mine).status_code == 404
    assert staff.post(url, {"first": other.pk, "second": other.pk}).status_code == 422
    assert staff.post(url, {"first": world.participation.pk, "second": other.pk}).status_code == 302
    Session.objects.filter(pk=world.session.pk).update(closed_at=NOW)
    assert mine in member.get(reverse("desk:me")).content.decode()
    assert member.post(mine, {"vision": "x" * 1001}).status_code == 422
    assert member.post(mine, {"vision": "Een plek voor iedereen.", "proud": "De tuin."}).status_code == 302
    shown = staff.get(reverse("sessions:show_workings", args=[session.pk])).content.decode()
    assert "Een plek voor iedereen." in shown and "De tuin." in shown and other.person.first_name in shown
    # An aspect a screen, each leading to the next that there is.
    leaves = re.findall(r'class="room-leaf" id="([^"]+)"', shown)
    assert leaves == ["werking-1-0", "werking-1-1", "werking-1-2", "werking-2-0"]
    assert re.findall(r'href="#(werking[^"]+)"', shown) == leaves[1:]
    # Who is no longer asked keeps what was written.
    staff.post(url, {"first": "", "second": ""})
    assert [one.participation for one in Working.objects.all()] == [world.participation]
