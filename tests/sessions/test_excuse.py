from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sessions.models import Attendance, Session
from tests import factories
from tests.queries import count_queries
from tests.world import World


@pytest.fixture
def session(world: World) -> Session:
    return factories.create_session(world.network, number=2, starts_at=timezone.now() + timedelta(days=3))


@pytest.fixture
def member(world: World) -> Client:
    return world.client("member")


def page(session: Session, name: str = "excuse") -> str:
    return reverse(f"sessions:{name}", kwargs={"session_id": session.pk})


def test_a_participant_says_that_she_will_not_come_and_why(world: World, session: Session, member: Client) -> None:
    assert "Ik kan er niet bij zijn" in member.get(page(session)).content.decode()
    for reason in ("Tandarts", "Tandarts"):
        assert member.post(page(session), {"reason": reason}).status_code == 302
    row = session.attendances.get()
    assert (row.participation, row.state, row.reason, row.told_by_participant) == (
        world.participation,
        "verontschuldigd",
        "Tandarts",
        True,
    )
    assert "Je bent verontschuldigd" in member.get(page(session)).content.decode()
    html = world.client("facilitator").get(reverse("sessions:attendance", kwargs={"session_id": session.pk}))
    assert "meldde zich zelf af" in html.content.decode()


def test_a_reason_is_not_needed(session: Session, member: Client) -> None:
    assert member.post(page(session)).status_code == 302
    assert session.attendances.get().reason == ""


def test_she_comes_after_all(session: Session, member: Client) -> None:
    member.post(page(session), {"reason": "Tandarts"})
    for _ in range(2):
        response = member.post(page(session, "come_after_all"))
        assert (response.status_code, response.headers["Location"]) == (302, reverse("desk:me"))
    assert session.attendances.count() == 0


def test_what_the_facilitator_noted_stays(world: World, session: Session, member: Client) -> None:
    factories.attend(session, world.participation)
    assert member.post(page(session), {"reason": "x"}).status_code == 422
    member.post(page(session, "come_after_all"))
    assert session.attendances.get().state == Attendance.State.PRESENT
    assert "Je staat al als aanwezig" in member.get(page(session)).content.decode()

    Attendance.objects.update(state=Attendance.State.EXCUSED)
    member.post(page(session, "come_after_all"))
    assert session.attendances.count() == 1


def test_after_the_session_it_is_too_late(session: Session, member: Client) -> None:
    member.post(page(session), {"reason": "Tandarts"})
    Session.objects.filter(pk=session.pk).update(
        starts_at=timezone.now() - timedelta(hours=4), ends_at=timezone.now() - timedelta(hours=1)
    )
    assert member.post(page(session), {"reason": "Anders"}).status_code == 422
    member.post(page(session, "come_after_all"))
    assert session.attendances.get().reason == "Tandarts"


@pytest.mark.parametrize("odd", ["\0", "x" * 301])
def test_a_wrong_reason_comes_back(session: Session, member: Client, odd: str) -> None:
    response = member.post(page(session), {"reason": odd})
    assert response.status_code == 422
    assert session.attendances.count() == 0


def test_the_page_needs_at_most_five_queries(session: Session, member: Client) -> None:
    member.post(page(session), {"reason": "Tandarts"})
    member.get(page(session))
    assert count_queries(member, page(session)) <= 5
