"""Words that people typed and in which a name may stand: a program finds the word, only a person knows who is meant.

Each floor names its own in `TEXTS` of its `erasing.py`; `settings.TEXTS` names those lists.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, F, Field, JSONField, Model, Q, QuerySet, TextField
from django.urls import reverse
from django.utils.module_loading import import_string

from lerendnetwerk import links
from lerendnetwerk.erasing import ANONYMOUS, ANONYMOUS_WITHIN, Forgotten, erases

SHORTEST_FREE_TEXT = 80
# Parts of Flemish names that are ordinary words too.
PARTICLES = {"de", "den", "der", "het", "van", "ten", "ter", "le", "la", "el", "al", "en", "'t"}

type Change = Callable[[str], str]


@dataclass(frozen=True)
class Texts:
    """All free text of one model. `network` leads from a row to the id of its network, `page` is where staff read it:
    the name of a URL and the way from the row to what that needs."""

    model: type[Model]
    network: str
    label: str
    page: tuple[str, str]
    # What nobody may read yet stays out.
    only: Q | None = None
    # For words that are kept as JSON: writes the change, however deep the text stands.
    rewrite: Callable[[int, Change, datetime], object] | None = None

    @property
    def key(self) -> str:
        return self.model._meta.label

    @property
    def fields(self) -> "list[Field[Any, Any]]":
        return [field for field in self.model._meta.concrete_fields if is_free_text(field)]

    def with_places(self) -> QuerySet[Any]:
        """The rows that may be read, each with `network_of_row` and `page_of_row`."""
        rows = self.model._default_manager.filter(self.only or Q())
        return rows.annotate(network_of_row=F(self.network), page_of_row=F(self.page[1]))

    def of_programme(self, programme_id: int) -> QuerySet[Any]:
        network = self.network.removesuffix("_id")
        return self.with_places().filter(**{f"{network}__programme" if network != "pk" else "programme": programme_id})

    def write(self, pk: int, change: Change, now: datetime) -> None:
        """Change each text of one row. Whoever has it open in an editor hears so: its version goes up."""
        if self.rewrite:
            self.rewrite(pk, change, now)
            return
        with transaction.atomic():
            row = self.model._default_manager.select_for_update().filter(pk=pk).first()
            if row is None:
                return
            old = {field.attname: getattr(row, field.attname) for field in self.fields}
            new = {field.attname: change(old[field.attname])[: field.max_length] for field in self.fields}
            if new != old:
                names = {field.name for field in self.model._meta.concrete_fields}
                version: dict[str, Any] = {"version": F("version") + 1} if "version" in names else {}
                self.model._default_manager.filter(pk=pk).update(**new, **version)

    def page_of(self, row: Any) -> str:
        return reverse(self.page[0], args=[row.page_of_row])


def is_free_text(field: "Field[Any, Any]") -> bool:
    if field.choices or not field.editable:
        return False
    if type(field) in (TextField, JSONField):
        return True
    return type(field) is CharField and (field.max_length or 0) >= SHORTEST_FREE_TEXT


def all_texts() -> dict[str, Texts]:
    return _load(tuple(settings.TEXTS))


@cache
def _load(paths: tuple[str, ...]) -> dict[str, Texts]:
    return {texts.key: texts for path in paths for texts in import_string(path)}


def pieces(words: Any) -> Iterator[str]:
    """Each text in a field, whatever its shape."""
    if isinstance(words, str):
        yield words
    elif isinstance(words, dict):
        for value in words.values():
            yield from pieces(value)
    elif isinstance(words, list):
        for value in words:
            yield from pieces(value)


def texts_of(texts: Texts, row: Any) -> Iterator[str]:
    for field in texts.fields:
        yield from pieces(getattr(row, field.attname))


def parts_of_name(who: Forgotten) -> re.Pattern[str] | None:
    """Finds her first name or last name on its own, also as in *Griets ploeg*; that may be somebody else."""
    last = " ".join(who.last_name.split())
    words = {word for word in (*who.first_name.split(), *last.split()) if len(word) > 1}
    words = {word for word in words if word.casefold() not in PARTICLES}
    longest_first = sorted({last, *words} - {""}, key=len, reverse=True)
    if not longest_first:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?:['’]?s)?(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """One text in which her name may stand; `digest` recognises the text and says nothing of it."""

    key: str
    object_id: int
    network_id: int
    digest: str
    spans: tuple[tuple[int, int], ...]


def find(who: Forgotten) -> Iterator[Found]:
    """Every text of her programme in which a part of her name stands."""
    pattern = parts_of_name(who)
    if pattern is None:
        return
    for key, texts in all_texts().items():
        for row in texts.of_programme(who.programme_id).iterator(chunk_size=200):
            for text in dict.fromkeys(texts_of(texts, row)):
                if spans := tuple(match.span() for match in pattern.finditer(text)):
                    yield Found(key, row.pk, row.network_of_row, digest_of_text(text), spans)


def digest_of_text(text: str) -> str:
    return links.digest("tekst", text, 0)


def unnamed(text: str, spans: Sequence[Sequence[int]]) -> str:
    """*Een deelnemer* on these places."""
    parts, start = [], 0
    for begin, end in spans:
        starts_sentence = not text[:begin].strip() or text[:begin].rstrip().endswith((".", "!", "?", ":"))
        parts += [text[start:begin], ANONYMOUS if starts_sentence else ANONYMOUS_WITHIN]
        start = end
    return "".join([*parts, text[start:]])


@erases()
def forget_full_name(who: Forgotten, now: datetime) -> None:
    """First and last name together mean her and nobody else: no need to ask a person."""
    if who.full_name is None:
        return
    for texts in all_texts().values():
        for row in texts.of_programme(who.programme_id).iterator(chunk_size=200):
            if any(who.full_name.search(text) for text in texts_of(texts, row)):
                texts.write(row.pk, who.without_name, now)
