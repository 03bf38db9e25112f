from tests.access import (
    sessions_cases,
    sessions_clock,
    sessions_course,
    sessions_groups,
    sessions_join,
    sessions_library,
    sessions_live,
    sessions_planning,
    sessions_postcards,
    sessions_room,
    sessions_rounds,
    sessions_statements,
    sessions_vote,
    sessions_wall,
)
from tests.access.row import Row

ROWS: list[Row] = [
    *sessions_cases.ROWS,
    *sessions_clock.ROWS,
    *sessions_course.ROWS,
    *sessions_groups.ROWS,
    *sessions_join.ROWS,
    *sessions_library.ROWS,
    *sessions_live.ROWS,
    *sessions_planning.ROWS,
    *sessions_postcards.ROWS,
    *sessions_room.ROWS,
    *sessions_rounds.ROWS,
    *sessions_vote.ROWS,
    *sessions_statements.ROWS,
    *sessions_wall.ROWS,
]
