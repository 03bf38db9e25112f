"""Reads the werkvormen that ship with the product: one text file each in `sessions/methods/`.

A file opens with front matter between two `---` lines (`key: value`) and goes on with headed sections. The reader is
strict: whoever edits a file hears at once what is missing, instead of a facilitator who finds an empty page.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from networks.phase_guide import STEPS
from sessions.method_traits import Aim, Energy, Safety

METHODS_DIRECTORY = Path(__file__).parent / "methods"

# Heading on paper -> field. A list section holds one item per line, so that a page can show it as a list.
TEXT_SECTIONS = {
    "Doel": "goal",
    "Wanneer": "occasion",
    "Materiaal": "material",
    "Grote groep": "large_group",
    "Papieren vorm": "paper_form",
    "Wat het oplevert": "yields",
}
LIST_SECTIONS = {"Stappen": "steps", "Vragen om te stellen": "questions", "Valkuilen": "pitfalls"}
SECTIONS = TEXT_SECTIONS | LIST_SECTIONS

TEXT_KEYS = ("title", "slug", "room", "energy", "safety")
NUMBER_KEYS = ("least_people", "most_people", "least_minutes", "usual_minutes", "most_minutes")
LIST_KEYS = ("phases", "fits", "aims")
KEYS = TEXT_KEYS + NUMBER_KEYS + LIST_KEYS

ITEM = re.compile(r"(?:-|\d+\.) +(?P<text>.+)")
STEP_MINUTES = re.compile(r"\((\d+) min\)$")


class MethodFileError(ValueError):
    """A method file that cannot be used; the message opens with the file's name."""


@dataclass(frozen=True)
class MethodFile:
    slug: str
    title: str
    goal: str
    occasion: str  # when it fits, and when not
    phases: tuple[str, ...]
    fits: tuple[str, ...]  # steps of the road, as "opstart.acquaintance"
    aims: tuple[str, ...]
    energy: str
    safety: str
    least_people: int
    most_people: int
    least_minutes: int
    usual_minutes: int
    most_minutes: int
    material: str
    room: str
    steps: str  # one per line, each ending in its minutes: "... (5 min)"
    questions: str
    pitfalls: str
    large_group: str
    paper_form: str
    yields: str


def read_method_files(directory: Path = METHODS_DIRECTORY) -> list[MethodFile]:
    """All methods, in the order of their file names. Raises MethodFileError at the first file that is not right."""
    methods = [parse_method(path.name, path.read_text(encoding="utf-8")) for path in sorted(directory.glob("*.md"))]
    seen: set[str] = set()
    for method in methods:
        if method.slug in seen:
            raise MethodFileError(f"{method.slug}.md: the slug {method.slug} is used twice")
        seen.add(method.slug)
    return methods


def parse_method(name: str, text: str) -> MethodFile:
    values, body = _split(name, text)
    sections = _sections(name, body)
    numbers = {key: _number(name, key, values[key]) for key in NUMBER_KEYS}
    lists = {key: tuple(part.strip() for part in values[key].split(",")) for key in LIST_KEYS}
    _check(name, values, numbers, lists, sections["steps"])
    fields: dict[str, Any] = {key: values[key] for key in TEXT_KEYS} | numbers | lists | sections
    return MethodFile(**fields)


def _split(name: str, text: str) -> tuple[dict[str, str], str]:
    parts = text.split("---\n", maxsplit=2)
    if len(parts) != 3 or parts[0].strip():
        raise MethodFileError(f"{name}: must open with front matter between two lines of ---")
    values: dict[str, str] = {}
    for line in parts[1].splitlines():
        key, colon, value = (piece.strip() for piece in line.partition(":"))
        if not colon or key not in KEYS:
            raise MethodFileError(f"{name}: unknown line in the front matter: {line}")
        if key in values:
            raise MethodFileError(f"{name}: {key} stands in the front matter twice")
        values[key] = value
    for key in KEYS:
        if not values.get(key):
            raise MethodFileError(f"{name}: {key} is missing in the front matter")
    return values, parts[2]


def _sections(name: str, body: str) -> dict[str, str]:
    before, *blocks = re.split(r"^## ", body, flags=re.MULTILINE)
    if before.strip():
        raise MethodFileError(f"{name}: text before the first heading")
    sections: dict[str, str] = {}
    for block in blocks:
        heading, _, content = block.partition("\n")
        field = SECTIONS.get(heading.strip())
        if field is None:
            raise MethodFileError(f"{name}: unknown heading {heading.strip()}")
        if field in sections:
            raise MethodFileError(f"{name}: heading {heading.strip()} stands twice")
        read = _items if heading.strip() in LIST_SECTIONS else _paragraphs
        sections[field] = read(name, heading.strip(), content)
    for heading, field in SECTIONS.items():
        if not sections.get(field):
            raise MethodFileError(f"{name}: section {heading} is missing or empty")
    return sections


def _paragraphs(name: str, heading: str, content: str) -> str:
    paragraphs = (" ".join(part.split()) for part in content.strip().split("\n\n"))
    return "\n\n".join(part for part in paragraphs if part)


def _items(name: str, heading: str, content: str) -> str:
    items = []
    for line in content.strip().splitlines():
        match = ITEM.fullmatch(line.strip())
        if match is None:
            raise MethodFileError(f"{name}: a line of {heading} is no list item: {line}")
        items.append(match["text"])
    return "\n".join(items)


def _number(name: str, key: str, value: str) -> int:
    if not value.isascii() or not value.isdigit():
        raise MethodFileError(f"{name}: {key} must be a whole number, not {value}")
    return int(value)


def _check(
    name: str, values: dict[str, str], numbers: dict[str, int], lists: dict[str, tuple[str, ...]], steps: str
) -> None:
    if name != f"{values['slug']}.md":
        raise MethodFileError(f"{name}: the slug {values['slug']} differs from the file name")
    if unknown := set(lists["aims"]) - set(Aim.values):
        raise MethodFileError(f"{name}: unknown aim {', '.join(sorted(unknown))}")
    if values["energy"] not in Energy:
        raise MethodFileError(f"{name}: unknown energy {values['energy']}")
    if values["safety"] not in Safety:
        raise MethodFileError(f"{name}: unknown safety {values['safety']}")
    if unknown := set(lists["phases"]) - set(STEPS):
        raise MethodFileError(f"{name}: unknown phase {', '.join(sorted(unknown))}")
    known = {f"{phase}.{step.key}" for phase, steps_of_phase in STEPS.items() for step in steps_of_phase}
    if unknown := set(lists["fits"]) - known:
        raise MethodFileError(f"{name}: unknown step of the road {', '.join(sorted(unknown))}")
    if not 1 <= numbers["least_people"] <= numbers["most_people"]:
        raise MethodFileError(f"{name}: least_people must not be above most_people")
    if not 1 <= numbers["least_minutes"] <= numbers["usual_minutes"] <= numbers["most_minutes"]:
        raise MethodFileError(f"{name}: the minutes must go up from least to usual to most")
    minutes = [STEP_MINUTES.search(step) for step in steps.splitlines()]
    if not all(minutes):
        raise MethodFileError(f"{name}: each step must end in its minutes, as (5 min)")
    total = sum(int(match[1]) for match in minutes if match)
    if total != numbers["usual_minutes"]:
        raise MethodFileError(f"{name}: the steps take {total} minutes, usual_minutes says {numbers['usual_minutes']}")
