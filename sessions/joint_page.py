"""What the group does together, with its trail, and what it does in another way since."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F

from lerendnetwerk.together import read_together
from networks.models import Network
from sessions.models import ActionPoint, ActionStep, ChangeNote, Session


@dataclass(frozen=True)
class JointAction:
    """`done_before`: the number of the first session after it was done; None when it was done after the last."""

    point: ActionPoint
    number: int
    steps: list[ActionStep]
    done_before: int | None


@dataclass(frozen=True)
class Joint:
    open: list[JointAction]
    done: list[JointAction]
    changes: list[ChangeNote]

    @property
    def is_empty(self) -> bool:
        return not (self.open or self.done or self.changes)


def joint_of(network: Network) -> Joint:
    """One query."""
    here = {"session__network": network}
    number = {"number": F("session__number")}
    rows = read_together(
        points=ActionPoint.objects.filter(**here, owner=ActionPoint.Owner.GROUP)
        .annotate(**number)
        .order_by("session__number", "position", "pk"),
        steps=ActionStep.objects.filter(
            action_point__session__network=network, action_point__owner=ActionPoint.Owner.GROUP
        ).annotate(**number),
        changes=ChangeNote.objects.filter(**here, level=ChangeNote.Level.GROUP)
        .annotate(**number)
        .order_by("-session__number", "position", "pk"),
        sessions=Session.objects.filter(network=network).only("number", "starts_at").order_by("number"),
    )
    actions = [
        JointAction(
            point,
            vars(point)["number"],
            [step for step in rows["steps"] if step.action_point_id == point.pk],
            _first_after(point, rows["sessions"]),
        )
        for point in rows["points"]
    ]
    last_first = sorted((one.point.done_at, one.point.pk, one) for one in actions if one.point.done_at)[::-1]
    return Joint([one for one in actions if not one.point.is_done], [one for *_, one in last_first], rows["changes"])


def _first_after(point: ActionPoint, sessions: Sequence[Session]) -> int | None:
    if point.done_at is None:
        return None
    return next((one.number for one in sessions if one.starts_at > point.done_at), None)
