"""Measures, prints tables with *gehaald / niet gehaald*, and stops by itself: see docs/speed.md."""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import live, processes
from bench.hall import Screen
from bench.measuring import Measured, Weight, measure, weigh
from bench.server import ROOT, Server, production, web_server
from bench.stage import PUBLIC, Page
from tests.postgres import postgres

# The whole may take this long, and then only the rounds that are begun are finished.
MOST_SECONDS, QUICK_SECONDS = 190, 60
MOST_FILES, MOST_PACKED, MOST_PUBLIC, MOST_FONTS = 4, 40_000, 60_000, 50_000
MOST_MEMORY, MOST_PDF, MOST_MAIL = 160, 2.0, 1.3
MOST_PDF_SIZE = 600_000
MOST_POLL, MOST_MACHINE, MOST_WAIT = 1.3, 50, 1.5
PER_BARE_SESSION = 1
# What is not begun when less than this is left: filling, starting servers and two rounds do not go quicker.
NEEDED_FOR_MANY, NEEDED_FOR_DATABASE = 25, 60


@dataclass(frozen=True)
class Plan:
    rounds: int
    count: int
    repeats: int
    seconds: int
    databases: list[str]
    sizes: list[str]
    # How long a thousand screens wait, and how long sixty people write; nothing of the rest when `only_room`.
    idle: int
    writing: int
    only_room: bool = False
    # Only what the worker does: PDF and post, on the demo.
    only_worker: bool = False


@dataclass
class Verdicts:
    """What was to be reached, and whether it was."""

    lines: list[tuple[str, str, str, bool]]

    def add(self, what: str, figure: str, most: str, reached: bool) -> None:
        self.lines.append((what, figure, most, reached))

    def show(self) -> None:
        print("\n## Doelen\n\n| wat | gemeten | hoogstens | |\n|---|---|---|---|")
        for what, figure, most, reached in self.lines:
            print(f"| {what} | {figure} | {most} | {'gehaald' if reached else '**niet gehaald**'} |")


