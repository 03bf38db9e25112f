import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOORS = ("lerendnetwerk", "networks", "sessions", "evaluations", "reports", "desk")


def code_names() -> list[str]:
    rows = [line.split("|") for line in (ROOT / "docs/glossary.md").read_text(encoding="utf-8").splitlines()]
    return [name for row in rows if len(row) == 5 for name in re.findall(r"`([^`]+)`", row[2])]


def test_every_name_in_the_glossary_exists() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for floor in FLOORS
        for path in sorted((ROOT / floor).rglob("*.py"))
        if "migrations" not in path.parts
    )
    classes = set(re.findall(r"^ *class (\w+)", code, re.MULTILINE))
    fields = set(re.findall(r"^ +(\w+)(?:: [^=\n]+)? = ", code, re.MULTILINE))
    names = code_names()

    assert len(names) > 50
    assert [name for name in names if not set(name.split(".")) <= classes | fields] == []
