from tests.access.row import Row, public

ROWS: list[Row] = [Row("accounts:second_factor", "GET", public())]
