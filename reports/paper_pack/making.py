"""The worker makes the PDF of a paper pack."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from lerendnetwerk.leases import WorkRefusedError, WorkState
from lerendnetwerk.pdf import make_pdf
from reports.models import PaperPack
from reports.paper_pack.gathering import Material, cover, gather, sheets_of
from reports.paper_pack.parts import PARTS
from sessions.activities.face import Sheet
from sessions.models import Session

COVER = "omslag"


def document_of(material: Material, keys: Sequence[str]) -> str:
    """The HTML of these parts, whole pages one after the other. Raises WorkRefusedError when there are none."""
    asked = [part for part in PARTS if part.key in keys and part.key != COVER]
    made = [(part, sheets) for part in asked if (sheets := sheets_of(material, part.key))]
    session = material.session
    about = {"session": session, "network": session.network}
    printed = [asdict(part) | {"sheets": [_html(sheet, about) for sheet in sheets]} for part, sheets in made]
    if COVER in keys:
        first = cover(material, [part for part, _ in made])
        printed.insert(0, {"key": COVER, "sheets": [_html(first, about)]})
    if not printed:
        raise WorkRefusedError("Er was niets om af te drukken.")
    title = f"Om af te drukken: sessie {session.number}, {session.network.title}"
    return render_to_string("reports/paper/pack.html", about | {"title": title, "parts": printed})


def _html(sheet: Sheet, about: dict[str, Any]) -> str:
    return render_to_string(sheet.template, about | dict(sheet.context))


def make_pack(pack: PaperPack, now: datetime) -> None:
    """Write the file, from how things stand now."""
    session = Session.objects.select_related("host", "network__programme").get(pk=pack.session_id)
    pdf = make_pdf(document_of(gather(session, pack.people), pack.parts))
    name = str(pack.file.name)
    # A worker that was killed may have left the file behind.
    default_storage.delete(name)
    default_storage.save(name, ContentFile(pdf))
    written = pack.finish(WorkState.DONE, size=len(pdf), made_at=now, error="")
    # Replaced in the meantime: nobody will ask for it. Another worker that took over writes under the same name.
    if not written and not PaperPack.objects.filter(pk=pack.pk).exists():
        default_storage.delete(name)
