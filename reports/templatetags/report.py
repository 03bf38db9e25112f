import re
from collections.abc import Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from lerendnetwerk import charts
from lerendnetwerk.charts import Seat
from lerendnetwerk.templatetags.look import CIRCLE, SIGNS, seats_ring
from reports.sections import Content

register = template.Library()

SHAPES = {
    "text",
    "list",
    "columns",
    "table",
    "states",
    "facts",
    "scores",
    "camps",
    "trends",
    "photos",
    "moments",
    "parts",
}


@register.simple_tag
def report_shape(section: dict[str, Any], level: int = 3) -> SafeString:
    """The content of a frozen section, printed by its shape. `level`: of the headings in it."""
    return shaped(section["shape"], section["data"], section["title"], level)


@register.simple_tag
def report_content(content: Content, title: str) -> SafeString:
    """The content of a section that is still being trimmed."""
    return shaped(content.shape, content.data, title, 3)


def shaped(shape: str, data: Any, title: str, level: int) -> SafeString:
    if shape not in SHAPES:
        raise ValueError(f"A report has no shape {shape!r}.")
    words = {"data": data, "title": title, "level": level, "deeper": level + 1}
    return mark_safe(render_to_string(f"reports/shapes/{shape}.html", words))  # noqa: S308


FIGURE = re.compile(r"–|\d[\d.,]*\*?( van \d+| u \d\d| min)?")
SHORT = 14  # letters that stay on one line, so that a date does not break


@register.filter
def lined_up(table: dict[str, Any]) -> dict[str, Any]:
    """The cells of a table, each with its class: figures at the right, short words on one line."""
    columns = list(zip(*table["rows"], strict=True)) or [()] * len(table["head"])
    classes = [_class_of(place, column) for place, column in enumerate(columns)]
    return {
        "head": list(zip(classes, table["head"], strict=True)),
        "rows": [list(zip(classes, row, strict=True)) for row in table["rows"]],
        "foot": [list(zip(classes, row, strict=True)) for row in table.get("foot", [])],
        "note": table.get("note", ""),
        "is_wide": len(classes) > 3,
    }


def _class_of(place: int, column: Sequence[str]) -> str:
    said = [cell for cell in column if cell]
    if place and said and all(FIGURE.fullmatch(cell) for cell in said):
        return "n"
    return "whole" if max(map(len, column), default=0) <= SHORT else ""


@register.inclusion_tag("look/charts/seats_ring.svg")
def report_circle(header: dict[str, Any]) -> dict[str, object]:
    """The circle of who was there; on paper nobody is `you`."""
    seats = [Seat(person["name"], "in") for person in header["present"]]
    if header.get("is_final"):
        count = len(seats)
        did = "deed mee" if count == 1 else "deden mee"
        people = "mens" if count == 1 else "mensen"
        return seats_ring(seats, str(count), f"Kring: {count} {people} {did}", below=did, names=False)
    seats += [Seat(person["name"], "away") for person in header["missing"]]
    present, expected = len(header["present"]), header["expected"]
    were = "was" if present == 1 else "waren"
    label = f"Kring: {present} van {expected} deelnemer{'' if expected == 1 else 's'} {were} er"
    return seats_ring(seats, str(present), label, below=f"van {expected} {were} er", names=False)


# On paper a drawing carries its colours itself: WeasyPrint gives a style sheet's to the page, not to the drawing.
INK, SIGNAL = "#0a3a44", "#c53d13"
PHASE_COLOURS = {"vooraf": "#22609f", "opstart": "#2f7030", "onderhoud": "#825b00", "afronding": "#833c8b"}


@register.simple_tag
def paper_sign(phase: str) -> SafeString:
    """The sign of a phase, drawn for paper."""
    drawing = SIGNS[phase].replace("currentColor", PHASE_COLOURS[phase])
    return mark_safe(  # noqa: S308
        f'<svg class="sign" viewBox="0 0 24 24" fill="none" stroke="{PHASE_COLOURS[phase]}" stroke-width="2"><title>Teken van de fase {phase}</title>{drawing}</svg>'
    )


@register.simple_tag
def paper_mark() -> SafeString:
    """Our mark: eight seats, one of them lit."""
    seats = "".join(
        f'<circle cx="{12 + 8.6 * x:.2f}" cy="{12 + 8.6 * y:.2f}" r="2.35" fill="{SIGNAL if n == 1 else INK}"/>'
        for n, (x, y) in enumerate(CIRCLE)
    )
    return mark_safe(f'<svg class="brand-mark" viewBox="0 0 24 24"><title>Merk van lerendnetwerk</title>{seats}</svg>')  # noqa: S308


@register.inclusion_tag("look/charts/trend.svg")
def trend_points(points: list[list[Any]], label: str) -> dict[str, object]:
    """A mean over the sessions, from frozen pairs of label and value."""
    return {"chart": charts.trend([charts.Point(name, value) for name, value in points], label)}
