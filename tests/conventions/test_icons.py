"""An icon that does not exist breaks the page that names it, and a page with many states shows it late."""

import re
from pathlib import Path

from lerendnetwerk.templatetags.look import icon

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"""\{% icon "([a-z0-9-]+)"|\{% chip "[a-z]+" (?:"[^"]*"|\S+) "([a-z0-9-]+)" """)


def test_every_named_icon_exists() -> None:
    names = {
        name
        for path in (ROOT / "templates").rglob("*.html")
        for match in NAMED.finditer(path.read_text())
        for name in match.groups()
        if name
    }
    assert "arrow-right" in names
    for name in sorted(names):
        assert icon(name).startswith("<svg"), name
