"""Signals on the road: each comes from the data, says why, goes away when its reason does, and can be set aside."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from desk.road import sessions_for_road, with_road_facts
from desk.signals import Facts, Signal, road_rows, signals_of
from evaluations.models import Answer, Round
from networks.models import Network, QuietSignal
from reports.models import Report
from sessions.calendar.inviting import send_invitations
from sessions.models import ActionPoint, ExpectationReview, Method, Question, Session
from tests import factories
from tests.factories import NOW
from tests.world import World, client_of_staff

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=200)


@pytest.fixture
def network() -> Network:
    return factories.create_network(facilitator=factories.create_user())


def hold(network: Network, count: int) -> list[Session]:
    """Closed, with what was done sent."""
    held = [factories.create_session(network) for _ in range(count)]
    Session.objects.filter(network=network).update(closed_at=NOW)
    Report.objects.bulk_create(Report(session=session, network=session.network, sent_at=NOW) for session in held)
    return held


def signals(network: Network, now: datetime = LATER) -> list[Signal]:
    with_facts = with_road_facts(Network.objects.filter(pk=network.pk)).get()
    rows = road_rows(network.pk)
    sessions = sessions_for_road([with_facts])[network.pk]
    return signals_of(Facts(with_facts, sessions, rows, now))[0]


def keys(network: Network, now: datetime = LATER) -> list[str]:
    return [signal.key.partition(":")[0] for signal in signals(network, now)]


def test_a_network_that_begins_or_runs_well_has_none(network: Network) -> None:
    assert keys(network) == []
    first, second = hold(network, 2)
    ActionPoint.objects.create(session=first, text="Een werf bezoeken", owner="groep", done_at=NOW)
    ExpectationReview.objects.create(session=second, expectation=factories.create_expectation(network), state="deels")
    assert keys(network) == []


def test_a_report_is_late_after_three_days(network: Network) -> None:
    [session] = hold(network, 1)
    Report.objects.update(sent_at=None)
    assert keys(network, session.ends_at + timedelta(days=2)) == []
    assert keys(network, session.ends_at + timedelta(days=4)) == ["verslag"]


def test_a_session_within_ten_days_without_agenda(network: Network) -> None:
    session = factories.create_session(network)
    assert keys(network, session.starts_at - timedelta(days=11)) == []
    assert keys(network, session.starts_at - timedelta(days=9)) == ["draaiboek"]
    factories.create_agenda_item(session)
    assert keys(network, session.starts_at - timedelta(days=9)) == []


def test_a_session_within_ten_days_to_which_nobody_is_invited(network: Network) -> None:
    session = factories.create_session(network)
    factories.create_agenda_item(session)
    factories.create_participation(network)
    assert keys(network, session.starts_at - timedelta(days=11)) == []
    assert keys(network, session.starts_at - timedelta(days=9)) == ["uitnodiging"]
    send_invitations(session, seen=None, now=NOW)
    factories.create_participation(network)
    assert keys(network, session.starts_at - timedelta(days=9)) == []


@pytest.mark.parametrize(("count", "score", "said"), [(5, 5, ["gesprek"]), (5, 6, []), (4, 2, [])])
def test_a_low_score_for_the_talk_is_told_only_above_the_minimum(
    network: Network, count: int, score: int, said: list[str]
) -> None:
    [session] = hold(network, 1)
    times = {"opened_at": NOW, "closes_at": NOW, "closed_at": NOW}
    round = Round.objects.create(
        network=network, session=session, state=Round.State.CLOSED, invited_count=count, **times
    )
    Answer.objects.bulk_create(Answer(round=round, discussion=score) for _ in range(count))
    assert keys(network) == said


def test_a_question_that_waits_two_sessions_is_quoted(network: Network) -> None:
    first, *_ = hold(network, 3)
    ActionPoint.objects.create(session=first, text="Samen", owner="groep", done_at=NOW)
    question = Question.objects.create(session=first, text="Wat mag een preventieadviseur weten?")
    [signal] = signals(network)
    assert (signal.title, question.text in signal.reason) == ("Een vraag wacht al lang op een antwoord", True)
    Question.objects.update(answered_in=first)
    assert keys(network) == []


def test_the_same_werkvorm_three_times_but_not_what_belongs_to_each_session(network: Network) -> None:
    minutes = {"least_minutes": 30, "usual_minutes": 45, "most_minutes": 60}
    wall, end = (
        Method.objects.create(slug=slug, title=slug, least_people=4, most_people=8, **minutes)
        for slug in ("stillewanddiscussie", "terugblik")
    )
    held = hold(network, 3)
    ActionPoint.objects.create(session=held[0], text="Samen", owner="groep", done_at=NOW)
    for session in held:
        # Twice in one session counts once.
        for method in (wall, wall, end):
            factories.create_agenda_item(session, method=method)
    assert [signal.title for signal in signals(network)] == ["stillewanddiscussie stond al in 3 sessies"]


def test_expectations_that_nobody_looked_at_and_nothing_done_together(network: Network) -> None:
    factories.create_expectation(network)
    hold(network, 2)
    assert keys(network) == ["verwachtingen", "samen"]


def test_set_aside_it_stays_away_until_it_is_brought_back_and_is_nobody_elses(world: World) -> None:
    Session.objects.update(starts_at=timezone.now() + timedelta(days=5), ends_at=timezone.now() + timedelta(days=6))
    world.session.agenda_items.all().delete()
    send_invitations(world.session, seen=None, now=NOW)
    client = client_of_staff(world.facilitator)
    road, aside = (reverse(f"desk:{name}", args=[world.network.pk]) for name in ("network", "set_signal_aside"))
    [signal] = client.get(road).context["signals"]
    assert (signal.key, signal.title in client.get(road).content.decode()) == ("draaiboek:1", True)
    for _ in range(2):
        assert client.post(aside, {"key": signal.key})["Location"] == road
    page = client.get(road)
    assert (page.context["signals"], page.context["quiet_signals"]) == ([], [signal])
    client_of_staff(world.facilitator_elsewhere).post(aside, {"key": signal.key, "back": "1"})
    assert QuietSignal.objects.count() == 1
    client.post(aside, {"key": signal.key, "back": "1"})
    assert client.get(road).context["signals"] == [signal]
