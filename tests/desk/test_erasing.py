"""Somebody is erased: what stays says *een deelnemer*, and no row anywhere says who she was."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from lerendnetwerk.outbox.models import Attempt, MailState, OutgoingMail, PracticeMessage
from networks.access import participation_of_link
from networks.mail import mail_first_link, mail_participation, personal_link
from networks.models import Contact, Participation, Person
from sessions.models import (
    ActionPoint,
    Attendance,
    CalendarFeed,
    DatePoll,
    Host,
    Invitation,
    Place,
    Question,
    Seat,
    Substitute,
    Working,
)
from tests import factories
from tests.erasing import erase
from tests.factories import NOW

pytestmark = pytest.mark.django_db
NAME, FIRST, LAST = "Roselien Vermeirsch", "Roselien", "Vermeirsch"
ADDRESS, PHONE = "roselien@vermeirsch-dakwerken.example", "0477 31 41 59"
TRACES = (FIRST.lower(), LAST.lower(), ADDRESS, PHONE)


def somebody() -> Participation:
    """Somebody who left something everywhere."""
    network = factories.create_network(facilitator=factories.create_user())
    one = factories.create_participation(network, first_name=FIRST, last_name=LAST, email=ADDRESS, phone=PHONE)
    colleague = factories.create_participation(network, first_name="Wim")
    session = factories.create_session(network)
    Attendance.objects.create(session=session, participation=one, state="verontschuldigd", reason=f"{FIRST} is ziek")
    place = factories.create_place(session, one)
    factories.create_seat(place)
    Question.objects.create(session=session, text="Wie belt er?", asked_by=one)
    ActionPoint.objects.create(session=session, text="Bellen", owner="persoon", participation=one)
    Invitation.objects.create(session=session, participation=one, starts_at=NOW, ends_at=NOW)
    CalendarFeed.objects.create(participation=one, chosen_at=NOW)
    Working.objects.create(session=session, participation=one, vision=f"{FIRST} wil verder")
    poll, _ = DatePoll.start(network, "Sessie 2", [(NOW, NOW + timedelta(hours=3))], key="poll", now=NOW)
    poll.vote(one, {poll.slots.get(): "ja"})
    Substitute.objects.create(session=session, replaces=colleague, name=NAME, email=ADDRESS)
    Place.objects.create(session=session, participation=colleague, name=NAME)
    Host.objects.create(network=network, organisation=one.organisation, contact_name=NAME, contact_email=ADDRESS)
    Contact.objects.add_new(network.programme, [(NAME, ADDRESS, "Dakwerken")], NOW)
    LogEntry.objects.create(
        user=factories.create_user(),
        content_type=ContentType.objects.get_for_model(Person),
        object_id=one.person_id,
        object_repr=NAME,
        action_flag=CHANGE,
    )
    return one


def rows_with_traces() -> dict[str, list[str]]:
    """Each row of each table in which something of her stands."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = [" | ".join(map(as_text, row)) for row in cursor.fetchall()]
            if named := [row for row in rows if any(trace in row.lower() for trace in TRACES)]:
                found[table] = named
    return found


def as_text(value: object) -> str:
    return bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)


def test_no_row_says_who_she_was() -> None:
    one = somebody()
    assert len(rows_with_traces()) > 8
    erase(one.person, NOW)
    assert rows_with_traces() == {}


def test_what_stays_is_that_een_deelnemer_was_there() -> None:
    one = somebody()
    link = personal_link(one).split("/")[-3:-1]
    erase(one.person, NOW)
    one = Participation.objects.select_related("person").get(pk=one.pk)
    assert (one.name, one.takes_part, one.organisation, one.learning_question) == ("Een deelnemer", False, None, "")
    assert one.person.erased_at == NOW
    assert [a.state for a in one.attendances.all()] == ["verontschuldigd"]
    assert [place.full_name for place in one.places.all()] == ["Een deelnemer"]
    assert [point.whose for point in ActionPoint.objects.all()] == ["Een deelnemer"]
    assert (Seat.objects.count(), participation_of_link(*link)) == (0, None)


