"""Somebody steals the whole database, knows in which order people gave their two numbers, and wants to know whose are whose."""

from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

import pytest
from django.db import connection, connections
from django.utils import timezone

from sessions.models import Activity, MapCount, MapFlag, NetworkMap
from tests import factories
from tests.evaluations.test_anonymity_attack import NO_BETTER_THAN_CHANCE, ROUNDS, correlation, dump, rows_in
from tests.factories import NOW
from tests.world import client_with_seat

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
GIVERS = 6
COUNTS = MapCount._meta.db_table
FLAGS = MapFlag._meta.db_table
OF_SCREENS = "learning_sessions_run"


@pytest.fixture(autouse=True)
def no_connection_stays_behind() -> Iterator[None]:
    yield
    connections.close_all()


def start() -> Activity:
    session = factories.create_session(factories.create_network(), starts_at=timezone.now())
    activity = factories.create_activity(session, "netwerk-in-kaart")
    for _ in range(GIVERS + 2):
        factories.create_place(session)
    return activity


def fill(activity: Activity) -> Activity:
    """One after the other, in the order of their places; two are still drawing."""
    for number, place in enumerate(activity.session.places.order_by("pk")[:GIVERS]):
        assert MapCount.objects.hand_in(activity, place, number, 10 + number)
    return activity


def attack(activities: list[Activity]) -> dict[str, float]:
    orders = {"as it comes": "", "by key": "ORDER BY id"}
    if connection.vendor == "postgresql":
        orders |= {"by place": "ORDER BY ctid", "by transaction": "ORDER BY xmin::text::bigint, ctid"}
    else:
        orders |= {"by rowid": "ORDER BY rowid"}
    return {
        name: fmean(
            correlation(
                [int(one) for one in rows_in(f"SELECT asked FROM {COUNTS} WHERE activity_id = {activity.pk} {order}")]
            )
            for activity in activities
        )
        for name, order in orders.items()
    }


def test_the_attack_works_on_a_table_that_does_not_defend_itself() -> None:
    activity = start()
    for number in range(GIVERS):
        MapCount.objects.create(pk=number + 1, activity=activity, asked=number, helped=0)
    found = attack([activity])
    assert found == dict.fromkeys(found, 1.0)


def test_no_order_of_numbers_tells_whose_they_are() -> None:
    found = attack([fill(start()) for _ in range(ROUNDS)])
    assert {name: value for name, value in found.items() if abs(value) > NO_BETTER_THAN_CHANCE} == {}


def test_a_phone_that_hands_in_touches_nothing_but_numbers_flags_and_the_regie() -> None:
    activity = start()
    phones = [client_with_seat(factories.create_seat(place)) for place in activity.session.places.order_by("pk")[:3]]
    for number, phone in enumerate(phones):
        assert phone.get("/zaal/nu/").status_code == 200
        before = dump()
        url = f"/zaal/activiteiten/{activity.pk}/netwerk-in-kaart/tel/"
        assert phone.post(url, {"asked": number, "helped": 1}).status_code == 302
        after = dump()
        changed = {table for table in after if after[table] != before[table]}
        assert changed - {"sqlite_sequence", OF_SCREENS} == {COUNTS, FLAGS}
    assert {field.name for field in MapCount._meta.fields} == {"id", "activity", "asked", "helped"}
    # The last one to hand in is like the first.
    assert set(rows_in(f"SELECT stirred FROM {FLAGS}")) == {"3"}
    if connection.vendor == "postgresql":
        assert [len(set(rows_in(f"SELECT xmin FROM {table}"))) for table in (COUNTS, FLAGS)] == [1, 1]
        assert rows_in(f"SELECT id FROM {FLAGS} ORDER BY ctid") == rows_in(f"SELECT id FROM {FLAGS} ORDER BY id")


def test_adding_up_leaves_nothing_in_tables_or_files() -> None:
    activity = fill(start())
    assert MapCount.objects.type_in(activity, [(70, 71)] * 3, key="k")
    assert activity.go_to("vragen", now=NOW)
    assert (MapCount.objects.count(), MapFlag.objects.count()) == (0, 0)
    kept = NetworkMap.objects.values_list("asked", "helped", "slips", "slips_asked", "slips_helped", "slips_key")
    assert kept.get() == (25, 32, 0, 0, 0, "")
    if connection.vendor == "postgresql":
        assert [rows_in(f"SELECT pg_relation_size('{table}')") for table in (COUNTS, FLAGS)] == [["0"], ["0"]]
    else:
        log = Path(f"{connection.settings_dict['NAME']}-wal")
        assert not log.exists() or log.stat().st_size == 0
