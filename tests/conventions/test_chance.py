"""A page holds random tokens: what is short stands in one of them by chance, and a test that looks for it fails once in a while."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
# In the 64 signs of a token two given ones stand together once in sixty pages, five once in some ten million.
LEAST = 5
SIGNS = re.compile(r"[A-Za-z0-9_=-]*")
PAGES = re.compile(r"\.(decode\(.*\)|text|content(\(\))?)$|^str\(|^(page|screen|regie|html|body|shown|pages|bodies)\b")


def looked_for(tree: ast.AST) -> Iterator[tuple[ast.Constant, ast.expr]]:
    """Each literal that is looked for or counted, and where."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare(left=ast.Constant() as what, ops=[ast.In() | ast.NotIn()], comparators=[where]):
                yield what, where
            case ast.Call(func=ast.Attribute(value=where, attr="count"), args=[ast.Constant() as what]):
                yield what, where


def test_nothing_short_is_looked_for_in_a_whole_page() -> None:
    found = []
    for path in sorted(TESTS.rglob("*.py")):
        text = path.read_text()
        for what, where in looked_for(ast.parse(text)):
            sought = what.value.decode("latin-1") if isinstance(what.value, bytes) else str(what.value)
            if len(sought) < LEAST and SIGNS.fullmatch(sought) and PAGES.search(ast.unparse(where)):
                found.append(f"{path.relative_to(TESTS)}:{what.lineno}: {sought!r} in {ast.unparse(where)}")
    assert found == []


def test_it_would_be_found() -> None:
    code = "assert ('k1' in body, b'An' not in answer.content, page(client).count('ok')) == (False, True, 0)"
    short = [(what.value, bool(PAGES.search(ast.unparse(where)))) for what, where in looked_for(ast.parse(code))]
    assert sorted(map(str, short)) == ["('k1', True)", "('ok', True)", "(b'An', True)"]
