"""When a follow-up is closed, who facilitates hears it; and the group sees what the network brought, by the same rules."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F
from django.urls import reverse

from evaluations.models import Answer, Round
from evaluations.telling import NEWS_FOR, tell_closed_follow_ups, tell_settled_pools
from evaluations.values import half_year, settles_after
from lerendnetwerk.outbox.models import OutgoingMail
from networks.models import Network, Participation
from tests import factories
from tests.evaluations.rooms import answer_all
from tests.evaluations.test_final import final, network_of_four
from tests.queries import count_queries
from tests.world import client_of_member, client_of_staff

pytestmark = pytest.mark.django_db
ENDED = datetime.now(UTC) - timedelta(days=200)
URL = "/mijn/waarde/"
LINK = "{persoonlijke_link}"


@pytest.fixture
def network() -> Network:
    network = network_of_four()
    Network.objects.filter(pk=network.pk).update(closed_at=ENDED)
    network.refresh_from_db()
    return network


def ask(network: Network, kind: Round.Kind, count: int, value: int, *, now: datetime | None = None) -> Round:
    """Asked of five people at most, and closed."""
    people = list(Participation.objects.taking_part().filter(network=network))
    people += [factories.create_participation(network) for _ in range(5 - len(people))]
    now = now or datetime.now(UTC)
    round = Round.objects.open_follow_up(network, kind, people[:5], now=now)
    assert round
    answer_all(round, [Answer(more={"waarde:applied": value}) for _ in range(count)], now=now)
    round.refresh_from_db()
    round.close(now=now)
    return round


def mails(about: str) -> dict[str, str]:
    return {mail.recipient: mail.text for mail in OutgoingMail.objects.filter(occasion__startswith=about)}


def page_of(participation: Participation) -> str:
    return client_of_member(participation).get(URL).content.decode()


def test_who_facilitates_hears_of_each_and_the_group_after_the_last(network: Network) -> None:
    now = datetime.now(UTC)
    three = ask(network, Round.Kind.AFTER_3, 5, 7)
    assert [tell_closed_follow_ups(now), tell_closed_follow_ups(now)] == [1, 0]
    [heard] = mails("follow-up-closed").values()
    pages = [
        reverse("evaluations:value", args=[network.pk]),
        reverse("reports:report", args=[f"netwerken/{network.pk}"]),
    ]
    assert ["5 van 5 mensen" in heard, *(page in heard for page in pages)] == [True, True, True]
    assert (mails("value-to-see"), three.kind) == ({}, "na-3")
    ask(network, Round.Kind.AFTER_6, 5, 6)
    factories.create_participation(network).leave(now=now)
    assert tell_closed_follow_ups(now) == 1
    told = mails("value-to-see")
    assert len(told) == 5
    # The figures stand behind the link.
    assert [(LINK in text, "6,0" in text, "7,0" in text) for text in told.values()] == [(True, False, False)] * 5


def test_a_group_without_figures_gets_no_mail_and_old_news_is_none(network: Network) -> None:
    now = datetime.now(UTC)
    ask(network, Round.Kind.AFTER_6, 4, 6)
    assert tell_closed_follow_ups(now) == 1
    [heard] = mails("follow-up-closed").values()
    assert ["te weinig antwoorden" in heard, "4 van 5" in heard, mails("value-to-see")] == [True, False, {}]
    ask(network, Round.Kind.AFTER_3, 5, 6, now=now - NEWS_FOR - timedelta(days=1))
    assert tell_closed_follow_ups(now) == 0


def test_a_participant_sees_the_figures_of_her_own_network_also_after_its_end(network: Network) -> None:
    stranger = factories.create_participation(factories.create_network())
    [one, *_] = [factories.create_participation(network) for _ in range(5)]
    assert "Nog niets te zien" in page_of(one)
    ask(network, Round.Kind.AFTER_3, 5, 7)
    assert ["<b>7,0</b>" in page_of(one), "<b>7,0</b>" in page_of(stranger)] == [True, False]
    assert URL in client_of_member(one).get("/mijn/").content.decode()
    staff = client_of_staff(network.facilitators.get().user)
    assert staff.get(URL).status_code == 401
    client = client_of_member(one)
    one.leave(now=datetime.now(UTC))
    assert client.get(URL).status_code == 401


def test_what_is_hidden_changes_nothing_on_her_page(network: Network) -> None:
    [one, *_] = [factories.create_participation(network) for _ in range(5)]
    final(6, network, **{"waarde:immediate": 8, "waarde:applied": 5})
    too_few = ask(network, Round.Kind.AFTER_3, 4, 2)
    runs = Round.objects.open_follow_up(network, Round.Kind.AFTER_6, [one], now=datetime.now(UTC))
    assert runs
    Answer.objects.create(round=runs, more={"waarde:applied": 3})
    before = page_of(one)
    assert ["<b>5,0</b>" in before, "te weinig antwoorden" in before, "loopt nog" in before] == [True] * 3
    Answer.objects.filter(round__in=[too_few, runs]).update(more={"waarde:applied": 10}, content=F("content"))
    assert page_of(one) == before


@pytest.mark.slow
def test_figures_of_several_small_groups_together_are_told_once_after_the_last_pool() -> None:
    ended = datetime(2026, 3, 10, tzinfo=UTC)
    first, alone = network_of_four(), network_of_four()
    small = [first, *(network_of_four(first.programme) for _ in range(2))]
    Network.objects.update(closed_at=ended)
    for one in [*small, alone]:
        one.refresh_from_db()
        ask(one, Round.Kind.AFTER_3, 4, 6, now=ended + timedelta(days=100))
    settled = half_year(ended)[1] + settles_after(Round.Kind.AFTER_6)
    day = timedelta(days=1)
    looks = (settled - day, settled + day, settled + 2 * day, settled + NEWS_FOR + day)
    assert [tell_settled_pools(now) for now in looks] == [0, 3, 3, 0]
    told = OutgoingMail.objects.filter(occasion__startswith="value-pooled")
    # Five people and one facilitator of each; who was alone hears nothing, and nobody hears it twice.
    assert sorted(told.values_list("scope", flat=True)) == sorted([one.mail_scope for one in small] * 6)
    texts = list(told.values_list("text", flat=True))
    assert ["6,0" in text for text in texts] == [False] * 18
    assert sum(LINK in text for text in texts) == 15


@pytest.mark.slow
def test_the_page_takes_five_queries_also_when_rounds_are_pooled(network: Network) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=1200)
    others = [network, *(network_of_four(network.programme) for _ in range(3))]
    Network.objects.filter(pk__in=[one.pk for one in others]).update(closed_at=long_ago)
    for one in others:
        one.refresh_from_db()
        for kind, days in ((Round.Kind.AFTER_3, 100), (Round.Kind.AFTER_6, 190)):
            ask(one, kind, 4, 6, now=long_ago + timedelta(days=days))
    member = client_of_member(network.participations.first())
    assert member.get(URL).content.decode().count("<b>6,0</b>*") == 2
    assert count_queries(member, URL) <= 5
