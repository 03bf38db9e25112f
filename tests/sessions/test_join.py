from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from networks.models import Participation
from sessions.models import Attendance, Seat, Session
from sessions.room import WRONG_CODES
from tests import factories
from tests.queries import count_queries
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_cache")]


def session_now(**times: timedelta) -> Session:
    starts_at = timezone.now() - times.get("ago", timedelta(hours=1))
    return factories.create_session(factories.create_network(), starts_at=starts_at)


def door_of(session: Session) -> str:
    return reverse("sessions:join_code", args=[session.room_code])


def name_of(session: Session, participation: Participation) -> str:
    return reverse("sessions:join_as", args=[session.room_code, participation.pk])


def test_the_code_is_understood_as_people_type_it() -> None:
    session = session_now()
    typed = f" {session.room_code[:3].lower()}-{session.room_code[3:].lower()} "
    assert Client().post("/zaal/", {"code": typed}).headers["Location"] == door_of(session)


@pytest.mark.parametrize("typed", ["ABC234", "", "x" * 100_000, "nul\0", "🎈"])
def test_a_wrong_code_gives_422_and_keeps_it(typed: str) -> None:
    session_now()
    assert Client().post("/zaal/", {"code": typed}).status_code == 422


@pytest.mark.parametrize(
    ("ago", "status"),
    [
        (timedelta(minutes=-31), 404),
        (timedelta(minutes=-29), 200),
        (timedelta(hours=4, minutes=59), 200),
        (timedelta(hours=5, minutes=1), 404),
    ],
)
def test_the_room_is_open_from_half_an_hour_before_to_two_hours_after(ago: timedelta, status: int) -> None:
    assert Client().get(door_of(session_now(ago=ago))).status_code == status


def test_after_many_wrong_codes_even_the_right_one_is_not_told() -> None:
    session = session_now()
    now = timezone.now()
    for _ in range(WRONG_CODES.most - 1):
        WRONG_CODES.failed(now)
    assert Client().get(door_of(session)).status_code == 200
    Client().post("/zaal/", {"code": "222222"})
    assert Client().get(door_of(session)).status_code == 404


def test_names_of_the_group_without_who_said_no_and_without_personal_data() -> None:
    session = session_now()
    there = factories.create_participation(session.network)
    away = factories.create_participation(session.network)
    later = factories.create_participation(session.network, from_session=2)
    factories.attend(session, away, Attendance.State.EXCUSED)
    page = Client().get(door_of(session)).content.decode()
    assert [one.person.last_name in page for one in (there, away, later)] == [True, False, False]
    assert there.organisation.name in page
    assert [secret for secret in (there.phone, there.person.email, there.learning_question) if secret in page] == []


def test_the_last_three_digits_open_the_seat() -> None:
    session = session_now()
    one = factories.create_participation(session.network, phone="0499/00.04.56")
    client = Client()
    assert client.get(name_of(session, one)).status_code == 200
    response = client.post(name_of(session, one), {"digits": "456"})
    assert (response.status_code, response.headers["Location"]) == (302, "/zaal/nu/")
    assert Seat.objects.get().state == Seat.State.TAKEN
    assert "Leg je gsm even weg" in client.get("/zaal/nu/").content.decode()


@pytest.mark.parametrize("digits", ["999", "12", "", "abc", "٤٥٦", "4567", "\0\0\0"])
def test_wrong_digits_give_422(digits: str) -> None:
    session = session_now()
    one = factories.create_participation(session.network, phone="0499 00 04 56")
    assert Client().post(name_of(session, one), {"digits": digits}).status_code == 422
    assert Seat.objects.count() == 0


def test_after_five_wrong_guesses_only_the_facilitator_lets_this_name_in() -> None:
    session = session_now()
    one = factories.create_participation(session.network, phone="0499 00 04 56")
    for guess in range(5):
        Client().post(name_of(session, one), {"digits": f"10{guess}"})
    Client().post(name_of(session, one), {"digits": "456"})
    assert [seat.state for seat in Seat.objects.all()] == [Seat.State.WAITING]


