"""Forgetting one person everywhere: each floor says in its own `erasing.py` what that does to its models.

`settings.ERASERS` names these functions, the highest floor first and the person herself last: whoever was killed half
way still finds in the database whom it was about. An eraser may be called again at any moment, and then finds less to do.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TypeVar

from django.conf import settings
from django.db.models import Model
from django.utils.module_loading import import_string

# How somebody who was erased is called, as a name and within a sentence.
ANONYMOUS = "Een deelnemer"
ANONYMOUS_WITHIN = "een deelnemer"


class NotYetError(Exception):
    """Something is going on that has to end first, such as a talk with the mail server. It is tried again soon."""


@dataclass(frozen=True)
class Forgotten:
    """Who is to be erased, as far as each floor needs to find her."""

    person_id: int
    programme_id: int
    participation_ids: tuple[int, ...]
    network_ids: tuple[int, ...]
    first_name: str
    last_name: str
    email: str
    organisation_names: tuple[str, ...]
    # Somebody else of the programme is called exactly the same, or reads mail at the same address.
    has_namesake: bool
    shares_address: bool
    # How the outbox knows her, and whose pages show mail about her.
    recipients: tuple[str, ...]
    scopes: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def full_name(self) -> re.Pattern[str] | None:
        """Finds first and last name together, as whole words. None where that would find somebody else as well."""
        if self.has_namesake or not (self.first_name and self.last_name):
            return None
        return whole_words(self.name)

    def without_name(self, text: str) -> str:
        """The text with *een deelnemer* wherever the full name stood; a field with nothing else gets it as a name."""
        if self.full_name is None:
            return text
        if self.full_name.fullmatch(text.strip()):
            return ANONYMOUS
        return self.full_name.sub(ANONYMOUS_WITHIN, text)


def whole_words(words: str) -> re.Pattern[str]:
    """Finds these words, whatever capitals and spaces they have, and not as a piece of longer ones."""
    return re.compile(rf"(?<!\w){r'\s+'.join(map(re.escape, words.split()))}(?!\w)", re.IGNORECASE)


type Eraser = Callable[[Forgotten, datetime], None]
E = TypeVar("E", bound=Eraser)


def erases(*models: type[Model]) -> Callable[[E], E]:
    """Say of which models this function takes a person out; `tests/conventions/test_erasing.py` misses who is left."""

    def declare(eraser: E) -> E:
        eraser.models = models  # type: ignore[attr-defined]
        return eraser

    return declare


def erasers() -> Iterable[tuple[str, Eraser]]:
    """All of them, in their order, each with its dotted path."""
    return _load(tuple(settings.ERASERS))


@cache
def _load(paths: tuple[str, ...]) -> tuple[tuple[str, Eraser], ...]:
    return tuple((path, import_string(path)) for path in paths)
