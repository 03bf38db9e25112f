"""The page with all post of one network, and what its facilitator may decide there."""

from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from lerendnetwerk.audit.models import AuditEntry
from lerendnetwerk.outbox.models import Attempt, OutgoingMail, PostOffice
from networks.models import Network
from networks.post import in_words, sort_post
from tests.outbox.mails import queue
from tests.queries import count_queries
from tests.world import World

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def client(world: World) -> Client:
    return world.client("facilitator")


def mail_of(network: Network, **changes: object) -> OutgoingMail:
    now = timezone.now()
    return queue(**{"scope": network.mail_scope, "now": now, "not_before": now} | changes)


def put(mail: OutgoingMail, **changes: object) -> OutgoingMail:
    OutgoingMail.objects.filter(pk=mail.pk).update(**changes)
    return OutgoingMail.objects.get(pk=mail.pk)


def page(client: Client, network: Network, query: str = "") -> str:
    response = client.get(f"/netwerken/{network.pk}/berichten/{query}")
    assert response.status_code == 200
    return response.content.decode()


def act(client: Client, mail: OutgoingMail, network: Network, verb: str, **data: object) -> tuple[int, OutgoingMail]:
    response = client.post(f"/netwerken/{network.pk}/berichten/{mail.pk}/{verb}/", data)
    return response.status_code, OutgoingMail.objects.get(pk=mail.pk)


def audited() -> list[str]:
    return list(AuditEntry.objects.values_list("action", flat=True))


def test_a_network_without_mail_says_what_will_come(client: Client, world: World) -> None:
    assert "Nog geen berichten" in page(client, world.network)


def test_every_mail_lies_on_one_pile(world: World) -> None:
    now = timezone.now()
    piles = [
        put(mail_of(world.network, occasion="a"), state="mislukt"),
        put(mail_of(world.network, occasion="b"), state="misschien"),
        put(mail_of(world.network, occasion="c"), state="misschien", settled_at=now),
        mail_of(world.network, occasion="d", draft=True),
        mail_of(world.network, occasion="e", not_before=now),
        mail_of(world.network, occasion="f", not_before=now + 3 * DAY),
        mail_of(world.network, occasion="g", not_before=now + 15 * DAY),
        put(mail_of(world.network, occasion="h"), state="verzonden", sent_at=now),
        put(mail_of(world.network, occasion="i"), state="ingetrokken", withdrawn_from="klaar"),
        put(mail_of(world.network, occasion="j"), state="ingetrokken"),
        put(mail_of(world.network, occasion="k"), state="bezig"),
    ]
    post = sort_post(OutgoingMail.objects.for_post(world.network.mail_scope), now)
    assert len(piles) == 11
    assert [mail.occasion for mail in post.attention] == ["a", "b"]
    assert [group.occasion for group in post.drafts] == ["d"]
    assert sorted(mail.occasion for mail in post.leaving) == ["e", "k"]
    assert [mail.occasion for day in post.planned for mail in day.mails] == ["f"]
    assert post.later == 1
    assert [group.occasion for group in post.sent] == ["h", "c"]
    assert [mail.occasion for mail in post.withdrawn] == ["i"]


def test_drafts_of_one_occasion_are_shown_per_text(client: Client, world: World) -> None:
    now = timezone.now()
    for number, name in enumerate(["Bart Coppens", "An Maes", "Griet Maertens"]):
        mail_of(
            world.network,
            recipient=f"participation:{number}",
            to_name=name,
            subject="Wat je miste" if name.startswith("Griet") else "Verslag van sessie 3",
            draft=True,
            not_before=now,
        )
    html = page(client, world.network)
    assert "Verstuur 3 berichten" in html
    assert "An en Bart" in html
    assert "Wat je miste" in html


@pytest.mark.parametrize(
    ("names", "words"),
    [([], ""), (["An"], "An"), (["An", "Bart"], "An en Bart"), (["An", "Bart", "Wim"], "An, Bart en Wim")],
)
def test_names_in_words(names: list[str], words: str) -> None:
    assert in_words(names) == words


def test_the_asked_mail_is_shown_without_its_personal_link(client: Client, world: World) -> None:
    mail_of(world.network, occasion="een")
    other = mail_of(world.network, occasion="twee", text="Dit lees je {persoonlijke_link} <b>vet</b>")
    html = page(client, world.network, f"?bericht={other.pk}")
    assert "persoonlijke link</span> &lt;b&gt;vet&lt;/b&gt;" in html
    assert "{persoonlijke_link}" not in html


