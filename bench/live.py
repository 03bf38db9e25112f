"""The room under load: waiting screens that ask whether something changed, and sixty phones at one wall.

The screens ask as static/room.js does: a poll, a second after the answer the next, and the page's part when it changed.
"""

import http.client
import re
import secrets
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from os import process_cpu_count
from statistics import quantiles
from threading import Barrier, Lock, Timer
from urllib.parse import urlencode

from bench import client, processes
from bench.hall import Screen
from bench.server import Server

# static/room.js: with an activity on the screen, and after a write.
POLLS_EVERY, AFTER_WRITING = 0.7, 0.3
IDLE_EVERY = 2.0
LINES = 16
# Each person hangs a note this often.
WRITES_EVERY = 30.0
NOTE = re.compile(r"briefje-zoveel-[0-9a-f]{12}")


def p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1] if len(values) > 1 else max(values, default=0)


@dataclass(frozen=True)
class Cost:
    """What server and database used while something went on, and what the measuring itself did."""

    cpu: float
    own_cpu: float
    seconds: float

    @property
    def machine(self) -> float:
        """As a part of all cores."""
        return self.cpu / self.seconds / cores()

    @property
    def ourselves(self) -> float:
        return self.own_cpu / self.seconds / cores()


def cores() -> int:
    return process_cpu_count() or 1


class Meter:
    def __init__(self, server: Server, database: int | None) -> None:
        self.pids = (server.pid, database)
        self.cpu, self.begun, self.own = self._cpu(), time.monotonic(), time.process_time()

    def _cpu(self) -> float:
        return sum(processes.cpu_seconds(pid) for pid in self.pids)

    def read(self) -> Cost:
        return Cost(self._cpu() - self.cpu, time.process_time() - self.own, time.monotonic() - self.begun)


# Polls beside the bare view


@dataclass
class Poll:
    cpu_ms: float
    bare_ms: float

    @property
    def ratio(self) -> float:
        return self.cpu_ms / self.bare_ms


def poll_beside_bare(
    app: Server, bare: Server, database: int | None, path: str, bare_path: str, *, rounds: int, count: int
) -> Poll:
    """CPU of one poll that finds nothing new, beside one bare view; they take turns."""
    spent = {path: 0.0, bare_path: 0.0}
    for number in range(rounds + 1):
        for server, asked in ((app, path), (bare, bare_path)):
            meter = Meter(server, database)
            client.batch(server.port, asked, "", count)
            # The first round warms.
            spent[asked] += meter.read().cpu if number else 0
    each = 1000 / (rounds * count)
    return Poll(spent[path] * each, spent[bare_path] * each)


# A thousand screens where nothing happens


@dataclass
class Idle:
    screens: int
    asked_a_second: float
    answered_a_second: float
    cpu_ms: float
    p95_ms: float

    @property
    def machine(self) -> float:
        """What all of them need of the machine, also where this run could not keep up with asking."""
        return self.cpu_ms / 1000 * self.asked_a_second / cores()


def idle_screens(app: Server, database: int | None, paths: list[str], seconds: float) -> Idle:
    """Each asks every two seconds, spread evenly; all over a few connections that stay open, as a proxy holds them."""
    took: list[float] = []
    lock = Lock()
    pause = IDLE_EVERY / len(paths)

    def ask_in_turn(line: int, begin: float, end: float) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=60)
        number, mine = line, []
        while (due := begin + number * pause) < end and time.monotonic() < end:
            time.sleep(max(0, due - time.monotonic()))
            answer = client.ask(connection, paths[number % len(paths)])
            if answer.status != 204:
                raise RuntimeError(f"a screen that waits heard {answer.status}")
            # From when it was due: a server that falls behind shows.
            mine.append(time.monotonic() - due)
            number += LINES
        connection.close()
        with lock:
            took.extend(mine)

    def all_for(length: float) -> Cost:
        meter, begin = Meter(app, database), time.monotonic()
        with ThreadPoolExecutor(LINES) as lines:
            list(lines.map(lambda line: ask_in_turn(line, begin, begin + length), range(LINES)))
        return meter.read()

    # One turn of all, in which those who were silent for long are written down.
    all_for(IDLE_EVERY)
    took.clear()
    cost = all_for(seconds)
    return Idle(
        len(paths), len(paths) / IDLE_EVERY, len(took) / cost.seconds, 1000 * cost.cpu / len(took), 1000 * p95(took)
    )


# A full room


