import hashlib
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from sessions.live.clock import Repair, RepairKind, Standing, planned_end, standing
from sessions.live.revisions import ALL_SCREENS, raise_revisions
from sessions.models.agenda import AgendaItem
from sessions.models.run import Run
from sessions.models.session import Session

# What of a block the clock may change, and can put back.
KEPT = ("position", "minutes", "least_minutes", "began_at", "ended_at", "dropped_at")


@dataclass(frozen=True)
class ChosenRepair:
    """What the button said, and on which plan it was reckoned."""

    kind: RepairKind
    plan: str
    cuts: Mapping[int, int]
    dropped: int | None = None


class ClockQuerySet(models.QuerySet["Clock"]):
    def of(self, session: Session) -> "Clock":
        """The clock of this session; kept from the first time that somebody turns it."""
        clock = self.filter(session=session).first() or Clock(session=session)
        clock.session = session
        return clock


class Clock(models.Model):
    """The verbs of a run sheet that runs: begin, end, leave out, put back, swap, repair, and back again.

    A facilitator presses; nothing here moves by itself. Each verb may be repeated: it names what its page showed, and does
    nothing when that is over.
    """

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="clock")
    # Where the schedule aims at: the end of the plan at the start, or what was chosen in the room since.
    ends_at = models.DateTimeField(null=True, editable=False)
    # What the last verb changed, to go back once: {"what", "of", "before", "after", "ends_at"}, by ids of blocks.
    last_change = models.JSONField(default=dict, editable=False)
    # A timer beside the block; an activity has its own.
    timer_ends_at = models.DateTimeField(null=True, editable=False)
    timer_minutes = models.PositiveSmallIntegerField(default=0, editable=False)
    # The order of the rondje on the regie; 0 is none.
    round_seed = models.PositiveIntegerField(default=0, editable=False)

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = "klok"
        verbose_name_plural = "klokken"

    def __str__(self) -> str:
        return f"klok van sessie {self.session_id}"

    def standing(self, items: Sequence[AgendaItem], now: datetime) -> Standing[AgendaItem]:
        return standing(
            items,
            starts_at=timezone.localtime(self.session.starts_at),
            ends_at=timezone.localtime(self.session.ends_at),
            aim=self.ends_at,
            now=now,
        )

    def start(self, *, now: datetime) -> bool:
        """Begin the first block; nothing when the session has begun already."""

        def begin(items: list[AgendaItem]) -> bool:
            first = next((item for item in items if item.is_coming), None)
            if any(item.began_at for item in items):
                return False
            kept = [item for item in items if item.dropped_at is None]
            session = self.session
            self.ends_at = planned_end(timezone.localtime(session.starts_at), kept, timezone.localtime(session.ends_at))
            if first is not None:
                first.began_at = now
            return True

        return self._change("begin", begin, now=now)

    def begin(self, item_id: int, *, running: int | None, now: datetime) -> bool:
        """End the block `running` and begin this one; nothing when another one runs by now."""

        def begin(items: list[AgendaItem]) -> bool:
            current = _running(items)
            item = next((item for item in items if item.pk == item_id and item.is_coming), None)
            if item is None or (current.pk if current else None) != running:
                return False
            _end(current, now)
            item.began_at = now
            # It goes before what is still to come, so that the order stays the order in which things happened.
            items.remove(item)
            items.insert(next((place for place, other in enumerate(items) if other.is_coming), len(items)), item)
            self._stop_timer()
            return True

        return self._change("verder", begin, now=now, of=item_id)

    def end(self, item_id: int, *, now: datetime) -> bool:
        """End the running block and begin nothing yet."""

        def end(items: list[AgendaItem]) -> bool:
            current = _running(items)
            if current is None or current.pk != item_id:
                return False
            _end(current, now)
            self._stop_timer()
            return True

        return self._change("stop", end, now=now, of=item_id)

    def drop(self, item_id: int, *, now: datetime) -> bool:
        """Leave out a block that is still to come."""
        return self._change("weg", lambda items: _drop(items, item_id, now), now=now, of=item_id)

    def put_back(self, item_id: int, *, now: datetime) -> bool:
        """A block that was left out comes again, where it stood or next."""

        def put_back(items: list[AgendaItem]) -> bool:
            item = next((item for item in items if item.pk == item_id and item.dropped_at), None)
            if item is None:
                return False
            item.dropped_at = None
            items.remove(item)
            begun = max((place for place, other in enumerate(items, 1) if other.began_at), default=0)
            items.insert(max(item.position, begun), item)
            return True

        return self._change("terug", put_back, now=now, of=item_id)

    def swap(self, item_id: int, other_id: int, *, now: datetime) -> bool:
        """Let a block change places with the next one, if that is still the next one that comes."""

        def swap(items: list[AgendaItem]) -> bool:
            coming = [place for place, item in enumerate(items) if item.is_coming]
            for here, there in itertools.pairwise(coming):
                if (items[here].pk, items[there].pk) == (item_id, other_id):
                    items[here], items[there] = items[there], items[here]
                    return True
            return False

        return self._change("wissel", swap, now=now, of=item_id)

    def insert(self, key: str, title: str, minutes: int, *, after: int | None, now: datetime) -> AgendaItem:
        """A block that nobody planned, after another one or next; the same key again is the same block."""
        with transaction.atomic():
            items = self._locked()
            begun = [item.pk for item in items if item.began_at]
            known = after in {item.pk for item in items if item.is_coming}
            item = AgendaItem.objects.add(
                self.session,
                key,
                after=after if known else (begun[-1] if begun else None),
                title=title,
                minutes=minutes,
                least_minutes=min(5, minutes),
            )
            raise_revisions(self.session_id, *ALL_SCREENS)
        return item

    def rename(self, item_id: int, version: int, title: str) -> bool:
        """False when somebody else changed the block in between."""
        with transaction.atomic():
            item = next((item for item in self._locked() if item.pk == item_id), None)
            saved = item is not None and item.correct(version, {"title": title})
            raise_revisions(self.session_id, *ALL_SCREENS)
        return saved

    def repair(self, chosen: ChosenRepair, *, now: datetime) -> bool:
        """Do what was chosen, if the plan is still the one that was shown."""

        def repair(items: list[AgendaItem]) -> bool:
            if plan_of(items, self.ends_at) != chosen.plan or not _allowed(items, chosen):
                return False
            for item in items:
                if item.pk in chosen.cuts:
                    item.minutes = chosen.cuts[item.pk]
                    item.least_minutes = min(item.least_minutes, item.minutes)
            if chosen.dropped is not None and not _drop(items, chosen.dropped, now):
                return False
            self.ends_at = self.standing(items, now).ends_at
            return True

        return self._change(chosen.kind, repair, now=now, of=chosen.dropped)

    def undo(self, *, now: datetime) -> bool:
        """Take the last change back, if nothing else happened to those blocks since."""
        with transaction.atomic():
            items = self._locked()
            change, by_id = self.last_change, {str(item.pk): item for item in items}
            if not change or any(pk not in by_id or _kept(by_id[pk]) != row for pk, row in change["after"].items()):
                return False
            for pk, row in change["before"].items():
                for name, value in row.items():
                    setattr(by_id[pk], name, datetime.fromisoformat(value) if isinstance(value, str) else value)
            self._save(items, [by_id[pk] for pk in change["before"]])
            ends_at = change["ends_at"]
            self.ends_at = datetime.fromisoformat(ends_at) if ends_at else None
            self.last_change = {}
            self.save()
            if not any(item.began_at for item in items):
                Run.objects.filter(session=self.session_id).update(started_at=None)
            raise_revisions(self.session_id, *ALL_SCREENS)
        return True

    def go_round(self, seed: int) -> None:
        """Another random order of who is there, to go round; 0 puts it away."""
        with transaction.atomic():
            self._locked()
            self.round_seed = seed
            self.save()
            raise_revisions(self.session_id, *ALL_SCREENS[:1])

    def _locked(self) -> list[AgendaItem]:
        """The blocks and the clock as they are now; who turns the clock waits here for who does."""
        items = AgendaItem.objects.all()._locked(self.session)
        if now_there := Clock.objects.filter(session=self.session).first():
            for field in self._meta.concrete_fields:
                setattr(self, field.attname, getattr(now_there, field.attname))
            self._state.adding = False
        return items

    def _change(
        self,
        what: str,
        change: Callable[[list[AgendaItem]], bool],
        *,
        now: datetime,
        of: int | None = None,
    ) -> bool:
        with transaction.atomic():
            items = self._locked()
            ends_at = self.ends_at
            before = {item.pk: _kept(item) for item in items}
            if not change(items):
                return False
            for position, item in enumerate(items):
                item.position = position
            changed = [item for item in items if _kept(item) != before[item.pk]]
            self._save(items, changed)
            self.last_change = {
                "what": str(what),
                "of": of,
                "before": {str(item.pk): before[item.pk] for item in changed},
                "after": {str(item.pk): _kept(item) for item in changed},
                "ends_at": ends_at.isoformat() if ends_at else None,
            }
            self.save()
            raise_revisions(self.session_id, *ALL_SCREENS)
            # What is left out or moved in the run sheet beforehand does not begin the session.
            if what == "begin" or any(item.began_at for item in items):
                Run.objects.filter(session=self.session_id, started_at=None).update(started_at=now)
        return True

    def _save(self, items: Sequence[AgendaItem], changed: Sequence[AgendaItem]) -> None:
        # Only one block may run, and the database looks at each row: first what stops, then what starts.
        stops = [item for item in changed if not item.is_running]
        starts = [item for item in changed if item.is_running]
        for rows in (stops, starts):
            AgendaItem.objects.bulk_update(rows, KEPT)
        # A form that was open on one of these blocks may not put the old minutes back unseen.
        AgendaItem.objects.filter(pk__in=[item.pk for item in changed]).update(version=F("version") + 1)

    def _stop_timer(self) -> None:
        self.timer_ends_at, self.timer_minutes = None, 0


