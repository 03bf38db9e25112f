"""Files come out through a door only, as bytes, and never as a page."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from sessions.models import Document
from sessions.models.files import Drawing


def as_download(document: Document) -> HttpResponse:
    """Always a download: what is in the file is never shown in our own pages."""
    return _bytes(document.file.name or "", "application/octet-stream", document.file_name, download=True)


def as_picture(photo: Drawing) -> HttpResponse:
    """Only what our own worker drew is ever shown."""
    return _bytes(photo.picture.name or "", "image/jpeg", f"foto-{photo.pk}.jpg", download=False)


def _bytes(name: str, content_type: str, shown_name: str, *, download: bool) -> HttpResponse:
    if not name or not default_storage.exists(name):
        raise Http404
    with default_storage.open(name) as file:
        response = HttpResponse(file.read(), content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(download, shown_name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
