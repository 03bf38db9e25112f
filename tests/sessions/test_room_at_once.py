"""Phones that write at the same moment: nothing is lost, and nothing stands there twice."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sessions.activities.course.models import CourseAnswer, CoursePlan, CourseTable
from sessions.activities.subgroups.models import WORK
from sessions.activities.vote.models import RESULT, Ballot, Vote
from sessions.models import Activity, AdviceCard, Place, Seat, Session
from tests import factories
from tests.sessions.cases.talks import bring
from tests.world import build_world, client_with_seat

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def session(transactional_db: None) -> Session:
    return build_world().session


def at_once[T](jobs: Sequence[Callable[[], T]]) -> list[T]:
    """All of them, started in the same moment, each on a line of its own to the database."""
    ready = Barrier(len(jobs))

    def run(job: Callable[[], T]) -> T:
        try:
            ready.wait(30)
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def phones_of(session: Session, count: int) -> list[Seat]:
    return [factories.create_seat(factories.create_place(session)) for _ in range(count)]


@pytest.mark.slow
def test_two_phones_that_take_the_pen_from_each_other_lose_no_plan_and_no_last_word(session: Session) -> None:
    seats = phones_of(session, 3)
    activity = factories.create_activity(
        session, "koerskaart", now=timezone.now(), options={"minutes": 60, "groups": "nieuw", "size": 4}
    )
    activity.go_to(WORK, now=timezone.now())
    table = CourseTable.objects.get(course__activity=activity)
    write = reverse("sessions:koerskaart_write", args=[activity.pk, 3])
    plan = reverse("sessions:koerskaart_plan", args=[activity.pk])
    role = reverse("sessions:koerskaart_role", args=[activity.pk])

    def writer(number: int, seat: Seat) -> Callable[[], tuple[dict[int, str], set[str]]]:
        client = client_with_seat(seat)

        def work() -> tuple[dict[int, str], set[str]]:
            """What this phone showed as saved: texts by their moment, and plans."""
            texts, plans = {}, set()
            for n in range(6):
                assert client.post(role, {"role": "schrijver", "take": "1"}).status_code == 302
                turn, words = 10 * n + number + 1, f"Zin {n} van {number}"
                if client.post(write, {"answer-0": words, "turn": turn, "key": f"z{number}-{n}"}).status_code == 302:
                    texts[turn] = words
                data = {"kind": "plan", "text": f"Plan {n} van {number}", "key": f"p{number}-{n}"}
                # Each is sent twice, as by a phone that did not hear the first answer.
                if 302 in [client.post(plan, data).status_code for _ in range(2)]:
                    plans.add(data["text"])
            return texts, plans

        return work

    said = at_once([writer(number, seat) for number, seat in enumerate(seats[:2])])
    texts = said[0][0] | said[1][0]
    assert texts
    answer = CourseAnswer.objects.get(table=table)
    assert (answer.turn, answer.text) == max(texts.items())
    assert sorted(CoursePlan.objects.values_list("text", flat=True)) == sorted(said[0][1] | said[1][1])


def test_two_hands_that_go_on_at_once_skip_no_block(session: Session) -> None:
    seats = phones_of(session, 4)
    activity = factories.create_activity(session, "koerskaart", now=timezone.now(), options={"groups": "nieuw"})
    activity.go_to(WORK, now=timezone.now())
    move = reverse("sessions:koerskaart_move", args=[activity.pk])
    clients = [client_with_seat(seat) for seat in seats]
    assert set(at_once([lambda c=one: c.post(move, {"to": 2, "seen": 1}).status_code for one in clients])) == {302}  # type: ignore[misc]
    assert list(CourseTable.objects.values_list("at", flat=True)) == [2]


@pytest.mark.slow
def test_a_card_that_is_sent_twice_at_once_lies_there_once(session: Session) -> None:
    bringer = factories.create_place(session)
    talk = bring(session, bringer)
    write = reverse("sessions:praktijkcase_card", args=[talk.activity_id])

    def writer(number: int, client: Client) -> Callable[[], list[int]]:
        cards = [
            {
                "to": bringer.participation_id,
                "text": f"Raad {n} van {number}",
                "name": "zonder",
                "key": f"k{number}-{n}",
            }
            for n in range(3)
        ]
        return lambda: [client.post(write, card).status_code for card in cards]

    seats = phones_of(session, 3)
    # Two browsers for each phone: what it sends again crosses what it sent.
    answers = at_once([writer(n, client_with_seat(seat)) for n, seat in enumerate(seats) for _ in range(2)])
    assert answers == [[302] * 3] * 6
    expected = sorted(f"Raad {n} van {number}" for n in range(3) for number in range(3))
    assert sorted(AdviceCard.objects.filter(to=bringer.participation_id).values_list("text", flat=True)) == expected


def start_vote(session: Session) -> tuple[Activity, Vote]:
    options = {"options": ["Werkdruk", "Onthaal"], "dots_each": 3}
    activity = factories.create_activity(session, "stemmen", now=timezone.now(), options=options)
    return activity, Vote.objects.get(activity=activity)


@pytest.mark.slow
def test_one_phone_that_votes_twice_at_once_has_one_vote_and_it_is_the_last(session: Session) -> None:
    activity, vote = start_vote(session)
    first, second = vote.options.all()
    cast = reverse("sessions:stemmen_cast", args=[activity.pk])

    def voter(seat: Seat, turn: int) -> Callable[[], int]:
        client = client_with_seat(seat)
        data = {f"option-{first.pk}": 3 if turn == 1 else 1, f"option-{second.pk}": 0 if turn == 1 else 2}
        return lambda: client.post(cast, {**data, "turn": turn, "key": f"s{seat.pk}-{turn}"}).status_code

    seats = phones_of(session, 4)
    assert at_once([voter(seat, turn) for seat in seats for turn in (1, 2)]) == [302] * 8
    assert sorted(Ballot.objects.values_list("place", "turn")) == sorted((seat.place_id, 2) for seat in seats)
    activity.go_to(RESULT, now=timezone.now())
    vote.refresh_from_db()
    assert (vote.counted, list(vote.options.values_list("points", flat=True))) == (4, [4, 8])


def test_who_heard_that_it_counted_while_the_vote_closed_is_counted(session: Session) -> None:
    activity, vote = start_vote(session)
    first = vote.options.all()[0]
    places = [factories.create_place(session) for _ in range(6)]

    def voter(place: Place) -> Callable[[], bool]:
        mine = Vote.objects.select_related("activity").get(pk=vote.pk)
        return lambda: mine.cast(place, key=f"s{place.pk}", turn=1, marks={first.pk: 3})

    voters: list[Callable[[], bool]] = [voter(place) for place in places]
    closing = Activity.objects.get(pk=activity.pk)
    *heard, _ = at_once([*voters, lambda: closing.go_to(RESULT, now=timezone.now())])
    vote.refresh_from_db()
    first.refresh_from_db()
    assert (vote.counted, first.points) == (sum(heard), 3 * sum(heard))
    kept = {f"s{place.pk}" for place, counted in zip(places, heard, strict=True) if counted}
    assert set(Ballot.objects.values_list("key", flat=True)) == kept
