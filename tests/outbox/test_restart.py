"""PostgreSQL stops and starts again while a worker sends: nothing is lost, and nothing leaves twice."""

import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests.outbox.test_faults import LEASE, ROOT, SlowSink, environment, wait_for
from tests.postgres import server, url_of
from tests.smtp_sink import smtp_sink

pytestmark = [
    pytest.mark.slow,
    # Else it would count as a test without a database, which runs on SQLite only.
    pytest.mark.django_db,
    # With a server of its own; the one of the other tests goes on.
    pytest.mark.skipif("sqlite" in settings.DATABASES["default"]["ENGINE"], reason="SQLite has no server to restart"),
]

TOTAL = 120
PILE = """
import django
django.setup()
from tests.fresh import make_tables
from tests.outbox.test_faults import pile
make_tables()
pile(TOTAL)
""".replace("TOTAL", str(TOTAL))


def states(url: str) -> Counter[str]:
    with psycopg.connect(url) as connection:
        return Counter(state for (state,) in connection.execute("SELECT state FROM outbox_outgoingmail"))


def test_a_worker_outlives_a_database_that_restarts(tmp_path: Path) -> None:
    with server() as database, smtp_sink(None, SlowSink) as sink:
        url = url_of(database)
        clean = environment(sink, tmp_path) | {"DATABASE_URL": url}
        subprocess.run([sys.executable, "-c", PILE], cwd=ROOT, env=clean, check=True)
        worker = subprocess.Popen([sys.executable, "manage.py", "worker", "--lease", str(LEASE)], cwd=ROOT, env=clean)
        try:
            for arrived in (10, 60):
                assert wait_for(60, lambda arrived=arrived: len(sink.messages) >= arrived)
                database.stop()
                time.sleep(1)
                database.start()
            assert wait_for(60, lambda: set(states(url)) == {"verzonden"})
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(30) == 0
        finally:
            worker.kill()
            worker.wait()
        assert states(url) == {"verzonden": TOTAL}
        assert Counter(Counter(str(message["To"]) for message in sink.messages).values()) == {1: TOTAL}
