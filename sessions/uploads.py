"""What may come in as a file: known kinds only, by their name and by their first bytes, never larger than said."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from sessions.image_header import Picture, picture_of

MEGABYTE = 1024 * 1024
MOST_PHOTO_BYTES = 15 * MEGABYTE
MOST_DOCUMENT_BYTES = 20 * MEGABYTE
MOST_PIXELS = 40_000_000
PHOTO_KINDS = ("jpeg", "png", "webp")

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# extension -> (first bytes, content type); a picture is looked at more closely
DOCUMENTS: dict[str, tuple[bytes, str]] = {
    "pdf": (b"%PDF-", "application/pdf"),
    "docx": (ZIP, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (ZIP, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pptx": (ZIP, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "odt": (ZIP, "application/vnd.oasis.opendocument.text"),
    "ods": (ZIP, "application/vnd.oasis.opendocument.spreadsheet"),
    "odp": (ZIP, "application/vnd.oasis.opendocument.presentation"),
    "doc": (OLE, "application/msword"),
    "xls": (OLE, "application/vnd.ms-excel"),
    "ppt": (OLE, "application/vnd.ms-powerpoint"),
}
PICTURES = {"jpg": "jpeg", "jpeg": "jpeg", "png": "png", "webp": "webp"}


def megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}".replace(".", ",") + " MB"


def check_photo(upload: UploadedFile) -> Picture:
    """The picture's kind and size, from its header. Raises ValidationError with a sentence for a person."""
    _refuse_size(upload, MOST_PHOTO_BYTES)
    picture = picture_of(upload)  # type: ignore[arg-type]
    if picture is None:
        raise ValidationError(f"{upload.name} is geen foto die we kunnen lezen. Kies een foto in JPEG, PNG of WebP.")
    if picture.kind not in PHOTO_KINDS:
        raise ValidationError(
            f"{upload.name} is een HEIC-foto, die kunnen we niet lezen. "
            "Stuur de foto als JPEG, of maak een schermafbeelding van de foto."
        )
    if picture.pixels > MOST_PIXELS:
        raise ValidationError(
            f"{upload.name} telt {picture.pixels // 1_000_000} megapixels; 40 is het meeste. "
            "Maak de foto kleiner of neem ze opnieuw met een lagere resolutie."
        )
    if not picture.pixels:
        raise ValidationError(f"{upload.name} is leeg of beschadigd. Kies een andere foto.")
    return picture


def check_document(upload: UploadedFile) -> str:
    """The content type. Raises ValidationError with a sentence for a person."""
    _refuse_size(upload, MOST_DOCUMENT_BYTES)
    extension = PurePath(upload.name or "").suffix.lower().lstrip(".")
    if extension in PICTURES:
        picture = picture_of(upload)  # type: ignore[arg-type]
        if picture and picture.kind == PICTURES[extension]:
            return f"image/{picture.kind}"
    elif extension in DOCUMENTS:
        first, content_type = DOCUMENTS[extension]
        if _head(upload).startswith(first):
            return content_type
    else:
        raise ValidationError(
            f"{upload.name} kunnen we niet bewaren. Kies een PDF, een document van Word, Excel, PowerPoint of "
            "LibreOffice, of een afbeelding."
        )
    raise ValidationError(
        f"{upload.name} is vanbinnen iets anders dan de naam zegt. Open het bestand en bewaar het opnieuw."
    )


def check_scan(upload: UploadedFile) -> str:
    """A scanned list: a PDF or a picture."""
    content_type = check_document(upload)
    if content_type != "application/pdf" and not content_type.startswith("image/"):
        raise ValidationError(f"{upload.name} is geen scan. Kies een PDF of een foto van de lijst.")
    return content_type


def _refuse_size(upload: UploadedFile, most: int) -> None:
    size = upload.size or 0
    if size > most:
        raise ValidationError(
            f"{upload.name} is {megabytes(size)}; {most // MEGABYTE} MB is het meeste. Maak het bestand kleiner."
        )
    if not size:
        raise ValidationError(f"{upload.name} is leeg. Kies een ander bestand.")


def _head(upload: UploadedFile) -> bytes:
    upload.seek(0)
    head: bytes = upload.read(16)
    upload.seek(0)
    return head
