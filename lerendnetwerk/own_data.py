"""Everything that is kept of one participant, in her own words: each floor says in its `own_data.py` what it keeps.

`settings.OWN_DATA` names those lists; one query reads them all (lerendnetwerk/together.py).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.module_loading import import_string

from lerendnetwerk.together import read_together


@dataclass(frozen=True)
class Kept:
    """One kind of thing that is kept. `rows` finds hers, with annotations for what stands in other tables; `say` tells a
    row as label and text; what is empty is left out."""

    title: str
    why: str
    model: type[Model]
    rows: Callable[[Any], QuerySet[Any]]
    say: Callable[[Any], Mapping[str, str]]


@dataclass(frozen=True)
class Told:
    title: str
    why: str
    rows: list[dict[str, str]]


def all_kept() -> tuple[Kept, ...]:
    return _load(tuple(settings.OWN_DATA))


@cache
def _load(paths: tuple[str, ...]) -> tuple[Kept, ...]:
    return tuple(kept for path in paths for kept in import_string(path))


def own_data(participation: Any) -> list[Told]:
    """What is kept of this participant, without what is empty. One query."""
    kinds = all_kept()
    found = read_together(**{f"kept_{number:02}": kept.rows(participation) for number, kept in enumerate(kinds)})
    return [
        Told(kept.title, kept.why, [without_empty(kept.say(row)) for row in rows])
        for kept, rows in zip(kinds, found.values(), strict=True)
        if rows
    ]


def without_empty(said: Mapping[str, str]) -> dict[str, str]:
    return {label: text for label, text in said.items() if text}
