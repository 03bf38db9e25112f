"""A query that is translated once must answer as the queryset that it was composed from, whatever is asked."""

from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection, connections
from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.test.utils import CaptureQueriesContext

from lerendnetwerk.composed import composed, composed_together
from lerendnetwerk.together import read_together
from networks.models import Expectation, GroundRule, Network, Participation
from sessions.models import Attendance, Session
from tests import factories
from tests.factories import NOW
from tests.world import World

pytestmark = pytest.mark.django_db
times_composed: list[str] = []


@composed
def sessions_from(network: int, number: int) -> QuerySet[Session]:
    times_composed.append("sessions")
    told = Attendance.objects.filter(session=OuterRef("pk"), participation__network=network)
    found = Session.objects.filter(network=network, number__gte=number).select_related("host", "network__programme")
    found = found.annotate(later=FilteredRelation("attendances", condition=Q(attendances__pk__lt=number)))
    found = found.filter(later=None)
    return found.annotate(is_told=Exists(told), title=F("network__title"), before=F("number") - number).order_by(
        "-number"
    )


@composed
def sessions_before(moment: object, place: str) -> QuerySet[Session, tuple[int, str]]:
    found = Session.objects.filter(Q(place=place) | Q(place=""), starts_at__lt=moment)
    return found.order_by("number").values_list("number", "place")[:2]


@composed_together
def words_of(network: int) -> dict[str, QuerySet[Any]]:
    return {
        "rules": GroundRule.objects.filter(network=network),
        "expectations": Expectation.objects.filter(network=network).only("text"),
    }


def told(sessions: list[Any]) -> list[tuple[Any, ...]]:
    return [(one.pk, one.network.programme.title, one.is_told, one.title, one.before) for one in sessions]


def test_each_asking_gets_the_rows_of_its_own_values_in_one_query(world: World) -> None:
    other = factories.create_network(world.network.programme, title="Een ander netwerk")
    there = [factories.create_session(other) for _ in range(3)]
    with CaptureQueriesContext(connection) as captured:
        second = told(sessions_from(other.pk, 2))
        first = told(sessions_from(world.network.pk, number=1))
        nothing = sessions_from(other.pk, 2**70)
    assert len(captured) == 3
    name = world.network.programme.title
    assert second == [(there[n].pk, name, False, "Een ander netwerk", n - 1) for n in (2, 1)]
    alone = Session.objects.filter(network=world.network).order_by("-number")
    assert [row[0] for row in first] == [one.pk for one in alone]
    assert nothing == []
    assert times_composed.count("sessions") == 1


def test_moments_and_texts_compare_as_in_any_query(world: World) -> None:
    network = factories.create_network(world.network.programme, title="Elders")
    for n, place in enumerate(("Gent", "", "Gent", "Aalst")):
        session = factories.create_session(network, starts_at=NOW + timedelta(days=400 + n))
        Session.objects.filter(pk=session.pk).update(place=place)
    factories.create_session(network, starts_at=NOW + timedelta(days=900))
    day = NOW + timedelta(days=402)
    assert sessions_before(day, "Gent") == [(1, "Gent"), (2, "")]
    assert sessions_before(day + timedelta(seconds=1), "Aalst") == [(2, "")]
    assert sessions_before(moment=NOW, place="Gent") == []


def test_lists_that_are_read_together_are_those_of_the_querysets(world: World) -> None:
    GroundRule.objects.create(network=world.network, text='Wat hier gezegd wordt, "blijft" hier. %s', position=1)
    Expectation.objects.create(network=world.network, text="Leren van elkaar", position=1)
    other = factories.create_network(world.network.programme, title="Elders")
    plain = read_together(
        rules=GroundRule.objects.filter(network=world.network),
        expectations=Expectation.objects.filter(network=world.network).only("text"),
    )
    found = words_of(world.network.pk)
    as_values = {name: [vars(row) | {"_state": None} for row in rows] for name, rows in found.items()}
    assert as_values == {name: [vars(row) | {"_state": None} for row in rows] for name, rows in plain.items()}
    assert [len(rows) for rows in found.values()] == [1, 1]
    assert words_of(other.pk) == {"rules": [], "expectations": []}


def test_nothing_equals_none_and_nobody_can_choose_by_a_value_that_is_not_known_yet() -> None:
    with pytest.raises(ValueError, match="number is None"):
        sessions_from(1, None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="number"):
        sessions_from(1)  # type: ignore[call-arg]

    @composed
    def chosen(network: int) -> QuerySet[Network]:
        return Network.objects.filter(pk=network) if network else Network.objects.none()

    with pytest.raises(TypeError, match="network is only known when the query is asked"):
        chosen(1)


def test_each_thread_asks_over_its_own_connection(world: World) -> None:
    @composed
    def counted(network: int) -> QuerySet[Participation]:
        return Participation.objects.filter(network=network).annotate(n=Count("network__sessions"))

    assert len(counted(world.network.pk)) > 0
    found: list[list[Participation]] = []

    def ask() -> None:
        try:
            found.append(counted(world.network.pk))
        finally:
            connections.close_all()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    # What this test wrote is not committed, so another connection does not see it.
    assert found == [[]]
