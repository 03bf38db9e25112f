"""How the HTML body of a mail looks: calm, readable on a phone, and each address as something to press.

Mail programs know little CSS and no style sheet, so it stands with the elements. The plain text beside it has the same words.
"""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.utils.html import escape, format_html, format_html_join, urlize
from django.utils.safestring import SafeString, mark_safe

PAGE = (
    '<!doctype html><html lang="nl-BE"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title></head>'
    '<body style="margin:0;padding:24px 16px;background:#ffffff;color:#0a3a44;'
    "font:500 17px/1.5 'Hanken Grotesk',system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif\">"
    '<div style="max-width:36em;margin:0 auto">{body}</div></body></html>'
)
P = "margin:0 0 16px"
A = "color:#0a3a44;text-decoration:underline;overflow-wrap:anywhere"
BUTTON = (
    "display:inline-block;padding:12px 24px;border-radius:28px;font-weight:700;text-decoration:none;"
    "border:2px solid {edge};background:{ground};color:{ink}"
)
# One main button, as on a page.
MAIN = BUTTON.format(edge="#c53d13", ground="#c53d13", ink="#ffffff")
OTHER = BUTTON.format(edge="#0a3a44", ground="#ffffff", ink="#0a3a44")
UL = "margin:0 0 16px;padding:0 0 0 20px"
SMALL = "font-size:13px;color:#3d5f67;overflow-wrap:anywhere"

# A paragraph that is an address, perhaps after a few words that say what for: "Ik kom: https://…".
ADDRESS = re.compile(
    r"(?:(?P<label>[^\n:?]{1,32}):\s+)?(?P<url>https?://[^\s<>\"']*[^\s<>\"'.,;:!?)]|\{\w+(?::\d{1,18})?\})"
)
NO_LABEL = "Open de pagina"
# A line with a colon above a list that is no longer than this is its heading.
HEADING = 40


def html_of(title: str, text: str, urls: Mapping[str, str]) -> str:
    """The text of a mail as its HTML body; `urls`: the address for each mark that stands in it."""
    parts = []
    is_first = True
    for part in text.replace("\r\n", "\n").strip().split("\n\n"):
        if not (part := part.strip()):
            continue
        found = ADDRESS.fullmatch(part)
        url = urls.get(found["url"], found["url"]) if found else ""
        if found and url.startswith(("https://", "http://")):
            parts.append(button(found["label"] or NO_LABEL, url, is_first, shows_url=not found["label"]))
            is_first = False
        else:
            parts.append(paragraph(part, urls))
    return PAGE.format(title=escape(title), body="\n".join(parts))


def paragraph(text: str, urls: Mapping[str, str]) -> SafeString:
    """Lines that begin with a dash become a list; a few words above it are its heading."""
    above = text.split("\n- ", 1)[0] if not text.startswith("- ") else ""
    items = text.removeprefix(above).strip().removeprefix("- ").split("\n- ") if above != text else []
    if not items:
        return format_html('<p style="{}">{}</p>', P, words(text, urls))
    listed = format_html_join("", '<li style="margin:0 0 4px">{}</li>', ((words(item, urls),) for item in items))
    made = format_html('<ul style="{}">{}</ul>', UL, listed)
    if not above:
        return made
    heading = (
        format_html("<b>{}</b>", words(above, urls))
        if len(above) <= HEADING and above.endswith(":")
        else words(above, urls)
    )
    return format_html('<p style="margin:0 0 4px">{}</p>{}', heading, made)


def button(label: str, url: str, is_main: bool, *, shows_url: bool) -> SafeString:
    """`shows_url`: below it stands where it leads, for who does not press what says only *open*."""
    below = format_html('<br><span style="{}">{}</span>', SMALL, url) if shows_url else ""
    link = format_html('<a href="{}" style="{}">{}</a>', url, MAIN if is_main else OTHER, label)
    return format_html('<p style="{}">{}{}</p>', P, link, below)


def words(text: str, urls: Mapping[str, str]) -> SafeString:
    """A paragraph, its lines kept, with its addresses as links; a personal one is shown short."""
    made = urlize(text, autoescape=True).replace("\n", "<br>").replace('<a href="', f'<a style="{A}" href="')
    for mark, url in urls.items():
        made = made.replace(mark, format_html('<a href="{}" style="{}">{}</a>', url, A, shortened(url)))
    return mark_safe(made)  # noqa: S308


def shortened(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}/{parts.path.strip('/').split('/')[0]}/…"
