"""PDFs through WeasyPrint, with nothing to fetch but what is ours.

Only the worker makes PDFs: it takes a second of CPU, and the library would take memory in every web worker, so it
is imported when it is first needed.
"""

import io
import mimetypes
from collections.abc import Collection, Iterable
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.utils._os import safe_join

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher


def make_pdf(html: str, *, images: Collection[str] = (), widest: int | None = None) -> bytes:
    """A tagged A4 PDF (PDF/UA-1) of a whole HTML document.

    The document may point at `font:<file>` of our font package, `static:<path>` of our own static files and
    `image:<path>` of the files under MEDIA_ROOT that are named in `images`. Anything else stays empty: text that a
    user typed makes no request and attaches no file. `widest`: how many pixels of an image are printed at most; the
    library would read all of them first.
    """
    return make_pdf_of_one_page([html], images=images, widest=widest)


def make_pdf_of_one_page(documents: Iterable[str], *, images: Collection[str] = (), widest: int | None = None) -> bytes:
    """The first of these documents that fits on one page, else the last: the same words, each time set smaller."""
    import weasyprint

    options: dict[str, Any] = {"pdf_variant": "pdf/ua-1", "dpi": 200, "jpeg_quality": 72}
    for html in documents:
        document = weasyprint.HTML(string=html, base_url=None, url_fetcher=own_files_only(images, widest))
        rendered = document.render(**options)
        if len(rendered.pages) == 1:
            break
    pdf: bytes = rendered.write_pdf(**options)
    return pdf


def own_files_only(images: Collection[str], widest: int | None = None) -> "URLFetcher":
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    allowed = frozenset(images)

    class OwnFilesOnly(URLFetcher):
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            path = path_of(url, allowed)
            kind = "image/jpeg" if url.startswith("image:") else mimetypes.guess_type(path.name)[0]
            content = reduced(path, widest) if url.startswith("image:") and widest else path.read_bytes()
            return URLFetcherResponse(url, content, {"Content-Type": kind or "application/octet-stream"})

    return OwnFilesOnly()


def reduced(path: Path, widest: int) -> bytes:
    """A JPEG of at most so many pixels wide; reading it that small from the start takes a third of the time."""
    from PIL import Image

    with Image.open(path) as picture:
        if picture.width <= widest:
            return path.read_bytes()
        picture.thumbnail((widest, picture.height), Image.Resampling.HAMMING)
        made = io.BytesIO()
        picture.save(made, "JPEG", quality=90)
    return made.getvalue()


def path_of(url: str, images: Collection[str]) -> Path:
    """Where one of our own files lies. Raises ValueError for every other address."""
    scheme, _, name = url.partition(":")
    try:
        if scheme == "font":
            folder = resources.files("font_hanken_grotesk") / "files"
            return Path(safe_join(str(folder), name))
        if scheme == "static" and (found := finders.find(name)):
            return Path(found)
        if scheme == "image" and name in images:
            return Path(safe_join(str(settings.MEDIA_ROOT), name))
    except SuspiciousFileOperation:
        pass
    raise ValueError("Only our own files may be part of a PDF.")
