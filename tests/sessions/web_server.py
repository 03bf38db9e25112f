"""A web server as in production whose plug can be pulled, and a phone that writes to it as static/room.js does."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import Cookie, CookieJar
from pathlib import Path
from threading import Event
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from bench.server import ROOT, free_port, web_settings
from lerendnetwerk.doors import Seat as SeatActor
from sessions.models import Place
from tests import factories
from tests.outbox.test_faults import database_url

# What fetch() makes of it when nobody answers, or half an answer comes.
NO_ANSWER = (OSError, http.client.HTTPException)


class WebServer:
    """Granian as deploy/web.env has it, in a process group of its own: killing that group is pulling the plug."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.log = folder / "web.log"
        self.environment = (
            os.environ
            | web_settings()
            | {
                "DJANGO_SETTINGS_MODULE": "lerendnetwerk.settings",
                "DATABASE_URL": database_url(),
                "LN_VAR_DIR": str(folder),
                # Static files where they are: collecting them would take longer than the test.
                "LN_MODE": "development",
            }
        )
        self.start()

    def start(self) -> None:
        granian = Path(sys.executable).with_name("granian")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [granian, "--host", "127.0.0.1", "--port", str(self.port), "lerendnetwerk.wsgi:application"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        assert self.process.wait(20) == -signal.SIGKILL


@contextmanager
def web_server(folder: Path) -> Iterator[WebServer]:
    server = WebServer(folder)
    try:
        yield server
    finally:
        server.kill()


@dataclass
class Phone:
    """What static/room.js does with what must not get lost: a key of its own for each write, the same one again until there is an
    answer, and *opgeslagen* when the page after it came."""

    place: Place
    address: str
    writes: list[tuple[str, dict[str, str | int]]] = field(default_factory=list)
    saved: list[dict[str, str | int]] = field(default_factory=list)
    again: int = 0
    refused: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        seat = factories.create_seat(self.place)
        store = SessionStore()
        store[SeatActor.KEY] = {"seat": seat.pk, "device": seat.device}
        store.create()
        jar = CookieJar()
        jar.set_cookie(cookie(settings.SESSION_COOKIE_NAME, store.session_key))
        # Without the proxies of the machine.
        self.browser = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(jar)
        )

    def ask(self, path: str, data: dict[str, str | int] | None = None) -> tuple[int, str]:
        body = urlencode(data).encode() if data else None
        try:
            # Longer than the script waits: how slow a busy machine is, is not the question here.
            with self.browser.open(f"{self.address}{path}", body, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()

    def open(self, until: float) -> None:
        while True:
            try:
                status, self.page = self.ask(reverse("sessions:phone"))
                break
            except NO_ANSWER:
                assert time.monotonic() < until, "the web server does not start"
                time.sleep(0.1)
        assert status == 200, self.page
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.page)
        assert found
        self.token = found[1]

    def write_all(self, stop: Event, pulled: Event) -> None:
        """The last one waits until the plug was pulled, or on a busy machine all may be saved before that."""
        for number, (path, data) in enumerate(self.writes, start=1):
            if number == len(self.writes):
                pulled.wait()
            while not stop.is_set():
                try:
                    status, self.page = self.ask(path, data | {"csrfmiddlewaretoken": self.token})
                except NO_ANSWER:
                    status = 0
                if status == 200:
                    self.saved.append(data)
                    break
                if 400 <= status < 500:
                    self.refused.append(status)
                    break
                self.again += 1
                stop.wait(0.05)


def cookie(name: str, value: str) -> Cookie:
    return Cookie(
        0, name, value, None, False, "127.0.0.1", True, False, "/", True, False, None, False, None, None, {}
    )  # fmt: skip
