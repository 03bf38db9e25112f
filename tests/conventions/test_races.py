"""What is clicked goes to the server, and who opens another page in the meantime takes it back: first wait for what it brought."""

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

BROWSER = Path(__file__).resolve().parents[1] / "browser"
CLICKS = {"click", "dblclick", "tap", "press"}
# Opens a page, or closes one; asks the database; sends what waits.
TOO_EARLY = {"goto", "reload", "close", "go_back", "objects", "refresh_from_db", "work"}


def first(function: ast.FunctionDef) -> ast.stmt:
    return function.body[1 if ast.get_docstring(function) else 0]


def hurries(node: ast.AST, functions: set[str]) -> bool:
    """Whether it has one of those, or calls a function that begins so: it does not wait."""
    attributes = {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}
    names = {one.func.id for one in ast.walk(node) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)}
    return bool(attributes & TOO_EARLY or names & functions)


def clicks(node: ast.AST, functions: set[str]) -> bool:
    """Whether the last thing that happens in it is a click."""
    match node:
        case ast.For(body=[*_, inner]) | ast.FunctionDef(body=[*_, inner]):
            return clicks(inner, functions)
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name))):
            return name in CLICKS
        case ast.Expr(value=ast.Call(func=ast.Name(id=name))):
            return name in functions
    return False


def functions_of(tree: ast.Module, shared: dict[str, ast.FunctionDef]) -> list[ast.FunctionDef]:
    """Its own, and what it takes from a file beside it."""
    taken = [alias.name for one in tree.body if isinstance(one, ast.ImportFrom) for alias in one.names]
    return [one for one in tree.body if isinstance(one, ast.FunctionDef)] + [
        shared[name] for name in taken if name in shared
    ]


def too_early(tree: ast.Module, shared: dict[str, ast.FunctionDef]) -> Iterator[ast.stmt]:
    """Each statement that does not wait for what was clicked right before it, here or at the end of a function."""
    functions = functions_of(tree, shared)
    ending = {one.name for one in functions if clicks(one, set())}
    beginning = {one.name for one in functions if hurries(first(one), set())}
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and not isinstance(node, ast.Module):
            for before, after in pairwise(body):
                if clicks(before, ending) and hurries(after, beginning):
                    yield after


def test_who_clicked_waits_before_another_page() -> None:
    trees = {path: ast.parse(path.read_text()) for path in sorted(BROWSER.rglob("*.py"))}
    shared = {
        one.name: one
        for path, tree in trees.items()
        for one in tree.body
        if isinstance(one, ast.FunctionDef) and not path.name.startswith("test_")
    }
    assert [
        f"{path.relative_to(BROWSER)}:{one.lineno}: {ast.unparse(one).splitlines()[0]}"
        for path, tree in trees.items()
        for one in too_early(tree, shared)
    ] == []


def test_it_would_be_found() -> None:
    code = """
def start(page):
    '''On another page.'''
    page.goto("/")

def put(page):
    page.get_by_role("button").click()

def test_all(page):
    page.get_by_role("button").click()
    page.goto("/else/")
    page.get_by_role("button").tap()
    start(page)
    page.keyboard.press("Enter")
    assert Note.objects.count() == 1
    put(page)
    page.reload()
    page.get_by_role("button").click()
    expect(page.get_by_text("Bewaard")).to_be_visible()
    page.goto("/else/")
"""
    assert [one.lineno for one in too_early(ast.parse(code), {})] == [11, 13, 15, 17]
