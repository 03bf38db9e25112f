"""What printed sheets need: pages of so many cards, letters as large as they fit, QR codes with their words."""

import io
from collections.abc import Iterable, Sequence
from itertools import batched, cycle, islice
from math import ceil, pi

import segno
from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lerendnetwerk.charts import on_circle

register = template.Library()

MILLIMETRE = 72 / 25.4  # points
# Width of an average letter, and height of a line, in parts of the letter's size.
LETTER, LINE = 0.47, 1.25


@register.filter
def pages_of[T](things: Iterable[T], number: int) -> list[tuple[T, ...]]:
    """The cards of each page: as many pages as are needed, `number` on each."""
    return list(batched(things, number))


@register.filter
def filled[T](things: Sequence[T], number: int) -> list[T]:
    """`number` things, beginning again from the first: blank lines, or the same card for each person."""
    return list(islice(cycle(things), number)) if things else []


@register.filter
def letters(text: str | Sequence[str], box: str) -> str:
    """The class of the largest letter with which this fits in a box: "249x240:60,48,36" (mm, sizes in points).

    Several lines get half a line of room between them. Estimated from the number of letters, so a little careful.
    """
    measures, _, sizes = box.partition(":")
    width, height = (float(side) * MILLIMETRE for side in measures.split("x"))
    lines = [text] if isinstance(text, str) else [str(line) for line in text]
    choices = [int(size) for size in sizes.split(",")]
    fitting = (size for size in choices if _height(lines, size, width) <= height)
    return f"pt-{next(fitting, choices[-1])}"


def _height(lines: Sequence[str], size: int, width: float) -> float:
    in_a_line = max(1, int(width / (size * LETTER)))
    # A word that does not fit moves down as a whole, and leaves some of its line empty.
    rows = sum(ceil((len(line) + (4 if len(line) > in_a_line else 0)) / in_a_line) for line in lines)
    return rows * size * LINE + (len(lines) - 1) * size * 0.5


@register.simple_tag
def paper_qr(content: str, label: str) -> SafeString:
    """A QR code with its words in it: in a PDF only the `<title>` of a drawing is read aloud."""
    buffer = io.BytesIO()
    segno.make(content, error="m", micro=False).save(
        buffer, kind="svg", xmldecl=False, omitsize=True, nl=False, svgclass="code", lineclass=None, title=label
    )
    return mark_safe(buffer.getvalue().decode())  # noqa: S308


@register.simple_tag
def postcard_ring(chairs: int = 11) -> SafeString:
    """The table with its chairs, one of them yours: the front of a postcard, and what a flyer invites to."""
    size = round(min(22, 0.43 * 2 * pi * 108 / chairs), 1)
    places = [on_circle(150, 150, 108, (number + 0.5) / chairs) for number in range(chairs)]
    yours = chairs // 4
    drawn = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="{}" stroke-width="3"/>',
        (
            (x, y, size, "#c53d13" if number == yours else "#ffffff", "#c53d13" if number == yours else "#0a3a44")
            for number, (x, y) in enumerate(places)
        ),
    )
    return format_html(
        '<svg class="ring" viewBox="0 0 300 300" role="img"><title>Een kring van stoelen, een ervan is de jouwe</title>'
        '<circle cx="150" cy="150" r="70" fill="#dfeced"/>{}</svg>',
        drawn,
    )
