"""The lists that the facilitator types in the name of the group while a kind runs, and afterwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sessions.activities.face import Heard
from sessions.models import Activity, ActivityLine


@dataclass(frozen=True)
class HeardList:
    """A list as the regie shows it. `is_asked`: now is the time to type, not only to read."""

    asked: Heard
    lines: Sequence[ActivityLine]
    is_asked: bool


def heard_lists(activity: Activity, lines: Iterable[ActivityLine]) -> list[HeardList]:
    """Those with something in them, and those that are asked now. `lines` may hold other activities' too."""
    own = [line for line in lines if line.activity_id == activity.pk]
    lists = [
        HeardList(
            asked,
            [line for line in own if line.part == asked.slug],
            not activity.is_open or not asked.steps or activity.step in asked.steps,
        )
        for asked in activity.face.heard
    ]
    return [one for one in lists if one.lines or one.is_asked]


def heard_by_part(activity: Activity, lines: Iterable[ActivityLine]) -> dict[str, list[str]]:
    """The texts of each list, for the projector."""
    own = [line for line in lines if line.activity_id == activity.pk]
    return {asked.slug: [line.text for line in own if line.part == asked.slug] for asked in activity.face.heard}
