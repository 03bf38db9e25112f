"""What stands in a mail: its text as HTML on a page, and the marks in which an address comes while it is sent."""

import re
from collections.abc import Container, Mapping

from django.utils.html import escape, urlize
from django.utils.safestring import SafeString, mark_safe

# {persoonlijke_link}, or {ik_kom_link:12} for a link that is about something.
MARK = re.compile(r"\{(\w+)(?::(\d{1,18}))?\}")


def paragraphs(text: str, marks: Mapping[str, str]) -> SafeString:
    """Text as HTML: blank lines part paragraphs, addresses become links, `marks` are replaced by their HTML."""
    made = []
    for part in text.replace("\r\n", "\n").strip().split("\n\n"):
        if part.strip():
            inner = urlize(part.strip(), autoescape=True).replace("\n", "<br>")
            made.append(f"<p>{fill_links(inner, marks)}</p>")
    return mark_safe("\n".join(made))  # noqa: S308


def marks_in(body: str, known: Container[str]) -> dict[str, tuple[str, list[int]]]:
    """The marks of `known` that stand in the body, each with its kind and with what it is about.

    A kind that is about something is written "{ik_kom_link:}".
    """
    found = {}
    for match in MARK.finditer(body):
        kind = f"{{{match[1]}:}}" if match[2] else match[0]
        if kind in known:
            found[match[0]] = kind, [int(match[2])] if match[2] else []
    return found


def anchors(urls: Mapping[str, str]) -> dict[str, str]:
    return {mark: f'<a href="{escape(url)}">{escape(url)}</a>' for mark, url in urls.items()}


def fill_links(body: str, urls: Mapping[str, str]) -> str:
    """Put an address where a mark such as {persoonlijke_link} stands."""
    for mark, url in urls.items():
        body = body.replace(mark, url)
    return body
