"""Themes that were asked for in other words: what who facilitates laid together, and what might belong together."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from sessions.models import LaidTogether, Said

# As long as most words stay without their ending; a shorter word has to be the same.
STEM = 6
SHORTEST = 4
# In so many requests that they say nothing about what is asked.
EVERYWHERE = {
    "anders",
    "andere",
    "beter",
    "binnen",
    "deze",
    "goed",
    "hebben",
    "hier",
    "hoe",
    "iets",
    "jullie",
    "kunnen",
    "maar",
    "maken",
    "meer",
    "mensen",
    "niet",
    "onze",
    "over",
    "tussen",
    "veel",
    "voor",
    "waar",
    "wanneer",
    "werk",
    "werken",
    "willen",
    "worden",
    "zeggen",
    "zonder",
}


def plain(text: str) -> str:
    """Without capitals, punctuation and double spaces: the same words are the same theme."""
    return " ".join(re.sub(r"[^\w\s]", " ", text.casefold()).split())


def as_laid(themes: Iterable[Said], laid: Sequence[LaidTogether], settled: Collection[str]) -> list[Said]:
    """Each head once, with what belongs to it; `settled`: keys that had their place before, with all that lies under them.
    What was laid under something that is there no more, stands by itself again."""
    by_key = {said.key: said for said in themes}
    under = {row.key: row.under for row in laid if row.under in by_key or row.under in settled}
    heads = [said for key, said in by_key.items() if key not in under]
    return [_with_its_own(head, [said for key, said in by_key.items() if under.get(key) == head.key]) for head in heads]


def _with_its_own(head: Said, others: list[Said]) -> Said:
    return replace(head, times=head.times + sum(one.times for one in others), others=tuple(others))


def with_proposals(heads: Sequence[Said]) -> list[Said]:
    """Each with the key of an earlier one that shares its words most, if any does."""
    return [replace(said, may_belong_to=_nearest(said, heads[:place])) for place, said in enumerate(heads)]


def _nearest(said: Said, earlier: Sequence[Said]) -> str:
    here = stems_of(said)
    shared = [(len(here & stems_of(other)), other.key) for other in earlier]
    most, key = max(shared, key=lambda one: one[0], default=(0, ""))
    return key if most else ""


def stems_of(said: Said) -> set[str]:
    words = " ".join([said.text, *(other.text for other in said.others)])
    return {word[:STEM] for word in plain(words).split() if len(word) >= SHORTEST and word not in EVERYWHERE}
