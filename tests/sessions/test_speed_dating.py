"""Speed dating as the room plays it: rounds, who comes and goes, what is told afterwards."""

import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lerendnetwerk.together import read_together
from sessions.activities.company import Company, pairs_who_sat
from sessions.activities.registry import kind_of
from sessions.activities.speed_dating import rules
from sessions.activities.speed_dating.models import SpeedDate, SpeedDating
from sessions.models import Activity, Attendance, Place, Session
from tests.factories import (
    NOW,
    create_activity,
    create_network,
    create_organisation,
    create_participation,
    create_place,
    create_session,
)

pytestmark = pytest.mark.django_db


def room_of(number: int, *, organisations: int = 0, session: Session | None = None) -> tuple[Session, list[Place]]:
    session = session or create_session(create_network())
    houses = [create_organisation(session.network.programme) for _ in range(organisations)]
    people = [
        create_participation(session.network, organisation=houses[place % organisations] if houses else None)
        for place in range(number)
    ]
    return session, [create_place(session, one) for one in people]


def start(session: Session, **options: object) -> SpeedDating:
    activity = create_activity(session, "speeddaten", options=options)
    return again(activity)


def again(activity: Activity) -> SpeedDating:
    dating = SpeedDating.objects.get(activity=activity)
    dating.activity = Activity.objects.select_related("session__network").get(pk=activity.pk)
    return dating


def play(dating: SpeedDating, *numbers: int) -> None:
    for number in numbers:
        assert dating.begin(number, now=NOW)


def leave(place: Place) -> None:
    Attendance.objects.filter(participation=place.participation).update(left_at="14:00")


def company_of(dating: SpeedDating) -> Counter[tuple[int, int]]:
    rows = dating.dates.values_list("round", "table", "place")
    return Counter(pairs_who_sat(((number, table), place) for number, table, place in rows))


def in_round(dating: SpeedDating, number: int) -> set[int]:
    return set(dating.dates.filter(round=number).values_list("place", flat=True))


def test_everybody_sits_with_somebody_else_of_another_organisation_each_round() -> None:
    session, places = room_of(12, organisations=4)
    dating = start(session, round_count=6)
    assert [in_round(dating, number) for number in range(1, 7)] == [{place.pk for place in places}] * 6
    assert set(company_of(dating).values()) == {1}
    keys = {place.pk: place.organisation_key for place in Company.of(session.pk).places}
    assert [pair for pair in company_of(dating) if keys[pair[0]] == keys[pair[1]]] == []


def test_there_are_never_more_rounds_than_new_people_to_meet() -> None:
    session, _ = room_of(6)
    assert start(session, round_count=20).round_count == 5


def test_threes_and_fours_wait_until_there_are_sixteen() -> None:
    session, _ = room_of(6)
    assert start(session, size=3).size == 2
    large, _ = room_of(16)
    dating = start(large, size=4, round_count=3)
    assert sorted(Counter(dating.dates.filter(round=1).values_list("table", flat=True)).items()) == [
        (1, 4),
        (2, 4),
        (3, 4),
        (4, 4),
    ]


def test_a_round_sets_the_timer_and_the_same_tap_twice_is_one_round() -> None:
    session, _ = room_of(6)
    dating = start(session, talk_minutes=2, change_seconds=30)
    play(dating, 1, 1)
    activity = Activity.objects.get(pk=dating.activity_id)
    assert (again(activity).current_round, activity.timer_ends_at) == (1, NOW + timedelta(seconds=150))
    assert not dating.begin(3, now=NOW)
    assert again(activity).current_round == 1


def test_a_latecomer_changes_only_the_rounds_to_come() -> None:
    session, places = room_of(8)
    dating = start(session, round_count=5)
    play(dating, 1, 2)
    before = list(dating.dates.filter(round__lte=2).values_list("round", "table", "place"))
    late = create_place(session)
    leave(places[0])
    play(dating, 3)
    assert list(dating.dates.filter(round__lte=2).values_list("round", "table", "place")) == before
    expected = {place.pk for place in places[1:]} | {late.pk}
    assert [in_round(dating, number) for number in (3, 4, 5)] == [expected] * 3
    assert set(company_of(dating).values()) == {1}


def test_nothing_changes_for_who_stays_when_nobody_came_or_left() -> None:
    session, _ = room_of(8)
    dating = start(session, round_count=4)
    before = company_of(dating)
    play(dating, 1, 2, 3, 4)
    assert company_of(dating) == before


def test_who_met_in_an_earlier_session_meets_others() -> None:
    session, places = room_of(8)
    first = start(session, round_count=3)
    play(first, 1, 2, 3)
    first.activity.close(now=NOW)
    later = create_session(session.network, number=2)
    for place in places:
        create_place(later, place.participation)
    second = start(later, round_count=3)
    met = SpeedDating.objects.earlier_pairs(later, besides=second.pk)
    keys = dict(later.places.values_list("pk", "participation"))
    pairs = {tuple(sorted((keys[a], keys[b]))) for a, b in company_of(second)}
    assert len(met) == 12
    assert pairs & {tuple(sorted(pair)) for pair in met} == set()


