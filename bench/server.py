"""Starts the web part as in production: Granian with deploy/web.env, LN_MODE=production behind a proxy."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import client, processes

ROOT = Path(__file__).resolve().parent.parent


def production(folder: Path, database: str) -> dict[str, str]:
    """The environment of an installation whose files lie in `folder`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LN_", "GRANIAN_"))}
    return kept | {
        "LN_MODE": "production",
        "LN_SECRET_KEY": "only-for-the-bench-" + "s" * 50,
        "LN_LINK_KEY": "only-for-the-bench-" + "l" * 50,
        "LN_ALLOWED_HOSTS": "127.0.0.1",
        "LN_BEHIND_PROXY": "1",
        "LN_VAR_DIR": str(folder),
        "DATABASE_URL": database,
        "PYTHONPATH": str(ROOT),
        # The bench says itself what goes wrong.
        "PYTHONWARNINGS": "ignore",
    }


def web_settings() -> dict[str, str]:
    lines = (ROOT / "deploy" / "web.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    def workers(self) -> list[int]:
        """The processes that answer; not the one that watches over them, nor Python's own helper."""
        watched = [pid for pid in processes.tree(self.pid) if pid != self.pid]
        return sorted(watched, key=lambda pid: processes.Memory.of(pid).rss)[-int(web_settings()["GRANIAN_WORKERS"]) :]


def wait_for(port: int, granian: "subprocess.Popen[bytes]") -> None:
    begun = time.monotonic()
    while granian.poll() is None and time.monotonic() < begun + 40:
        try:
            client.get(port, "/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the web server did not start; why stands above")


@contextmanager
def web_server(environment: dict[str, str], module: str = "lerendnetwerk.settings") -> Iterator[Server]:
    port = free_port()
    granian = subprocess.Popen(
        [
            str(Path(sys.executable).with_name("granian")),
            *("--host", "127.0.0.1", "--port", str(port), "lerendnetwerk.wsgi:application"),
        ],
        cwd=ROOT,
        env=environment | web_settings() | {"DJANGO_SETTINGS_MODULE": module},
        stdin=subprocess.DEVNULL,
    )
    try:
        wait_for(port, granian)
        yield Server(port, granian.pid)
    finally:
        granian.send_signal(signal.SIGTERM)
        try:
            granian.wait(40)
        except subprocess.TimeoutExpired:
            granian.kill()
