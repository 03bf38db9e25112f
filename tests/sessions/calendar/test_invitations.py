"""Invitations through a real mail server, read by a reader that knows nothing of the library that wrote them."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from lerendnetwerk.outbox.models import OutgoingMail
from networks.models import Enrolment, Erasure
from sessions.calendar import inviting
from sessions.calendar.links import answer_url, feed_path
from sessions.models import Attendance, Invitation, Session
from tests import factories
from tests.factories import BRUSSELS, NOW
from tests.networks.enrolling import button, waiting
from tests.outbox.conftest import open_sink  # noqa: F401
from tests.outbox.mails import send
from tests.sessions.calendar.reader import calendar_part, moment, read
from tests.smtp_sink import Sink
from tests.world import World

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def post(open_sink: Callable[..., Sink], settings: LazySettings) -> Sink:  # noqa: F811
    links = settings.OUTBOX_LINKS
    sink = open_sink()
    settings.OUTBOX_LINKS = links
    return sink


@pytest.fixture
def session(world: World) -> Session:
    session = factories.create_session(world.network, 2, starts_at=datetime(2027, 6, 3, 13, 30, tzinfo=BRUSSELS))
    factories.create_agenda_item(session, "Ontvangst")
    factories.create_agenda_item(session, "Cases; deel 1, in duo")
    return session


def invite(session: Session, now: datetime = NOW) -> int | None:
    session.refresh_from_db()
    return inviting.send_invitations(session, seen=None, now=now)


def move(session: Session, **changes: object) -> None:
    Session.objects.filter(pk=session.pk).update(**changes)
    session.refresh_from_db()


def mails_to(session: Session, world: World) -> list[OutgoingMail]:
    return list(
        OutgoingMail.objects.filter(topic=f"invite:{session.pk}", recipient=world.participation.recipient).order_by(
            "version"
        )
    )


def golden(text: str, world: World) -> str:
    """Without what differs per run: the random identity, and names and addresses that a test numbers."""
    person = world.participation.person
    text = text.replace("\r\n ", "")
    text = re.sub(r"UID:[0-9a-f]{24}@", "UID:0123456789abcdef01234567@", text)
    for found, fixed in (
        (person.email, "joris@bedrijf.example"),
        (person.name, "Joris Vandaele"),
        (world.programme.title, "Sterk op de werf"),
    ):
        text = text.replace(found, fixed)
    return re.sub(r"Bouwwerken \d+", "Bouwwerken", text)


def compare(name: str, text: str, world: World) -> None:
    file = GOLDEN / name
    made = golden(text, world).replace("\r\n", "\n")
    assert made == file.read_text()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_invitation_a_new_date_and_a_cancellation_as_calendars_get_them(
    world: World, session: Session, post: Sink
) -> None:
    one, number = world.participation, session.pk
    assert invite(session) == 1
    assert send() == 1
    # To winter time, in another place.
    winter = datetime(2027, 11, 4, 9, 0, tzinfo=BRUSSELS)
    move(session, starts_at=winter, ends_at=winter + timedelta(hours=3), place="De Kring, Gent")
    later = NOW + timedelta(days=1)
    assert (invite(session, later), invite(session, later), send(later)) == (1, 0, 1)
    last = NOW + timedelta(days=2)
    with transaction.atomic():
        assert inviting.call_off(session, now=last) == 1
        session.remove(by=world.facilitator, now=last)
    assert send(last) == 1

    messages = post.to(one.person.email)
    seen = []
    for message, name in zip(messages, ("create.ics", "move.ics", "cancel.ics"), strict=True):
        assert message["Reply-To"] == world.facilitator.email
        method, text = calendar_part(message)
        compare(name, text, world)
        calendar = read(text)
        (event,) = calendar.all("VEVENT")
        assert event.parameters("ATTENDEE") == {
            "CN": one.name,
            "PARTSTAT": "NEEDS-ACTION",
            "ROLE": "REQ-PARTICIPANT",
            "RSVP": "FALSE",
        }
        assert event.value("ATTENDEE") == f"mailto:{one.person.email}"
        assert event.value("ORGANIZER") == "mailto:post@lerendnetwerk.example"
        assert calendar.value("METHOD") == method
        assert one.public_id not in text and "://" not in text
        seen.append((method, event.value("UID"), int(event.value("SEQUENCE")), event.value("STATUS")))
        seen[-1] += (moment(calendar, "DTSTART"), moment(calendar, "DTEND"), event.value("LOCATION"))
    uid = seen[0][1]
    summer = datetime(2027, 6, 3, 11, 30, tzinfo=UTC)
    three = timedelta(hours=3)
    cold = datetime(2027, 11, 4, 8, 0, tzinfo=UTC)
    assert seen == [
        ("REQUEST", uid, 0, "CONFIRMED", summer, summer + three, "Bouwgroep Leieland, Deinze"),
        ("REQUEST", uid, 1, "CONFIRMED", cold, cold + three, "De Kring, Gent"),
        ("CANCEL", uid, 2, "CANCELLED", cold, cold + three, "De Kring, Gent"),
    ]
    text = messages[0].get_body(["plain"]).get_content()
    assert answer_url(one, number, "ja") in text and answer_url(one, number, "nee") in text
    assert "Cases; deel 1, in duo" in text and "{" not in text
    assert f'href="{answer_url(one, number, "nee")}"' in messages[0].get_body(["html"]).get_content()
    assert "Ze stond op donderdag 3 juni 2027, 13.30 uur." in messages[1].get_body(["plain"]).get_content()
    assert messages[2]["Subject"] == f"Gaat niet door: {world.network.title}, sessie 2 op 4 november"


def test_a_newer_version_withdraws_an_older_one_that_has_not_left(world: World, session: Session) -> None:
    invite(session)
    move(session, place="De Kring, Gent")
    invite(session)
    assert [(mail.version, mail.state) for mail in mails_to(session, world)] == [(0, "ingetrokken"), (1, "klaar")]


def test_what_never_left_is_not_cancelled_by_mail(world: World, session: Session) -> None:
    invite(session)
    assert inviting.call_off(session, now=NOW) == 0
    assert [mail.state for mail in mails_to(session, world)] == ["ingetrokken"]


def test_who_is_not_invited(world: World, session: Session) -> None:
    no_mail = factories.create_participation(world.network, email="")
    stopped = factories.create_participation(world.network)
    stopped.leave(now=factories.NOW)
    factories.create_participation(world.network, from_session=3)
    excused = factories.create_participation(world.network)
    Attendance.excuse(session, excused, "Vakantie")
    lines = {line.participation.pk: line.what for line in inviting.lines_of(session)}
    assert lines == {world.participation.pk: "uitnodiging", no_mail.pk: "", excused.pk: ""}


def test_after_a_new_date_old_answers_count_no_more(world: World, session: Session) -> None:
    invite(session)
    Invitation.objects.answer(session, world.participation, comes=False, reason="Werf", now=NOW)
    move(session, place="Elders")
    invite(session)
    assert session.attendances.count() == 1
    move(session, starts_at=session.starts_at + timedelta(days=1), ends_at=session.ends_at + timedelta(days=1))
    invite(session)
    assert session.attendances.count() == 0


def test_choosing_the_feed_stops_the_invitations(world: World, session: Session) -> None:
    member = world.client("member")
    soon = factories.create_session(world.network, 3, starts_at=datetime(2036, 6, 3, 13, 30, tzinfo=BRUSSELS))
    invite(soon)
    OutgoingMail.objects.update(state="verzonden")
    assert member.post(reverse("sessions:choose_calendar"), {"choice": "agendalink"}).status_code == 302
    last = mails_to(soon, world)[-1]
    assert (last.version, "METHOD:CANCEL" in last.calendar) == (1, True)
    assert last.subject.startswith("Vervangen door je agendalink")
    assert invite(soon) == 0
    page = member.get(reverse("sessions:my_calendar")).content.decode()
    url = re.search(r'value="(http[^"]+\.ics)"', page)[1]
    assert f"webcal://{url.partition('://')[2]}" in page
    answer = Client().get(url)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = read(answer.content.decode())
    # By date: in the course of 2027 the second comes before the first, which is of today.
    assert sorted(event.value("SUMMARY") for event in calendar.all("VEVENT")) == [
        f"{world.network.title}, sessie {number}" for number in (1, 2, 3)
    ]
    assert world.participation.public_id not in answer.content.decode()
    member.post(reverse("sessions:choose_calendar"), {"choice": "uitnodigingen"})
    assert invite(soon) == 1
    assert mails_to(soon, world)[-1].version == 2
    world.participation.renew_link(seen_version=1)
    assert Client().get(url).status_code == 404


@pytest.mark.parametrize("way", ["the facilitator", "her enrolment"])
def test_whoever_lets_her_stop_the_session_leaves_her_calendar_once_and_by_itself(world: World, way: str) -> None:
    session = factories.create_session(world.network, 2, starts_at=datetime(2036, 6, 3, 13, 30, tzinfo=BRUSSELS))
    colleague = factories.create_participation(world.network)
    invite(session)
    OutgoingMail.objects.update(state="verzonden")
    if way == "the facilitator":
        url = reverse("networks:stop", args=[world.participation.pk])
        client = world.client("facilitator")
        assert "haalt één laatste mail" in client.get(url).text
    else:
        enrolment = waiting(world.network, 1)[0]
        enrolment.state, enrolment.participation = Enrolment.State.PLACED, world.participation
        enrolment.save()
        url, client = button(enrolment, "withdraw_enrolment"), Client()
    for _ in range(2):
        assert client.post(url).status_code == 302
    _, last = mails_to(session, world)
    assert (last.version, last.state, "METHOD:CANCEL" in last.calendar) == (1, "klaar", True)
    assert "Je neemt niet meer deel" in last.text
    # Nothing is left to press for, and nobody else heard of it.
    assert not OutgoingMail.objects.filter(recipient=colleague.recipient, state="klaar").exists()
    assert invite(session) == 0
    # A calendar that reads along empties itself, where a page that is gone would leave all as it was.
    feed = read(Client().get(feed_path(world.participation)).content.decode())
    assert feed.all("VEVENT") == []
    # Back again, she is invited as anybody else.
    world.participation.take_part_again()
    assert (invite(session), len(mails_to(session, world))) == (1, 3)
    assert read(Client().get(feed_path(world.participation)).content.decode()).all("VEVENT") != []


def test_who_asks_to_be_erased_gets_no_mail_any_more(world: World) -> None:
    session = factories.create_session(world.network, 2, starts_at=datetime(2036, 6, 3, 13, 30, tzinfo=BRUSSELS))
    invite(session)
    OutgoingMail.objects.update(state="verzonden")
    feed = feed_path(world.participation)
    Erasure.objects.ask(world.participation.person, by=None, now=NOW)
    assert (len(mails_to(session, world)), Client().get(feed).status_code) == (1, 404)


def test_the_links_have_no_effect_until_the_button(world: World) -> None:
    session = factories.create_session(world.network, 2, starts_at=datetime(2036, 6, 3, 13, 30, tzinfo=BRUSSELS))
    invite(session)
    yes, no = (
        answer_url(world.participation, session.pk, word).partition("127.0.0.1:8000")[2] for word in ("ja", "nee")
    )
    visitor = Client()
    for url, chosen in ((yes, "ja"), (no, "nee")):
        page = visitor.get(url).content.decode()
        assert re.search(rf'value="{chosen}"[^>]* checked', page)
    assert (session.attendances.count(), Invitation.objects.get().said_yes_at) == (0, None)
    assert visitor.post(no, {"answer": "nee", "reason": "Werf"}).status_code == 302
    row = session.attendances.get()
    assert (row.state, row.reason, row.told_by_participant) == ("verontschuldigd", "Werf", True)
    assert "Je bent verontschuldigd" in visitor.get(no).content.decode()
    assert visitor.post(no, {"answer": "ja"}, follow=True).content.decode().count("Fijn, je komt") == 1
    assert session.attendances.count() == 0
    staff = world.client("facilitator").get(reverse("sessions:invitations", args=[session.pk])).content.decode()
    assert "1 van 1 komt" in staff
    assert visitor.post(no, {"answer": "misschien"}).status_code == 422
    other = factories.create_session(world.network, 3)
    assert visitor.get(yes.replace(f"/{session.pk}/", f"/{other.pk}/")).status_code == 404


def test_a_changed_session_shows_first_what_goes_to_whom(world: World) -> None:
    session = factories.create_session(world.network, 2, starts_at=datetime(2036, 6, 3, 13, 30, tzinfo=BRUSSELS))
    invite(session)
    OutgoingMail.objects.update(state="verzonden")
    client = world.client("facilitator")
    plan = {
        "number": 2,
        "theme": "",
        "day": "2036-06-04",
        "start": "13:30",
        "end": "16:30",
        "place": "Gent",
        "version": 1,
    }
    answer = client.post(reverse("sessions:edit", args=[session.pk]), plan, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("sessions:invitations", args=[session.pk])
    assert "De nieuwe datum, uren of plaats" in page and world.participation.name in page
    assert len(mails_to(session, world)) == 1
    send_url = reverse("sessions:send_invitations", args=[session.pk])
    stale = client.post(send_url, {"seen": "iets anders"}, follow=True).content.decode()
    assert "Er is nog niets verstuurd" in stale and len(mails_to(session, world)) == 1
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    for _ in range(2):
        assert client.post(send_url, {"seen": seen}).status_code == 302
    assert [mail.version for mail in mails_to(session, world)] == [0, 1]
    # A theme is no news for a calendar.
    answer = client.post(reverse("sessions:edit", args=[session.pk]), plan | {"theme": "Wat helpt?", "version": 2})
    assert answer["Location"] == reverse("sessions:agenda", args=[session.pk])


def test_deleting_a_session_cancels_it(world: World) -> None:
    session = factories.create_session(world.network, 2, starts_at=datetime(2036, 6, 3, 13, 30, tzinfo=BRUSSELS))
    invite(session)
    OutgoingMail.objects.update(state="verzonden")
    # Somebody let know that she does not come: that is no reason to keep the session.
    Invitation.objects.answer(session, world.participation, comes=False, reason="", now=NOW)
    client = world.client("facilitator")
    url = reverse("sessions:delete", args=[session.pk])
    assert "Verwijder en zeg af" in client.get(url).content.decode()
    answer = client.post(url, follow=True)
    assert "1 afzegging vertrekt nu" in answer.content.decode()
    last = OutgoingMail.objects.order_by("pk").last()
    assert (last.version, "METHOD:CANCEL" in last.calendar, last.state) == (1, True, "klaar")
    assert not Session.objects.filter(pk=session.pk).exists()
    gone = answer_url(world.participation, session.pk, "ja").partition("127.0.0.1:8000")[2]
    assert Client().get(gone).status_code == 410