@pytest.mark.slow
def test_guesses_on_all_names_together_are_limited_too() -> None:
    session = session_now()
    people = [factories.create_participation(session.network, phone="0499 00 04 56") for _ in range(6)]
    for guess in range(20):
        Client().post(name_of(session, people[guess % 5]), {"digits": f"1{guess:02}"})
    Client().post(name_of(session, people[5]), {"digits": "456"})
    assert Seat.objects.filter(participation=people[5]).get().state == Seat.State.WAITING


def test_without_a_known_number_the_facilitator_taps(world: World) -> None:
    one = factories.create_participation(world.network, phone="")
    client, facilitator = Client(), world.client("facilitator")
    response = client.post(name_of(world.session, one), {"ask": "1"})
    assert response.headers["Location"] == "/zaal/wachten/"
    assert "Even wachten" in client.get("/zaal/wachten/").content.decode()
    assert client.get("/zaal/wachten/?was=wacht", headers={"HX-Request": "true"}).status_code == 204
    seat = Seat.objects.get(participation=one)
    room = reverse("sessions:room", args=[world.session.pk])
    assert one.person.name in facilitator.get(room).content.decode()
    facilitator.post(reverse("sessions:admit", args=[world.session.pk, seat.pk]))
    polled = client.get("/zaal/wachten/?was=wacht", headers={"HX-Request": "true"})
    assert polled.headers["HX-Redirect"] == "/zaal/nu/"
    assert client.get("/zaal/nu/").status_code == 200


def test_a_second_phone_on_one_name_waits_and_takes_the_place(world: World) -> None:
    first, second = world.client("seat"), Client()
    url = name_of(world.session, world.participation)
    assert "al een gsm binnen" in second.get(url).content.decode()
    second.post(url, {"digits": "123"})
    seat = Seat.objects.get(state=Seat.State.WAITING)
    world.client("facilitator").post(reverse("sessions:admit", args=[world.session.pk, seat.pk]))
    assert second.get("/zaal/nu/").status_code == 200
    assert first.get("/zaal/nu/").headers["Location"] == "/zaal/wachten/"
    assert "Deze gsm is niet binnen" in first.get("/zaal/wachten/").content.decode()


def test_who_is_turned_away_hears_it(world: World) -> None:
    client = Client()
    client.post(name_of(world.session, world.participation), {"ask": "1"})
    seat = Seat.objects.get(state=Seat.State.WAITING)
    world.client("facilitator").post(reverse("sessions:turn_away", args=[world.session.pk, seat.pk]))
    assert "de facilitator zei nee" in client.get("/zaal/wachten/").content.decode()


def test_at_most_three_phones_wait_on_one_name() -> None:
    session = session_now()
    one = factories.create_participation(session.network, phone="")
    answers = [Client().post(name_of(session, one), {"ask": "1"}).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 422]


def test_somebody_else_gives_up_the_seat(world: World) -> None:
    client = world.client("seat")
    assert client.post("/zaal/weg/").headers["Location"] == door_of(world.session)
    world.room_seat.refresh_from_db()
    assert world.room_seat.state == Seat.State.ENDED
    assert client.get("/zaal/nu/").headers["Location"] == "/zaal/"


def test_who_left_can_come_back_with_the_digits(world: World) -> None:
    client = world.client("seat")
    client.post("/zaal/weg/")
    client.post(name_of(world.session, world.participation), {"digits": "123"})
    assert client.get("/zaal/nu/").status_code == 200


def test_a_name_of_another_group_is_not_here(world: World) -> None:
    assert Client().get(name_of(world.session, world.participation_elsewhere)).status_code == 404


@pytest.mark.parametrize("people", [1, 15])
def test_queries(people: int) -> None:
    session = session_now()
    for _ in range(people):
        one = factories.create_participation(session.network)
    client = Client()
    client.post(name_of(session, one), {"ask": "1"})
    assert count_queries(client, door_of(session)) <= 5
    assert count_queries(client, name_of(session, one)) <= 5
    assert count_queries(client, "/zaal/wachten/") <= 5
