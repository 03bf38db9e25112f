"""docs/tests.md names each browser file that runs on one database only, with the reason why that is enough."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_document_names_each_browser_file_that_runs_once() -> None:
    section = (ROOT / "docs/tests.md").read_text().split("## What runs once")[1].split("## ")[0]
    files = {path.name: path.read_text() for path in (ROOT / "tests/browser").glob("test_*.py")}
    # For a whole file, not for one test of it.
    marked = {name for name, text in files.items() if re.search(r"^pytestmark = \[[^\]]*\bmark\.once\b", text, re.M)}
    assert {name for name in files if f"{name}`" in section} == marked | {"test_room.py"}
