"""Asks for pages over loopback, as a browser behind a proxy with https would."""

import gzip
import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

BROWSERS = 2
HEADERS = {"Host": "127.0.0.1", "X-Forwarded-Proto": "https", "Accept": "text/html", "Accept-Encoding": "gzip"}


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes  # as it came over the wire
    encoding: str

    @property
    def text(self) -> str:
        return (gzip.decompress(self.body) if self.encoding == "gzip" else self.body).decode()


def ask(connection: http.client.HTTPConnection, path: str, cookies: str = "") -> Answer:
    connection.request("GET", path, headers=HEADERS | ({"Cookie": cookies} if cookies else {}))
    response = connection.getresponse()
    return Answer(response.status, response.read(), response.headers.get("Content-Encoding", ""))


def get(port: int, path: str, cookies: str = "") -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        return ask(connection, path, cookies)
    finally:
        connection.close()


def batch(port: int, path: str, cookies: str, count: int) -> list[float]:
    """Seconds per answer of `count` requests by two browsers, each over one connection that stays open."""

    def browse(_: int) -> list[float]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        took = []
        for _ in range(count // BROWSERS):
            begun = time.perf_counter()
            answer = ask(connection, path, cookies)
            took.append(time.perf_counter() - begun)
            if answer.status not in (200, 204):
                raise RuntimeError(f"{path} answered {answer.status}")
        connection.close()
        return took

    with ThreadPoolExecutor(BROWSERS) as browsers:
        return [seconds for took in browsers.map(browse, range(BROWSERS)) for seconds in took]
