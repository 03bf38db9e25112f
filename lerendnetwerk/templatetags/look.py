"""The product's own tags and filters; loaded in every template."""

import functools
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django import template
from django.template import Context
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

from lerendnetwerk import charts
from lerendnetwerk.history_chart import Counted, draw_history
from lerendnetwerk.paired_bars import paired_bars

register = template.Library()

# The four signs of the phases, all drawn from the circle, and our own mark (24 x 24).
SIGNS = {
    "vooraf": '<path d="M18.4 8.3A7.5 7.5 0 1 1 12 4.5"/><circle cx="17" cy="5.5" r="2.2" fill="currentColor" stroke="none"/>',
    "opstart": '<path d="M4.5 15a7.5 7.5 0 0 1 15 0z" fill="currentColor"/><path d="M2.5 19h19"/>',
    "onderhoud": '<circle cx="12" cy="12" r="8"/><circle cx="12" cy="12" r="2.8" fill="currentColor" stroke="none"/>',
    "afronding": '<path d="M20 4v8a8 8 0 1 1-8-8z" fill="currentColor" stroke="none"/>',
}


@register.simple_tag(takes_context=True)
def include_apart(context: Context, template_name: str, names: Mapping[str, Any]) -> SafeString:
    """Like `include`, with `names` in a layer of their own: they are seen there only, and replace nothing of the page."""
    with context.push(**names):
        rendered: SafeString = context.template.engine.get_template(template_name).render(context)  # type: ignore[union-attr]
    return rendered


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A Lucide icon by name, hidden from screen readers: the word stands beside it."""
    return _icon(name, extra)


@functools.cache
def _icon(name: str, extra: str) -> SafeString:
    # Kept: the package copies and prints an XML tree at each call. A page holds many, so without its spaces.
    drawn = lucide(name, size=None, **{"class": f"icon {extra}".strip(), "aria-hidden": "true"})
    return SafeString("".join(line.strip() for line in drawn.splitlines()))


@register.simple_tag
@functools.cache
def phase_sign(phase: str) -> SafeString:
    """The sign of a phase; its name always stands beside it."""
    return format_html(
        '<svg class="icon sign" viewBox="0 0 24 24" aria-hidden="true">{}</svg>',
        mark_safe(SIGNS[phase]),  # noqa: S308
    )


@register.simple_tag
@functools.cache
def brand_mark() -> SafeString:
    """Eight seats round a table, one of them lit."""
    seats = [(12 + 8.6 * x, 12 + 8.6 * y) for x, y in CIRCLE]
    dots = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="2.35"{}/>',
        ((f"{x:.2f}", f"{y:.2f}", LIT if n == 1 else "") for n, (x, y) in enumerate(seats)),
    )
    return format_html(
        '<svg class="brand-mark" viewBox="0 0 24 24" aria-hidden="true" fill="currentColor">{}</svg>', dots
    )


LIT = mark_safe(' class="lit"')
_D = 0.70711
CIRCLE = [(0, -1), (_D, -_D), (1, 0), (_D, _D), (0, 1), (-_D, _D), (-1, 0), (-_D, -_D)]


@register.filter
def day(value: date | datetime | None) -> str:
    """donderdag 4 maart 2027"""
    return format_date(_local(value), "l j F Y") if value else ""


@register.filter
def short_day(value: date | datetime | None) -> str:
    """4 maart"""
    return format_date(_local(value), "j F") if value else ""


@register.filter
def clock(value: datetime | time | None) -> str:
    """13.30"""
    if value is None:
        return ""
    return f"{value:%H.%M}" if isinstance(value, time) else format_date(_local(value), "H.i")


@register.filter
def moment(value: datetime | None) -> str:
    """donderdag 4 maart 2027, 13.30 uur"""
    return f"{day(value)}, {clock(value)} uur" if value else ""


@register.filter
def since(value: datetime | None) -> str:
    """14.02 uur; of an earlier day: donderdag 4 maart 2027, 14.02 uur"""
    if value and timezone.localdate(value) == timezone.localdate():
        return f"{clock(value)} uur"
    return moment(value)


def _local[T](value: T) -> T | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.filter
def initials(name: str) -> str:
    """Joris Van Daele -> JV; the first two words count."""
    return "".join(word[0] for word in name.split()[:2]).upper()


@register.filter
def minutes_text(minutes: int) -> str:
    """188 -> 3 u 08; 45 -> 45 min"""
    hours, rest = divmod(minutes, 60)
    return f"{hours} u {rest:02d}" if hours else f"{rest} min"


@register.filter
def said_aloud(text: str) -> SafeString:
    """In our own texts, *what somebody says* between stars stands in italics."""
    parts = text.split("*")
    return format_html_join(
        "", "{}", ((format_html("<i>{}</i>", part) if n % 2 else part,) for n, part in enumerate(parts))
    )


@register.filter
def sentence(text: str) -> str:
    """A title as a sentence: with a full stop, unless it already ends with a sign of its own."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


