"""The recipes of docs/operations.md, as a person runs them: copy, put back, move to PostgreSQL."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import BINARIES, postgres

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
# The tables as the models have them, noted as migrated: migrating takes twenty seconds and is proven by test_server.py on a fresh
# folder, and here by moving to PostgreSQL.
FILL = "from tests.fresh import make_tables; from tests.world import build_world; make_tables(); build_world()"
COUNT = "from networks.models import Person; from sessions.models import Session; "
COUNT += "print(Person.objects.count(), Session.objects.count())"
# A counter that was not moved along hands out a number that is taken.
ADD = "from lerendnetwerk.accounts.models import User; User.objects.create(email='nieuw@vorming.example')"


class Place:
    """One installation: its own folder, and its own database."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder = folder
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("LN_", "DATABASE_URL"))}
        self.env = clean | {"LN_VAR_DIR": str(folder), "PATH": f"{BINARIES}:{os.environ['PATH']}"}
        if url:
            self.env["DATABASE_URL"] = url

    def run(self, *command: str) -> str:
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def refused(self, *command: str) -> str:
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False)
        assert done.returncode == 1, done.stdout
        return done.stderr.strip()

    def shell(self, code: str) -> str:
        return self.run(".venv/bin/python", "manage.py", "shell", "--no-imports", "--command", code)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """An installation on SQLite with people, sessions and a file."""
    place = Place(tmp_path_factory.mktemp("filled"))
    place.shell(FILL)
    (place.folder / "files").mkdir()
    (place.folder / "files/flap.jpg").write_bytes(b"a photo")
    return place


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres() as url:
        yield url


def database(server: str, name: str) -> str:
    subprocess.run([BINARIES / "psql", server, "--quiet", "--command", f"CREATE DATABASE {name}"], check=True)
    return server.removesuffix("postgres") + name


def test_a_copy_of_sqlite_put_back_elsewhere_holds_everything(filled: Place, tmp_path: Path) -> None:
    copy = filled.run("script/backup", str(tmp_path / "copies"))
    other = Place(tmp_path / "other")
    other.run("script/restore", copy)
    assert other.shell(COUNT) == filled.shell(COUNT)
    assert (other.folder / "files/flap.jpg").read_bytes() == b"a photo"
    assert Path(copy).stat().st_mode & 0o077 == 0
    assert [path.name for path in (tmp_path / "copies").iterdir()] == [Path(copy).name]


def test_putting_back_overwrites_nothing(filled: Place, tmp_path: Path) -> None:
    copy = filled.run("script/backup", str(tmp_path))
    assert filled.refused("script/restore", copy) == (
        f"script/restore: {filled.folder}/files is not empty. Move it away first."
    )


def test_everything_moves_to_postgresql_and_back_from_its_copy(filled: Place, server: str, tmp_path: Path) -> None:
    url = database(server, "moved")
    assert filled.run("script/move-to-postgresql", url).endswith(" rows copied.")
    moved = Place(filled.folder, url)
    assert moved.shell(COUNT) == filled.shell(COUNT)
    copy = moved.run("script/backup", str(tmp_path))
    moved.shell(ADD)

    assert filled.refused("script/move-to-postgresql", url) == (
        "script/move-to-postgresql: that PostgreSQL database is not empty."
    )
    back = Place(tmp_path / "back", database(server, "back"))
    back.run("script/restore", copy)
    assert back.shell(COUNT) == filled.shell(COUNT)
    assert (back.folder / "files/flap.jpg").read_bytes() == b"a photo"
