"""A participant sends somebody in her place: what that person hears, and what the facilitator sees."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from lerendnetwerk.outbox.models import MailState, OutgoingMail
from sessions.calendar.inviting import call_off, send_invitations
from sessions.models import Attendance, Session, Substitute
from tests import factories
from tests.factories import BRUSSELS, NOW
from tests.sessions.calendar.reader import moment, read
from tests.world import World

COMING = datetime(2036, 6, 3, 13, 30, tzinfo=BRUSSELS)
TINE = {"name": "Tine Smet", "email": "tine@x.example"}


@pytest.fixture
def coming(world: World) -> Session:
    return factories.create_session(world.network, 2, starts_at=COMING)


def send(world: World, session: Session, data: dict[str, str]) -> int:
    return world.client("member").post(reverse("sessions:my_substitute", args=[session.pk]), data).status_code


def call_of(mail: OutgoingMail) -> tuple[str, str]:
    """Method and sequence."""
    calendar = read(mail.calendar)
    return calendar.value("METHOD"), calendar.all("VEVENT")[0].value("SEQUENCE")


def mails() -> list[tuple[str, str]]:
    return list(OutgoingMail.objects.order_by("pk").values_list("to_address", "state"))


def test_the_substitute_gets_the_practical_mail_once_and_the_facilitator_sees_who_comes(
    world: World, coming: Session
) -> None:
    assert [send(world, coming, data) for data in ({"name": ""}, TINE, TINE)] == [422, 302, 302]
    (mail,) = OutgoingMail.objects.all()
    assert (mail.to_address, call_of(mail)) == (TINE["email"], ("REQUEST", "0"))
    assert moment(read(mail.calendar), "DTSTART") == COMING
    assert "{" not in mail.text and "Joris Vandaele gaf je op" in mail.text
    row = Attendance.objects.get(session=coming)
    assert (row.state, row.told_by_participant) == ("verontschuldigd", True)
    page = world.client("facilitator").get(reverse("sessions:attendance", args=[coming.pk])).content.decode()
    assert ("Tine Smet" in page, "door de deelnemer zelf opgegeven" in page) == (True, True)


def test_without_an_address_nothing_leaves(world: World, coming: Session) -> None:
    assert send(world, coming, {"name": "Tine Smet"}) == 302
    assert (mails(), Substitute.objects.get().named_by_participant) == ([], True)


def test_a_moved_session_reaches_her_with_a_higher_number_and_a_called_off_one_too(
    world: World, coming: Session
) -> None:
    send(world, coming, TINE)
    OutgoingMail.objects.update(state=MailState.SENT)
    Session.objects.filter(pk=coming.pk).update(place="Elders")
    page = world.client("facilitator").get(reverse("sessions:invitations", args=[coming.pk])).content.decode()
    assert "Wie als vervanger komt" in page
    send_invitations(coming, seen=None, now=NOW)
    moved = OutgoingMail.objects.filter(to_address=TINE["email"]).order_by("pk").last()
    assert (call_of(moved), moved.subject.startswith("Gewijzigd")) == (("REQUEST", "1"), True)
    OutgoingMail.objects.update(state=MailState.SENT)
    call_off(Session.objects.select_related("network__programme", "host").get(pk=coming.pk), now=NOW)
    off = OutgoingMail.objects.filter(to_address=TINE["email"]).order_by("pk").last()
    assert call_of(off) == ("CANCEL", "2")


@pytest.mark.parametrize("verb", ["come_after_all", "remove_my_substitute"])
def test_who_is_not_needed_any_more_hears_it_only_when_she_was_told(world: World, coming: Session, verb: str) -> None:
    member, url = world.client("member"), reverse(f"sessions:{verb}", args=[coming.pk])
    send(world, coming, TINE)
    member.post(url)
    assert (mails(), Substitute.objects.count()) == ([(TINE["email"], "ingetrokken")], 0)
    send(world, coming, TINE)
    OutgoingMail.objects.filter(state=MailState.READY).update(state=MailState.SENT)
    member.post(url)
    member.post(url)
    assert [state for _, state in mails()] == ["ingetrokken", "verzonden", "klaar"]
    assert call_of(OutgoingMail.objects.order_by("pk").last()) == ("CANCEL", "1")


def test_another_name_is_another_person(world: World, coming: Session) -> None:
    send(world, coming, TINE)
    OutgoingMail.objects.update(state=MailState.SENT)
    send(world, coming, {"name": "Wout Pauwels", "email": "wout@x.example"})
    assert [address for address, _ in mails()] == [TINE["email"], TINE["email"], "wout@x.example"]
    assert [one.name for one in Substitute.objects.all()] == ["Wout Pauwels"]


def test_the_facilitator_takes_a_substitute_away_and_she_hears_it(world: World, coming: Session) -> None:
    send(world, coming, TINE)
    OutgoingMail.objects.update(state=MailState.SENT)
    url = reverse("sessions:remove_substitute", args=[coming.pk, world.participation.pk])
    world.client("facilitator").post(url)
    assert [address for address, _ in mails()] == [TINE["email"]] * 2


def test_who_sits_in_the_room_sends_nobody(world: World) -> None:
    assert send(world, world.session, TINE) == 422
    assert not Substitute.objects.exists()


def test_after_the_session_nothing_changes(world: World) -> None:
    over = factories.create_session(world.network, 2, starts_at=datetime.now(BRUSSELS) - timedelta(days=3))
    assert (send(world, over, TINE), Substitute.objects.count()) == (422, 0)
