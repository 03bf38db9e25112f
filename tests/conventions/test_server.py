"""script/server as a person meets it: started on a fresh folder, looked at, stopped."""

import http.client
import os
import re
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.log = folder / f"{self.port}.log"
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("LN_", "DATABASE_URL"))}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                ["script/server", "--port", str(self.port)],
                cwd=ROOT,
                env=clean | {"LN_VAR_DIR": str(folder)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        start = time.monotonic()
        self.wait_for("Ctrl-C")
        self.took = time.monotonic() - start

    def wait_for(self, text: str, seconds: float = 180) -> None:
        end = time.monotonic() + seconds
        while text not in self.log.read_text():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.1)

    def child(self, name: str) -> int:
        listed = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=True
        )
        return int(next(line for line in listed.stdout.splitlines() if name in line).split()[0])

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            return response.status, dict(response.getheaders()), response.read()
        finally:
            connection.close()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """One for the whole file; the last tests stop it."""
    started = Server(folder)
    yield started
    if started.process.poll() is None:
        started.stop()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_it_shows_the_front_page_with_its_look(server: Server) -> None:
    status, _, page = server.get("/")
    assert status == 200
    sheet = re.search(rb'href="(/static/look\.[0-9a-f]+\.css)"', page)
    assert sheet is not None
    status, headers, _ = server.get(sheet[1].decode(), **{"Accept-Encoding": "br"})
    assert (status, headers["content-encoding"]) == (200, "br")


def test_a_taken_port_is_named_before_anything_starts(server: Server) -> None:
    done = subprocess.run(
        ["script/server", "--port", str(server.port)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        f"script/server: port {server.port} is taken or not allowed. "
        f"Choose another, for instance: script/server --port {server.port + 1}\n",
    )


def seconds_a_page(server: Server, pages: int = 20) -> list[float]:
    took = []
    for _ in range(pages):
        start = time.monotonic()
        assert server.get("/account/aanmelden/")[0] == 200
        took.append(time.monotonic() - start)
    return sorted(took)


def test_pages_stay_quick_beside_eight_uploads_at_one_byte_a_second(server: Server) -> None:
    alone = seconds_a_page(server)
    # With the cookie of a form that was opened: without it the server would refuse them before reading a byte more.
    cookie = server.get("/account/aanmelden/")[1]["set-cookie"].partition(";")[0].encode()
    uploads = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(8)]
    for upload in uploads:
        upload.sendall(
            b"POST /account/aanmelden/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\nCookie: " + cookie + b"\r\n\r\n"
        )
    done, hung_up = threading.Event(), set()

    def drip() -> None:
        while not done.wait(1):
            for upload in set(uploads) - hung_up:
                try:
                    upload.sendall(b"x")
                except (BrokenPipeError, ConnectionResetError):
                    # A server may show such a visitor the door after a while.
                    hung_up.add(upload)

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        time.sleep(2.5)
        assert len(hung_up) == 0
        beside = seconds_a_page(server)
    finally:
        done.set()
        thread.join()
        for upload in uploads:
            upload.close()
    # Beside the same pages a moment before, and far from the minutes that a page would wait for an upload: other work of
    # this machine may begin in between, and one page may be unlucky.
    assert beside[10] < 2 * alone[10] + 1
    assert beside[-2] < 2 * alone[-2] + 3


def test_stopping_it_stops_both_parts_and_no_link_was_logged(server: Server) -> None:
    assert server.get("/nergens/geheime-link")[0] == 404
    worker = server.child("manage.py worker")
    assert server.stop() == 0
    assert not listens(server.port)
    assert not Path(f"/proc/{worker}").exists()
    assert "geheime-link" not in server.log.read_text()


def test_a_second_start_takes_seconds_and_it_stops_when_the_worker_dies(folder: Path, server: Server) -> None:
    second = Server(folder)
    # On a machine that is busy with other things, at least no longer than the first, which fills the demo.
    assert second.took < max(45, server.took)
    os.kill(second.child("manage.py worker"), signal.SIGKILL)
    assert second.process.wait(60) == 1
    assert second.log.read_text().splitlines()[-1] == (
        "script/server: the web server or the worker stopped by itself; what went wrong stands above."
    )
    assert not listens(second.port)
