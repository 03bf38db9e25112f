"""All that is kept of a participant: on a page, as JSON, and as a PDF that the worker makes."""

import json
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from lerendnetwerk.leases import WorkRefusedError, WorkState
from lerendnetwerk.own_data import Told, own_data, without_empty
from lerendnetwerk.pdf import make_pdf
from lerendnetwerk.templatetags.look import moment
from networks.models import OwnDataCopy, Participation
from networks.own_data import about_participation


def everything(participation: Participation) -> list[Told]:
    """Who she is, and then what each floor keeps. One query."""
    who = Told(
        "Wie je bent", "om je uit te nodigen en te bereiken", [without_empty(about_participation(participation))]
    )
    return [who, *own_data(participation)]


def as_json(participation: Participation, now: datetime) -> str:
    """For a person and for another program: the same words as on the page."""
    content: dict[str, Any] = {
        "netwerk": participation.network.title,
        "programma": participation.network.programme.title,
        "gemaakt": now.isoformat(timespec="seconds"),
        "gegevens": [
            {"wat": told.title, "waarom": told.why, "inhoud": told.rows} for told in everything(participation)
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def make_copy(copy: OwnDataCopy, now: datetime) -> None:
    """The worker's part: write the file."""
    participation = (
        Participation.objects.taking_part()
        .select_related("person", "organisation", "network__programme")
        .filter(pk=copy.participation_id)
        .first()
    )
    if participation is None:
        raise WorkRefusedError("Deze persoon neemt niet meer deel.")
    context = {"participation": participation, "told": everything(participation), "made": moment(now)}
    pdf = make_pdf(render_to_string("desk/pdf/own_data.html", context))
    name = str(copy.file.name)
    # A worker that was killed may have left the file behind.
    default_storage.delete(name)
    default_storage.save(name, ContentFile(pdf))
    written = copy.finish(WorkState.DONE, size=len(pdf), made_at=now, error="")
    # Erased in the meantime: nobody may find it.
    if not written and not OwnDataCopy.objects.filter(pk=copy.pk).exists():
        default_storage.delete(name)


def forget_old_copies(now: datetime) -> int:
    """A copy lies ready for an hour. Returns how many went."""
    return OwnDataCopy.objects.filter(kept_until__lte=now).remove()
