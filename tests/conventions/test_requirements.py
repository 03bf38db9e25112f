"""What is installed is known to the byte, and no registry is named: each machine has its own."""

import re
from pathlib import Path

import pytest

FILES = ("requirements.txt", "requirements-dev.txt")


def pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9][a-z0-9.-]*)==(\S+) \\$", Path(name).read_text(), re.MULTILINE))


@pytest.mark.parametrize("name", FILES)
def test_every_line_is_an_exact_pin_or_a_hash(name: str) -> None:
    lines = [line for line in Path(name).read_text().splitlines() if line and not line.startswith("#")]
    strange = [
        line
        for line in lines
        if not re.fullmatch(r"[a-z0-9][a-z0-9.-]*==[\w.]+ \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line)
    ]
    assert strange == []


@pytest.mark.parametrize("name", FILES)
def test_every_pin_has_a_hash(name: str) -> None:
    text = Path(name).read_text()
    assert len(re.findall(r"== ?\S+ \\\n    --hash=", text)) == len(pins(name))


def test_the_tests_run_on_the_versions_that_production_gets() -> None:
    production, development = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: development.get(name) for name in production} == production
