import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEYS = {"LN_SECRET_KEY": "a" * 60, "LN_LINK_KEY": "b" * 60, "LN_ALLOWED_HOSTS": "lerendnetwerk.example"}


def start(**env: str) -> str:
    """What settings say when they refuse, or the base URL when they do not."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LN_", "DATABASE_URL"))}
    code = "from lerendnetwerk import settings; print(settings.BASE_URL)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=clean | env, capture_output=True, text=True, check=False
    )
    return (done.stdout or done.stderr).strip().splitlines()[-1].removeprefix("django.core.exceptions.")


def test_each_variable_is_explained_and_no_other_one_is() -> None:
    read = set(re.findall(r'\b(?:text|flag|number|words)\("(\w+)"', (ROOT / "lerendnetwerk/settings.py").read_text()))
    table = [line.split("|")[1] for line in (ROOT / "docs/operations.md").read_text().splitlines() if line[:3] == "| `"]
    assert set(re.findall(r"`(\w+)`", " ".join(table))) == read


def test_without_any_variable_it_runs_on_this_machine() -> None:
    assert start() == "http://127.0.0.1:8000"


def test_production_names_everything_that_is_missing() -> None:
    assert start(LN_MODE="production", LN_LINK_KEY="b") == (
        "ImproperlyConfigured: Production does not start without LN_SECRET_KEY, LN_ALLOWED_HOSTS. "
        "See docs/operations.md."
    )


def test_production_refuses_one_key_for_two_purposes() -> None:
    assert start(LN_MODE="production", **KEYS | {"LN_LINK_KEY": "a" * 60}) == (
        "ImproperlyConfigured: LN_SECRET_KEY and LN_LINK_KEY must differ: one opens web sessions, the other links."
    )


def test_links_in_production_point_to_the_first_host() -> None:
    assert start(LN_MODE="production", **KEYS) == "https://lerendnetwerk.example"


@pytest.mark.parametrize("host", ["lerendnetwerk.example", "*", "8.8.8.8", "127.0.0.1,.example"])
def test_the_demo_refuses_a_public_host(host: str) -> None:
    assert start(LN_MODE="demo", LN_ALLOWED_HOSTS=host) == (
        "ImproperlyConfigured: The demo lets anybody sign in, so it only starts for this machine or the local network: "
        f"LN_ALLOWED_HOSTS is {host}."
    )


@pytest.mark.parametrize("host", ["192.168.1.20", "10.0.0.5", "localhost", "[::1]"])
def test_the_demo_starts_for_the_local_network(host: str) -> None:
    assert start(LN_MODE="demo", LN_ALLOWED_HOSTS=host) == "http://127.0.0.1:8000"


def test_a_switch_that_is_neither_on_nor_off_is_named() -> None:
    assert start(LN_SMTP_TLS="ja") == "ImproperlyConfigured: LN_SMTP_TLS is 'ja'; use 1 or 0."
