"""Cards to yourself: written on a phone, thrown away at home."""

from sessions.models import Postcard
from tests import factories
from tests.access.row import Row, any_member, member_only, seat_only
from tests.access.sessions_rounds import on_phone, started
from tests.world import World

KIND = "postkaart"


def with_a_card(world: World) -> dict[str, object]:
    Postcard.objects.post(
        started(world, KIND), world.participation, "Eerst luisteren.", 4, key="toegang", now=factories.NOW
    )
    return {"session_id": world.session.pk}


ROWS: list[Row] = [
    Row(
        "sessions:postkaart_write",
        "POST",
        seat_only(302),
        on_phone(KIND),
        lambda world: {"text": "Eerst luisteren.", "weeks": 4},
    ),
    Row("sessions:postkaart_take_back", "POST", seat_only(302), on_phone(KIND)),
    Row("sessions:postkaart_to_group", "POST", seat_only(302), on_phone(KIND), lambda world: {"text": "Dank je."}),
    Row("sessions:my_postcards", "GET", member_only(), with_a_card),
    Row("sessions:send_postcards_again", "POST", any_member(302)),
    Row("sessions:throw_away_postcards", "POST", member_only(302), with_a_card),
]
