"""The pages of one database with one amount of data, round after round, so that a busy machine bothers all alike."""

import gzip
import re
import time
from dataclasses import dataclass, field
from statistics import mean, quantiles

from bench import client, processes
from bench.server import Server
from bench.stage import Page

WARMING = 6


@dataclass
class Measured:
    page: Page
    html: int = 0  # bytes, as the app sends them
    packed: int = 0  # the same behind a proxy that compresses
    requests: int = 0
    server_cpu: float = 0.0
    database_cpu: float = 0.0
    wall: float = 0.0
    latencies: list[float] = field(default_factory=list)

    @property
    def server_ms(self) -> float:
        return 1000 * self.server_cpu / self.requests

    @property
    def database_ms(self) -> float:
        return 1000 * self.database_cpu / self.requests

    @property
    def cpu_ms(self) -> float:
        return self.server_ms + self.database_ms

    @property
    def per_second(self) -> float:
        return self.requests / self.wall

    @property
    def p95_ms(self) -> float:
        return 1000 * quantiles(self.latencies, n=20)[-1]

    @property
    def mean_ms(self) -> float:
        return 1000 * mean(self.latencies)


def measure(
    pages: list[Page], app: Server, bare: Server, database: int | None, *, rounds: int, count: int, until: float
) -> tuple[list[Measured], int]:
    """`count` requests a page in each round; at least two rounds, the others only before the moment `until`."""
    found = [Measured(page) for page in pages]
    for one in found:
        server = bare if one.page.bare else app
        answers = [client.get(server.port, one.page.path, one.page.cookies) for _ in range(WARMING)]
        if answers[-1].status != 200:
            raise RuntimeError(f"{one.page.name} ({one.page.path}) answered {answers[-1].status}")
        one.html = len(answers[-1].body)
        one.packed = len(gzip.compress(answers[-1].text.encode(), 6))
    done = 0
    while done < rounds and (done < 2 or time.monotonic() < until):
        for one in found:
            ask_in_batch(one, bare if one.page.bare else app, database, count)
        done += 1
    return found, done


def ask_in_batch(one: Measured, server: Server, database: int | None, count: int) -> None:
    cpu, cpu_database = processes.cpu_seconds(server.pid), processes.cpu_seconds(database)
    begun = time.perf_counter()
    took = client.batch(server.port, one.page.path, one.page.cookies, count)
    one.wall += time.perf_counter() - begun
    one.server_cpu += processes.cpu_seconds(server.pid) - cpu
    one.database_cpu += processes.cpu_seconds(database) - cpu_database
    one.latencies += took
    one.requests += len(took)


@dataclass(frozen=True)
class Weight:
    """What a browser fetches beside a page, in bytes over the wire."""

    page: str
    html: int
    files: int
    packed: int
    fonts: int


def weigh(page: Page, app: Server) -> Weight:
    text = client.get(app.port, page.path, page.cookies).text
    html = len(gzip.compress(text.encode(), 6))
    names = set(re.findall(r'<script[^>]+src="([^"]+)', text))
    names |= set(re.findall(r'<link rel="stylesheet" href="([^"]+)', text))
    sheets = [client.get(app.port, name) for name in names]
    fonts = {
        font
        for name, sheet in zip(names, sheets, strict=True)
        if name.endswith(".css")
        for font in re.findall(r'url\(["\']?([^"\')]+\.woff2)', sheet.text)
    }
    bodies = [client.get(app.port, f"/static/{font.removeprefix('/static/')}").body for font in fonts]
    return Weight(page.name, html, len(names), sum(len(sheet.body) for sheet in sheets), sum(map(len, bodies)))
