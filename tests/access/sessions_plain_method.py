"""A werkvorm without a tool of its own: the floor's pages with one that runs, or that is over."""

from sessions.models import Activity, Method
from tests import factories
from tests.access.row import Row, facilitator_only
from tests.access.sessions_live import IN_THE_ROOM
from tests.world import World

KIND = "werkvorm"


def plain() -> Method:
    return Method.objects.get_or_create(
        slug="remmen-en-motors",
        defaults={
            "title": "Remmers en motors",
            "goal": "Zien wat helpt.",
            "phases": "opstart",
            "least_people": 4,
            "most_people": 40,
            "least_minutes": 10,
            "usual_minutes": 15,
            "most_minutes": 30,
            "steps": "Zoek in stilte een moment. (5 min)\nVertel het per twee. (10 min)",
            "questions": "Wie was erbij?",
        },
    )[0]


def to_start(world: World) -> dict[str, object]:
    return {"session_id": world.session.pk, "slug": KIND}


def started(world: World) -> Activity:
    running = Activity.objects.filter(session=world.session).open().first()
    return running or factories.create_activity(world.session, KIND, options={"method": plain()})


def while_it_runs(world: World) -> dict[str, object]:
    return {"session_id": started(world).session_id}


def on_regie(world: World) -> dict[str, object]:
    return {"session_id": world.session.pk, "activity_id": started(world).pk}


def on_a_phone(world: World) -> dict[str, object]:
    started(world)
    return {}


def over(world: World) -> dict[str, object]:
    activity = started(world)
    activity.close(now=world.session.starts_at)
    return {"session_id": world.session.pk, "activity_id": activity.pk}


ROWS: list[Row] = [
    Row("sessions:start_activity", "GET", facilitator_only(), to_start),
    Row(
        "sessions:start_activity",
        "POST",
        facilitator_only(302),
        to_start,
        lambda world: {"key": "k", "method": plain().slug},
    ),
    Row("sessions:regie", "GET", facilitator_only(), while_it_runs),
    Row("sessions:scherm", "GET", facilitator_only(), while_it_runs),
    Row("sessions:phone", "GET", IN_THE_ROOM, on_a_phone),
    Row("sessions:werkvorm_ask", "POST", facilitator_only(302), on_regie, lambda world: {"question": "En nu?"}),
    Row("sessions:werkvorm_show_steps", "POST", facilitator_only(302), on_regie, lambda world: {"on": "1"}),
    Row("sessions:activity", "GET", facilitator_only(), over),
]
