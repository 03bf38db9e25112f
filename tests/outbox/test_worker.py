"""The loop that does all background work."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count, pairwise
from threading import Event

import pytest
from django.core.management import call_command
from django.db import OperationalError, transaction

from lerendnetwerk.leases import InsideTransactionError, WorkRefusedError, outside_transaction
from lerendnetwerk.outbox.models import OutgoingMail, PostOffice
from lerendnetwerk.outbox.sending import MailRound
from lerendnetwerk.worker import Rows, run_worker
from sessions.models import Photo
from tests import factories
from tests.factories import NOW
from tests.outbox.mails import queue
from tests.smtp_sink import Sink

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def a_photo() -> Photo:
    return Photo.objects.create(session=factories.create_session(factories.create_network()), not_before=NOW)


def run(do: Callable[[Photo, datetime], None], now: datetime = NOW) -> None:
    run_worker([Rows(Photo.objects.all(), do)], [], stop=Event(), now=lambda: now, once=True)


def state(photo: Photo) -> tuple[str, int, str]:
    photo.refresh_from_db()
    return photo.state, photo.attempts, photo.error


def test_a_row_is_done_once() -> None:
    photo, seen = a_photo(), []
    run(lambda row, now: seen.append(row.pk))
    run(lambda row, now: seen.append(row.pk))
    assert (seen, state(photo)) == ([photo.pk], ("gedaan", 1, ""))


def test_a_row_that_writes_its_own_outcome_keeps_it() -> None:
    photo = a_photo()
    run(lambda row, now: row.finish("gedaan", width=800) and None)
    photo.refresh_from_db()
    assert (photo.state, photo.width) == ("gedaan", 800)


def test_what_can_never_be_done_has_failed() -> None:
    photo = a_photo()

    def refuse(row: Photo, now: datetime) -> None:
        raise WorkRefusedError("Dit is geen foto.")

    run(refuse)
    assert state(photo) == ("mislukt", 1, "Dit is geen foto.")


def test_a_mistake_is_tried_again_later_and_stops_nobody_else() -> None:
    broken, fine = a_photo(), a_photo()

    def stumble(row: Photo, now: datetime) -> None:
        if row.pk == broken.pk:
            raise KeyError("hoogte")

    run(stumble)
    assert state(broken) == ("klaar", 1, "KeyError: 'hoogte'")
    assert state(fine) == ("gedaan", 1, "")
    run(stumble, NOW + MINUTE)
    assert (state(broken)[1], broken.not_before) == (2, NOW + 6 * MINUTE)


def test_a_row_of_a_killed_worker_comes_back_and_fails_after_three_crashes() -> None:
    photo = a_photo()
    for n in range(3):
        Photo.objects.take_next(NOW + 5 * n * MINUTE)
        Photo.objects.recover_abandoned(NOW + 5 * (n + 1) * MINUTE)
    assert state(photo) == ("mislukt", 3, "Het werk viel drie keer stil.")


def test_slow_work_inside_a_transaction_is_refused() -> None:
    @outside_transaction
    def draw() -> str:
        return "getekend"

    assert draw() == "getekend"
    with transaction.atomic(), pytest.raises(InsideTransactionError, match="draw runs inside a transaction"):
        draw()


def test_the_loop_itself_refuses_to_run_in_a_transaction() -> None:
    a_photo()
    with transaction.atomic(), pytest.raises(InsideTransactionError):
        run(lambda row, now: None)


def test_periodic_work_runs_each_minute_and_one_mistake_stops_nothing() -> None:
    clock, stop, ran = count(), Event(), []

    def now() -> datetime:
        return NOW + timedelta(seconds=next(clock))

    def broken(moment: datetime) -> int:
        raise KeyError

    def counts(moment: datetime) -> int:
        ran.append(moment)
        if len(ran) == 3:
            stop.set()
        return 1

    class Busy:
        def recover(self, moment: datetime) -> int:
            return 0

        def work(self, moments: Callable[[], datetime], stop: Event) -> int:
            return 1

    run_worker([Busy()], [broken, counts], stop=stop, now=now)
    assert all(later - earlier >= MINUTE for earlier, later in pairwise(ran))


def test_a_worker_shows_that_it_is_alive() -> None:
    run_worker([], [], stop=Event(), now=lambda: NOW, once=True)
    office = PostOffice.objects.current()
    assert office.worker_seen_at == NOW
    assert (office.silent_since(NOW + MINUTE), office.silent_since(NOW + 3 * MINUTE)) == (None, NOW)


def test_a_database_that_restarts_is_waited_for() -> None:
    photo, stop, tries = a_photo(), Event(), []

    class Restarts(Rows[Photo]):
        def work(self, clock: Callable[[], datetime], stop: Event) -> int:
            tries.append(1)
            if len(tries) == 1:
                raise OperationalError
            stop.set()
            return super().work(clock, stop)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lerendnetwerk.worker.IDLE", 0)
        patch.setattr("lerendnetwerk.worker.connection.close", lambda: None)
        run_worker([Restarts(Photo.objects.all(), lambda row, now: None)], [], stop=stop, now=lambda: NOW)
    assert state(photo) == ("gedaan", 1, "")


def test_one_broken_job_leaves_the_others_alone(sink: Sink) -> None:
    queue()

    class Broken:
        def recover(self, now: datetime) -> int:
            return 0

        def work(self, clock: Callable[[], datetime], stop: Event) -> int:
            raise KeyError

    run_worker([Broken(), MailRound()], [], stop=Event(), now=lambda: NOW, once=True)
    assert len(sink.messages) == 1


def test_the_command_empties_the_outbox(sink: Sink) -> None:
    queue(not_before=datetime(2026, 1, 1, tzinfo=NOW.tzinfo))
    call_command("worker", "--once")
    assert (OutgoingMail.objects.get().state, len(sink.messages)) == ("verzonden", 1)