def test_rounds_that_were_planned_but_not_played_do_not_count_as_met() -> None:
    session, _ = room_of(6)
    dating = start(session, round_count=5)
    play(dating, 1)
    assert len(SpeedDating.objects.earlier_pairs(session)) == 3


def test_more_rounds_later_on_keep_what_was_played() -> None:
    session, _ = room_of(10)
    dating = start(session, round_count=2)
    play(dating, 1)
    dating.replan(round_count=4, talk_minutes=3, change_seconds=0)
    assert (dating.round_count, dating.round_seconds) == (4, 180)
    assert set(company_of(dating).values()) == {1}
    dating.replan(round_count=1, talk_minutes=3, change_seconds=0)
    assert (dating.round_count, dating.is_over) == (1, True)


def test_an_empty_room_and_one_person_start_without_pairs() -> None:
    session = create_session(create_network())
    dating = start(session)
    assert (dating.round_count, SpeedDate.objects.count()) == (1, 0)
    create_place(session)
    assert not dating.activity.go_to("napraten", now=NOW)
    two = create_place(session)
    play(dating, 1)
    assert two.pk in in_round(dating, 1)


def test_a_phone_hears_where_to_sit_and_only_that() -> None:
    session, places = room_of(4)
    dating = start(session, round_count=3, questions="Wat doe je?\nWaar ben je fier op?")
    kind = kind_of("speeddaten")
    waiting = kind.gsm(dating.activity, places[0])
    assert waiting is not None
    assert waiting["table"] is None
    play(dating, 1, 2)
    shown = kind.gsm(again(dating.activity).activity, places[0])
    assert shown is not None
    mate = next(p for p in places[1:] if p.full_name == shown["others"][0])
    mates = kind.gsm(again(dating.activity).activity, mate)
    assert mates is not None
    assert (mates["others"], mates["table"]) == ([places[0].full_name], shown["table"])
    assert shown["question"] == "Waar ben je fier op?"


def test_on_paper_the_phone_stays_dark() -> None:
    session, places = room_of(4)
    activity = create_activity(session, "speeddaten", on_paper=True)
    assert kind_of("speeddaten").gsm(activity, places[0]) is None


def test_slips_that_were_printed_beforehand_are_right_when_all_came() -> None:
    session, _ = room_of(8)
    kind = kind_of("speeddaten")
    [before] = kind.paper(session, None)
    start(session)
    [now] = kind.paper(session, None)
    assert now.context["slips"] == before.context["slips"]
    assert [len(slip["rounds"]) for slip in before.context["slips"]] == [6] * 8


def test_the_report_tells_how_it_was_played_but_no_pairs() -> None:
    session, _ = room_of(4)
    dating = start(session, round_count=3)
    play(dating, 1, 2)
    kind = kind_of("speeddaten")
    parts = kind.report(dating.activity, read_together(**kind.report_rows(session)))
    assert [(part.shape, part.data) for part in parts] == [
        ("text", "4 mensen praatten in 2 rondes van 2 minuten met telkens iemand anders."),
    ]


@pytest.mark.parametrize("number", [2, 16])
def test_the_screens_ask_two_queries_each(number: int) -> None:
    session, places = room_of(number)
    dating = start(session)
    play(dating, 1)
    kind, activity = kind_of("speeddaten"), again(dating.activity).activity
    for screen in (kind.regie, kind.scherm, lambda running: kind.gsm(running, places[0])):
        with CaptureQueriesContext(connection) as captured:
            screen(activity)
        assert len(captured) == 2


@pytest.mark.slow
def test_a_round_of_sixty_people_is_no_two_seconds_of_work() -> None:
    session, _ = room_of(60, organisations=9)
    dating = start(session, round_count=10)
    create_place(session)
    began = time.process_time()
    play(dating, 1)
    assert time.process_time() - began < 2
    assert set(company_of(dating).values()) == {1}


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (30, "een halve minuut"),
        (60, "1 minuut"),
        (90, "anderhalve minuut"),
        (900, "15 minuten"),
        (750, "12 en een halve minuut"),
    ],
)
def test_durations_in_words(seconds: int, words: str) -> None:
    assert rules.in_words(seconds) == words


@pytest.mark.parametrize(
    ("people", "size", "most"), [(0, 2, 0), (2, 2, 1), (12, 2, 11), (7, 2, 4), (3, 2, 1), (16, 4, 5), (60, 3, 29)]
)
def test_how_many_rounds_there_can_be(people: int, size: int, most: int) -> None:
    assert rules.most_rounds(people, size) == most


def test_a_block_of_half_an_hour_holds_nine_rounds() -> None:
    assert [rules.rounds_that_fit(minutes) for minutes in (0, 10, 30, 60)] == [6, 3, 9, 12]