def test_in_the_demo_the_personal_link_is_the_way_in(client: Client, world: World, settings: LazySettings) -> None:
    settings.DEMO, settings.OUTBOX_LINKS = True, {"{persoonlijke_link}": "tests.outbox.mails.link_for"}
    mail_of(world.network)
    assert '<a href="https://lerendnetwerk.example/d/7/geheim/">' in page(client, world.network)


@pytest.mark.parametrize("query", ["?bericht=", "?bericht=abc", "?bericht=" + "9" * 30, "?bericht=-1"])
def test_an_odd_question_shows_the_page(query: str, client: Client, world: World) -> None:
    mail_of(world.network)
    assert "Zo leest Joris Vandaele het" in page(client, world.network, query)


def test_a_mail_of_another_network_does_not_exist_here(client: Client, world: World) -> None:
    mail = mail_of(world.elsewhere, subject="Geheim elders")
    assert "Geheim elders" not in page(client, world.network, f"?bericht={mail.pk}")
    for verb in ("", "tekst/", "adres/"):
        assert client.get(f"/netwerken/{world.network.pk}/berichten/{mail.pk}/{verb}").status_code == 404
    for verb in ("opnieuw", "zo-laten", "intrekken", "terugzetten", "versturen"):
        assert client.post(f"/netwerken/{world.network.pk}/berichten/{mail.pk}/{verb}/").status_code == 404


def test_drafts_leave_together_and_once(client: Client, world: World) -> None:
    later = timezone.now() + DAY
    mail_of(world.network, recipient="participation:1", draft=True)
    mail_of(world.network, recipient="participation:2", draft=True, not_before=later)
    mail_of(world.elsewhere, recipient="participation:3", draft=True)
    url, data = f"/netwerken/{world.network.pk}/berichten/versturen/", {"occasion": "report:12:v1"}
    assert (client.post(url, data).status_code, client.post(url, data).status_code) == (302, 302)
    assert dict(OutgoingMail.objects.values_list("recipient", "state")) == {
        "participation:1": "klaar",
        "participation:2": "klaar",
        "participation:3": "concept",
    }
    assert OutgoingMail.objects.get(recipient="participation:2").not_before == later
    assert audited() == ["mail.released"]


def test_one_draft_leaves_alone(client: Client, world: World) -> None:
    mail, other = (mail_of(world.network, recipient=f"participation:{n}", draft=True) for n in (1, 2))
    assert act(client, mail, world.network, "versturen")[1].state == "klaar"
    assert put(other).state == "concept"


@pytest.mark.parametrize("state", ["mislukt", "misschien"])
def test_sending_again_takes_one_click_of_a_person(state: str, client: Client, world: World) -> None:
    mail = put(mail_of(world.network), state=state, attempts=8, error="550 no")
    status, mail = act(client, mail, world.network, "opnieuw")
    assert (status, mail.state, mail.attempts, mail.error) == (302, "klaar", 0, "")
    put(mail, state="verzonden")
    assert act(client, mail, world.network, "opnieuw")[1].state == "verzonden"
    assert audited() == ["mail.sent-again"]


def test_what_a_newer_version_replaced_is_not_sent_again(client: Client, world: World) -> None:
    mail = put(mail_of(world.network), state="mislukt")
    mail_of(world.network, occasion="report:12:v2")
    assert act(client, mail, world.network, "opnieuw")[1].state == "mislukt"
    assert "Er is een nieuwere versie" in page(client, world.network)


def test_another_address_is_for_this_mail(client: Client, world: World) -> None:
    mail = put(mail_of(world.network), state="mislukt")
    status, mail = act(client, mail, world.network, "adres", address="joris@nieuw.example")
    assert (status, mail.state, mail.to_address) == (302, "klaar", "joris@nieuw.example")


@pytest.mark.parametrize("address", ["", "joris bij bedrijf", "x" * 300 + "@bedrijf.example", "a\x00b@bedrijf.example"])
def test_an_impossible_address_comes_back_as_typed(address: str, client: Client, world: World) -> None:
    mail = put(mail_of(world.network), state="mislukt")
    status, mail = act(client, mail, world.network, "adres", address=address)
    assert (status, mail.state, mail.to_address) == (422, "mislukt", "joris@bedrijf.example")


def test_a_riddle_may_be_left_as_it_is(client: Client, world: World) -> None:
    mail = put(mail_of(world.network), state="misschien")
    status, mail = act(client, mail, world.network, "zo-laten")
    assert (status, mail.state, mail.settled_at is None) == (302, "misschien", False)
    assert "Even kijken" not in page(client, world.network)


