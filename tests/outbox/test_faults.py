"""Real workers, killed at any moment: nothing is lost, and nothing leaves twice without a person's click."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.utils import timezone

from lerendnetwerk.outbox.models import MailState, OutgoingMail
from tests.outbox.mails import queue
from tests.smtp_sink import Sink, smtp_sink

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
LEASE = 2.0


def database_url() -> str:
    """Where the workers find the database of this test."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    user = quote(known["USER"] or "postgres", safe="")
    host = quote(known["HOST"] or "localhost", safe="")
    port = f":{known['PORT']}" if known["PORT"] else ""
    password = f":{quote(known['PASSWORD'], safe='')}" if known["PASSWORD"] else ""
    return f"postgresql://{user}{password}@{host}{port}/{known['NAME']}"


def environment(sink: Sink, folder: Path) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "lerendnetwerk.settings",
        "DATABASE_URL": database_url(),
        "LN_VAR_DIR": str(folder),
        "LN_MODE": "development",
        "LN_DEBUG": "0",
        "LN_SMTP_HOST": "127.0.0.1",
        "LN_SMTP_PORT": str(sink.port),
        "LN_SMTP_TLS": "0",
    }


class Crew:
    """Worker processes of this test alone, by their process id."""

    def __init__(self, nursery: subprocess.Popen[str]) -> None:
        self.nursery = nursery
        self.running: list[int] = []

    def ask(self, order: str) -> int:
        assert self.nursery.stdin and self.nursery.stdout
        self.nursery.stdin.write(order + "\n")
        self.nursery.stdin.flush()
        return int(self.nursery.stdout.readline())

    def start(self) -> None:
        self.running.append(self.ask("start"))

    def kill(self, pid: int) -> None:
        self.running.remove(pid)
        os.kill(pid, signal.SIGKILL)
        assert self.ask(f"wait {pid}") == -signal.SIGKILL

    def finish(self) -> list[int]:
        """Ask them to stop, as systemd does; their exit codes."""
        for pid in self.running:
            os.kill(pid, signal.SIGTERM)
        codes = [self.ask(f"wait {pid}") for pid in self.running]
        self.running.clear()
        return codes


@contextmanager
def crew_of(count: int, sink: Sink, folder: Path) -> Iterator[Crew]:
    with (
        (folder / "worker.log").open("ab") as log,
        subprocess.Popen(
            [sys.executable, "-m", "tests.outbox.nursery", str(LEASE)],
            cwd=ROOT,
            env=environment(sink, folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as nursery,
    ):
        crew = Crew(nursery)
        try:
            for _ in range(count):
                crew.start()
            yield crew
        finally:
            for pid in list(crew.running):
                crew.kill(pid)


def states() -> Counter[str]:
    return Counter(OutgoingMail.objects.values_list("state", flat=True))


def wait_for(seconds: float, condition: Any) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def pile(count: int) -> None:
    now = timezone.now()
    for n in range(count):
        queue(
            recipient=f"participation:{n}", to_address=f"mens{n}@bedrijf.example", text="Dag", not_before=now, now=now
        )


def cut_the_database() -> None:
    """What a restart of PostgreSQL does to who is connected."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


class SlowSink(Sink):
    """Takes its time between taking a mail and saying so: that is where a kill hurts."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(0.06)
        return answer


@pytest.fixture
def slow_sink() -> Iterator[Sink]:
    chance = random.Random(7)

    def refuse(message: EmailMessage, tries: int) -> str | None:
        return "451 later" if chance.random() < 0.15 else None

    with smtp_sink(refuse, SlowSink) as sink:
        yield sink


def test_three_hundred_mails_survive_a_dozen_kills(slow_sink: Sink, tmp_path: Path) -> None:
    total, kills, chance = 300, 0, random.Random(11)
    pile(total)
    with crew_of(3, slow_sink, tmp_path) as crew:
        end = time.monotonic() + 90
        while time.monotonic() < end and states()[MailState.READY] + states()[MailState.BUSY]:
            time.sleep(chance.uniform(0.3, 0.9))
            # As if the minutes went by that a refused mail waits.
            OutgoingMail.objects.filter(state=MailState.READY).update(not_before=timezone.now())
            if kills < 12 and slow_sink.messages:
                if connection.vendor == "postgresql" and kills % 3 == 2:
                    cut_the_database()
                else:
                    crew.kill(chance.choice(crew.running))
                    crew.start()
                kills += 1
        assert crew.finish() == [0, 0, 0]

    found = states()
    assert found[MailState.SENT] + found[MailState.MAYBE] + found[MailState.READY] == total
    assert kills == 12
    arrived = Counter(str(message["To"]) for message in slow_sink.messages)
    left = {
        f"Joris Vandaele <{address}>": state
        for address, state in OutgoingMail.objects.values_list("to_address", "state")
    }
    assert {address: n for address, n in arrived.items() if n > 1} == {}
    assert {left[address] for address in arrived} <= {MailState.SENT, MailState.MAYBE}
    assert {address for address, state in left.items() if state == MailState.SENT} - set(arrived) == set()


def test_two_workers_at_once_send_each_mail_once(tmp_path: Path) -> None:
    pile(80)
    with smtp_sink(None, SlowSink) as sink, crew_of(2, sink, tmp_path) as crew:
        assert wait_for(40, lambda: states()[MailState.SENT] == 80)
        assert crew.finish() == [0, 0]
    assert set(Counter(str(message["To"]) for message in sink.messages).values()) == {1}
    assert len(sink.messages) == 80


def test_a_sigterm_finishes_the_mail_in_hand(tmp_path: Path) -> None:
    in_hand, go_on = Event(), Event()

    def hold(message: EmailMessage, tries: int) -> str | None:
        in_hand.set()
        go_on.wait(20)
        return None

    pile(5)
    with (
        smtp_sink(hold) as sink,
        subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT, env=environment(sink, tmp_path)) as worker,
    ):
        assert in_hand.wait(30)
        worker.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        assert worker.poll() is None
        go_on.set()
        assert worker.wait(20) == 0
    assert (states(), len(sink.messages)) == (Counter({MailState.SENT: 1, MailState.READY: 4}), 1)
    assert OutgoingMail.objects.exclude(lease_id="").count() == 0
