"""What a person meets on a fresh machine: each missing thing gets one clear line."""

import hashlib
import os
import resource
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("bash", "cat", "cut", "dirname", "env", "flock", "mkdir", "sha256sum", "true")


def run(*command: str, cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, env=env or None, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


def executable(path: Path, *lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(("#!/bin/bash", *lines, "")))
    path.chmod(0o755)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A fresh clone on a machine with a shell, a person without rights, and little else."""
    for name in ("script/bootstrap", ".python-version", "requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    executable(tmp_path / "bin" / "id", "echo 1000")
    return tmp_path


def bootstrap(clone: Path, *arguments: str) -> tuple[int, str]:
    done = run("script/bootstrap", *arguments, cwd=clone, PATH=str(clone / "bin"), HOME=str(clone))
    assert done.stdout == ""
    return done.returncode, done.stderr


def install_python(clone: Path, *, pango: bool) -> None:
    """An environment that is complete but for the libraries of the system."""
    executable(clone / ".venv/bin/python", f'[ "$1" != "-" ] || exit {0 if pango else 1}')
    wanted = b"".join((clone / name).read_bytes() for name in ("requirements.txt", "requirements-dev.txt"))
    (clone / ".venv/.installed").write_text(hashlib.sha256(wanted).hexdigest() + "\n")


def test_without_a_python_it_says_which_one_to_install(clone: Path) -> None:
    assert bootstrap(clone) == (
        1,
        "script/bootstrap: no Python 3.12 or newer was found. "
        "Install Python 3.13 (for instance 'pyenv install 3.13') and run this again.\n",
    )


def test_a_python_that_is_too_old_or_only_a_shim_is_passed_over(clone: Path) -> None:
    executable(clone / "bin/python3", "exit 1")
    executable(clone / "bin/python3.13", "echo 'pyenv: python3.13: command not found' >&2", "exit 127")
    code, said = bootstrap(clone)
    assert (code, said.partition(".")[0]) == (1, "script/bootstrap: no Python 3")


def test_without_pango_and_without_rights_it_gives_the_line_to_run(clone: Path) -> None:
    install_python(clone, pango=False)
    executable(clone / "bin/apt-get", "exit 99")
    assert bootstrap(clone) == (
        1,
        "script/bootstrap: Pango (it sets the PDFs) is missing. Run: sudo apt-get install --yes "
        "--no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n",
    )


def test_without_apt_it_names_the_packages(clone: Path) -> None:
    install_python(clone, pango=False)
    assert bootstrap(clone) == (
        1,
        "script/bootstrap: Pango (it sets the PDFs) is missing. Install what Debian calls: "
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. Then run this again.\n",
    )


def test_a_person_with_rights_gets_it_installed(clone: Path) -> None:
    install_python(clone, pango=False)
    executable(clone / "bin/sudo", 'shift; exec "$@"')
    executable(clone / "bin/apt-get", f'echo "$*" >> {clone}/installed')
    (clone / "lerendnetwerk").mkdir()
    (clone / "lerendnetwerk/fonts.py").touch()
    (clone / "var/made/fonts").mkdir(parents=True)
    code, said = bootstrap(clone)
    assert (code, said) == (0, "Installing libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ...\n")
    assert (clone / "installed").read_text() == (
        "-qq install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n"
    )


def test_only_the_tests_ask_for_a_browser(clone: Path) -> None:
    install_python(clone, pango=True)
    executable(clone / "bin/apt-get", "exit 99")
    (clone / "lerendnetwerk").mkdir()
    (clone / "lerendnetwerk/fonts.py").touch()
    (clone / "var/made/fonts").mkdir(parents=True)
    assert bootstrap(clone) == (0, "")
    assert bootstrap(clone, "--tests") == (
        1,
        "script/bootstrap: Chromium (the browser of the tests) is missing. Run: sudo apt-get install --yes "
        "--no-install-recommends chromium\n",
    )


def test_an_environment_whose_folder_is_gone_is_named(clone: Path) -> None:
    (clone / ".venv").symlink_to(clone / "nowhere")
    assert bootstrap(clone) == (
        1,
        "script/bootstrap: .venv points to a folder that is gone. Remove it and run this again.\n",
    )


def test_a_second_run_is_silent_and_quick() -> None:
    def worked() -> float:
        """Seconds of the processor, because another process may hold the lock, or the machine be busy."""
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    run("script/bootstrap")
    before = worked()
    done = run("script/bootstrap")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert worked() - before < 1


def test_the_build_runs_the_tests_and_nothing_else() -> None:
    assert (ROOT / ".ci/run").read_text() == '#!/bin/sh\nexec "$(dirname "$0")/../script/test"\n'


@pytest.mark.parametrize("option", ["--bogus", "--port", "--port=80"])
def test_the_server_refuses_an_option_that_it_does_not_know(option: str) -> None:
    done = run("script/server", option)
    assert (done.returncode, done.stderr) == (2, "Usage: script/server [--lan] [--port N]\n")


@pytest.mark.parametrize(
    "name", ["backup", "bootstrap", "move-to-postgresql", "pin", "restore", "server", "test", "update"]
)
def test_each_script_can_be_run_and_is_sound_shell(name: str) -> None:
    path = ROOT / "script" / name
    assert os.access(path, os.X_OK)
    assert run("bash", "-n", str(path)).returncode == 0