def run(environment: dict[str, str], *command: str) -> str:
    made = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment | {"DJANGO_SETTINGS_MODULE": "lerendnetwerk.settings"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return made.stdout


@contextmanager
def mail_sink() -> Iterator[int]:
    with subprocess.Popen(
        [sys.executable, "-m", "bench.sink"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as sink:
        assert sink.stdout and sink.stdin
        try:
            yield int(sink.stdout.readline())
        finally:
            sink.stdin.close()


def show_pages(title: str, found: list[Measured], rounds: int) -> None:
    bare = found[PER_BARE_SESSION].cpu_ms
    print(f"\n## {title}\n\n{found[0].requests} vragen per pagina, in {rounds} rondes\n")
    print("| pagina | CPU ms | waarvan databank | x kaal | per seconde | p95 ms | queries | kB | kB gzip |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for one in found:
        print(
            f"| {one.page.name} | {one.cpu_ms:.1f} | {one.database_ms:.1f} | {one.cpu_ms / bare:.2f} "
            f"| {one.per_second:.0f} | {one.p95_ms:.0f} | {one.page.queries or ''} "
            f"| {one.html / 1000:.1f} | {one.packed / 1000:.1f} |",
            flush=True,
        )


def judge_pages(title: str, found: list[Measured], verdicts: Verdicts) -> None:
    bare = found[PER_BARE_SESSION].cpu_ms
    for one in found:
        page = one.page
        if page.most is not None:
            ratio = one.cpu_ms / bare
            verdicts.add(f"{title}: {page.name}", f"{ratio:.2f} x", f"{page.most:g} x", ratio <= page.most)
    for most in sorted({one.page.most_queries for one in found if one.page.most_queries}, reverse=True):
        heaviest = max((one.page for one in found if one.page.most_queries == most), key=lambda page: page.queries)
        verdicts.add(
            f"{title}: queries, meeste bij {heaviest.name}", str(heaviest.queries), str(most), heaviest.queries <= most
        )


def judge_weight(title: str, weights: list[Weight], verdicts: Verdicts) -> None:
    files = max(weights, key=lambda weight: weight.files)
    packed = max(weights, key=lambda weight: weight.packed)
    fonts = max(weights, key=lambda weight: weight.fonts)
    verdicts.add(f"{title}: CSS- en scriptbestanden", str(files.files), str(MOST_FILES), files.files <= MOST_FILES)
    verdicts.add(
        f"{title}: CSS en scripts, gzip ({packed.page})",
        f"{packed.packed / 1000:.1f} kB",
        "40 kB",
        packed.packed <= MOST_PACKED,
    )
    public = next(weight for weight in weights if weight.page == PUBLIC)
    total = public.html + public.packed
    verdicts.add(
        f"{title}: HTML, CSS en scripts van de {PUBLIC}, gzip", f"{total / 1000:.1f} kB", "60 kB", total <= MOST_PUBLIC
    )
    verdicts.add(f"{title}: lettertypes", f"{fonts.fonts / 1000:.1f} kB", "50 kB", fonts.fonts <= MOST_FONTS)


def measure_database(name: str, url: str, folder: Path, plan: Plan, verdicts: Verdicts, until: float) -> None:
    environment = production(folder, url)
    for size in ("demo", "many"):
        if size not in plan.sizes and size != "demo":
            continue
        if size == "many" and time.monotonic() > until - NEEDED_FOR_MANY:
            print(f"\n{name}, {size}: overgeslagen, de tijd is op.")
            continue
        title = f"{name}, {'de demo' if size == 'demo' else '200 netwerken'}"
        pages = [Page(**page) for page in json.loads(run(environment, "-m", "bench.stage", size))]
        if size not in plan.sizes:  # the demo is there beside the others, whatever is measured
            continue
        hall = json.loads(run(environment, "-m", "bench.hall")) if size == "demo" else None
        database = database_pid(url)
        with web_server(environment, "bench.bare.settings") as bare:
            if hall:
                # On a server of its own: a full room leaves threads behind, and the memory below is that of pages.
                with web_server(environment) as app:
                    judge_room(name, hall, pages[0].path, app, bare, database, plan, verdicts)
            if plan.only_room:
                return
            with web_server(environment) as app:
                slice_ends = time.monotonic() + (until - time.monotonic()) / (len(plan.sizes) - plan.sizes.index(size))
                found, rounds = measure(
                    pages, app, bare, database, rounds=plan.rounds, count=plan.count, until=slice_ends
                )
                show_pages(title, found, rounds)
                judge_pages(title, found, verdicts)
                together, rss = memory(app)
                verdicts.add(
                    f"{title}: geheugen van {len(app.workers())} webwerkers, gedeelde bestanden één keer (RSS opgeteld {rss:.0f} MB)",
                    f"{together:.0f} MB",
                    f"{MOST_MEMORY} MB",
                    together <= MOST_MEMORY,
                )
                if name == "SQLite" and size == "demo":
                    judge_weight(title, [weigh(page, app) for page in pages if not page.bare], verdicts)


def memory(app: Server) -> tuple[float, float]:
    """MB of the web workers: shared files once, and added up."""
    sizes = [processes.Memory.of(pid) for pid in app.workers()]
    return processes.Memory.together(sizes), sum(one.rss for one in sizes)


def judge_room(
    name: str,
    hall: dict[str, Any],
    bare_path: str,
    app: Server,
    bare: Server,
    database: int | None,
    plan: Plan,
    verdicts: Verdicts,
) -> None:
    """Before the pages, so that the thousand were heard of as short ago as in a real afternoon."""
    idle = live.idle_screens(app, database, hall["idle"], plan.idle)
    verdicts.add(
        f"{name}: {idle.screens} wachtende schermen, elk om de 2 s ({idle.cpu_ms:.2f} ms per poll, "
        f"{idle.answered_a_second:.0f} van {idle.asked_a_second:.0f} per seconde, p95 {idle.p95_ms:.0f} ms)",
        f"{100 * idle.machine:.0f} % van {live.cores()} kernen",
        f"{MOST_MACHINE} %",
        100 * idle.machine <= MOST_MACHINE,
    )
    poll = live.poll_beside_bare(app, bare, database, hall["idle"][0], bare_path, rounds=plan.rounds, count=100)
    verdicts.add(
        f"{name}: poll van een wachtende gsm ({poll.cpu_ms:.2f} ms) naast de kale view met 1 query ({poll.bare_ms:.2f} ms)",
        f"{poll.ratio:.2f} x",
        f"{MOST_POLL:g} x",
        poll.ratio <= MOST_POLL,
    )
    room = live.full_room(app, database, [Screen(**screen) for screen in hall["screens"]], plan.writing)
    print(
        f"\n## {name}, een volle zaal\n\n{room.screens} schermen en gsm's, {len(room.written)} briefjes in {plan.writing} s. "
        f"Poll p95 {1000 * live.p95(room.polls):.0f} ms ({len(room.polls)}), deel van de pagina p95 "
        f"{1000 * live.p95(room.parts):.0f} ms ({len(room.parts)}), zichtbaar op een scherm p95 {live.p95(room.waits):.2f} s. "
        f"Server en databank: {100 * room.machine:.0f} % van {live.cores()} kernen, "
        f"na afloop {memory(app)[0]:.0f} MB; "
        f"het meten zelf: {100 * room.ourselves:.0f} %.",
        flush=True,
    )
    verdicts.add(
        f"{name}: van tik tot zichtbaar op alle {room.screens} schermen, p95 van {len(room.written)} briefjes"
        + (f", {len(room.missed)} niet overal" if room.missed else ""),
        f"{live.p95(room.whole):.2f} s",
        f"{MOST_WAIT:g} s",
        not room.missed and live.p95(room.whole) <= MOST_WAIT,
    )


def database_pid(url: str) -> int | None:
    if not url.startswith("postgresql:"):
        return None
    import psycopg

    with psycopg.connect(url) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
    assert row
    return int(Path(row[0], "postmaster.pid").read_text().split()[0])


def measure_worker(name: str, url: str, folder: Path, plan: Plan, verdicts: Verdicts) -> None:
    """The PDF and the post, on the data of the demo."""
    environment = production(folder, url)
    if name == "SQLite":
        for work, what in (("pdf", "verslag"), ("final", "eindverslag")):
            pdf: dict[str, Any] = json.loads(run(environment, "-m", "bench.work", work, str(plan.repeats)))
            verdicts.add(
                f"{what} met {pdf['images']:.0f} foto's ({pdf['ours']:.0f} ms) naast kaal WeasyPrint zonder foto's "
                f"({pdf['bare']:.0f} ms)",
                f"{pdf['ratio']:.2f} x",
                f"{MOST_PDF:g} x",
                pdf["ratio"] <= MOST_PDF,
            )
            verdicts.add(
                f"{what} met {pdf['images']:.0f} foto's, grootte",
                f"{pdf['size'] / 1000:.0f} kB",
                f"{MOST_PDF_SIZE / 1000:g} kB",
                pdf["size"] <= MOST_PDF_SIZE,
            )
    with mail_sink() as port:
        environment |= {"LN_SMTP_HOST": "127.0.0.1", "LN_SMTP_PORT": str(port), "LN_SMTP_TLS": "0"}
        post: dict[str, Any] = json.loads(run(environment, "-m", "bench.work", "mail", str(plan.repeats)))
    verdicts.add(
        f"{name}: {post['count']} mails met het verslag, {post['ours']:.1f} ms elk naast kaal Django {post['bare']:.1f} ms",
        f"{post['ratio']:.2f} x",
        f"{MOST_MAIL:g} x",
        post["ratio"] <= MOST_MAIL,
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="SQLite with the demo only, fewer requests")
    parser.add_argument("--database", choices=["sqlite", "postgres"], help="only this one")
    parser.add_argument("--room", action="store_true", help="only the room: polls, waiting screens, a full hall")
    parser.add_argument("--worker", action="store_true", help="only what the worker makes: the PDFs and the post")
    parser.add_argument("--size", choices=["demo", "many"], help="only the demo, or only the 200 networks")
    asked = parser.parse_args()
    databases = [asked.database] if asked.database else ["sqlite"] if asked.quick else ["sqlite", "postgres"]
    sizes = [asked.size] if asked.size else ["demo"] if asked.quick else ["demo", "many"]
    plan = (
        Plan(4, 10, 2, QUICK_SECONDS, databases, sizes, 4, 8, asked.room, asked.worker)
        if asked.quick
        else Plan(8, 10, 3, MOST_SECONDS, databases, sizes, 6, 12, asked.room, asked.worker)
    )
    begun = time.monotonic()
    verdicts = Verdicts([])
    with tempfile.TemporaryDirectory(prefix="ln-bench-") as temporary:
        folder = Path(temporary)
        # The web fonts that script/bootstrap made.
        shutil.copytree(ROOT / "var" / "made", folder / "made")
        run(production(folder, ""), "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
        for number, database in enumerate(databases):
            left = begun + plan.seconds - time.monotonic()
            until = time.monotonic() + left / (len(databases) - number)
            is_sqlite = database == "sqlite"
            if number and left < NEEDED_FOR_DATABASE:
                print(f"\n{database}: overgeslagen, de tijd is op.")
                continue
            with nullcontext(f"sqlite:///{folder / 'bench.sqlite3'}") if is_sqlite else postgres() as url:
                name = "SQLite" if is_sqlite else "PostgreSQL"
                if plan.only_worker:
                    run(production(folder, url), "-m", "bench.stage", "demo")
                else:
                    measure_database(name, url, folder, plan, verdicts, until)
                if not plan.only_room:
                    measure_worker(name, url, folder, plan, verdicts)
        verdicts.show()
    print(f"\n{time.monotonic() - begun:.0f} seconden.")


if __name__ == "__main__":
    main()
