"""The two bodies of a mail: what the staff wrote as plain text, and the same as HTML."""

from collections.abc import Mapping

from django.utils.html import escape, urlize
from django.utils.safestring import SafeString, mark_safe

PAGE = '<!doctype html><html lang="nl-BE"><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'


def paragraphs(text: str, marks: Mapping[str, str]) -> SafeString:
    """Text as HTML: blank lines part paragraphs, addresses become links, `marks` are replaced by their HTML."""
    made = []
    for part in text.replace("\r\n", "\n").strip().split("\n\n"):
        if part.strip():
            inner = urlize(part.strip(), autoescape=True).replace("\n", "<br>")
            made.append(f"<p>{fill_links(inner, marks)}</p>")
    return mark_safe("\n".join(made))  # noqa: S308


def html_from_text(title: str, text: str, urls: Mapping[str, str]) -> str:
    """The HTML body of a mail that only has a text."""
    return PAGE.format(title=escape(title), body=paragraphs(text, anchors(urls)))


def anchors(urls: Mapping[str, str]) -> dict[str, str]:
    return {mark: f'<a href="{escape(url)}">{escape(url)}</a>' for mark, url in urls.items()}


def fill_links(body: str, urls: Mapping[str, str]) -> str:
    """Put an address where a mark such as {persoonlijke_link} stands."""
    for mark, url in urls.items():
        body = body.replace(mark, url)
    return body
