"""Rows of several tables in one query, for pages that show a little of everything and may need few queries."""

import json
from collections.abc import Iterable
from datetime import UTC
from typing import Any

from django.db import connection
from django.db.models import CharField, DateTimeField, F, Field, JSONField, Model, QuerySet, Value, Window
from django.db.models.functions import JSONObject, RowNumber
from django.utils.timezone import is_naive


def read_together(**querysets: QuerySet[Any]) -> dict[str, list[Any]]:
    """The rows of each queryset in its own order, as instances of its model. One query.

    Deferred fields stay deferred and annotations come along; related objects do not: annotate what is needed of them.
    Not for a slice.
    """
    together = TogetherRows(querysets)
    return together.read(together.union())


class TogetherRows:
    """Several querysets as one union, and the way back from its rows."""

    def __init__(self, querysets: dict[str, QuerySet[Any]]) -> None:
        self.querysets = querysets
        self.fields = {name: _fields(queryset) for name, queryset in querysets.items()}

    def union(self) -> QuerySet[Any, tuple[str, int, dict[str, Any]]]:
        first, *others = [_part(name, queryset, self.fields[name]) for name, queryset in self.querysets.items()]
        return first.union(*others, all=True).order_by()

    def read(self, rows: Iterable[tuple[str, int, dict[str, Any]]]) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {name: [] for name in self.querysets}
        for name, _, row in sorted(rows, key=lambda part: part[:2]):
            found[name].append(_instance(self.querysets[name], self.fields[name], row))
        return found


def _fields(queryset: QuerySet[Any]) -> "dict[str, Field[Any, Any]]":
    """What to read, by the name that it has on an instance."""
    named, are_deferred = queryset.query.deferred_loading
    own = queryset.model._meta.concrete_fields
    chosen = [field for field in own if field.primary_key or (field.name in named) != are_deferred]
    extra = {name: expression.output_field for name, expression in queryset.query.annotations.items()}
    return {field.attname: field for field in chosen} | extra


def _part(name: str, queryset: QuerySet[Any], fields: "dict[str, Field[Any, Any]]") -> Any:
    order: Any = queryset.query.order_by or queryset.model._meta.ordering or ["pk"]
    return (
        queryset.order_by()
        .annotate(
            together_list=Value(name, output_field=CharField()),
            together_place=Window(RowNumber(), order_by=list(order)),
            together_row=JSONObject(**{field: F(field) for field in fields}),
        )
        .values_list("together_list", "together_place", "together_row")
    )


def _instance(queryset: QuerySet[Any], fields: "dict[str, Field[Any, Any]]", row: dict[str, Any]) -> Model:
    values = {name: _value(field, row[name]) for name, field in fields.items()}
    own = [field.attname for field in queryset.model._meta.concrete_fields if field.attname in values]
    instance = queryset.model.from_db(queryset.db, own, [values[name] for name in own])
    for name in values.keys() - own:
        setattr(instance, name, values[name])
    return instance


def _value(field: "Field[Any, Any]", value: Any) -> Any:
    if isinstance(field, JSONField) and isinstance(value, str) and connection.vendor == "sqlite":
        # SQLite has no type for it: JSON within JSON is text.
        value = json.loads(value)
    value = field.to_python(value)
    # SQLite keeps moments without their zone, in UTC.
    return value.replace(tzinfo=UTC) if isinstance(field, DateTimeField) and value and is_naive(value) else value
