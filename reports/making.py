"""The worker makes the PDF of a frozen edition, once."""

import hashlib
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from lerendnetwerk.leases import WorkState
from lerendnetwerk.pdf import make_pdf
from reports.models import Edition, Overview
from reports.stories import follow_in


def document_of(frozen: dict[str, Any], version: int) -> str:
    """The HTML from which the PDF is printed; made of the frozen words and nothing else."""
    return render_to_string(
        "reports/pdf/report.html", {"frozen": frozen, "header": frozen["header"], "version": version}
    )


def images_in(frozen: dict[str, Any]) -> list[str]:
    return [
        photo["path"] for section in frozen["sections"] if section["shape"] == "photos" for photo in section["data"]
    ]


# As wide as static/report.css prints a photo: 81 and 53 mm, with 200 dots an inch.
WIDEST, WIDEST_IN_FINAL = 637, 417


def pdf_of(frozen: dict[str, Any], version: int) -> bytes:
    widest = WIDEST_IN_FINAL if frozen["header"].get("is_final") else WIDEST
    return make_pdf(document_of(frozen, version), images=images_in(frozen), widest=widest)


def make_edition(edition: Edition, now: datetime) -> None:
    """Write the file of an edition, with its SHA-256 and size."""
    # A story may have been taken back while the report was being sent.
    if edition.frozen["header"].get("is_final") and follow_in(edition.pk, edition.report.network_id, now):
        return
    make_file(edition, pdf_of(edition.frozen, edition.version), now)


def make_overview(overview: Overview, now: datetime) -> None:
    make_file(overview, make_pdf(render_to_string("reports/pdf/overview.html", {"frozen": overview.frozen})), now)


def make_file(row: Edition | Overview, pdf: bytes, now: datetime) -> None:
    # A worker that was killed may have left the file behind.
    name = str(row.file.name)
    default_storage.delete(name)
    default_storage.save(name, ContentFile(pdf))
    proof = {"sha256": hashlib.sha256(pdf).hexdigest()} if isinstance(row, Edition) else {}
    written = row.finish(WorkState.DONE, size=len(pdf), made_at=now, error="", **proof)
    # Replaced in the meantime, or gone: these words may not stay. Another worker that took over keeps the same name.
    if not written and not type(row)._default_manager.filter(pk=row.pk, file=name).exists():
        default_storage.delete(name)
