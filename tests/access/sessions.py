from tests.access import sessions_join, sessions_planning, sessions_room
from tests.access.row import Row

ROWS: list[Row] = [*sessions_join.ROWS, *sessions_planning.ROWS, *sessions_room.ROWS]
