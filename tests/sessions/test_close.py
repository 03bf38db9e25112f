from datetime import time

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lerendnetwerk.audit.models import AuditEntry
from lerendnetwerk.leases import WorkState
from sessions.missing import missing_in
from sessions.models import ActionPoint, Attendance, ExpectationReview, Note, Photo, Session, SummaryPoint
from tests import factories
from tests.queries import count_queries
from tests.world import World


@pytest.fixture
def session(world: World) -> Session:
    return factories.create_session(world.network, number=2)


@pytest.fixture
def client(world: World) -> Client:
    return world.client("facilitator")


def page(session: Session) -> str:
    return reverse("sessions:close", kwargs={"session_id": session.pk})


def texts(session: Session) -> list[str]:
    return [entry.text for entry in missing_in(session)]


def test_an_empty_session_misses_the_essentials(world: World, session: Session) -> None:
    factories.create_participation(world.network)
    factories.create_expectation(world.network)
    assert texts(session) == [
        "2 deelnemers zijn nog niet genoteerd",
        "De samenvatting heeft nog geen punten",
        "De terugblik met de groep is nog leeg",
        "1 verwachting kreeg vandaag nog geen stand",
    ]


def test_each_gap_is_named_once_it_is_there(world: World, session: Session) -> None:
    row = factories.attend(session, world.participation, Attendance.State.LATE)
    SummaryPoint.objects.create(session=session, text="Luisteren")
    Note.objects.create(session=session, kind="goed", text="Iedereen sprak")
    ActionPoint.objects.create(session=session, text="Bel", owner="persoon", due_on="2027-04-01")
    ActionPoint.objects.create(session=session, text="Mail", owner="groep")
    ActionPoint.objects.create(session=session, text="Klaar", owner="groep", done_at=timezone.now())
    for state in (WorkState.READY, WorkState.FAILED, WorkState.DONE):
        Photo.objects.create(session=session, state=state, not_before=timezone.now())
    assert texts(session) == [
        "1 deelnemer was te laat, zonder uur",
        "2 actiepunten hebben nog geen naam of datum",
        "1 foto wordt nog klaargemaakt",
        "1 foto kon niet gelezen worden",
    ]
    row.came_at = time(14)
    row.save()
    ActionPoint.objects.all().delete()
    Photo.objects.all().delete()
    assert texts(session) == []


def test_closing_leads_on_and_can_be_undone(world: World, session: Session, client: Client) -> None:
    for _ in range(2):
        assert client.post(page(session)).status_code == 302
    session.refresh_from_db()
    closed_at = session.closed_at
    assert session.is_closed
    assert "Deze sessie is gesloten" in client.get(page(session)).content.decode()

    for _ in range(2):
        assert client.post(reverse("sessions:reopen", kwargs={"session_id": session.pk})).status_code == 302
    session.refresh_from_db()
    assert not session.is_closed
    entries = AuditEntry.objects.filter(object_kind="session", object_id=session.pk).order_by("pk")
    assert [(entry.action, entry.user, entry.network_id) for entry in entries] == [
        ("session.closed", world.facilitator, world.network.pk),
        ("session.reopened", world.facilitator, world.network.pk),
    ]
    assert entries[0].at == closed_at


def test_a_full_session_says_that_all_is_there(world: World, session: Session, client: Client) -> None:
    factories.attend(session, world.participation)
    ExpectationReview.give(session, factories.create_expectation(world.network), "deels")
    SummaryPoint.objects.create(session=session, text="Luisteren")
    Note.objects.create(session=session, kind="anders", text="Meer tijd")
    assert "Alles is er" in client.get(page(session)).content.decode()


def test_the_page_needs_the_same_few_queries_whatever_is_missing(
    world: World, session: Session, client: Client
) -> None:
    one = count_queries(client, page(session))
    for _ in range(15):
        factories.create_participation(world.network)
        factories.create_expectation(world.network)
        ActionPoint.objects.create(session=session, text="Bel")
    assert count_queries(client, page(session)) == one
    assert one <= 8
