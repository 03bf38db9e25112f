"""What fits on the flyer: one A4. What does not, is on the page behind the QR code, and the facilitator is told so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.text import Truncator

from networks.announcement.public import Story

# Field of the story -> field of the form, how the part is called on the flyer, and how many characters fit.
TEXTS = {
    "theme": ("theme", "De vraag bovenaan", 180),
    "person_value": ("added_value", "Voor jou", 420),
    "organisation_value": ("organisation_value", "Voor je organisatie", 420),
    "audience": ("audience", "Voor wie", 320),
}
LISTS = {
    "expected": ("expected", "Wat je inbrengt"),
    "offered": ("offered", "Wat je krijgt"),
}
MOST_LINES, LONGEST_LINE, LONGEST_FACT = 5, 110, 80
# Fact of the story -> field of the form.
FACTS = {
    "Wanneer": "period",
    "Duur": "duration",
    "Waar": "meeting_place",
    "Groep": "group_sought",
    "Prijs": "price",
    "Inschrijven tot": "enrol_until",
}


@dataclass(frozen=True)
class LeftOut:
    """What of one part does not fit, and the field where it can be made shorter."""

    field: str
    part: str
    how_much: str


def fitting(story: Story) -> Story:
    """The story with each text as long as there is room for it."""
    changes: dict[str, Any] = {name: cut(getattr(story, name), most) for name, (_, _, most) in TEXTS.items()}
    changes |= {name: [cut(line, LONGEST_LINE) for line in getattr(story, name)[:MOST_LINES]] for name in LISTS}
    facts = [(name, cut(value, LONGEST_FACT)) for name, value in story.facts]
    return replace(story, **changes, facts=facts)


def left_out(story: Story) -> list[LeftOut]:
    found = []
    for name, (field, part, most) in TEXTS.items():
        if over := too_long(getattr(story, name), most):
            found.append(LeftOut(field, part, over))
    for name, (field, part) in LISTS.items():
        found += [LeftOut(field, part, much) for much in too_many(getattr(story, name))]
    for name, value in story.facts:
        if over := too_long(value, LONGEST_FACT):
            found.append(LeftOut(FACTS[name], name, over))
    return found


def too_many(lines: Sequence[str]) -> list[str]:
    more = len(lines) - MOST_LINES
    longer = sum(len(line) > LONGEST_LINE for line in lines[:MOST_LINES])
    said = []
    if more > 0:
        said.append(f"{more} {'regels' if more > 1 else 'regel'} te veel")
    if longer:
        said.append(f"{longer} {'regels zijn' if longer > 1 else 'regel is'} langer dan {LONGEST_LINE} tekens")
    return said


def too_long(text: str, most: int) -> str:
    over = len(text) - most
    return f"{over} {'tekens' if over > 1 else 'teken'} te lang" if over > 0 else ""


def cut(text: str, most: int) -> str:
    return str(Truncator(text).chars(most))
