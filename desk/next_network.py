"""A network that is closed as the template of the next: what comes along, and what stays behind.

No people come along and no words of the group: what was announced, how the sessions were built and how long their
blocks really took do. Lessons are the facilitator's notes; they start from what the final evaluation may show.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from evaluations.models import Answer, Round
from evaluations.results import Results, results_from
from lerendnetwerk.accounts.models import User
from lerendnetwerk.audit.record import record
from lerendnetwerk.composed import composed_together
from lerendnetwerk.templatetags.look import score
from networks.models import EngagementLine, Network, NetworkFacilitator, NetworkOrigin
from reports.names import names_in
from sessions.models import AgendaItem, AgendaOutline, Substitute
from sessions.models.outline import block_of

# What was announced, and how large the group was meant to be. Not: when, until when to enrol, what may be told outside.
FIELDS = (
    "theme",
    "audience",
    "added_value",
    "aims",
    "organisation_value",
    "ways_of_working",
    "guidance",
    "duration",
    "meeting_place",
    "price",
    "practical_information",
    "session_count",
    "group_sought",
    "group_most",
    "offer_days",
    "scope",
)
TEXTS = FIELDS[: FIELDS.index("session_count")]
FREE_BLOCK = "Onderdeel"


@dataclass(frozen=True)
class ComesAlong:
    """`texts`: label and words of each part of the announcement; `withheld`: how many block titles named somebody."""

    texts: list[tuple[str, str]]
    expected: list[str]
    offered: list[str]
    outlines: list[AgendaOutline]
    withheld: int
    lessons: str


def comes_along(network: Network) -> ComesAlong:
    """Three queries: its people, its blocks, and the rest together."""
    found = rows_that_come_along(network.pk)
    names = [one.name for one in network.participations.select_related("person")]
    outlines, withheld = outlines_of(network, [*names, *(one.name for one in found["substitutes"])])
    labels = {field.name: str(field.verbose_name).capitalize() for field in Network._meta.concrete_fields}
    texts = [(labels[name], getattr(network, name)) for name in TEXTS]
    lines: list[EngagementLine] = found["lines"]
    results = results_from(found["rounds"][0], found["answers"]) if found["rounds"] else None
    return ComesAlong(
        texts=[(label, text) for label, text in texts if text],
        expected=[line.text for line in lines if line.kind == EngagementLine.Kind.EXPECTED],
        offered=[line.text for line in lines if line.kind == EngagementLine.Kind.OFFERED],
        outlines=outlines,
        withheld=withheld,
        lessons=lessons_from(results) if results else "",
    )


@composed_together
def rows_that_come_along(network: int) -> dict[str, QuerySet[Any]]:
    return {
        "lines": EngagementLine.objects.filter(network=network),
        "substitutes": Substitute.objects.filter(session__network=network),
        "rounds": Round.objects.filter(network=network, kind=Round.Kind.FINAL),
        "answers": Answer.objects.filter(round__network=network, round__kind=Round.Kind.FINAL),
    }


def outlines_of(network: Network, names: Collection[str]) -> tuple[list[AgendaOutline], int]:
    """The run sheets as they went, not saved; and how many titles named one of these people and are replaced."""
    items = (
        AgendaItem.objects.filter(session__network=network, dropped_at=None)
        .select_related("session", "method")
        .order_by("session__number", "position", "pk")
    )
    by_number: dict[int, AgendaOutline] = {}
    withheld = 0
    for item in items:
        outline = by_number.setdefault(
            item.session.number,
            AgendaOutline(number=item.session.number, length_minutes=item.session.length_minutes, blocks=[]),
        )
        title = item.title
        if names_in(title, names):
            title, withheld = item.method.title if item.method else FREE_BLOCK, withheld + 1
        outline.blocks.append(
            block_of(
                item,
                title=title,
                material=_unless_named(item.material, names),
                preparation=_unless_named(item.preparation, names),
            )
        )
    return list(by_number.values()), withheld


def _unless_named(text: str, names: Iterable[str]) -> str:
    return "" if names_in(text, names) else text


def lessons_from(results: Results) -> str:
    """What the final evaluation says for who comes next, one line each."""
    by_part: dict[str, list[str]] = {"proces": [], "belofte": [], "werkvorm": [], "volgende": []}
    for group in results.more:
        for said in group.said:
            part = said.asked.key.partition(":")[0]
            if part not in by_part or not said.is_shown:
                continue
            if said.mean is not None:
                # Promises were announced as sentences.
                by_part[part].append(f"- {said.asked.text.rstrip('.')}: {score(said.mean)} op 10")
            elif said.counts:
                told = ", ".join(f"{count} {label}" for label, count in said.counts if count)
                by_part[part].append(f"- {said.asked.text}: {told}")
            else:
                by_part[part] += [f"- {sentence}" for sentence in said.sentences]
    titles = {
        "volgende": "Wat de groep zegt tegen wie na hen komt",
        "proces": "Hoe de weg ernaartoe was",
        "belofte": "Kwam er wat we aanboden?",
        "werkvorm": "De werkvormen",
    }
    return "\n\n".join("\n".join([title, *by_part[part]]) for part, title in titles.items() if by_part[part])


def make_next(source: Network, *, title: str, lessons: str, key: str, by: User, now: datetime) -> Network:
    """The next network, with `by` as its facilitator. The same key again is the network that it made before."""
    with transaction.atomic():
        Network.objects.select_for_update().get(pk=source.pk)
        made = Network.objects.filter(origin__source=source, origin__key=key).first()
        if made is not None:
            return made
        along = comes_along(source)
        network = Network.start(
            source.programme,
            {name: getattr(source, name) for name in FIELDS} | {"title": title},
            {EngagementLine.Kind.EXPECTED: along.expected, EngagementLine.Kind.OFFERED: along.offered},
            facilitator=by,
        )
        NetworkOrigin.keep(network, source, lessons, key, now)
        for outline in along.outlines:
            outline.network = network
        AgendaOutline.objects.bulk_create(along.outlines)
        record("netwerk-van-voorbeeld", network, now=now, user=by, network_id=network.pk)
    return network


# What the page that makes a network brings by itself.
COMES_BY_ITSELF = {NetworkFacilitator, EngagementLine, NetworkOrigin, AgendaOutline}


def is_untouched(network: Network) -> bool:
    """Whether nothing hangs on it yet besides what came along. One query."""
    relations = [
        relation
        for relation in Network._meta.related_objects
        if relation.related_model not in COMES_BY_ITSELF or relation.name == "successors"
    ]
    found = {
        f"has_{number}": Exists(relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")}))
        for number, relation in enumerate(relations)
    }
    row = Network.objects.filter(pk=network.pk).annotate(**found).values(*found).first()
    return row is not None and not any(row.values())


def discard(network: Network, *, by: User, now: datetime) -> bool:
    """Undo: take a network that was made from another away. False, and nothing happens, once something hangs on it."""
    with transaction.atomic():
        Network.objects.select_for_update().get(pk=network.pk)
        if not NetworkOrigin.objects.filter(network=network).exists() or not is_untouched(network):
            return False
        record("netwerk-weggehaald", network, now=now, user=by)
        network.delete()
    return True
