from tests.access import sessions_planning, sessions_room
from tests.access.row import Row

ROWS: list[Row] = [*sessions_planning.ROWS, *sessions_room.ROWS]
