"""Queries that are composed and translated to SQL once a process, and asked with other values for each answer.

Django composes and translates a queryset anew each time. For the queries of a page that shows a little of everything
that takes ten times as long as the database needs for its answer.
"""

import inspect
from collections.abc import Callable
from copy import copy
from datetime import datetime
from functools import cache, wraps
from typing import Any, NoReturn, Self, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

from lerendnetwerk.together import TogetherRows

LARGEST = 2**63 - 1


class StandIn(Combinable):
    """What a composing function gets in the place of a value, to compare with as with an F()."""

    def __init__(self, name: str) -> None:
        self.name = name

    def resolve_expression(self, *args: Any, **kwargs: Any) -> "Given":
        return Given(self.name)

    # What a FilteredRelation asks of each expression in its condition, to give the relation its other name.
    def copy(self) -> Self:
        return self

    def get_source_expressions(self) -> list[Expression]:
        return []

    def set_source_expressions(self, expressions: list[Expression]) -> None:
        pass

    def __bool__(self) -> NoReturn:
        raise TypeError(f"{self.name} is only known when the query is asked: no choice can depend on it")


class Given(Expression):
    """Stands in the query where a value will stand when it is asked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:  # type: ignore[override]
        return "%s", (self,)

    def value_among(self, given: dict[str, Any], connection: BaseDatabaseWrapper) -> Any:
        value = given[self.name]
        if value is None:
            raise ValueError(f"{self.name} is None, and nothing equals that in SQL")
        if isinstance(value, datetime):
            return connection.ops.adapt_datetimefield_value(value)
        # A number in an address may be longer than any column holds.
        return max(-LARGEST, min(value, LARGEST)) if isinstance(value, int) else value


class ComposedQuery(Query):
    """A query that is finished. `given` are the values of one asking."""

    given: dict[str, Any]
    # By database, and shared by all askings.
    translated: "dict[str, Translation]"

    def get_compiler(
        self, using: str | None = None, connection: BaseDatabaseWrapper | None = None, elide_empty: bool = True
    ) -> "Translation":
        using = using or DEFAULT_DB_ALIAS
        known = self.translated.get(using)
        if known is None:
            known = self.translated[using] = Translation(self.clone(), connections[using], using)
        return known.with_values(self.given, connections[using])


class Translation(SQLCompiler):
    """Keeps the SQL, and what Django knows of its columns."""

    def __init__(self, query: Query, connection: BaseDatabaseWrapper, using: str) -> None:
        super().__init__(query, connection, using)
        self.sql, self.params = super().as_sql()
        self.given: dict[str, Any] = {}

    def with_values(self, given: dict[str, Any], connection: BaseDatabaseWrapper) -> "Translation":
        # Each thread has a connection of its own.
        asked = copy(self)
        asked.connection, asked.given = connection, given
        return asked

    def as_sql(self, with_limits: bool = True, with_col_aliases: bool = False) -> tuple[str, tuple[Any, ...]]:
        values = (
            one.value_among(self.given, self.connection) if isinstance(one, Given) else one for one in self.params
        )
        return self.sql, tuple(values)


def _finished(queryset: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    finished = queryset.all()
    query = cast("ComposedQuery", queryset.query.chain(ComposedQuery))
    query.translated = {}
    finished.query = query
    # Giving a queryset another query makes dictionaries of the tuples of values_list.
    finished._iterable_class = queryset._iterable_class
    return finished


def _asked(finished: QuerySet[Any, Any], given: dict[str, Any]) -> QuerySet[Any, Any]:
    asked = finished.all()
    cast("ComposedQuery", asked.query).given = given
    return asked


def composed[**Values, Row](compose: Callable[Values, QuerySet[Any, Row]]) -> Callable[Values, list[Row]]:
    """For a function that composes a queryset from its arguments alone. It is called once, and gets a stand-in for each
    argument: numbers, texts and moments to compare with, never None, a list or something to choose by."""
    signature = inspect.signature(compose)

    @cache
    def finished() -> QuerySet[Any, Any]:
        return _finished(_with_stand_ins(compose, signature))

    @wraps(compose)
    def ask(*args: Values.args, **kwargs: Values.kwargs) -> list[Row]:
        return list(_asked(finished(), signature.bind(*args, **kwargs).arguments))

    return ask


def composed_together[**Values](
    compose: Callable[Values, dict[str, QuerySet[Any, Any]]],
) -> Callable[Values, dict[str, list[Any]]]:
    """The same for the rows of several tables in one query: see read_together."""
    signature = inspect.signature(compose)

    @cache
    def finished() -> tuple[TogetherRows, QuerySet[Any, Any]]:
        together = TogetherRows(_with_stand_ins(compose, signature))
        return together, _finished(together.union())

    @wraps(compose)
    def ask(*args: Values.args, **kwargs: Values.kwargs) -> dict[str, list[Any]]:
        together, union = finished()
        return together.read(_asked(union, signature.bind(*args, **kwargs).arguments))

    return ask


def _with_stand_ins(compose: Callable[..., Any], signature: inspect.Signature) -> Any:
    return compose(**{name: StandIn(name) for name in signature.parameters})
