"""What the worker does, beside the bare library call: `python -m bench.work pdf|final|mail REPEATS`, in the app's settings.

Prints JSON with CPU milliseconds. The mail server stands in a process of its own and is not counted.
"""

import json
import re
import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from threading import Event
from typing import Any

import django

from bench import processes


def cpu_of(work: Callable[[], object], database: int | None) -> float:
    """CPU ms of this process and of the database's."""
    own, theirs = time.process_time(), processes.cpu_seconds(database)
    work()
    return 1000 * (time.process_time() - own + processes.cpu_seconds(database) - theirs)


def database_pid() -> int | None:
    from django.db import connection

    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        folder = cursor.fetchone()[0]
    return int(Path(folder, "postmaster.pid").read_text().split()[0])


def with_photos(least: int) -> tuple[dict[str, Any], int]:
    """The frozen report of the demo with the most photos, brought to `least`."""
    from reports.making import images_in
    from reports.models import Edition

    edition = max(Edition.objects.filter(audience="groep"), key=lambda edition: len(images_in(edition.frozen)))
    return filled_up(edition.frozen, least), edition.version


def filled_up(frozen: dict[str, Any], least: int) -> dict[str, Any]:
    """With copies of the last photo: the same file twice would be drawn and kept once."""
    from django.core.files.storage import default_storage

    section = next(section for section in frozen["sections"] if section["shape"] == "photos")
    photos = section["data"][:least]
    while len(photos) < least:
        with default_storage.open(photos[-1]["path"]) as file:
            photos.append(photos[-1] | {"path": default_storage.save("bench/foto.jpg", file)})
    section["data"] = photos
    return frozen


def final_with_photos() -> dict[str, Any]:
    """What the final report of the demo's network that is over would say now, with as many photos as it may have."""
    from networks.models import Network
    from reports import drafting
    from reports.editions import group_edition
    from reports.final.composing import MOST_PHOTOS
    from reports.final.gathering import gather_final

    network = Network.objects.select_related("programme").filter(closed_at__isnull=False).order_by("pk")[0]
    material = gather_final(network)
    sections = drafting.sections_of(drafting.draft_of(network), material)
    return filled_up(group_edition(material, sections), MOST_PHOTOS)


def report(repeats: int) -> dict[str, float]:
    return beside_bare(*with_photos(3), repeats)


def final(repeats: int) -> dict[str, float]:
    return beside_bare(final_with_photos(), 1, repeats)


def beside_bare(frozen: dict[str, Any], version: int, repeats: int) -> dict[str, float]:
    """The PDF as the worker makes it, beside WeasyPrint alone on the same words without photos."""
    import weasyprint

    from lerendnetwerk.pdf import own_files_only
    from reports.making import document_of, pdf_of

    whole = document_of(frozen, version)
    without = document_of(
        frozen | {"sections": [one for one in frozen["sections"] if one["shape"] != "photos"]}, version
    )

    def ours() -> bytes:
        return pdf_of(frozen, version)

    def bare() -> bytes:
        pdf: bytes = weasyprint.HTML(string=without, url_fetcher=own_files_only([])).write_pdf()
        return pdf

    size = len(ours())
    bare()
    took = [(cpu_of(ours, None), cpu_of(bare, None)) for _ in range(repeats)]
    return {
        "ours": median(one for one, _ in took),
        "bare": median(other for _, other in took),
        "ratio": median(one / other for one, other in took),
        "size": size,
        "images": len(re.findall("<img", whole)),
    }


def mail(repeats: int) -> dict[str, float]:
    from django.conf import settings
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage
    from django.core.mail import EmailMultiAlternatives, mailers
    from django.utils import timezone

    from lerendnetwerk.outbox.models import OutgoingMail
    from lerendnetwerk.outbox.queue import Enclosure, queue_mail
    from lerendnetwerk.outbox.sending import MailRound
    from networks.models import Participation
    from reports.making import pdf_of

    frozen, version = with_photos(3)
    pdf = pdf_of(frozen, version)
    default_storage.save(name := "bench/verslag.pdf", ContentFile(pdf))
    database = database_pid()
    OutgoingMail.objects.all().delete()
    people = list(Participation.objects.taking_part().select_related("person").order_by("pk"))
    count = 300 // repeats
    text = (
        "Dag Joris,\n\nHier is het verslag van de sessie. Op je pagina vind je alles terug:\n\n{link}\n\nTot dan.\n" * 3
    )
    html = "<!doctype html><html><body>" + "".join(f"<p>{line}</p>" for line in text.split("\n\n")) + "</body></html>"

    def queue(count: int) -> None:
        now = timezone.now()
        for n in range(count):
            participation = people[n % len(people)]
            queue_mail(
                occasion=f"bench-{secrets.token_hex(6)}",
                recipient=participation.recipient,
                scope="network:1",
                to_name=participation.person.name,
                to_address=f"deelnemer{n}@bedrijf.example",
                subject="Verslag van sessie 2",
                text=text.replace("{link}", "{persoonlijke_link}"),
                attachments=[Enclosure(name, "verslag.pdf")],
                not_before=now,
                now=now,
            )

    def outbox() -> None:
        round_, stop = MailRound(), Event()
        while round_.work(timezone.now, stop):
            pass

    def bare(count: int = count) -> None:
        server = mailers.default
        server.open()
        for n in range(count):
            message = EmailMultiAlternatives(
                "Verslag van sessie 2", text, settings.MAIL_FROM, [f"deelnemer{n}@bedrijf.example"]
            )
            message.attach_alternative(html, "text/html")
            message.attach("verslag.pdf", pdf, "application/pdf")
            server.send_messages([message])
        server.close()

    # What is only loaded once.
    queue(1)
    outbox()
    bare(1)
    took = []
    for _ in range(repeats):
        queue(count)
        took.append((cpu_of(outbox, database), cpu_of(bare, database)))
    sent = OutgoingMail.objects.filter(state="verzonden").count()
    if sent != count * repeats + 1:
        raise RuntimeError(f"{sent} of {count * repeats + 1} mails left")
    return {
        "ours": median(one for one, _ in took) / count,
        "bare": median(other for _, other in took) / count,
        "ratio": sum(one for one, _ in took) / sum(other for _, other in took),
        "size": len(pdf),
        "count": count * repeats,
    }


if __name__ == "__main__":
    django.setup()
    json.dump({"pdf": report, "final": final, "mail": mail}[sys.argv[1]](int(sys.argv[2])), sys.stdout)