def plan_of(items: Sequence[AgendaItem], aim: datetime | None) -> str:
    """A short name for the plan as it stands: it is another one as soon as any block or the end changed."""
    rows: list[Any] = [
        (item.pk, item.kind, item.elastic, item.may_drop, str(item.fixed_start), _kept(item)) for item in items
    ]
    rows.append(aim.astimezone(UTC).isoformat() if aim else "")
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


def chosen(repair: Repair[AgendaItem], plan: str) -> ChosenRepair:
    cuts = {cut.item.pk: cut.minutes for cut in repair.cuts}
    return ChosenRepair(repair.kind, plan, cuts, repair.dropped.pk if repair.dropped else None)


def _allowed(items: Sequence[AgendaItem], repair: ChosenRepair) -> bool:
    """A form can say anything: what is protected stays, and nothing goes under its minimum."""
    by_id = {item.pk: item for item in items}
    dropped = by_id.get(repair.dropped) if repair.dropped is not None else None
    if repair.dropped is not None and (dropped is None or not dropped.can_drop):
        return False
    return all(
        (item := by_id.get(pk)) is not None
        and not item.is_protected
        and (item.is_coming or item.is_running)
        and item.shortest <= minutes < item.minutes
        for pk, minutes in repair.cuts.items()
    )


def _drop(items: Sequence[AgendaItem], item_id: int, now: datetime) -> bool:
    item = next((item for item in items if item.pk == item_id and item.is_coming), None)
    if item is not None:
        item.dropped_at = now
    return item is not None


def _running(items: Sequence[AgendaItem]) -> AgendaItem | None:
    return next((item for item in items if item.is_running), None)


def _end(item: AgendaItem | None, now: datetime) -> None:
    if item is not None and item.began_at is not None:
        # The clocks of two servers may differ a little.
        item.ended_at = max(now, item.began_at)


def _kept(item: AgendaItem) -> dict[str, Any]:
    values = {name: getattr(item, name) for name in KEPT}
    return {
        name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }
