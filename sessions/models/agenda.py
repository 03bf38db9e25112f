from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models, transaction
from django.db.models import F

from sessions.models.brought import Contribution
from sessions.models.files import Document
from sessions.models.method import Method
from sessions.models.session import Session
from sessions.starter_agendas import StarterBlock
from sessions.timetable import minutes_between

# To begin with; the facilitator changes them in the run sheet.
CASE_MINUTES, QUESTION_MINUTES = 45, 20


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def for_agenda(self) -> "AgendaItemQuerySet":
        """Each with how many people said that they are ready with what it asks."""
        blocks = self.select_related("method", "picked_up__from_session")
        # Counting groups the rows, and then the model's own order no longer counts.
        return blocks.annotate(ready_count=models.Count("prepared")).order_by("position", "pk")

    def add(self, session: Session, key: str, *, after: int | None = None, **values: Any) -> "AgendaItem":
        """A new block after the block `after`, or in front. The same key again is the block that it made before."""
        with transaction.atomic():
            items = self._locked(session)
            if known := next((item for item in items if key and item.key == key), None):
                return known
            item = self.create(session=session, key=key, **values)
            place = next((index for index, other in enumerate(items, 1) if other.pk == after), 0)
            _number([*items[:place], item, *items[place:]])
        return item

    def add_brought(self, session: Session, brought: Contribution) -> "AgendaItem":
        """What somebody brought as a block that leads back to it, before evaluation and closing; in a session once."""
        case = brought.case
        minutes = CASE_MINUTES if case else QUESTION_MINUTES
        return self.add_at_the_end(
            session,
            f"inbreng-{brought.pk}",
            title=" ".join(brought.words.split())[:160],
            minutes=minutes,
            least_minutes=minutes // 2,
            led_by=brought.participation.name if case else "",
            notes=case.question if case else "",
            comes_from=brought,
        )

    def add_at_the_end(self, session: Session, key: str, **values: Any) -> "AgendaItem":
        """A new block behind all others, but before evaluation and closing."""
        at_the_end = (AgendaItem.Kind.EVALUATION, AgendaItem.Kind.CLOSING)
        body = session.agenda_items.exclude(kind__in=at_the_end).order_by("position", "pk")
        return self.add(session, key, after=body.values_list("pk", flat=True).last(), **values)

    def sort(self, session: Session, order: Sequence[str]) -> None:
        """Put the blocks in this order of ids; a block that is not named keeps its place behind the named ones."""
        with transaction.atomic():
            places = {pk: index for index, pk in enumerate(order)}
            _number(sorted(self._locked(session), key=lambda item: places.get(str(item.pk), len(places))))

    def shorten(self, session: Session, cuts: Mapping[str, tuple[int, int]]) -> None:
        """Bring blocks from a number of minutes to fewer, by id; what changed meanwhile, or would get too short, stays."""
        with transaction.atomic():
            for item in self._locked(session):
                old, new = cuts.get(str(item.pk), (0, 0))
                if item.minutes == old and item.shortest <= new < old:
                    item.set_minutes(new)

    def put_back(self, item: "AgendaItem") -> None:
        """A block that was just taken away, where it stood."""
        with transaction.atomic():
            items = [other for other in self._locked(item.session) if other.pk != item.pk]
            place = sum(other.position < item.position for other in items)
            if item.method_id and not Method.objects.filter(pk=item.method_id).exists():
                item.method = None
            if item.comes_from_id and not Contribution.objects.filter(pk=item.comes_from_id).exists():
                item.comes_from = None
            if item.preparation_document_id and not Document.objects.filter(pk=item.preparation_document_id).exists():
                item.preparation_document = None
            if any(other.key == item.key for other in items):
                # The same was put in once more meanwhile.
                item.key = ""
            item.save()
            _number([*items[:place], item, *items[place:]])

    def _locked(self, session: Session) -> "list[AgendaItem]":
        # The order belongs to the session: two people who change it wait for each other there.
        Session.objects.select_for_update().get(pk=session.pk)
        return list(self.filter(session=session).order_by("position", "pk"))

    def start_from(self, session: Session, blocks: Iterable[StarterBlock]) -> None:
        """Fill an empty run sheet with a starter agenda."""
        blocks = list(blocks)
        methods = Method.objects.in_bulk([block.method for block in blocks if block.method], field_name="slug")
        self._fill(
            session,
            (
                AgendaItem(
                    kind=block.kind,
                    title=block.title,
                    method=methods.get(block.method),
                    minutes=block.minutes,
                    least_minutes=block.least_minutes,
                    elastic=block.elastic,
                    led_by=block.who,
                    material=block.material,
                    notes=block.notes,
                    preparation=block.preparation,
                )
                for block in blocks
            ),
        )

    def copy_structure(self, session: Session, source: Session) -> None:
        """Fill an empty run sheet as `source` has it, without its hours and its names: those belong to that day."""
        self._fill(
            session,
            (
                AgendaItem(
                    kind=item.kind,
                    title=item.title,
                    method_id=item.method_id,
                    minutes=item.minutes,
                    least_minutes=item.least_minutes,
                    elastic=item.elastic,
                    may_drop=item.may_drop,
                    material=item.material,
                    preparation=item.preparation,
                )
                for item in source.agenda_items.all()
            ),
        )

    def _fill(self, session: Session, items: "Iterable[AgendaItem]") -> None:
        with transaction.atomic():
            if self._locked(session):
                return
            filled = list(items)
            for position, item in enumerate(filled):
                item.session, item.position = session, position
            AgendaItem.objects.bulk_create(filled)


