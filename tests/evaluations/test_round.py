from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from evaluations.closing import close_due_rounds
from evaluations.models import Answer, NobodyInvitedError, Received, Round
from lerendnetwerk.audit.models import AuditEntry
from sessions.models import Attendance
from tests import factories
from tests.evaluations.rooms import an_answer, answer_all, open_round, people_in, session_now
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def invited_to(round: Round) -> set[int]:
    return set(round.invitees.values_list("participation_id", flat=True))


def test_who_was_there_is_invited() -> None:
    session = session_now()
    there = people_in(session, 3)
    late, excused, _not_noted = [factories.create_participation(session.network) for _ in range(3)]
    factories.attend(session, late, Attendance.State.LATE)
    factories.attend(session, excused, Attendance.State.EXCUSED)
    round = Round.objects.open_for(session, now=NOW)
    assert invited_to(round) == {*(one.pk for one in there), late.pk}
    assert round.invited_count == 4


def test_without_attendance_everybody_expected_is_invited_except_who_said_no() -> None:
    session = session_now()
    expected = [factories.create_participation(session.network) for _ in range(3)]
    factories.attend(session, factories.create_participation(session.network), Attendance.State.EXCUSED)
    factories.create_participation(session.network, from_session=session.number + 1)
    assert invited_to(Round.objects.open_for(session, now=NOW)) == {one.pk for one in expected}


def test_who_comes_in_after_the_opening_is_not_invited() -> None:
    round = open_round(now=NOW)
    before = invited_to(round)
    people_in(round.session, 1)
    assert invited_to(Round.objects.open_for(round.session, now=NOW)) == before


def test_an_evaluation_for_nobody_does_not_open() -> None:
    with pytest.raises(NobodyInvitedError):
        Round.objects.open_for(session_now(), now=NOW)
    assert Round.objects.count() == 0


def test_opening_twice_is_opening_once() -> None:
    session = session_now()
    people_in(session, 2)
    first = Round.objects.open_for(session, now=NOW)
    assert Round.objects.open_for(session, now=NOW) == first
    assert AuditEntry.objects.filter(action="evaluatie-geopend").count() == 1


def test_answering_twice_is_impossible() -> None:
    round = open_round(now=NOW)
    giver = round.invitees.first().participation
    assert round.receive(giver, an_answer(content=3), now=NOW) == Received.KEPT
    assert round.receive(giver, an_answer(content=9), now=NOW) == Received.ALREADY
    assert list(round.answers.values_list("content", flat=True)) == [3]


def test_only_who_is_invited_answers() -> None:
    round = open_round(now=NOW)
    stranger = factories.create_participation(round.network)
    assert round.receive(stranger, an_answer(), now=NOW) == Received.NOT_INVITED
    assert round.answers.count() == 0


def test_an_answer_after_seven_days_is_too_late_even_before_the_worker_came() -> None:
    round = open_round(now=NOW)
    giver = round.invitees.first().participation
    assert round.receive(giver, an_answer(), now=NOW + timedelta(days=7)) == Received.CLOSED
    assert round.answers.count() == 0


def test_it_closes_when_everybody_answered() -> None:
    round = open_round(people=3, now=NOW)
    answer_all(round, [an_answer(), an_answer()], now=NOW)
    assert Round.objects.get().is_open
    round.receive(round.invitees.get(answered=False).participation, an_answer(), now=NOW)
    closed = Round.objects.get()
    assert (closed.state, closed.closed_at, closed.answers.count()) == (Round.State.CLOSED, NOW, 3)


def test_the_worker_closes_after_seven_days() -> None:
    round = open_round(now=NOW)
    assert close_due_rounds(NOW + timedelta(days=6, hours=23)) == 0
    assert close_due_rounds(NOW + timedelta(days=7)) == 1
    assert close_due_rounds(NOW + timedelta(days=8)) == 0
    round.refresh_from_db()
    assert round.closed_at == NOW + timedelta(days=7)


