from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lerendnetwerk.outbox.models import MailState, OutgoingMail
from networks.post import to_come
from sessions.calendar import inviting
from sessions.calendar.reminding import send_due_session_reminders
from sessions.models import Attendance, Invitation, ReminderPlan, Session
from tests import factories
from tests.factories import BRUSSELS, NOW
from tests.world import World

THURSDAY = datetime(2027, 4, 8, 13, 30, tzinfo=BRUSSELS)


@pytest.fixture
def session(world: World) -> Session:
    session = factories.create_session(world.network, 2, starts_at=THURSDAY)
    Session.objects.filter(pk=session.pk).update(travel="Parkeer achter de loods.")
    factories.create_agenda_item(session, "Cases", preparation="Breng één case mee.")
    factories.create_ground_rule(world.network, "We laten elkaar uitspreken")
    inviting.send_invitations(session, seen=None, now=NOW)
    return session


def reminders() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(occasion__startswith="session-reminder:"))


def test_one_reminder_leaves_some_days_before_with_all_one_needs(world: World, session: Session) -> None:
    due = datetime(2027, 4, 5, 9, 0, tzinfo=BRUSSELS)
    assert send_due_session_reminders(due - timedelta(minutes=1)) == 0
    assert [(mail.at, mail.subject) for mail in to_come(world.network, NOW)] == [
        (due, f"Herinnering: 8 april, 13.30 uur: {world.network.title}, sessie 2")
    ]
    assert (send_due_session_reminders(due), send_due_session_reminders(due)) == (1, 0)
    (mail,) = reminders()
    for words in (
        "Parkeer achter de loods.",
        "Breng één case mee.",
        "We laten elkaar uitspreken",
        "Bouwgroep Leieland, Deinze",
        "- Cases",
        f"{{ik_kom_niet_link:{session.pk}}}",
    ):
        assert words in mail.text
    assert to_come(world.network, due) == []


def test_a_date_that_moved_gets_a_reminder_of_its_own_once(world: World, session: Session) -> None:
    due = datetime(2027, 4, 5, 9, 0, tzinfo=BRUSSELS)
    send_due_session_reminders(due)
    session.refresh_from_db()
    session.theme = "Een ander thema"
    assert session.plan(session.version)
    assert send_due_session_reminders(due) == 0
    session.starts_at, session.ends_at = (when + timedelta(weeks=2) for when in (session.starts_at, session.ends_at))
    assert session.plan(session.version)
    # The one of the old date had not left yet.
    assert [mail.state for mail in reminders()] == [MailState.WITHDRAWN]
    inviting.send_invitations(session, seen=None, now=due)
    later = due + timedelta(weeks=2)
    assert send_due_session_reminders(later - timedelta(minutes=1)) == 0
    assert (send_due_session_reminders(later), send_due_session_reminders(later)) == (1, 0)
    assert [(mail.subject[:8], mail.state) for mail in reminders()] == [
        ("8 april,", MailState.WITHDRAWN),
        ("22 april", MailState.READY),
    ]


def test_an_hour_that_moves_after_the_reminder_is_told_by_the_change_alone(world: World, session: Session) -> None:
    due = datetime(2027, 4, 5, 9, 0, tzinfo=BRUSSELS)
    send_due_session_reminders(due)
    session.refresh_from_db()
    session.ends_at = session.starts_at + timedelta(hours=4)
    session.starts_at += timedelta(hours=1)
    assert session.plan(session.version)
    assert send_due_session_reminders(due + timedelta(days=1)) == 0
    assert inviting.send_invitations(session, seen=None, now=due + timedelta(days=1)) == 1


def test_who_withdrew_stopped_or_was_told_later_gets_none(world: World, session: Session) -> None:
    due = datetime(2027, 4, 5, 9, 0, tzinfo=BRUSSELS)
    excused, stopped, late = (factories.create_participation(world.network) for _ in range(3))
    inviting.send_invitations(session, seen=None, now=NOW)
    Invitation.objects.answer(session, excused, comes=False, reason="", now=NOW)
    stopped.leave(now=factories.NOW)
    Invitation.objects.filter(participation=late).update(told_at=due + timedelta(hours=1))
    assert Attendance.objects.filter(session=session).count() == 1
    assert send_due_session_reminders(due + timedelta(hours=2)) == 1
    assert [mail.recipient for mail in reminders()] == [world.participation.recipient]


def test_day_and_number_of_days_are_set_per_network(world: World, session: Session) -> None:
    client = world.client("facilitator")
    url = reverse("sessions:planned_mail", args=[world.network.pk])
    assert "Maakt niet uit" in client.get(url).content.decode()
    assert client.post(url, {"days_before": "31", "weekday": ""}).status_code == 422
    assert client.post(url, {"days_before": "4", "weekday": "4"}).status_code == 302
    plan = ReminderPlan.objects.get()
    assert plan.moment(session) == datetime(2027, 4, 2, 9, 0, tzinfo=BRUSSELS)
    assert client.post(url, {"days_before": "0", "weekday": ""}).status_code == 302
    assert ReminderPlan.objects.get().weekday is None
    assert send_due_session_reminders(datetime(2027, 4, 6, 9, 0, tzinfo=BRUSSELS)) == 0


def test_without_invitations_or_on_the_day_itself_nothing_leaves(world: World, session: Session) -> None:
    assert send_due_session_reminders(THURSDAY - timedelta(hours=1)) == 0
    Invitation.objects.all().delete()
    assert send_due_session_reminders(THURSDAY - timedelta(days=1)) == 0


def test_a_page_shows_what_each_person_still_gets(world: World, session: Session) -> None:
    page = world.client("facilitator").get(reverse("sessions:planned_mail", args=[world.network.pk])).content.decode()
    assert world.participation.name in page and f"Uitnodiging: {world.network.title}, sessie 2" in page


def test_the_page_promises_no_reminder_that_will_not_leave(world: World) -> None:
    now = timezone.now()
    soon = factories.create_session(world.network, 2, starts_at=now + timedelta(days=2))
    inviting.send_invitations(soon, seen=None, now=now)
    url = reverse("sessions:planned_mail", args=[world.network.pk])
    assert "Herinnering: " not in world.client("facilitator").get(url).content.decode()
    assert (to_come(world.network, now), send_due_session_reminders(now + timedelta(minutes=1))) == ([], 0)
