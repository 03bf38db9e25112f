"""Joining marks attendance, late after a margin; substitutes and guests sit in their own name."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sessions.models import Attendance, Place, Run, Seat, Session
from sessions.models.seat import Check
from tests import factories
from tests.world import World

pytestmark = pytest.mark.django_db

State = Attendance.State


def session_at(minutes_ago: int, late_after: int = 10) -> Session:
    session = factories.create_session(
        factories.create_network(), starts_at=timezone.now() - timedelta(minutes=minutes_ago)
    )
    Session.objects.filter(pk=session.pk).update(late_after=late_after)
    session.refresh_from_db()
    return session


@pytest.mark.parametrize(
    ("minutes_ago", "late_after", "state"),
    [
        (-20, 10, State.PRESENT),
        (5, 10, State.PRESENT),
        (15, 10, State.LATE),
        (15, 20, State.PRESENT),
        (1, 0, State.LATE),
    ],
)
def test_who_comes_after_the_margin_is_late(minutes_ago: int, late_after: int, state: str) -> None:
    session = session_at(minutes_ago, late_after)
    one = factories.create_participation(session.network)
    Seat.objects.claim(session, one, "123", now=timezone.now())
    noted = Attendance.objects.get()
    assert (noted.state, noted.came_at is not None) == (state, state == State.LATE)


def test_the_margin_counts_from_when_it_really_began() -> None:
    session = session_at(30)
    Run.objects.create(session=session, started_at=timezone.now() - timedelta(minutes=5))
    Seat.objects.claim(session, factories.create_participation(session.network), "123", now=timezone.now())
    assert Attendance.objects.get().state == State.PRESENT


def test_what_the_facilitator_noted_stays_and_who_told_herself_may_come_after_all() -> None:
    session = session_at(30)
    noted, told = (factories.create_participation(session.network) for _ in range(2))
    factories.attend(session, noted, State.PRESENT)
    Attendance.excuse(session, told, "Ziek kind")
    for one in (noted, told):
        assert Seat.objects.claim(session, one, "123", now=timezone.now())[0] == Check.IN
    assert [row.state for row in Attendance.objects.order_by("pk")] == [State.PRESENT, State.LATE]
    assert Attendance.objects.get(participation=told).reason == ""


def test_waiting_at_the_door_is_not_being_there(world: World) -> None:
    one = factories.create_participation(world.network, phone="")
    _, seat = Seat.objects.claim(world.session, one, "", now=timezone.now())
    assert not Attendance.objects.filter(participation=one).exists()
    seat.admit(now=timezone.now())
    assert Attendance.objects.filter(participation=one).exists()


def test_a_substitute_sits_in_the_own_name_and_notes_nobody_else(world: World) -> None:
    absent = factories.create_participation(world.network, first_name="Griet", last_name="Maertens")
    factories.attend(world.session, absent, State.EXCUSED)
    world.client("facilitator").post(
        reverse("sessions:write_substitute", args=[world.session.pk]), {"replaces": absent.pk, "name": "Tine Smet"}
    )
    phone, code = Client(), world.session.room_code
    assert "vervangt Griet Maertens" in phone.get(f"/zaal/{code}/").content.decode()
    page = phone.get(f"/zaal/{code}/{absent.pk}/").content.decode()
    # The number that we know is that of somebody else.
    assert ("Tine Smet" in page, "cijfers" in page) == (True, False)
    phone.post(f"/zaal/{code}/{absent.pk}/", {"ask": "1"})
    Seat.objects.waiting().get().admit(now=timezone.now())
    assert "Dag Tine" in phone.get("/zaal/nu/").content.decode()
    assert Attendance.objects.get(participation=absent).state == State.EXCUSED
    assert [place.full_name for place in Place.objects.in_room(world.session)] == ["Joris Vandaele", "Tine Smet"]
    world.client("facilitator").post(reverse("sessions:remove_substitute", args=[world.session.pk, absent.pk]))
    assert [place.full_name for place in Place.objects.in_room(world.session)] == ["Joris Vandaele"]


def test_everybody_at_once_gets_a_place(world: World) -> None:
    factories.create_participation(world.network)
    world.client("facilitator").post(reverse("sessions:everybody_is_here", args=[world.session.pk]))
    assert Place.objects.in_room(world.session).count() == 2


def test_who_left_is_no_longer_in_the_room(world: World) -> None:
    Attendance.objects.update(left_at="15:00")
    assert Place.objects.in_room(world.session).count() == 0
