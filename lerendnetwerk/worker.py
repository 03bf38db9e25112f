"""One loop for all background work: mail, reports, photos, and what comes round every minute."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from threading import Event
from typing import Protocol

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone

from lerendnetwerk.leases import (
    LEASE,
    InsideTransactionError,
    LeasedWork,
    LeasedWorkQuerySet,
    WorkRefusedError,
    WorkState,
    check_outside_transaction,
    retry_at,
)
from lerendnetwerk.outbox.models import PostOffice

log = logging.getLogger(__name__)

type Clock = Callable[[], datetime]
type Periodic = Callable[[datetime], int]

IDLE = 1.0  # seconds between two looks when there is nothing to do
HEARTBEAT = timedelta(seconds=15)
RECOVERY = timedelta(seconds=10)
ROUND = timedelta(minutes=1)
# The database restarts or is busy.
AWAY = (OperationalError, InterfaceError)


class Job(Protocol):
    def recover(self, now: datetime) -> int:
        """Take back what a killed worker held."""

    def work(self, clock: Clock, stop: Event) -> int:
        """Do one piece of what waits; returns how much was done, 0 when nothing waits."""


@dataclass(frozen=True)
class Rows[M: LeasedWork]:
    """Rows with a lease, and what to do with one.

    `do(row, now)` may write its own outcome with `row.finish(...)`; otherwise it is done when it returns. It
    raises WorkRefusedError when trying again makes no sense; any other error is tried again later.
    """

    rows: LeasedWorkQuerySet[M]
    do: Callable[[M, datetime], None]
    lease: timedelta = LEASE

    def recover(self, now: datetime) -> int:
        return self.rows.recover_abandoned(now)

    def work(self, clock: Clock, stop: Event) -> int:
        row = self.rows.take_next(clock(), self.lease)
        if row is None:
            return 0
        check_outside_transaction(f"{row._meta.label} {row.pk}")
        try:
            self.do(row, clock())
        except WorkRefusedError as refusal:
            row.finish(WorkState.FAILED, error=str(refusal))
        except AWAY:
            # The lease brings the row back.
            raise
        except Exception as error:
            # One broken row must not stop the others.
            log.exception("%s %s went wrong", row._meta.label, row.pk)
            self.try_again(row, f"{type(error).__name__}: {error}", clock())
        else:
            row.finish(WorkState.DONE, error="")
        return 1

    def try_again(self, row: M, error: str, now: datetime) -> None:
        until = retry_at(row.attempts, now)
        if until:
            row.postpone(until, error)
        else:
            row.finish(WorkState.FAILED, error=error)


@dataclass
class Round:
    """Something that comes round; False until it is time again."""

    every: timedelta
    last: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        if self.last and now - self.last < self.every:
            return False
        self.last = now
        return True


def every(span: timedelta, function: Periodic) -> Periodic:
    """For what need not come round each minute: first when the worker starts, then after each `span`."""
    round_ = Round(span)

    @wraps(function)
    def when_due(now: datetime) -> int:
        return function(now) if round_.is_due(now) else 0

    return when_due


def run_worker(
    jobs: Sequence[Job],
    periodic: Sequence[Periodic],
    *,
    stop: Event,
    now: Clock = timezone.now,
    once: bool = False,
) -> None:
    """Work until `stop` is set, or with `once` until nothing waits any more.

    Every worker runs the periodic functions, so these must bear being run twice at the same moment.
    """
    heartbeat, recovery, round_ = Round(HEARTBEAT), Round(RECOVERY), Round(ROUND)
    while not stop.is_set():
        try:
            if heartbeat.is_due(now()):
                PostOffice.objects.worker_is_alive(now())
            if recovery.is_due(now()):
                for job in jobs:
                    if recovered := job.recover(now()):
                        log.warning("Took back %s pieces of work of a worker that fell silent", recovered)
            if round_.is_due(now()):
                run_periodic(periodic, now, stop)
            done = sum(one_piece(job, now, stop) for job in jobs if not stop.is_set())
        except AWAY as error:
            # What was in hand comes back when its lease runs out.
            log.warning("The database is away, waiting for it: %s", error)
            connection.close()
            done = 0
            if once:
                raise
        if not done:
            if once:
                return
            close_old_connections()
            stop.wait(IDLE)


def one_piece(job: Job, now: Clock, stop: Event) -> int:
    try:
        return job.work(now, stop)
    except (*AWAY, InsideTransactionError):
        raise
    except Exception:
        # The other jobs go on.
        log.exception("%s went wrong", job)
        return 0


def run_periodic(periodic: Sequence[Periodic], now: Clock, stop: Event) -> None:
    for function in periodic:
        if stop.is_set():
            return
        try:
            function(now())
        except AWAY:
            raise
        except Exception:
            log.exception("%s went wrong; it comes round again", function.__qualname__)
