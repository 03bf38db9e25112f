"""The verbs of a network on a map."""

from tests.access.row import Row, facilitator_only, seat_only
from tests.access.sessions_rounds import of_session, on_phone

KIND = "netwerk-in-kaart"

ROWS: list[Row] = [
    Row("sessions:network_map_type", "GET", facilitator_only(), of_session(KIND)),
    Row("sessions:network_map_type", "POST", facilitator_only(302), of_session(KIND), lambda world: {"slips": "2 5"}),
    Row("sessions:network_map_count", "POST", seat_only(302), on_phone(KIND), lambda world: {"asked": 2, "helped": 5}),
    Row(
        "sessions:network_map_share",
        "POST",
        seat_only(302),
        on_phone(KIND),
        lambda world: {"part": "vraag", "text": "Iemand die planningen maakt"},
    ),
]
