"""The three live screens, who is in the room, and what the floor does for every activity."""

from sessions.models import Activity, Place, Run
from tests import factories
from tests.access.row import Row, facilitator_only, member_only, public
from tests.world import World

KIND = "aankomstrondje"
# Without a place in the room: to the page where the code is typed.
IN_THE_ROOM = (302, 200, 302, 302, 302, 302, 302, 302)


def session(world: World) -> dict[str, object]:
    return {"session_id": world.session.pk}


def person(world: World) -> dict[str, object]:
    return {**session(world), "participation_id": world.participation.pk}


def guest(world: World) -> Place:
    return factories.create_place(world.session, name="Hilde Maes")


def of_guest(world: World) -> dict[str, object]:
    return {**session(world), "place_id": guest(world).pk}


def at_the_door(world: World) -> dict[str, object]:
    known = Place.objects.filter(session=world.session, participation=None).first()
    return {"code": world.session.room_code, "place_id": (known or guest(world)).pk}


def screen(world: World) -> dict[str, object]:
    return {"code": Run.objects.get_or_create(session=world.session)[0].screen_code}


def kind(world: World) -> dict[str, object]:
    return {**session(world), "slug": KIND}


def started(world: World) -> Activity:
    running = Activity.objects.filter(session=world.session).open().first()
    return running or factories.create_activity(world.session, KIND)


def running(world: World) -> dict[str, object]:
    return {**session(world), "activity_id": started(world).pk}


def over(world: World) -> dict[str, object]:
    activity = started(world)
    activity.close(now=world.session.starts_at)
    return {**session(world), "activity_id": activity.pk}


ROWS: list[Row] = [
    Row("sessions:regie", "GET", facilitator_only(), session),
    Row("sessions:regie", "GET", facilitator_only(), lambda world: {"session_id": running(world)["session_id"]}),
    Row("sessions:show_on_screen", "POST", facilitator_only(302), session, lambda world: {"shows": "flap"}),
    Row("sessions:give_screen_code", "POST", facilitator_only(302), session),
    Row("sessions:everybody_is_here", "POST", facilitator_only(302), session),
    Row("sessions:tap", "POST", facilitator_only(302), person, lambda world: {"state": "aanwezig"}),
    Row("sessions:add_guest", "POST", facilitator_only(302), session, lambda world: {"name": "Hilde Maes", "key": "k"}),
    Row("sessions:guest_leaves", "POST", facilitator_only(302), of_guest),
    Row("sessions:scherm", "GET", facilitator_only(), session),
    Row("sessions:scherm", "GET", facilitator_only(), lambda world: {"session_id": running(world)["session_id"]}),
    Row("sessions:screen_by_typing", "GET", public()),
    Row("sessions:screen_by_typing", "POST", public(302), data=screen),
    Row("sessions:screen_by_code", "GET", public(), screen),
    Row("sessions:screen_by_code", "GET", public(404), lambda world: {"code": "22222222"}),
    Row("sessions:phone", "GET", IN_THE_ROOM),
    Row("sessions:join_as_guest", "GET", public(), at_the_door),
    # Three phones may wait on one name; the others are told to go and see the facilitator.
    Row("sessions:join_as_guest", "POST", (302, 302, 302, *(422,) * 5), at_the_door, actor="visitor"),
    Row("sessions:join_by_link", "POST", member_only(302), session),
    Row("sessions:start_activity", "GET", facilitator_only(), kind),
    Row("sessions:start_activity", "POST", facilitator_only(302), kind, lambda world: {"key": "k", "asks": "woord"}),
    Row("sessions:activity", "GET", facilitator_only(), over),
    Row("sessions:go_to_step", "POST", facilitator_only(302), running, lambda world: {"step": "getoond"}),
    Row("sessions:close_activity", "POST", facilitator_only(302), running),
    Row("sessions:reopen_activity", "POST", facilitator_only(302), over),
    Row("sessions:activity_in_report", "POST", facilitator_only(302), over, lambda world: {"on": "1"}),
]