@register.filter
def in_words(several: Sequence[object]) -> str:
    """Bart, An en Wim"""
    names = [str(one) for one in several]
    return f"{', '.join(names[:-1])} en {names[-1]}" if len(names) > 1 else "".join(names)


@register.filter
def score(value: float | None) -> str:
    """7.25 -> 7,3; nothing -> een streepje"""
    return "–" if value is None else f"{value:.1f}".replace(".", ",")


# Parts of a page: a tag where a plain include could not hold the markup that goes inside.


class Tab(NamedTuple):
    """One tab of a network's pages."""

    text: str
    url: str
    current: bool = False


CHIP_ICONS = {"ok": "check", "wait": "clock", "now": "circle-alert", "wrong": "x", "draft": "pencil"}
TICK_WORDS = {"done": "klaar: ", "busy": "bezig: ", "now": "nu: ", "todo": "nog te doen: "}


@register.simple_tag
def chip(kind: str, text: str, icon_name: str = "") -> SafeString:
    """A state: a sign and a word. `kind`: ok, wait, now, wrong, draft."""
    sign = icon(icon_name or CHIP_ICONS[kind])
    return format_html('<span class="chip chip-{}">{}{}</span>', kind, sign, text)


@register.simple_tag
def avatar(name: str, extra: str = "") -> SafeString:
    """A person as a round sign; the name stands beside it. `extra`: s (small), lead (the reader)."""
    classes = " ".join(["avatar", *(f"avatar-{word}" for word in extra.split())])
    return format_html('<span class="{}" aria-hidden="true">{}</span>', classes, initials(name))


@register.simple_tag
@functools.cache
def tick(state: str) -> SafeString:
    """The state of a step: done, busy, now, todo; the word is there for who does not see it."""
    sign = icon("check") if state == "done" else ""
    return format_html('<span class="tick {}">{}<span class="hide">{}</span></span>', state, sign, TICK_WORDS[state])


@register.simple_tag
def saved_light(at: datetime | None = None) -> SafeString:
    """Says whether what is typed is kept; page.js changes it inside a `data-autosave` form."""
    state, text = ("saved", f"opgeslagen om {clock(at)}") if at else ("idle", "nog niets gewijzigd")
    return format_html('<span class="saved" data-saved data-state="{}" role="status">{}</span>', state, text)


@register.simple_tag
def write_key() -> SafeString:
    """The key of a form that may be sent twice; with script the device makes its own, and keeps it until it is saved."""
    return format_html('<input type="hidden" name="key" value="{}">', secrets.token_hex(8))


@register.inclusion_tag("look/tabs.html")
def tab_bar(label: str, tabs: Iterable[Tab]) -> dict[str, object]:
    """The tabs of one network or session; `label` names the menu for a screen reader."""
    return {"label": label, "tabs": tabs}


@register.simple_block_tag
def next_step(content: str, title: str, label: str = "Volgende stap") -> SafeString:
    """The one next step: an orange bar, a heading that is an order, one main button."""
    return format_html('<section class="next"><p class="now">{}</p><h2>{}</h2>{}</section>', label, title, content)


@register.simple_block_tag
def honest(content: str) -> SafeString:
    """What happens to your name, beside each field that asks something."""
    return format_html('<p class="honest">{}<span>{}</span></p>', icon("lock"), content)


@register.simple_block_tag
def empty(content: str, title: str) -> SafeString:
    """Nothing here yet: what will come, and what to do for it."""
    return format_html('<div class="empty"><h2 class="h3">{}</h2>{}</div>', title, content)


@register.simple_block_tag
def fold(content: str, title: str, note: str = "", open: bool = False) -> SafeString:
    """What may wait."""
    return format_html(
        '<details class="fold"{}><summary>{}<h2>{}</h2>{}</summary><div>{}</div></details>',
        mark_safe(" open" if open else ""),  # noqa: S308
        icon("chevron-right"),
        title,
        format_html('<span class="chip">{}</span>', note) if note else "",
        content,
    )


class ErrorLine(NamedTuple):
    text: str
    target: str


@register.simple_tag(takes_context=True)
def error_lines(context: Context) -> list[ErrorLine]:
    """All that is wrong in `form`, or in each of `forms`, with the id of the field to go to."""
    forms = context.get("forms") or [context.get("form")]
    lines = []
    for form in forms:
        if not form or not form.is_bound:
            continue
        lines += [ErrorLine(str(error), "") for error in form.non_field_errors()]
        for field in form:
            target = f"{field.auto_id}_0" if field.use_fieldset and field.auto_id else field.id_for_label
            label = field.label if field.label.endswith(("?", ".", ":")) else f"{field.label}:"
            lines += [ErrorLine(f"{label} {error}", target) for error in field.errors]
    return lines


# Drawings, in pages and in PDFs alike; their geometry stands in charts.py. The attributes hold the colours for paper,
# components.css those for the screen.

