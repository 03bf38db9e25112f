"""What many tests begin with, made once a process: its rows are put back as they were, at a tenth of what making them anew takes."""

import pickle
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

type Table = tuple[str, tuple[str, ...]]
type Rows = dict[Table, list[tuple[Any, ...]]]

# What was made around the moment itself moves along with the clock; what stands on a date of its own stays there.
AROUND = timedelta(days=1)


class Kept[Stage]:
    """A stage as `make` builds it in a database that is still empty, for every test that begins with it."""

    def __init__(self, make: Callable[[], Stage]) -> None:
        self.make = make
        self.made_at = datetime.now(UTC)
        with transaction.atomic():
            before = _all_rows()
            self.stage = pickle.dumps(make())
            self.rows = {
                table: new
                for table, rows in _all_rows().items()
                if (new := [r for r in rows if r not in before[table]])
            }
            transaction.set_rollback(True)

    def put_back(self) -> Stage:
        later = datetime.now(UTC) - self.made_at
        try:
            self._insert(later)
        except IntegrityError:
            # The test made something of its own before, or has one already: its numbers are taken.
            return self.make()
        stage = pickle.loads(self.stage)
        for instance in instances_of(stage, set()):
            for name, value in vars(instance).items():
                setattr(instance, name, self._moved(value, later))
        return stage

    def _insert(self, later: timedelta) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for (table, columns), rows in self.rows.items():
                places = f"({', '.join(['%s'] * len(columns))})"
                cursor.execute(
                    f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([places] * len(rows))}",
                    [self._moved(value, later) for row in rows for value in row],
                )

    def _moved(self, value: object, later: timedelta) -> object:
        if not isinstance(value, datetime):
            return value
        moment = value if value.tzinfo else value.replace(tzinfo=UTC)
        return value + later if abs(moment - self.made_at) < AROUND else value


def _all_rows() -> Rows:
    rows: Rows = defaultdict(list)
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if not model._meta.proxy:
                columns = tuple(quote(field.column) for field in model._meta.local_concrete_fields)
                table = quote(model._meta.db_table)
                cursor.execute(f"SELECT {', '.join(columns)} FROM {table}")
                rows[table, columns] = cursor.fetchall()
    return rows


def instances_of(thing: object, seen: set[int]) -> Iterator[Model]:
    """Every row in memory that this leads to, each once."""
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, list):
        for one in thing:
            yield from instances_of(one, seen)
        return
    if isinstance(thing, Model):
        yield thing
        for related in thing._state.fields_cache.values():
            yield from instances_of(related, seen)
    for value in vars(thing).values() if hasattr(thing, "__dict__") else ():
        yield from instances_of(value, seen)
