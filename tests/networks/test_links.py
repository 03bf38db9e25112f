from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lerendnetwerk import links
from lerendnetwerk.doors import Member
from lerendnetwerk.outbox.models import OutgoingMail
from networks.access import LinkNotValid, participation_of
from networks.mail import answer_link_request, mail_participation, personal_link, personal_link_for
from networks.models import LinkRequest, Participation
from networks.views.links import WRONG_LINKS
from tests import factories
from tests.queries import count_queries
from tests.world import World, client_of_member, client_of_staff

NOW = datetime(2027, 3, 4, 9, 0, tzinfo=UTC)


def path(participation: Participation) -> str:
    return personal_link(participation).removeprefix(settings.BASE_URL)


def test_opening_has_no_effect_however_often(world: World, client: Client) -> None:
    for _ in range(3):
        response = client.get(path(world.participation))
        assert response.status_code == 200
        assert Member.KEY not in client.session
    assert "Dag Joris" in response.content.decode()
    assert count_queries(Client(), path(world.participation)) <= 5


def test_the_button_lets_this_browser_in_under_a_new_key(world: World, client: Client) -> None:
    client.get(path(world.participation))
    client.session.save()
    before = client.session.session_key
    for _ in range(2):
        response = client.post(path(world.participation))
        assert response.headers["Location"] == reverse("desk:me")
    assert client.session.session_key != before
    assert client.session[Member.KEY] == {"participation": world.participation.pk, "version": 1}
    assert "Joris" in client.get(reverse("desk:me")).content.decode()


@pytest.mark.parametrize("purpose", ["evaluatie", "agenda", ""])
def test_a_link_for_something_else_does_not_open_the_page(world: World, client: Client, purpose: str) -> None:
    digest = links.digest(purpose, world.participation.public_id, 1)
    address = reverse("networks:link", args=[world.participation.public_id, digest])
    response = client.get(address)
    assert response.status_code == 404
    assert reverse("networks:request_link") in response.content.decode()


def test_a_withdrawn_link_opens_nothing_and_puts_out_who_was_in(world: World) -> None:
    old = path(world.participation)
    member = Member(world.participation.pk, world.participation.link_version)
    assert participation_of(member) == world.participation
    assert world.participation.renew_link(seen_version=1) is True
    assert Client().get(old).status_code == 404
    assert Client().get(path(world.participation)).status_code == 200
    with pytest.raises(LinkNotValid):
        participation_of(member)


def test_who_stopped_has_no_link(world: World) -> None:
    address = path(world.participation)
    world.participation.leave(now=factories.NOW)
    assert Client().get(address).status_code == 404
    with pytest.raises(LookupError):
        personal_link_for(world.participation.recipient)


@pytest.mark.parametrize("recipient", ["participation:999999", "participation:", "participation:x", "user:1", ""])
def test_the_outbox_hears_who_has_no_link(db: None, recipient: str) -> None:
    with pytest.raises(LookupError):
        personal_link_for(recipient)


def test_the_outbox_gets_the_link_of_the_moment(world: World) -> None:
    world.participation.renew_link(seen_version=1)
    assert personal_link_for(world.participation.recipient) == personal_link(world.participation)


def test_odd_links_get_the_calm_page(world: World, client: Client) -> None:
    for public_id in ("x", "😀", "x" * 5000, "%00"):
        response = client.get(f"/d/{public_id}/{'y' * 16}/")
        assert response.status_code in (400, 404)


def test_many_wrong_links_together_are_slowed_but_a_good_one_works(
    world: World, shared_cache: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("networks.views.links.WRONG_LINKS", type(WRONG_LINKS)("proef", most=3, minutes=10))
    wrong = reverse("networks:link", args=["x", "y"])
    assert [Client().get(wrong).status_code for _ in range(5)] == [404, 404, 404, 429, 429]
    assert Client().get(path(world.participation)).status_code == 200


def answer_requests() -> None:
    """As the worker does."""
    while request := LinkRequest.objects.take_next(timezone.now()):
        answer_link_request(request, timezone.now())


def test_a_new_link_is_mailed_to_each_person_at_the_address(world: World, client: Client) -> None:
    for name in ("Wim", "Nele"):
        factories.create_participation(world.network, first_name=name, last_name="Hoste", email="info@hoste.example")
    response = client.post(reverse("networks:request_link"), {"email": "INFO@hoste.example"})
    assert response.headers["Location"] == reverse("networks:link_requested")
    answer_requests()
    mails = OutgoingMail.objects.order_by("to_name")
    assert [(mail.to_name, mail.to_address, mail.subject) for mail in mails] == [
        ("Nele Hoste", "info@hoste.example", "Voor Nele Hoste: Je link voor Mentaal vermogen in de bouw"),
        ("Wim Hoste", "info@hoste.example", "Voor Wim Hoste: Je link voor Mentaal vermogen in de bouw"),
    ]
    assert all("{persoonlijke_link}" in mail.text for mail in mails)


def test_asking_ten_times_sends_once_and_an_unknown_address_hears_the_same(world: World, client: Client) -> None:
    address = reverse("networks:request_link")
    for _ in range(10):
        with CaptureQueriesContext(connection) as for_known:
            known = client.post(address, {"email": world.participation.person.email})
    with CaptureQueriesContext(connection) as for_unknown:
        unknown = client.post(address, {"email": "niemand@x.example"})
    # The same work, so that the time to answer says nothing either.
    assert len(for_known) == len(for_unknown)
    answer_requests()
    assert (OutgoingMail.objects.count(), LinkRequest.objects.count()) == (1, 0)
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])