@dataclass
class Room:
    screens: int
    # Parts of all cores while they wrote: server and database, and the sixty-four browsers that this process plays.
    machine: float = 0.0
    ourselves: float = 0.0
    polls: list[float] = field(default_factory=list)
    parts: list[float] = field(default_factory=list)
    written: dict[str, float] = field(default_factory=dict)
    # Per note, when each screen showed it.
    seen: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    @property
    def waits(self) -> list[float]:
        """Seconds from the tap to each screen apart."""
        return [moment - self.written[note] for note, moments in self.seen.items() for moment in moments]

    @property
    def whole(self) -> list[float]:
        """Seconds from the tap until it stands on all screens, per note."""
        return [max(self.seen[note]) - begun for note, begun in self.written.items() if self.is_everywhere(note)]

    @property
    def missed(self) -> list[str]:
        return [note for note in self.written if not self.is_everywhere(note)]

    def is_everywhere(self, note: str) -> bool:
        return len(self.seen[note]) == self.screens


class Watcher:
    """One screen, or one phone that also writes."""

    def __init__(self, screen: Screen, port: int, room: Room, lock: Lock) -> None:
        self.screen, self.room, self.lock = screen, room, lock
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.token = secrets.token_hex(16)
        self.headers = client.HEADERS | {
            "Cookie": f"{screen.cookies}; __Host-csrftoken={self.token}",
            "Origin": "https://127.0.0.1",
        }
        self.known: set[str] = set()

    def open(self) -> None:
        page = self.ask("GET", self.screen.path)
        found = re.search(r'data-poll="([^"]+)"', page)
        if not found or "data-fast" not in page:
            raise RuntimeError(f"{self.screen.name} does not poll every second")
        self.poll = found[1]
        self.take(page)

    def ask(self, method: str, path: str, body: str = "", **more: str) -> str:
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        self.connection.request(method, path, body or None, self.headers | form | more)
        response = self.connection.getresponse()
        answer = client.Answer(response.status, response.read(), response.headers.get("Content-Encoding", ""))
        if answer.status == 302:
            return self.ask("GET", response.headers["Location"])
        if answer.status not in (200, 204):
            raise RuntimeError(f"{method} {path} answered {answer.status}")
        return answer.text

    def take(self, page: str) -> None:
        found = re.search(r'data-rev="(\d+)"', page)
        assert found
        self.revision = found[1]
        now = time.monotonic()
        new = set(NOTE.findall(page)) - self.known
        self.known |= new
        with self.lock:
            for note in new:
                self.room.seen[note].append(now)

    def look(self) -> None:
        begun = time.monotonic()
        changed = self.ask("GET", f"{self.poll}?rev={self.revision}")
        polled = time.monotonic()
        if changed:
            self.take(self.ask("GET", self.screen.path, **{"HX-Request": "true"}))
        with self.lock:
            self.room.polls.append(polled - begun)
            if changed:
                self.room.parts.append(time.monotonic() - polled)

    def write(self) -> None:
        note = f"briefje-zoveel-{secrets.token_hex(6)}"
        with self.lock:
            self.room.written[note] = time.monotonic()
        data = {
            "key": secrets.token_hex(8),
            "text": f"{note}: niemand neemt de tijd",
            "csrfmiddlewaretoken": self.token,
        }
        self.take(self.ask("POST", self.screen.write, urlencode(data)))

    def live(self, begin: Callable[[], float], phase: float, seconds: float) -> None:
        """`phase`: where in the turn of all screens this one stands, from 0 to 1."""
        self.open()
        start = begin()
        stop = start + seconds
        next_look = start + phase * POLLS_EVERY
        next_write = start + phase * WRITES_EVERY if self.screen.write else stop
        # After the last note everybody still looks for a while.
        end = stop + 4 * POLLS_EVERY
        while (now := time.monotonic()) < end:
            if now >= next_write and now < stop:
                self.write()
                next_write += WRITES_EVERY
                next_look = time.monotonic() + AFTER_WRITING
            elif now >= next_look:
                self.look()
                next_look = time.monotonic() + POLLS_EVERY
            else:
                coming = min(next_look, next_write) if now < stop else next_look
                time.sleep(max(0, min(coming, end) - now))
        self.connection.close()


def full_room(app: Server, database: int | None, screens: list[Screen], seconds: float) -> Room:
    room, lock = Room(len(screens)), Lock()
    watchers = [Watcher(screen, app.port, room, lock) for screen in screens]
    # The golden ratio spreads them evenly, in no order.
    phases = [(number * 0.618034) % 1 for number in range(len(watchers))]
    started: list[float] = []
    costs: list[Cost] = []

    def start() -> None:
        meter = Meter(app, database)
        started.append(meter.begun)
        # While they write; afterwards they only look.
        Timer(seconds, lambda: costs.append(meter.read())).start()

    barrier = Barrier(len(watchers), action=start)

    def begin() -> float:
        barrier.wait(60)
        return started[0]

    def live(watcher: Watcher, phase: float) -> None:
        try:
            watcher.live(begin, phase, seconds)
        except BaseException:
            barrier.abort()
            raise

    with ThreadPoolExecutor(len(watchers)) as threads:
        list(threads.map(live, watchers, phases))
    room.machine, room.ourselves = costs[0].machine, costs[0].ourselves
    return room
