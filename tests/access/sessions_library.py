"""Werkvormen: the library is for everybody with an account, an own one for who wrote it."""

from collections.abc import Mapping

from sessions.models import Method
from tests.access.row import Row, any_staff, facilitator_only
from tests.world import World

MINUTES = {"least_minutes": 20, "usual_minutes": 30, "most_minutes": 45}
PEOPLE = {"least_people": 4, "most_people": 20}
TYPED = {
    "title": "Kaartenhuis",
    "goal": "Samen bouwen.",
    "steps": "Bouw (30 min)",
    "phases": "opstart",
    "energy": "gemengd",
    "safety": "weinig",
    "version": 1,
    **MINUTES,
    **PEOPLE,
}


def of_method(world: World) -> Mapping[str, object]:
    Method.objects.create(slug="wand", title="Wand", phases="opstart", **MINUTES, **PEOPLE)
    return {"slug": "wand"}


def of_own(world: World) -> Mapping[str, object]:
    """Shared, so that colleagues read it and still change nothing."""
    values = {"title": "Kaartenhuis", "phases": "opstart", "steps": "Bouw (30 min)", "shared_with": world.programme}
    Method.objects.get_or_create(slug="eigen", owner=world.facilitator, defaults={**values, **MINUTES, **PEOPLE})
    return {"slug": "eigen"}


def planned(world: World) -> Mapping[str, object]:
    return {"method": of_own(world)["slug"], "key": "k"}


def of_session(world: World) -> Mapping[str, object]:
    return {"session_id": world.session.pk}


ROWS = [
    Row("sessions:methods", "GET", any_staff()),
    Row("sessions:method", "GET", any_staff(), of_method),
    Row("sessions:method_cards", "GET", any_staff()),
    Row("sessions:new_method", "GET", any_staff()),
    Row("sessions:new_method", "POST", any_staff(302), data=lambda world: TYPED),
    Row("sessions:edit_method", "GET", facilitator_only(), of_own),
    Row("sessions:edit_method", "POST", facilitator_only(302), of_own, lambda world: TYPED),
    Row("sessions:remove_method", "GET", facilitator_only(), of_own),
    Row("sessions:remove_method", "POST", facilitator_only(302), of_own),
    Row("sessions:plan_method", "POST", facilitator_only(302), of_session, planned),
]