def test_bad_addresses_are_said_and_kept(world: World, client: Client) -> None:
    for odd in ("geen adres", "x" * 100_000 + "@x.example", "\0@x.example", "😀@x.example", ""):
        response = client.post(reverse("networks:request_link"), {"email": odd})
        assert response.status_code == 422
    assert OutgoingMail.objects.count() == 0


def test_renewing_mails_the_new_link_and_a_second_click_does_nothing(world: World) -> None:
    client = client_of_staff(world.facilitator)
    address = reverse("networks:renew_link", args=[world.participation.pk])
    for _ in range(2):
        assert client.post(address, {"seen_version": "1"}).status_code == 302
    world.participation.refresh_from_db()
    assert world.participation.link_version == 2
    assert [mail.occasion for mail in OutgoingMail.objects.all()] == ["renewed-link:v2"]


def test_odd_versions_withdraw_nothing(world: World) -> None:
    client = client_of_staff(world.facilitator)
    for odd in ("", "x", "9" * 40, "²", "-1"):
        assert client.post(
            reverse("networks:renew_link", args=[world.participation.pk]), {"seen_version": odd}
        ).status_code in (302, 422)
    world.participation.refresh_from_db()
    assert world.participation.link_version == 1


def test_the_card_has_the_link_as_qr_for_who_has_no_address(world: World, settings: object) -> None:
    without = factories.create_participation(world.network, first_name="An", email="")
    client = client_of_staff(world.facilitator)
    text = client.get(reverse("networks:link_card", args=[without.pk])).content.decode()
    assert "<svg" in text
    assert personal_link(without) in text
    with_address = reverse("networks:link_card", args=[world.participation.pk])
    assert client.get(with_address).status_code == 404
    settings.DEMO = True
    assert client.get(with_address).status_code == 200


def test_nobody_without_an_address_gets_mail(world: World) -> None:
    without = factories.create_participation(world.network, email="")
    assert mail_participation(without, occasion="x", subject="x", text="x", not_before=NOW, now=NOW) is None


def test_a_mail_answers_to_the_facilitator_and_comes_from_the_programme(world: World) -> None:
    mail = mail_participation(
        world.participation, occasion="x", subject="Hallo", text="x", html="<p>x</p>", not_before=NOW, now=NOW
    )
    assert (mail.reply_to, mail.from_name) == (world.facilitator.email, world.programme.title)
    assert (mail.recipient, mail.scope, mail.html) == (
        f"participation:{world.participation.pk}",
        f"network:{world.network.pk}",
        "<p>x</p>",
    )


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>x</p>", "<p>Dit bericht is voor A &amp; B.</p><p>x</p>"),
        ('<html><body class="y"><p>x</p>', '<html><body class="y"><p>Dit bericht is voor A &amp; B.</p><p>x</p>'),
    ],
)
def test_a_mail_to_a_shared_address_names_the_person(world: World, html: str, shown: str) -> None:
    one = factories.create_participation(world.network, first_name="A & B", last_name=" ", email="info@x.example")
    factories.create_participation(world.network, first_name="Nele", email="INFO@x.example")
    mail = mail_participation(one, occasion="x", subject="Hallo", text="Dag", html=html, not_before=NOW, now=NOW)
    assert (mail.subject, mail.text) == ("Voor A & B: Hallo", "Dit bericht is voor A & B.\n\nDag")
    assert mail.html == shown


@pytest.mark.parametrize("verb", ["renew", "stop"])
def test_a_member_whose_link_was_withdrawn_gets_the_calm_page(world: World, verb: str) -> None:
    client = client_of_member(world.participation)
    assert client.get(reverse("desk:me")).status_code == 200
    if verb == "stop":
        world.participation.leave(now=factories.NOW)
    else:
        world.participation.renew_link(seen_version=1)
    response = client.get(reverse("desk:me"))
    assert response.status_code == 401
    assert reverse("networks:request_link") in response.content.decode()
    assert "<h1>Deze link werkt niet meer</h1>" in response.content.decode()


def test_a_browser_that_is_not_known_hears_how_to_come_back_and_not_that_a_link_stopped(world: World) -> None:
    lost = client_of_member(world.participation)
    lost.cookies.clear()
    stranger = Client()
    hers = [client.get(reverse("desk:me")) for client in (lost, stranger)]
    in_the_room = [client.post(reverse("sessions:stemmen_cast", args=[1])) for client in (lost, stranger)]
    for pages, way_in in ((hers, "networks:request_link"), (in_the_room, "sessions:join")):
        assert [page.status_code for page in pages] == [401, 401]
        # Who never had a link reads the same words.
        assert pages[0].content == pages[1].content
        said = pages[0].content.decode()
        assert ("<h1>Deze pagina is gesloten</h1>" in said, f'href="{reverse(way_in)}"' in said) == (True, True)
        assert "werkt niet meer" not in said