def _number(items: "Sequence[AgendaItem]") -> None:
    for position, item in enumerate(items):
        item.position = position
    AgendaItem.objects.bulk_update(items, ["position"])


class AgendaItem(models.Model):
    """One block of the run sheet; its clock time is computed (sessions/timetable.py), never stored."""

    class Kind(models.TextChoices):
        BLOCK = "onderdeel", "onderdeel"
        BREAK = "pauze", "pauze"
        GUEST = "gast", "gast"
        EVALUATION = "evaluatie", "evaluatie"
        CLOSING = "afsluiting", "afsluiting"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="agenda_items")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField("soort", max_length=12, choices=Kind, default=Kind.BLOCK)
    title = models.CharField("titel", max_length=160)
    method = models.ForeignKey(
        Method, verbose_name="werkvorm", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    minutes = models.PositiveSmallIntegerField("minuten", default=15)
    least_minutes = models.PositiveSmallIntegerField("minstens", default=5)
    # A fixed block lasts exactly this long; an elastic one may shrink to its minimum.
    elastic = models.BooleanField("rekbaar", default=True)
    fixed_start = models.TimeField("begint vast om", null=True, blank=True)
    # What the clock may propose to leave out when time runs short; what is protected never is.
    may_drop = models.BooleanField("mag wegvallen als de tijd dringt", default=True)
    led_by = models.CharField("wie leidt", max_length=120, blank=True)
    material = models.CharField("materiaal", max_length=500, blank=True)
    notes = models.TextField("notities", max_length=4000, blank=True)
    preparation = models.TextField("voorbereiding die je vraagt", max_length=2000, blank=True)
    preparation_document = models.ForeignKey(
        Document, verbose_name="document erbij", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # What a participant brought, when the block was made of that.
    comes_from = models.ForeignKey(
        Contribution, null=True, blank=True, on_delete=models.SET_NULL, related_name="agenda_items", editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    # Made by the form that added the block; the same key twice is the same block.
    key = models.CharField(max_length=32, blank=True, editable=False)
    # How it really went; see sessions/models/clock.py.
    began_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    dropped_at = models.DateTimeField(null=True, editable=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = "onderdeel"
        verbose_name_plural = "onderdelen"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=480),
                name="agenda_item_one_minute_to_eight_hours",
                violation_error_message="Een onderdeel duurt 1 tot 480 minuten.",
            ),
            models.CheckConstraint(
                condition=models.Q(least_minutes__gte=1, least_minutes__lte=models.F("minutes")),
                name="agenda_item_least_not_over_planned",
                violation_error_message="Het minimum kan niet hoger zijn dan de geplande minuten.",
            ),
            models.UniqueConstraint(
                fields=["session", "key"],
                condition=~models.Q(key=""),
                name="agenda_item_once_by_key",
                violation_error_message="Dit onderdeel staat er al.",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("began_at")),
                name="agenda_item_ended_after_it_began",
                violation_error_message="Een onderdeel eindigt niet voor het begon.",
            ),
            models.CheckConstraint(
                condition=models.Q(dropped_at=None) | models.Q(began_at=None),
                name="agenda_item_began_or_dropped",
                violation_error_message="Wat al begon, kan niet meer wegvallen.",
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=models.Q(began_at__isnull=False, ended_at=None),
                name="agenda_item_one_runs",
                violation_error_message="Er loopt al een onderdeel. Rond dat eerst af.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def asks_preparation(self) -> bool:
        return bool(self.preparation) or self.preparation_document_id is not None

    @property
    def shortest(self) -> int:
        """The fewest minutes this block can be brought to."""
        return self.least_minutes if self.elastic else self.minutes

    @property
    def is_protected(self) -> bool:
        """A fixed moment: no repair of the clock shortens it or leaves it out."""
        return self.kind != self.Kind.BLOCK

    @property
    def can_drop(self) -> bool:
        return self.may_drop and not self.is_protected and self.began_at is None

    @property
    def is_running(self) -> bool:
        return self.began_at is not None and self.ended_at is None

    @property
    def is_coming(self) -> bool:
        return self.began_at is None and self.dropped_at is None

    @property
    def real_minutes(self) -> int:
        """How long it took, in minutes of the clock on the wall; 0 while that is not known."""
        if self.began_at is None or self.ended_at is None:
            return 0
        began, ended = (moment.replace(second=0, microsecond=0) for moment in (self.began_at, self.ended_at))
        return minutes_between(began, ended)

    def set_minutes(self, minutes: int) -> None:
        """At least `shortest`, when the block is elastic; a fixed block just gets another length."""
        least = min(self.least_minutes, minutes) if self.elastic else minutes
        rows = AgendaItem.objects.filter(pk=self.pk).exclude(minutes=minutes, least_minutes=least)
        rows.update(minutes=minutes, least_minutes=least, version=F("version") + 1)
        self.refresh_from_db(fields=["minutes", "least_minutes", "version"])

    def move(self, step: int) -> None:
        """One place up (-1) or down (1)."""
        with transaction.atomic():
            items = AgendaItem.objects.all()._locked(self.session)
            here = next((index for index, item in enumerate(items) if item.pk == self.pk), None)
            if here is not None:
                items.insert(min(max(here + step, 0), len(items) - 1), items.pop(here))
                _number(items)

    def correct(self, version: int, values: Mapping[str, Any]) -> bool:
        """Save on top of `version`; False when somebody else saved something else in between."""
        rows = AgendaItem.objects.filter(pk=self.pk)
        saved = rows.filter(version=version).update(version=version + 1, **values)
        # The same again is a repeat whose answer got lost, not a conflict.
        return bool(saved) or rows.filter(**values).exists()
