"""The two bodies of a mail: what the staff wrote as plain text, and the same as HTML."""

from django.utils.html import escape, urlize
from django.utils.safestring import SafeString, mark_safe

LINK = "{persoonlijke_link}"

PAGE = '<!doctype html><html lang="nl-BE"><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'


def paragraphs(text: str, link: str) -> SafeString:
    """Text as HTML: blank lines part paragraphs, addresses become links, `link` (HTML) stands for the personal link."""
    made = []
    for part in text.replace("\r\n", "\n").strip().split("\n\n"):
        if part.strip():
            inner = urlize(part.strip(), autoescape=True).replace("\n", "<br>")
            made.append(f"<p>{inner.replace(LINK, link)}</p>")
    return mark_safe("\n".join(made))  # noqa: S308


def html_from_text(title: str, text: str, url: str) -> str:
    """The HTML body of a mail that only has a text."""
    link = f'<a href="{escape(url)}">{escape(url)}</a>'
    return PAGE.format(title=escape(title), body=paragraphs(text, link))


def fill_link(body: str, url: str) -> str:
    return body.replace(LINK, url)
