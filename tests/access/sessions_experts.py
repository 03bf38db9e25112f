"""Somebody from outside in a session: who may invite, write to and forget an expert."""

from collections.abc import Callable, Mapping

from sessions.models import Expert, ExpertVisit, Question
from tests.access.row import Row, facilitator_only
from tests.world import World

WHO = {"name": "Bram Leysen", "organisation_name": "Sociaal bureau", "email": "bram@x.example", "topic": "Loon"}


def in_session(world: World) -> Mapping[str, object]:
    return {"session_id": world.session.pk}


def an_expert(world: World) -> Expert:
    expert, _ = Expert.objects.get_or_create(network=world.network, **WHO)
    return expert


def known(world: World) -> Mapping[str, object]:
    return {"session_id": world.session.pk, "expert_id": an_expert(world).pk}


def a_visit(world: World) -> Mapping[str, object]:
    Question.objects.get_or_create(session=world.session, text="Wat kost het?", for_expert=True)
    visit = ExpertVisit.objects.invite(world.session, an_expert(world))
    return {"session_id": world.session.pk, "visit_id": visit.pk}


def a_letter(world: World) -> Mapping[str, object]:
    return {**a_visit(world), "letter": "uitnodiging"}


type Data = Callable[[World], Mapping[str, object]]
who: Data = lambda world: WHO  # noqa: E731
words: Data = lambda world: {"briefing": "Dag Bram", "version": 1}  # noqa: E731
when: Data = lambda world: {"starts_at": "15:00", "minutes": 45}  # noqa: E731
text: Data = lambda world: {"text": "Dag Bram", "version": 1}  # noqa: E731
ROWS: list[Row] = [
    Row("sessions:guests", "GET", facilitator_only(), in_session),
    Row("sessions:guests", "POST", facilitator_only(302), in_session, who),
    Row("sessions:invite_again", "POST", facilitator_only(302), known),
    Row("sessions:guest", "GET", facilitator_only(), a_visit),
    Row("sessions:guest", "POST", facilitator_only(302), a_visit, words),
    Row("sessions:remove_guest", "GET", facilitator_only(), a_visit),
    Row("sessions:remove_guest", "POST", facilitator_only(302), a_visit),
    Row("sessions:change_expert", "POST", facilitator_only(302), a_visit, who),
    Row("sessions:plan_guest", "POST", facilitator_only(302), a_visit, when),
    Row("sessions:guest_letter", "GET", facilitator_only(), a_letter),
    Row("sessions:guest_letter", "POST", facilitator_only(302), a_letter),
    Row("sessions:write_letter", "POST", facilitator_only(302), a_letter, text),
    Row("sessions:automatic_letter", "POST", facilitator_only(302), a_letter),
    Row("desk:erase_expert", "GET", facilitator_only(), a_visit),
    Row("desk:erase_expert", "POST", facilitator_only(302), a_visit),
]
