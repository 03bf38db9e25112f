"""The questions of a network, their answers, and the mail to who asked."""

from collections.abc import Mapping

from sessions.models import Question
from tests.access.row import Row, facilitator_only
from tests.world import World


def of_network(world: World) -> Mapping[str, object]:
    return {"network_id": world.network.pk}


def a_question(world: World) -> Mapping[str, object]:
    question, _ = Question.objects.get_or_create(
        session=world.session, text="Wie betaalt dit?", defaults={"asked_by": world.participation}
    )
    return {"network_id": world.network.pk, "question_id": question.pk}


def answered(world: World) -> Mapping[str, object]:
    found = a_question(world)
    Question.objects.filter(pk=found["question_id"]).update(answer="Het fonds.", answered_in=world.session)
    return found


def an_answer(world: World) -> Mapping[str, object]:
    return {"answer": "Het fonds.", "answered_by": "Karin", "version": 1}


ROWS: list[Row] = [
    Row("sessions:questions", "GET", facilitator_only(), of_network),
    Row("sessions:give_answer", "POST", facilitator_only(302), a_question, an_answer),
    Row("sessions:close_question", "POST", facilitator_only(302), a_question),
    Row("sessions:reopen_question", "POST", facilitator_only(302), answered),
    Row("sessions:ask_expert", "POST", facilitator_only(302), a_question, lambda world: {"expert": "1"}),
    Row("sessions:send_answer", "GET", facilitator_only(), answered),
    Row("sessions:send_answer", "POST", facilitator_only(302), answered),
]
