from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Q

from sessions.activities.registry import kind_of
from sessions.live.revisions import ALL_SCREENS, raise_revisions
from sessions.models.agenda import AgendaItem
from sessions.models.place import Place
from sessions.models.session import Session

if TYPE_CHECKING:
    from sessions.activities.face import Kind

NO_OPTIONS: Mapping[str, Any] = {}


class AnotherIsOpenError(Exception):
    """One activity at a time: the running one is closed first."""


class ActivityQuerySet(models.QuerySet["Activity"]):
    def open(self) -> "ActivityQuerySet":
        return self.filter(state=Activity.State.OPEN)

    def with_session(self) -> "ActivityQuerySet":
        return self.select_related("session__network", "item")

    def for_report(self, session: int) -> "ActivityQuerySet":
        """What the report takes over, in the order in which it happened."""
        return self.filter(session=session, in_report=True).exclude(opened_at=None).order_by("opened_at", "pk")

    def start(
        self,
        session: Session,
        kind: str,
        *,
        key: str,
        now: datetime,
        item: AgendaItem | None = None,
        question: str = "",
        on_paper: bool = False,
        options: Mapping[str, Any] = NO_OPTIONS,
    ) -> "Activity":
        """Open an activity of this kind at once; the same key again is the same activity. Raises AnotherIsOpenError."""
        face = kind_of(kind)
        with transaction.atomic():
            Session.objects.select_for_update().get(pk=session.pk)
            if known := self.filter(session=session, key=key).first():
                return known
            if self.filter(session=session).open().exists():
                raise AnotherIsOpenError
            Place.objects.settle(session)
            activity = self.create(
                session=session,
                item=item,
                kind=kind,
                question=question,
                on_paper=on_paper,
                state=Activity.State.OPEN,
                step=face.first_step,
                in_report=not face.personal,
                opened_at=now,
                key=key,
            )
            face.opened(activity, options, now)
            raise_revisions(session.pk, *ALL_SCREENS)
        return activity


class Activity(models.Model):
    """One live run of a werkvorm in a session. What is special to a kind stands in that kind's own models."""

    class State(models.TextChoices):
        READY = "klaar", "klaar om te starten"
        OPEN = "open", "loopt"
        CLOSED = "dicht", "afgerond"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="activities")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="activities")
    kind = models.SlugField(max_length=30)
    # Of a kind that runs any werkvorm: how that one is called.
    method_title = models.CharField("werkvorm", max_length=120, blank=True, editable=False)
    question = models.TextField("vraag", max_length=1000, blank=True)
    state = models.CharField(max_length=6, choices=State, default=State.READY)
    # The kind's own phase; the slugs are in its `steps`.
    step = models.SlugField(max_length=30, blank=True)
    on_paper = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    timer_ends_at = models.DateTimeField(null=True, editable=False)
    timer_minutes = models.PositiveSmallIntegerField(default=0, editable=False)
    in_report = models.BooleanField("in het verslag", default=True)
    # Made by the form that started it; the same key twice is the same activity.
    key = models.CharField(max_length=32, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "activiteit"
        verbose_name_plural = "activiteiten"
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(state="open"),
                name="one_open_activity",
                violation_error_message="Er loopt al een activiteit. Rond die eerst af.",
            ),
            models.UniqueConstraint(
                fields=["session", "key"],
                name="activity_once_by_key",
                violation_error_message="Deze activiteit is al gestart.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def face(self) -> "Kind":
        return kind_of(self.kind)

    @property
    def title(self) -> str:
        return self.method_title or self.face.title

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    def lock(self) -> "Activity":
        """This row for the caller's transaction only, as it is now."""
        return Activity.objects.select_for_update().get(pk=self.pk)

    def go_to(self, step: str, *, now: datetime) -> bool:
        """The next (or an earlier) step of the kind; False when the kind does not allow it now."""
        with transaction.atomic():
            locked = self.lock()
            if locked.step == step:
                return True
            if not locked.is_open or not self.face.may_go_to(locked, step):
                return False
            locked.step = step
            locked.save(update_fields=["step"])
            self.face.entered(locked, now)
            raise_revisions(self.session_id, *ALL_SCREENS)
        self.refresh_from_db(fields=["step"])
        return True

    def close(self, *, now: datetime) -> None:
        """Phones may be put away; what is on paper may still be typed. Closing again changes nothing."""
        with transaction.atomic():
            locked = self.lock()
            if locked.is_open:
                locked.state, locked.closed_at, locked.timer_ends_at = self.State.CLOSED, now, None
                locked.save(update_fields=["state", "closed_at", "timer_ends_at"])
                self.face.closed(locked, now)
                raise_revisions(self.session_id, *ALL_SCREENS)
        self.refresh_from_db()

    def reopen(self, *, now: datetime) -> bool:
        """Go on where it stopped; False when another one runs, or the kind is closed for good."""
        with transaction.atomic():
            Session.objects.select_for_update().get(pk=self.session_id)
            locked = self.lock()
            if locked.is_open:
                return True
            others = Activity.objects.filter(session=self.session_id).open()
            if others.exists() or not self.face.may_reopen(locked):
                return False
            locked.state, locked.closed_at = self.State.OPEN, None
            locked.save(update_fields=["state", "closed_at"])
            raise_revisions(self.session_id, *ALL_SCREENS)
        self.refresh_from_db()
        return True

    def ask(self, question: str) -> None:
        """What is asked now, on all screens; empty: nothing."""
        with transaction.atomic():
            Activity.objects.filter(pk=self.lock().pk).update(question=question)
            raise_revisions(self.session_id, *ALL_SCREENS)

    def put_in_report(self, on: bool) -> None:
        Activity.objects.filter(pk=self.pk).update(in_report=on)
        self.in_report = on
