from datetime import timedelta

import pytest

from evaluations.access import evaluation_url
from evaluations.asking import evaluation_link, evaluation_link_for, needs_answer, send_due_reminders
from evaluations.closing import close_due_rounds
from evaluations.models import Round
from lerendnetwerk.outbox.models import MailState, OutgoingMail
from lerendnetwerk.outbox.sending import own_links
from networks.mail import personal_link
from tests import factories
from tests.evaluations.rooms import an_answer, answer_all, open_round
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TWO_DAYS = NOW + timedelta(days=2)


def half_answered() -> Round:
    round = open_round(people=6, now=NOW)
    answer_all(round, [an_answer() for _ in range(4)], now=NOW)
    return round


def test_who_needs_to_answer_is_for_machines_and_stops_at_closing() -> None:
    round = half_answered()
    silent = {invitee.participation_id for invitee in round.invitees.filter(answered=False)}
    assert needs_answer(round) == silent
    round.close(now=NOW)
    assert needs_answer(round) == set()


def test_the_link_is_the_same_for_who_answered_and_who_did_not() -> None:
    round = half_answered()
    marks = {evaluation_link(invitee.participation, round) for invitee in round.invitees.all()}
    assert marks == {"{evaluatie_link}"}
    assert evaluation_link(factories.create_participation(round.network), round) is None


def test_the_mark_becomes_the_link_of_this_person_while_it_is_sent() -> None:
    round = half_answered()
    one = round.invitees.first().participation
    assert evaluation_link_for(one.recipient) == evaluation_url(one, round)
    round.close(now=NOW)
    assert evaluation_link_for(one.recipient) == personal_link(one)


def test_a_reminder_leaves_with_the_own_link_and_waits_without_it() -> None:
    round = half_answered()
    send_due_reminders(TWO_DAYS)
    mail = OutgoingMail.objects.first()
    one = round.invitees.get(participation=int(mail.recipient.split(":")[1])).participation
    assert "/e/" not in mail.text
    assert own_links(mail.recipient, mail.text) == {"{evaluatie_link}": evaluation_url(one, round)}


@pytest.mark.parametrize("recipient", ["participation:0", "substitute:1", "participation:x"])
def test_nobody_has_no_link(recipient: str) -> None:
    with pytest.raises(LookupError):
        evaluation_link_for(recipient)


def test_one_reminder_after_two_days_to_who_is_still_silent() -> None:
    round = half_answered()
    assert send_due_reminders(TWO_DAYS - timedelta(minutes=1)) == 0
    assert send_due_reminders(TWO_DAYS) == 2
    assert send_due_reminders(TWO_DAYS + timedelta(days=1)) == 0
    mails = OutgoingMail.objects.all()
    assert {mail.recipient for mail in mails} == {f"participation:{key}" for key in needs_answer(round)}
    assert "{evaluatie_link}" in mails[0].text
    assert "Al ingevuld? Dan hoef je niets te doen." in mails[0].text
    assert "&" not in mails[0].text


def test_no_reminder_when_the_round_is_complete_or_over() -> None:
    complete = open_round(people=3, now=NOW)
    answer_all(complete, [an_answer() for _ in range(3)], now=NOW)
    open_round(people=3, now=NOW - timedelta(days=6))
    assert send_due_reminders(TWO_DAYS) == 0


def test_who_has_no_address_is_not_mailed() -> None:
    round = half_answered()
    for invitee in round.invitees.filter(answered=False):
        invitee.participation.person.email = ""
        invitee.participation.person.save()
    assert send_due_reminders(TWO_DAYS) == 0


def test_reminders_stand_on_no_page_of_the_network() -> None:
    round = half_answered()
    send_due_reminders(TWO_DAYS)
    assert set(OutgoingMail.objects.values_list("scope", flat=True)) == {f"evaluation:{round.pk}"}
    assert round.network.mail_scope != round.hidden_scope


def test_reminders_are_forgotten_after_closing_but_not_out_of_a_workers_hands() -> None:
    round, other = half_answered(), half_answered()
    send_due_reminders(TWO_DAYS)
    in_hand = OutgoingMail.objects.filter(scope=round.hidden_scope).first()
    OutgoingMail.objects.filter(pk=in_hand.pk).update(state=MailState.BUSY)
    round.close(now=TWO_DAYS)
    close_due_rounds(TWO_DAYS)
    assert list(OutgoingMail.objects.filter(scope=round.hidden_scope)) == [in_hand]
    assert OutgoingMail.objects.filter(scope=other.hidden_scope).count() == 2
    OutgoingMail.objects.filter(pk=in_hand.pk).update(state=MailState.SENT)
    close_due_rounds(TWO_DAYS)
    assert OutgoingMail.objects.filter(scope=round.hidden_scope).count() == 0
