"""A case in the room, the bringer's own page, and who has brought one."""

from collections.abc import Callable, Mapping

from django.utils import timezone

from sessions.models import AdviceCard, CaseTalk, Place
from tests import factories
from tests.access.row import Row, facilitator_only, member_only, seat_only
from tests.sessions.cases.talks import again
from tests.world import World


def talk_of(world: World) -> CaseTalk:
    """The member of this world brought a case, and one card lies ready; the same one when it is asked again."""
    known = CaseTalk.objects.filter(activity__session=world.session).first()
    if known is not None:
        return again(known.activity)
    activity = factories.create_activity(world.session, "praktijkcase", now=timezone.now())
    talk = again(activity)
    talk.choose(world.participation.pk, None)
    talk = again(activity)
    AdviceCard.objects.write(talk, world.participation.pk, "Begin klein.", key="toegang", now=timezone.now())
    return talk


def on_regie(world: World) -> Mapping[str, object]:
    return {"session_id": world.session.pk, "activity_id": talk_of(world).activity_id}


def on_phone(world: World) -> Mapping[str, object]:
    return {"activity_id": talk_of(world).activity_id}


def afterwards(world: World) -> Mapping[str, object]:
    talk = talk_of(world)
    talk.activity.close(now=timezone.now())
    return {"talk_id": talk.pk}


def in_look_back(world: World) -> Mapping[str, object]:
    talk = talk_of(world)
    coming = world.network.sessions.filter(number=2).first() or factories.create_session(world.network, 2)
    return {"session_id": coming.pk, "talk_id": talk.pk}


def somebody(world: World) -> Mapping[str, object]:
    return {"participation": Place.objects.filter(session=world.session).first().participation_id}


def a_card(world: World) -> Mapping[str, object]:
    return {"to": world.participation.pk, "text": "Slaap er een nacht over.", "name": "zonder"}


def of_network(world: World) -> Mapping[str, object]:
    talk_of(world)
    return {"network_id": world.network.pk}


type Data = Callable[[World], Mapping[str, object]]
tried: Data = lambda world: {"text": "Ik sprak hem aan.", "share": "on"}  # noqa: E731
told: Data = lambda world: {"told": "Hij lachte.", "is_told": "on", "version": 1}  # noqa: E731
ROWS: list[Row] = [
    Row("sessions:praktijkcase_choose", "POST", facilitator_only(302), on_regie, somebody),
    Row("sessions:praktijkcase_ask", "POST", facilitator_only(302), on_regie, lambda world: {"question": "En nu?"}),
    Row("sessions:praktijkcase_card", "POST", seat_only(302), on_phone, a_card),
    Row(
        "sessions:praktijkcase_change_card",
        "POST",
        seat_only(422),
        on_phone,
        lambda world: {"card": "toegang", "text": "Slaap er twee nachten over.", "name": "zonder"},
    ),
    Row("sessions:praktijkcase_take_back", "POST", seat_only(302), on_phone),
    Row("sessions:my_talk", "GET", member_only(), afterwards),
    Row("sessions:type_over_cards", "POST", member_only(302), afterwards, lambda world: {"cards": "Van papier."}),
    Row("sessions:write_tried", "POST", member_only(302), afterwards, tried),
    Row("sessions:cases", "GET", facilitator_only(), of_network),
    Row("sessions:tell_tried", "POST", facilitator_only(302), in_look_back, told),
]
