"""Signals on the road: each comes from the data, says why, goes away when its reason does, and can be set aside."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from desk.regulars import regulars_of
from desk.road import sessions_for_road, with_road_facts
from desk.signals import Facts, Signal, road_rows, signals_of
from evaluations.models import Answer, Round
from networks.models import Network, Participation, QuietSignal
from reports.models import Report
from sessions.calendar.inviting import send_invitations
from sessions.models import ActionPoint, Activity, Attendance, ExpectationReview, Method, Question, Session
from tests import factories
from tests.factories import NOW
from tests.world import World, client_of_staff

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=200)


@pytest.fixture
def network() -> Network:
    network = factories.create_network(facilitator=factories.create_user())
    # Long enough to be half way in no test but those about that.
    network.session_count = 12
    network.save()
    return network


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
    return signals_of(Facts(with_facts, sessions, rows, regulars_of(network), now))[0]


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


def test_a_werkvorm_that_was_left_out_was_not_used(network: Network) -> None:
    minutes = {"least_minutes": 30, "usual_minutes": 45, "most_minutes": 60}
    wall = Method.objects.create(slug="stillewanddiscussie", title="Wand", least_people=4, most_people=8, **minutes)
    held = hold(network, 3)
    ActionPoint.objects.create(session=held[0], text="Samen", owner="groep", done_at=NOW)
    for session in held:
        factories.create_agenda_item(session, method=wall)
    held[1].agenda_items.update(dropped_at=NOW)
    assert keys(network) == []


def come(session: Session, people: list[Participation]) -> None:
    for one in people:
        factories.attend(session, one)


def test_a_core_that_loses_two_or_is_less_than_half(network: Network) -> None:
    first, second = hold(network, 2)
    ActionPoint.objects.create(session=first, text="Samen", owner="groep", done_at=NOW)
    people = [factories.create_participation(network) for _ in range(8)]
    come(first, people)
    come(second, people[:7])
    assert keys(network) == []
    [third] = hold(network, 1)
    # Of the seven one was ill: that is no news.
    come(third, people[:6])
    assert keys(network) == []
    [gone] = third.attendances.filter(participation=people[5])
    gone.delete()
    [signal] = signals(network)
    assert (signal.title, signal.key) == ("De vaste kern krimpt", "kern:3:5")
    assert signal.reason == "Nu horen er 5 van de 8 mensen bij, na de sessie daarvoor 7."
    third.attendances.filter(participation__in=people[3:]).delete()
    [fourth] = hold(network, 1)
    come(fourth, people[:3])
    [signal] = signals(network)
    assert (signal.title, signal.key) == ("De vaste kern is klein", "kern:4:3")
    assert signal.reason == "Nu horen er 3 van de 8 mensen bij, minder dan de helft."
    Attendance.objects.update(state=Attendance.State.EXCUSED)
    assert {one.reason for one in signals(network) if one.key == "kern:4:0"} == {"Nu hoort er niemand bij."}


def test_half_way_a_talk_about_learning_until_one_has_its_place(network: Network) -> None:
    Network.objects.update(session_count=4)
    first, _ = hold(network, 2)
    ActionPoint.objects.create(session=first, text="Samen", owner="groep", done_at=NOW)
    coming = factories.create_session(network, starts_at=LATER + timedelta(days=60))
    [signal] = signals(network)
    assert (signal.key, signal.url) == ("gesprekskaart:halfweg", reverse("sessions:agenda", args=[coming.pk]))
    # Started without a block, it was used too.
    talk = Activity.objects.create(session=first, kind="gesprekskaart", key="k", question="Wat helpt?")
    assert keys(network) == []
    talk.delete()
    minutes = {"least_minutes": 10, "usual_minutes": 15, "most_minutes": 20}
    card = Method.objects.create(slug="gesprekskaart", title="Kaart", least_people=4, most_people=15, **minutes)
    factories.create_agenda_item(coming, method=card)
    assert keys(network) == []


@pytest.mark.parametrize(
    ("count", "held", "said"),
    [
        (4, 1, []),
        (4, 2, ["gesprekskaart"]),
        (4, 3, []),
        (5, 2, ["gesprekskaart"]),
        (5, 3, ["gesprekskaart"]),
        (2, 1, []),
    ],
)
def test_half_way_is_neither_the_first_nor_the_last_session(
    network: Network, count: int, held: int, said: list[str]
) -> None:
    Network.objects.update(session_count=count)
    first, *_ = hold(network, held)
    ActionPoint.objects.create(session=first, text="Samen", owner="groep", done_at=NOW)
    assert keys(network) == said


def test_expectations_that_nobody_looked_at_and_nothing_done_together(network: Network) -> None:
    factories.create_expectation(network)
    hold(network, 2)
    assert keys(network) == ["verwachtingen", "samen"]


def test_of_a_closed_network_only_what_can_still_be_done(network: Network) -> None:
    factories.create_expectation(network)
    hold(network, 2)
    Report.objects.filter(session__number=2).update(sent_at=None)
    Network.objects.filter(pk=network.pk).update(closed_at=NOW)
    assert keys(network) == ["verslag"]
    factories.create_session(network, starts_at=LATER + timedelta(days=3))
    assert keys(network) == ["draaiboek", "verslag"]


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