@pytest.mark.parametrize("state", ["concept", "klaar", "mislukt"])
def test_withdrawing_can_be_undone(state: str, client: Client, world: World) -> None:
    mail = put(mail_of(world.network), state=state)
    assert act(client, mail, world.network, "intrekken")[1].state == "ingetrokken"
    assert "Zet terug" in page(client, world.network)
    assert act(client, mail, world.network, "terugzetten")[1].state == state


def test_what_left_is_not_withdrawn(client: Client, world: World) -> None:
    mail = put(mail_of(world.network), state="verzonden")
    assert act(client, mail, world.network, "intrekken")[1].state == "verzonden"


def test_the_text_of_a_waiting_mail_may_change(client: Client, world: World) -> None:
    mail = put(mail_of(world.network, html="<p>oud</p>"), lease_id="abc", lease_until=timezone.now() + DAY)
    status, mail = act(client, mail, world.network, "tekst", subject="Nieuw", text="Dag", known_version=1)
    assert (status, mail.subject, mail.text, mail.html, mail.text_version) == (302, "Nieuw", "Dag", "", 2)
    assert (mail.lease_id, mail.lease_until) == ("", None)


def test_two_who_change_the_same_text_both_keep_theirs(client: Client, world: World) -> None:
    mail = mail_of(world.network)
    act(client, mail, world.network, "tekst", subject="Verslag", text="Van Marijke", known_version=1)
    url = f"/netwerken/{world.network.pk}/berichten/{mail.pk}/tekst/"
    response = client.post(url, {"subject": "Verslag", "text": "Van Tom", "known_version": 1})
    html = response.content.decode()
    assert (response.status_code, "Van Marijke" in html, "Van Tom" in html) == (409, True, True)
    assert 'name="known_version" value="2"' in html
    assert put(mail).text == "Van Marijke"


def test_a_text_without_words_comes_back(client: Client, world: World) -> None:
    mail = mail_of(world.network)
    status, mail = act(client, mail, world.network, "tekst", subject="Nieuw", text=" ", known_version=1)
    assert (status, mail.subject) == (422, "Verslag van sessie 3")


def test_a_text_that_left_is_not_changed(client: Client, world: World) -> None:
    mail = put(mail_of(world.network), state="verzonden")
    assert client.get(f"/netwerken/{world.network.pk}/berichten/{mail.pk}/tekst/").status_code == 302
    assert act(client, mail, world.network, "tekst", subject="X", text="Y", known_version=1)[1].text == mail.text


def test_the_post_can_be_paused_for_everybody(client: Client, world: World) -> None:
    url = f"/netwerken/{world.network.pk}/berichten/"
    client.post(url + "pauze/")
    assert PostOffice.objects.current().paused_by == "Marijke Dewulf"
    assert "Marijke Dewulf zette de post stil" in page(world.client("facilitator_elsewhere"), world.elsewhere)
    client.post(url + "hervatten/")
    assert "zette de post stil" not in page(client, world.network)
    assert sorted(audited()) == ["post.paused", "post.resumed"]


def test_one_mail_shows_each_try(client: Client, world: World) -> None:
    mail = put(mail_of(world.network), state="mislukt", error="550 no such person")
    at = datetime(2026, 3, 4, 13, 2, tzinfo=timezone.get_current_timezone())
    Attempt.objects.create(
        mail=mail, at=at, address=mail.to_address, message_id="<a@b>", outcome="geweigerd", answer="550"
    )
    html = client.get(f"/netwerken/{world.network.pk}/berichten/{mail.pk}/").content.decode()
    assert "woensdag 4 maart 2026, 13.02 uur" in html
    assert "geweigerd: 550" in html


def test_the_page_needs_as_many_queries_for_fifteen_mails_as_for_one(client: Client, world: World) -> None:
    url = f"/netwerken/{world.network.pk}/berichten/"
    states = ["klaar", "concept", "mislukt", "misschien", "verzonden"]
    for n, state in enumerate(states):
        put(mail_of(world.network, recipient=f"participation:{n}"), state=state)
    few = count_queries(client, url)
    for n in range(15):
        put(mail_of(world.network, recipient=f"substitute:{n}", occasion=f"report:{n}"), state=states[n % 5])
    assert (few, count_queries(client, url)) == (8, 8)


@pytest.mark.parametrize("tries", [1, 15])
def test_one_mail_needs_few_queries(tries: int, client: Client, world: World) -> None:
    mail = mail_of(world.network)
    for _ in range(tries):
        Attempt.objects.create(mail=mail, at=timezone.now(), address=mail.to_address, message_id="<a@b>")
    assert count_queries(client, f"/netwerken/{world.network.pk}/berichten/{mail.pk}/") == 7
