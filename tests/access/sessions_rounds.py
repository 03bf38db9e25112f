"""The verbs of a reception, a round of the table, the rounds at the door, and of practising."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from sessions.activities.check_round.models import CheckWord
from sessions.activities.table_round.models import RoundAnswer
from sessions.models import Activity, ActivityLine
from tests import factories
from tests.access.row import Row, any_staff, facilitator_only, seat_only
from tests.world import World

CHECK_ROUNDS = ("aankomstrondje", "slotrondje")
type Arguments = Callable[[World], Mapping[str, object]]


def started(world: World, kind: str) -> Activity:
    """Running, with one of the kind; the same one when it is asked again."""
    running: Any = Activity.objects.filter(session=world.session, kind=kind).first()
    return running or factories.create_activity(world.session, kind, now=timezone.now())


def of_session(kind: str) -> Arguments:
    return lambda world: {"session_id": world.session.pk, "activity_id": started(world, kind).pk}


def on_phone(kind: str) -> Arguments:
    return lambda world: {"activity_id": started(world, kind).pk}


def of_question(world: World, *, phone: bool = False) -> Mapping[str, object]:
    activity = started(world, "tafelronde")
    question = activity.round_questions.all()[0].pk
    return {"activity_id": activity.pk, "question_id": question} | ({} if phone else {"session_id": world.session.pk})


def of_word(kind: str) -> Arguments:
    def make(world: World) -> Mapping[str, object]:
        activity = started(world, kind)
        CheckWord.objects.type_in(activity, "toegang", [("rust", None)], now=timezone.now())
        return {**of_session(kind)(world), "word_id": activity.check_words.all()[0].pk}

    return make


def of_heard(world: World) -> Mapping[str, object]:
    return {**of_session("receptie")(world), "part": "kring"}


def of_line(world: World) -> Mapping[str, object]:
    activity = started(world, "receptie")
    ActivityLine.objects.write_down(activity, "kring", ["Els zoekt een stagiair"], key="toegang")
    return {**of_session("receptie")(world), "line_id": activity.lines.all()[0].pk}


def an_answer(world: World) -> RoundAnswer:
    question = started(world, "tafelronde").round_questions.all()[0]
    RoundAnswer.objects.type_in(question, "toegang", [(None, "Beter luisteren")])
    answer: RoundAnswer = question.answers.all()[0]
    return answer


ROWS: list[Row] = [
    row
    for kind in CHECK_ROUNDS
    for row in (
        Row(f"sessions:{kind}_type", "GET", facilitator_only(), of_session(kind)),
        Row(f"sessions:{kind}_type", "POST", facilitator_only(302), of_session(kind), lambda world: {"heard": "rust"}),
        Row(f"sessions:{kind}_remove", "POST", facilitator_only(302), of_word(kind)),
        Row(f"sessions:{kind}_say", "POST", seat_only(302), on_phone(kind), lambda world: {"word": "wakker"}),
    )
] + [
    Row("sessions:receptie_ring", "POST", facilitator_only(302), of_session("receptie"), lambda world: {"seen": 0}),
    Row("sessions:write_heard", "GET", facilitator_only(), of_heard),
    Row("sessions:write_heard", "POST", facilitator_only(302), of_heard, lambda world: {"heard": "Els zoekt hulp"}),
    Row("sessions:remove_heard", "POST", facilitator_only(302), of_line),
    Row("sessions:tafelronde_ask", "POST", facilitator_only(302), of_question),
    Row("sessions:tafelronde_type", "GET", facilitator_only(), of_question),
    Row(
        "sessions:tafelronde_type",
        "POST",
        facilitator_only(302),
        of_question,
        lambda world: {"lines": "Beter luisteren"},
    ),
    Row(
        "sessions:tafelronde_adopt",
        "POST",
        facilitator_only(302),
        of_session("tafelronde"),
        lambda world: {"answers": an_answer(world).pk},
    ),
    Row(
        "sessions:tafelronde_remove",
        "POST",
        facilitator_only(302),
        lambda world: {**of_session("tafelronde")(world), "answer_id": an_answer(world).pk},
    ),
    Row(
        "sessions:tafelronde_say",
        "POST",
        seat_only(302),
        lambda world: of_question(world, phone=True),
        lambda world: {"text": "Beter luisteren"},
    ),
    Row("sessions:rehearse", "GET", any_staff()),
    Row("sessions:rehearse_start", "POST", any_staff(302)),
    Row("sessions:rehearse_on", "POST", any_staff(302)),
    Row("sessions:rehearse_stop", "POST", any_staff(302)),
]
