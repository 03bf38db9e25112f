"""The floors: a lower one never knows a higher one."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ["lerendnetwerk", "networks", "sessions", "evaluations", "reports", "desk"]
# Only these know all apps.
KNOW_ALL = {"lerendnetwerk/settings.py", "lerendnetwerk/urls.py"}


def sources() -> list[Path]:
    return [path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py")) if "migrations" not in path.parts]


def imported_modules(path: Path) -> set[str]:
    modules = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.add(node.module)
    return modules


@pytest.mark.parametrize("floor", FLOORS)
def test_a_floor_imports_only_what_is_below_it(floor: str) -> None:
    above = set(FLOORS[FLOORS.index(floor) + 1 :])
    wrong = {
        f"{path.relative_to(ROOT)} imports {module}"
        for path in sources()
        if path.relative_to(ROOT).parts[0] == floor and str(path.relative_to(ROOT)) not in KNOW_ALL
        for module in imported_modules(path)
        if module.split(".")[0] in above
    }
    assert wrong == set()


def test_models_are_referred_to_by_class() -> None:
    """The label `sessions` is Django's web sessions; naming a model by string silently gives the wrong one."""
    forbidden = ("sessions." + "Session", "sessions." + "session")
    wrong = {
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in forbidden
    }
    assert wrong == set()


def test_no_file_grows_past_four_hundred_lines() -> None:
    files = [*sources(), *sorted((ROOT / "tests").rglob("*.py"))]
    assert {str(path.relative_to(ROOT)) for path in files if len(path.read_text().splitlines()) > 400} == set()