PHASE_COLOURS = {"vooraf": "#3b82c9", "opstart": "#4a9a45", "onderhoud": "#b17d00", "afronding": "#a85bb0"}


@register.filter
def u(value: float) -> str:
    """A length in a drawing: never with the comma of the language."""
    return f"{value:g}"


@register.filter
def add_u(value: float, more: float) -> str:
    return u(round(value + more, 1))


@register.inclusion_tag("look/charts/seats_ring.svg")
def seats_ring(
    seats: Iterable[charts.Seat], centre: object, label: str, above: str = "", below: str = "", names: bool = True
) -> dict[str, object]:
    """Who is there, who comes. `centre`: the figure in the middle; `label`: what the drawing says, in a sentence."""
    ring = charts.seats_ring(list(seats), names=names)
    return {"ring": ring, "centre": centre, "label": label, "above": above, "below": below}


@register.inclusion_tag("look/charts/parts_ring.svg")
def parts_ring(done: int, total: int, what: str = "") -> dict[str, object]:
    """A number without names, in equal parts: 6 van 11."""
    return {
        "parts": charts.parts_ring(done, total),
        "done": done,
        "total": total,
        "label": f"{done} van {total} {what}".strip(),
    }


@register.inclusion_tag("look/charts/time_ring.svg")
def time_ring(left: int, total: int) -> dict[str, object]:
    """The time that is left, in whole minutes, as an arc that shrinks; past its end the minutes too long."""
    share = min(max(left / total, 0), 1) if total else 0
    over = left < 0
    whole = charts.in_minutes(total)
    return {
        "path": charts.arc(125, 125, 108, 0, share) if share > 0 else "",
        "figure": -left if over else left,
        "above": "te lang" if over else "nog",
        "below": f"van {whole}" if not over else "minuten" if left < -1 else "minuut",
        "label": f"{charts.in_minutes(-left)} te lang" if over else f"Nog {left} van {whole}",
    }


@register.inclusion_tag("look/charts/arc_ring.svg")
def arc_ring(done: int, total: int, phase: str) -> dict[str, object]:
    """How far a phase is, with its sign in the middle."""
    share = done / total if total else 0
    return {
        "path": charts.arc(38, 38, 33, 0, share) if share > 0 else "",
        "phase": phase,
        "colour": PHASE_COLOURS[phase],
        "sign": mark_safe(SIGNS[phase]),  # noqa: S308
        "label": f"{done} van {total} stappen klaar",
    }


@register.inclusion_tag("look/charts/strip.html")
def session_strip(
    blocks: Iterable[charts.Block], length: int, start: datetime | time | None = None, key: str = "1"
) -> dict[str, object]:
    """The session as one line: fixed, needed, slack, too long. `length` in minutes; `key` tells two strips apart."""
    return {"strip": charts.session_strip(list(blocks), length, _local(start)), "key": key}


@register.inclusion_tag("look/charts/dial.svg")
def session_dial(blocks: Iterable[charts.Block], length: int) -> dict[str, object]:
    """The session as one round, its sum in the middle."""
    blocks = list(blocks)
    total = minutes_text(charts.total_minutes(blocks))
    whole = minutes_text(length) if length % 60 else f"{length // 60} uur"
    return {
        "pieces": charts.session_dial(blocks, length),
        "total": total,
        "whole": whole,
        "label": f"Gepland: {total} van {whole}",
    }


@register.inclusion_tag("look/charts/score_bars.html")
def score_bars(
    question: str,
    distribution: Sequence[int],
    mean: float | None,
    low: str = "",
    high: str = "",
    no_opinion: int = 0,
    top: int | None = None,
) -> dict[str, object]:
    """Scores from 0 to 10. `distribution`: eleven counts; `top`: the highest count on the page, for one scale."""
    return {
        "question": question,
        "chart": charts.score_bars(question, distribution, mean, top=top),
        "mean": score(mean),
        "low": low,
        "high": high,
        "no_opinion": no_opinion,
    }


@register.inclusion_tag("look/charts/camps.svg")
def camps(title: str, before: Sequence[int], after: Sequence[int] = ()) -> dict[str, object]:
    """Three camps, before a talk and after it; `title` for who hears it read."""
    return {"chart": paired_bars(title, ("eens", "onbeslist", "oneens"), before, after)}


@register.inclusion_tag("look/charts/trend.svg")
def trend(points: Iterable[charts.Point], label: str) -> dict[str, object]:
    """A mean over the sessions; `label`: of what."""
    return {"chart": charts.trend(list(points), label)}


@register.inclusion_tag("look/charts/history.svg")
def history_chart(moments: Iterable[Any], up: str, flat: bool = False) -> dict[str, object]:
    """High and low moments over time, each with `label`, `highs` and `lows` (words); `up`: what high means;
    `flat`: for the projector."""
    plain = [one if isinstance(one, Mapping) else vars(one) for one in moments]
    counted = [Counted(one["label"], len(one["highs"]), len(one["lows"])) for one in plain]
    return {"chart": draw_history(counted, up, flat=flat)}
