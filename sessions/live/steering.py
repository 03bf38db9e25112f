"""What the regie shows of the clock: the agenda as it runs, the repairs, the way back, prompts and the round of names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import pairwise
from typing import Any

from sessions.live.clock import Standing
from sessions.live.prompts import prompts_for
from sessions.models import AgendaItem, Clock
from sessions.models.clock import plan_of

# Minutes on the buttons of the timer.
TIMERS = (1, 2, 3, 5, 10, 15)


@dataclass(frozen=True)
class Line:
    """One block of the agenda as it runs."""

    item: AgendaItem
    state: str
    """done, now, todo or dropped."""
    start: datetime | None
    minutes: int
    late: int = 0
    """Minutes after its own hour."""
    before: int | None = None
    """The block that comes next, to change places with."""


def steering_context(
    clock: Clock,
    items: Sequence[AgendaItem],
    standing: Standing[AgendaItem],  # type: ignore[type-var]
    in_room: Iterable[tuple[str, str]],
    as_planned: bool = True,
) -> dict[str, Any]:
    """`in_room`: a steady id and the name of everybody who is there. `as_planned`: no other werkvorm runs in this block.

    No queries.
    """
    running = standing.running.item if standing.running else None
    method = getattr(running, "method_slug", None) if as_planned else None
    has_begun = any(item.began_at for item in items)
    has_plan = any(item.dropped_at is None for item in items)
    return {
        "has_begun": has_begun,
        "is_over": has_begun and running is None and standing.next is None,
        "has_plan": has_plan,
        "lines": lines_of(items, standing),
        "plan": plan_of(items, clock.ends_at),
        "repairs": standing.repairs if has_begun else [],
        "undo": undo_words(clock, items),
        "timers": TIMERS,
        "prompts": prompts_for(running.kind, method or "") if running else [],
        "turns": in_turn(in_room, clock.round_seed),
    }


def lines_of(items: Sequence[AgendaItem], standing: Standing[AgendaItem]) -> list[Line]:  # type: ignore[type-var]
    expected = {block.item.pk: block for block in standing.coming}
    after = [block.item.pk for block in standing.coming]
    followed_by = dict(pairwise(after))
    lines = []
    for item in items:
        if item.dropped_at:
            lines.append(Line(item, "dropped", None, item.minutes))
        elif item.began_at:
            done = item.ended_at is not None
            lines.append(
                Line(item, "done" if done else "now", item.began_at, item.real_minutes if done else item.minutes)
            )
        else:
            block = expected[item.pk]
            lines.append(Line(item, "todo", block.start, item.minutes, block.late, followed_by.get(item.pk)))
    return lines


def in_turn(in_room: Iterable[tuple[str, str]], seed: int) -> list[str]:
    """A random order for this seed. Who comes in later is put in between; the others keep their order."""
    if not seed:
        return []
    return [name for _, name in sorted((sha256(f"{seed}:{key}".encode()).digest(), name) for key, name in in_room)]


def undo_words(clock: Clock, items: Iterable[AgendaItem]) -> tuple[str, str] | None:
    """What happened last, and the button that takes it back."""
    change = clock.last_change
    if not change:
        return None
    title = next((item.title for item in items if item.pk == change["of"]), "")
    words = {
        "begin": ("De sessie begon.", "Toch nog niet"),
        "verder": (f"‘{title}’ begon.", "Terug naar het vorige"),
        "stop": (f"‘{title}’ is afgerond.", "Toch nog niet"),
        "weg": (f"‘{title}’ valt weg.", "Zet terug"),
        "terug": (f"‘{title}’ staat er weer.", "Toch niet"),
        "wissel": (f"‘{title}’ komt later.", "Wissel terug"),
        "korter": ("Het draaiboek is ingekort.", "Draai terug"),
        "later": ("Jullie eindigen later.", "Draai terug"),
    }
    return words.get(change["what"])
