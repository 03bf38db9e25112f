"""Background work as rows with a lease.

A worker takes a row for a while; only who still holds the lease may write the outcome. A killed worker's row
comes free when its lease runs out. Works the same on SQLite and PostgreSQL, because taking a row is one
conditional UPDATE.
"""

import functools
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Self

from django.db import connection, models
from django.db.models import F, Q

LEASE = timedelta(minutes=2)
MOST_CRASHES = 3
# How long to leave what did not work for the moment; after the last of these it has failed.
BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720)]


class WorkRefusedError(Exception):
    """This work can never be done as it is; the message is a Dutch sentence for the person who waits for it."""


class InsideTransactionError(RuntimeError):
    """Slow work was started while the database was held for it."""


def check_outside_transaction(what: str) -> None:
    """A transaction around a PDF, a photo or a talk with a server would hold up everybody."""
    # A test that runs in a transaction of its own is no harm.
    if any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
        raise InsideTransactionError(f"{what} runs inside a transaction")


def outside_transaction[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Refuse to run inside `atomic()`; stands on everything slow that only a worker does."""

    @functools.wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        check_outside_transaction(function.__qualname__)
        return function(*args, **kwargs)

    return guarded


def retry_at(attempts: int, now: datetime) -> datetime | None:
    """When to try again after `attempts` tries, or None when it is enough."""
    return now + BACK_OFF[attempts - 1] if attempts <= len(BACK_OFF) else None


class WorkState(models.TextChoices):
    READY = "klaar", "klaar"
    BUSY = "bezig", "bezig"
    DONE = "gedaan", "gedaan"
    FAILED = "mislukt", "mislukt"


class LeasedWorkQuerySet[M: "LeasedWork"](models.QuerySet[M]):
    def due(self, now: datetime) -> Self:
        return self.filter(state=WorkState.READY, not_before__lte=now)

    def take_next(self, now: datetime, lease: timedelta = LEASE) -> M | None:
        """Take the oldest row that is due, or None. Safe with any number of workers."""
        while True:
            pk = self.due(now).order_by("not_before", "pk").values_list("pk", flat=True).first()
            if pk is None:
                return None
            lease_id = secrets.token_hex(8)
            taken = self.filter(pk=pk, state=WorkState.READY).update(
                state=WorkState.BUSY, lease_id=lease_id, lease_until=now + lease, attempts=F("attempts") + 1
            )
            if taken:
                return self.get(pk=pk)

    def recover_abandoned(self, now: datetime) -> int:
        """Give back what a killed worker held; after three such crashes the row is failed. Returns how many."""
        abandoned = self.filter(state=WorkState.BUSY, lease_until__lt=now)
        failed = abandoned.filter(crashes__gte=MOST_CRASHES - 1).update(
            state=WorkState.FAILED, crashes=F("crashes") + 1, lease_id="", error="Het werk viel drie keer stil."
        )
        back = abandoned.update(state=WorkState.READY, crashes=F("crashes") + 1, lease_id="")
        return failed + back


class LeasedWork(models.Model):
    """Work that a worker does outside any request and outside any transaction."""

    state = models.CharField(max_length=20, choices=WorkState, default=WorkState.READY)
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, editable=False)
    lease_id = models.CharField(max_length=16, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    # A worker that was killed says nothing about the work itself, so these are counted apart.
    crashes = models.PositiveSmallIntegerField(default=0, editable=False)
    error = models.TextField(blank=True, editable=False)

    objects = LeasedWorkQuerySet.as_manager()

    class Meta:
        abstract = True

    def finish(self, state: str, **fields: object) -> bool:
        """Write the outcome if the lease is still ours; False when somebody else took over."""
        written = (
            type(self)
            ._default_manager.filter(Q(lease_id=self.lease_id), pk=self.pk, state=WorkState.BUSY)
            .update(state=state, lease_id="", lease_until=None, **fields)
        )
        return bool(written)

    def put_back(self, now: datetime) -> bool:
        """Failed work gets a new start because somebody asks; False, and nothing happens, in any other state."""
        failed = type(self)._default_manager.filter(pk=self.pk, state=WorkState.FAILED)
        return bool(failed.update(state=WorkState.READY, not_before=now, attempts=0, crashes=0, error=""))

    def postpone(self, until: datetime, error: str) -> bool:
        """Try again later, with the reason kept."""
        return self.finish(WorkState.READY, not_before=until, error=error)