def test_her_mails_lose_her_and_those_to_others_her_name() -> None:
    one = somebody()
    waiting = mail_first_link(one, now=NOW)
    sent = mail_participation(one, occasion="a", subject=NAME, text=f"Dag {NAME}", html=NAME, not_before=NOW, now=NOW)
    attempt = Attempt.objects.create(mail=sent, at=NOW, address=ADDRESS, message_id="<1@x>", answer=f"250 <{ADDRESS}>")
    OutgoingMail.objects.filter(pk=sent.pk).update(state=MailState.SENT, sent_at=NOW)
    wim = Participation.objects.select_related("person", "network__programme").get(person__first_name="Wim")
    other = mail_participation(wim, occasion="b", subject="Wie komt?", text=f"{NAME} en jij.", not_before=NOW, now=NOW)
    erase(one.person, NOW)
    for mail in (waiting, sent, other, attempt):
        mail.refresh_from_db()
    assert (waiting.state, waiting.to_address, waiting.withdrawn_from) == (MailState.WITHDRAWN, "", "")
    assert (sent.state, sent.sent_at, sent.to_name, sent.text) == (MailState.SENT, NOW, "Een deelnemer", "")
    assert (other.state, other.text, other.to_name) == (MailState.READY, "een deelnemer en jij.", wim.name)
    assert (rows_with_traces(), attempt.message_id) == ({}, "<1@x>")


def test_a_practice_letter_about_her_goes() -> None:
    one = somebody()
    for to, text in ((ADDRESS, "Dag"), ("wim@x.example", f"Dag Wim, {NAME} komt niet"), ("wim@x.example", "Dag Wim")):
        raw = f"To: {to}\nSubject: Sessie\n\n{text}".encode()
        PracticeMessage.objects.create(at=NOW, scope=one.network.mail_scope, to_address=to, subject="Sessie", raw=raw)
    erase(one.person, NOW)
    assert [bytes(letter.raw).decode().split("\n\n")[1] for letter in PracticeMessage.objects.all()] == ["Dag Wim"]


@pytest.mark.slow
def test_a_mail_that_is_being_sent_is_waited_for_and_then_it_goes_on() -> None:
    one = somebody()
    mail = mail_first_link(one, now=NOW)
    OutgoingMail.objects.filter(pk=mail.pk).update(state=MailState.BUSY, lease_id="x")
    erasure = erase(one.person, NOW)
    assert (erasure.state, erasure.not_before > NOW) == ("klaar", True)
    OutgoingMail.objects.filter(pk=mail.pk).update(state=MailState.SENT)
    erasure = erase(one.person, NOW + timedelta(minutes=1))
    assert (erasure.is_done, rows_with_traces()) == (True, {})


def test_erasing_again_changes_nothing_more() -> None:
    one = somebody()
    erase(one.person, NOW)
    before = list(Participation.objects.values_list("public_id", flat=True))
    erase(Person.objects.get(pk=one.person_id), NOW + timedelta(hours=1))
    person = Person.objects.get(pk=one.person_id)
    assert (person.erased_at, list(Participation.objects.values_list("public_id", flat=True))) == (NOW, before)


def test_whoever_shares_her_name_or_address_keeps_it() -> None:
    one = somebody()
    network = one.network
    namesake = factories.create_participation(network, first_name=FIRST, last_name=LAST, email="ander@x.example")
    sister = factories.create_participation(network, first_name="Lien", last_name="Vermeirsch", email=ADDRESS)
    mail = mail_first_link(sister, now=NOW)
    erase(one.person, NOW)
    namesake.person.refresh_from_db()
    sister.person.refresh_from_db()
    mail.refresh_from_db()
    assert (namesake.person.name, namesake.person.email) == (NAME, "ander@x.example")
    assert (sister.person.email, mail.to_address, mail.state) == (ADDRESS, ADDRESS, MailState.READY)
