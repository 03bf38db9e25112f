"""What the content security policy forbids is not written."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

TEMPLATES = [path for path in (settings.BASE_DIR / "templates").rglob("*") if path.suffix in (".html", ".svg")]
FORBIDDEN = {
    "an inline style": re.compile(r"<style|\sstyle\s*="),
    "an inline script": re.compile(r'<script(?![^>]*\s(src=|type="application/json"))'),
    "a handler": re.compile(r"\son[a-z]+\s*=|hx-on|hx-vals=['\"]js:|hx-trigger=['\"][^'\"]*\["),
    "a data: address": re.compile(r"=['\"]\s*(data|javascript):"),
    "another host": re.compile(r"(src|href)=['\"](https?:)?//"),
}
# A mail has no page around it: there an inline style is the only one.
PAGES = [path for path in TEMPLATES if path.parent.name != "mail"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(settings.BASE_DIR).as_posix())
def test_a_template_holds_nothing_inline(path: Path) -> None:
    text = path.read_text()
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(settings.BASE_DIR).as_posix())
def test_a_template_compiles(path: Path) -> None:
    engines["django"].get_template(path.relative_to(settings.BASE_DIR / "templates").as_posix())


FORMS = re.compile(r"<form\b[^>]*\bmethod=\"post\"[^>]*>(.*?)</form>", re.DOTALL | re.IGNORECASE)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(settings.BASE_DIR).as_posix())
def test_every_form_that_posts_carries_the_token(path: Path) -> None:
    """Against a form on somebody else's site that posts here in the name of who is signed in."""
    assert [form[:80] for form in FORMS.findall(path.read_text()) if "{% csrf_token %}" not in form] == []
