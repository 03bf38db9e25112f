"""What each screen, the report and the paper show of a wall. Two queries each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, QuerySet

from sessions.activities.face import Part
from sessions.activities.wall import rules
from sessions.activities.wall.models import Wall, WallCluster, WallDot, WallNote
from sessions.activities.wall.outcomes import ClusterOutcome
from sessions.activities.wall.rules import Branch, Step

if TYPE_CHECKING:
    from sessions.models import Activity, Place

# What a phone shows at once; the rest is one tap away. Sixty phones fetch this at each new note.
PHONE_NOTES = 30


@dataclass(frozen=True)
class Column:
    """A group with what hangs in it; `cluster` is None for what still hangs loose."""

    cluster: WallCluster | None
    notes: Sequence[Branch[WallNote]]

    @property
    def size(self) -> int:
        return len(self.notes)


def columns(clusters: Sequence[WallCluster], notes: Sequence[WallNote]) -> tuple[Column, list[Column]]:
    """What hangs loose, and each group, in order."""
    by_cluster: dict[int | None, list[Branch[WallNote]]] = defaultdict(list)
    for branch in rules.branches(notes):
        by_cluster[branch.note.cluster_id].append(branch)
    return Column(None, by_cluster[None]), [Column(one, by_cluster[one.pk]) for one in clusters]


def for_regie(activity: "Activity") -> dict[str, Any]:
    wall, clusters = Wall.objects.with_groups(activity)
    notes = WallNote.objects.for_wall(wall)
    if wall.is_secret:
        return {"wall": wall, "note_count": notes.count(), "step_name": rules.STEP_NAMES[wall.step]}
    hanging = list(notes)
    loose, groups = columns(clusters, hanging)
    if wall.step == Step.DONE:
        groups.sort(key=lambda one: -one.cluster.all_dots if one.cluster else 0)
    return {
        "wall": wall,
        "note_count": len(hanging),
        "loose": loose,
        "groups": groups,
        "step_name": rules.STEP_NAMES[wall.step],
        "suggested": rules.suggested_dots(len(clusters)),
        "nameless": sum(not one.name for one in clusters),
        "outcomes": ClusterOutcome.What.choices,
    }


def for_screen(activity: "Activity") -> dict[str, Any]:
    wall, clusters = Wall.objects.with_groups(activity)
    notes = WallNote.objects.for_wall(wall)
    if wall.is_secret:
        # Not even how many: nothing tells this screen that somebody wrote.
        return {"wall": wall, "note_count": 0}
    hanging = list(notes)
    loose, groups = columns(clusters, hanging)
    context: dict[str, Any] = {"wall": wall, "note_count": len(hanging)}
    if wall.step in (Step.DOTS, Step.DONE):
        done = wall.step == Step.DONE
        ordered = sorted(groups, key=lambda one: -one.cluster.all_dots if done and one.cluster else 0)
        most = rules.first(ordered, rules.SCREEN_LIST)
        return context | {"groups": most.items, "more_groups": most.more}
    # While people write, the newest on top; later in the order of the wall.
    pick = rules.newest if wall.step == Step.WRITING and not clusters else rules.first
    if groups:
        biggest = sorted(groups, key=lambda one: -one.size)
        # The order of the wall stays, so that nothing jumps while the group looks.
        kept = {id(one) for one in biggest[: rules.SCREEN_GROUPS]}
        shown = [one for one in groups if id(one) in kept]
        return context | {
            "shown": [(one.cluster, pick(one.notes, rules.SCREEN_NOTES), one.size) for one in shown],
            "others": [one.cluster for one in groups if id(one) not in kept],
            "loose_count": loose.size,
        }
    return context | {"newest": pick(loose.notes, rules.SCREEN_GROUPS * rules.SCREEN_NOTES)}


def for_phone(activity: "Activity", place: "Place") -> dict[str, Any] | None:
    if activity.step == Step.DONE or (activity.on_paper and activity.step != Step.DOTS):
        return None
    wall, clusters = Wall.objects.with_groups(activity)
    context: dict[str, Any] = {"wall": wall, "clusters": clusters}
    if wall.step == Step.DOTS:
        given = dict(WallDot.objects.filter(wall=wall, place=place).values_list("cluster", "count"))
        left = rules.dots_left(wall.dots_each, given)
        rows = [(one, given.get(one.pk, 0)) for one in clusters]
        return context | {"votes": [Vote(one, count, may_more=left > 0) for one, count in rows], "dots_left": left}
    if wall.is_secret or wall.step == Step.CLUSTERING:
        return context
    notes = list(WallNote.objects.for_wall(wall))
    return context | {"notes": notes, "hanging": rules.newest(rules.branches(notes), PHONE_NOTES)}


@dataclass(frozen=True)
class Vote:
    """One group with the dots of whoever holds the phone."""

    cluster: WallCluster
    count: int
    may_more: bool

    @property
    def dots(self) -> range:
        return range(self.count)

    @property
    def one_more(self) -> int:
        return self.count + 1

    @property
    def one_less(self) -> int:
        return self.count - 1


def report_rows(session: int) -> dict[str, QuerySet[Any, Any]]:
    activity_id = F("wall__activity")
    clusters = WallCluster.objects.filter(wall__activity__session=session).annotate(activity_id=activity_id)
    notes = WallNote.objects.filter(wall__activity__session=session).annotate(activity_id=activity_id)
    return {"clusters": clusters, "notes": notes.defer("author", "key")}


def for_report(activity: "Activity", clusters: Sequence[WallCluster], notes: Sequence[WallNote]) -> list[Part]:
    """By group, with its dots; never with names, and nothing that was not revealed."""
    if activity.step == Step.HIDDEN:
        return []
    loose, groups = columns(clusters, notes)
    groups.sort(key=lambda one: -one.cluster.all_dots if one.cluster else 0)
    listed = [{"title": heading(one.cluster), "items": lines(one)} for one in groups if one.cluster]
    if loose.notes:
        listed.append({"title": "Nog niet gegroepeerd" if listed else "Op de wand", "items": lines(loose)})
    filled = [one for one in listed if one["items"]]
    return [Part(activity.question or "Stille wand", "columns", filled)] if filled else []


def heading(cluster: WallCluster) -> str:
    dots = cluster.all_dots
    counted = f" ({dots} {'stip' if dots == 1 else 'stippen'})" if dots else ""
    return f"{cluster}{counted}{', verder mee' if cluster.goes_on else ''}"


def lines(column: Column) -> list[str]:
    """Each note, with the reactions to it on the same line."""
    texts = []
    for branch in column.notes:
        said = [branch.note.text, *(f"(reactie: {one.note.text})" for one in branch.flat() if one.note.text)]
        texts.append(" ".join(text for text in said if text))
    return [text for text in texts if text]
