"""Reading whatever a browser gets, page or file, and following what it links to."""

import html
import io
import re
import zipfile
from collections.abc import Mapping

from django.http import HttpResponse
from django.test import Client

from tests import pdf_text

# Opening these ends the visit.
NOT_FOLLOWED = ("/static/", "/account/afmelden/")


def words_of(response: HttpResponse) -> str:
    """All text in an answer, whatever kind of file it is."""
    content, kind = response.getvalue(), response.headers.get("Content-Type", "")
    if content.startswith(b"%PDF"):
        # Without a way in it is a file that the table of addresses only pretends to have.
        return pdf_text.extract(content) if b"startxref" in content[-1024:] else content.decode("latin-1")
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = [book.read(name).decode() for name in book.namelist() if name.endswith((".xml", ".rels"))]
        return html.unescape(" ".join(parts))
    if kind.startswith(("image/jpeg", "application/octet-stream")):
        return content.decode("latin-1")
    assert re.match(r"text/|image/svg|application/json", kind), f"{kind}: teach this test to read it"
    return html.unescape(content.decode())


def which_in(text: str, sentences: Mapping[str, str]) -> set[str]:
    """Without looking at white space, which files and PDFs break in their own way."""
    squeezed = "".join(text.split()).casefold()
    return {key for key, sentence in sentences.items() if "".join(sentence.split()).casefold() in squeezed}


def links_of(response: HttpResponse) -> set[str]:
    """Where a page leads to within the house."""
    if response.status_code == 302:
        found = {response.headers["Location"]}
    elif response.headers.get("Content-Type", "").startswith("text/html"):
        found = set(re.findall(r'(?:href|src|hx-get)="(/[^"#]*)', response.content.decode()))
    else:
        return set()
    return {html.unescape(path) for path in found if path.startswith("/") and not path.startswith(NOT_FOLLOWED)}


def walk(client: Client, start: str = "/") -> dict[str, HttpResponse]:
    """Every page and file that following links leads to."""
    seen: dict[str, HttpResponse] = {}
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        response = seen[path] = client.get(path)
        waiting += links_of(response)
    return seen