def test_closing_is_final_and_once() -> None:
    round = open_round(now=NOW)
    giver = round.invitees.first().participation
    round.close(now=NOW)
    round.close(now=NOW + timedelta(hours=1))
    assert round.closed_at == NOW
    assert round.receive(giver, an_answer(), now=NOW) == Received.CLOSED
    assert AuditEntry.objects.filter(action="evaluatie-gesloten").count() == 1


def test_closing_gives_new_keys_keeps_every_answer_and_forgets_who_gave_one() -> None:
    round = open_round(people=8, now=NOW)
    answer_all(round, [an_answer(content=n, went_well=f"zin {n}") for n in range(6)], now=NOW)
    keys = set(round.answers.values_list("pk", flat=True))
    round.close(now=NOW)
    assert sorted(round.answers.values_list("content", "went_well")) == [(n, f"zin {n}") for n in range(6)]
    assert keys & set(round.answers.values_list("pk", flat=True)) == set()
    assert round.invitees.count() == 0
    assert round.invited_count == 8


def test_an_answer_moves_every_answer_and_every_flag_of_its_round() -> None:
    round = open_round(people=6, now=NOW)
    answer_all(round, [an_answer(), an_answer()], now=NOW)
    keys = set(round.answers.values_list("pk", flat=True))
    round.receive(round.invitees.filter(answered=False).first().participation, an_answer(), now=NOW)
    assert keys & set(round.answers.values_list("pk", flat=True)) == set()
    assert set(round.invitees.values_list("stirred", flat=True)) == {3}


def test_an_answer_leaves_other_rounds_alone() -> None:
    other = open_round(now=NOW)
    answer_all(other, [an_answer()], now=NOW)
    before = list(other.answers.values()), list(other.invitees.order_by("pk").values())
    answer_all(open_round(now=NOW), [an_answer()] * 2, now=NOW)
    assert (list(other.answers.values()), list(other.invitees.order_by("pk").values())) == before


def test_an_answer_writes_no_audit_row() -> None:
    round = open_round(now=NOW)
    before = AuditEntry.objects.count()
    answer_all(round, [an_answer(), an_answer()], now=NOW)
    assert AuditEntry.objects.count() == before


def test_the_database_refuses_an_eleven() -> None:
    round = open_round(now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(round=round, content=11)


def test_paper_is_told_once_and_gives_as_many_forms_as_people() -> None:
    round = open_round(people=4, now=NOW)
    on_paper = [invitee.participation for invitee in round.invitees.order_by("pk")[:2]]
    assert round.tell_paper(on_paper, now=NOW) == 2
    assert round.tell_paper([round.invitees.last().participation], now=NOW) == 2
    assert round.receive(on_paper[0], an_answer(), now=NOW) == Received.ALREADY
    assert [round.receive_paper(an_answer(), number=number, now=NOW) for number in (1, 1, 2, 3)] == [
        Received.KEPT,
        Received.ALREADY,
        Received.KEPT,
        Received.ALREADY,
    ]
    assert round.answers.count() == 2


def test_who_answered_on_a_phone_gives_no_second_answer_on_paper() -> None:
    round = open_round(people=4, now=NOW)
    first, second, *_ = [invitee.participation for invitee in round.invitees.order_by("pk")]
    round.receive(first, an_answer(), now=NOW)
    assert round.tell_paper([first, second], now=NOW) == 1


def test_it_stays_open_while_paper_has_to_be_typed() -> None:
    round = open_round(people=2, now=NOW)
    first, second = [invitee.participation for invitee in round.invitees.order_by("pk")]
    round.tell_paper([first], now=NOW)
    round.receive(second, an_answer(), now=NOW)
    assert Round.objects.get().is_open
    round.receive_paper(an_answer(), number=1, now=NOW)
    assert not Round.objects.get().is_open
