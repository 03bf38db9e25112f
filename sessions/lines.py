"""All lines of a session's notes in one query: the page has eleven lists, and may not need eleven queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    ExpressionWrapper,
    F,
    Field,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast

from sessions.models import Note, Session
from sessions.note_lists import LISTS, NoteList


@dataclass(frozen=True)
class Line:
    """One written line; the parts that its list does not have are empty."""

    note_list: str
    pk: int
    key: str
    version: int
    text: str
    choice: str
    ticked: bool
    person: int | None
    extra: str
    due_on: date | None


COLUMNS = ("in_list", "pk", "key", "version", "text", "its_choice", "its_tick", "its_person", "its_extra", "its_due")


def lines_of(session: Session) -> list[Line]:
    """Every line of a session, each list in its order."""
    first, *others = [_rows(note_list).filter(session=session) for note_list in LISTS.values() if not note_list.fixed]
    rows: Iterable[Any] = first.union(*others, _short_notes().filter(session=session), all=True)
    return [Line(*row[:-1]) for row in sorted(rows, key=lambda row: (row[-1], row[1]))]


def _rows(note_list: NoteList) -> QuerySet[Any, Any]:
    ticked = Q(**{f"{note_list.tick}__isnull": False}) if note_list.ticks_a_moment else Q(**{note_list.tick: True})
    return (
        note_list.model._default_manager.order_by()
        .annotate(
            in_list=Value(note_list.slug, output_field=CharField()),
            its_choice=_column(note_list.choice, "", CharField()),
            its_tick=ExpressionWrapper(ticked, BooleanField())
            if note_list.tick
            else _column("", False, BooleanField()),
            its_person=_column(note_list.person and f"{note_list.person}_id", None, IntegerField()),
            its_extra=_column(note_list.extra, "", TextField()),
            its_due=_column("due_on" if note_list.is_actions else "", None, DateField()),
        )
        .values_list(*COLUMNS, "position")
    )


def _short_notes() -> QuerySet[Any, Any]:
    """The short lists share a table: one part of the union for all of them."""
    kinds = [When(kind=entry.fixed["kind"], then=Value(slug)) for slug, entry in LISTS.items() if entry.fixed]
    return (
        Note.objects.order_by()
        .annotate(
            in_list=Case(*kinds, output_field=CharField()),
            its_choice=_column("", "", CharField()),
            its_tick=F("for_programme"),
            its_person=_column("", None, IntegerField()),
            its_extra=_column("", "", TextField()),
            its_due=_column("", None, DateField()),
        )
        .values_list(*COLUMNS, "position")
    )


def _column(name: str, otherwise: object, kind: "Field[Any, Any]") -> Any:
    # Cast: PostgreSQL wants to know the type of a column that is empty in the first part of a union.
    return F(name) if name else Cast(Value(otherwise), kind)
