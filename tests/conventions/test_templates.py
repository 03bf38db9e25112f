"""What the content security policy forbids is not written."""

import re
from pathlib import Path

from django.conf import settings
from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines

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


def named(path: Path) -> str:
    return path.relative_to(settings.BASE_DIR / "templates").as_posix()


def test_no_template_holds_anything_inline() -> None:
    found = {
        named(path): [what for what, pattern in FORBIDDEN.items() if pattern.search(path.read_text())] for path in PAGES
    }
    assert {name: what for name, what in found.items() if what} == {}


def complaint(path: Path) -> str:
    try:
        engines["django"].get_template(named(path))
    except (TemplateSyntaxError, TemplateDoesNotExist) as error:
        return str(error)
    return ""


def test_every_template_compiles() -> None:
    assert {named(path): wrong for path in TEMPLATES if (wrong := complaint(path))} == {}


FORMS = re.compile(r"<form\b[^>]*\bmethod=\"post\"[^>]*>(.*?)</form>", re.DOTALL | re.IGNORECASE)


def test_every_form_that_posts_carries_the_token() -> None:
    """Against a form on somebody else's site that posts here in the name of who is signed in."""
    bare = {
        named(path): [form[:80] for form in FORMS.findall(path.read_text()) if "{% csrf_token %}" not in form]
        for path in PAGES
    }
    assert len(bare) > 100
    assert {name: forms for name, forms in bare.items() if forms} == {}
