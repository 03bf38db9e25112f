from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.access import evaluation_url
from evaluations.asking import (
    evaluation_link,
    evaluation_link_for,
    needs_answer,
    reminders_to_come,
    send_due_reminders,
)
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


def test_that_a_reminder_comes_is_told_until_it_left_or_the_round_closed() -> None:
    round = half_answered()
    (coming,) = reminders_to_come(round.network, NOW)
    assert (coming.at, coming.subject) == (TWO_DAYS, "Nog één minuut: hoe was sessie 1?")
    # The worker was away: it leaves as soon as it is back.
    late = TWO_DAYS + timedelta(days=1)
    assert [coming.at for coming in reminders_to_come(round.network, late)] == [late]
    assert reminders_to_come(factories.create_network(), NOW) == []
    send_due_reminders(TWO_DAYS)
    assert reminders_to_come(round.network, TWO_DAYS) == []
    Round.objects.update(reminded_at=None)
    Round.objects.get().close(now=NOW)
    assert reminders_to_come(round.network, NOW) == []


def test_the_page_says_that_a_reminder_comes_and_to_nobody_who(client: Client) -> None:
    round = open_round()
    client.force_login(round.network.facilitators.get().user)
    url = reverse("networks:mail", args=[round.network_id])
    before = client.get(url).text
    assert "Nog één minuut: hoe was sessie 1?" in before
    answer_all(round, [an_answer() for _ in range(4)])
    # Word for word the same page, but for its own form keys: nobody's answer changes it.
    assert shown(client.get(url).text) == shown(before)
    names = [invitee.participation.name for invitee in round.invitees.all()]
    assert [name for name in names if name in before] == []


def shown(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line and "csrf-token" not in line]
