"""Freezing a report for one audience. The programme's edition is composed apart, from what may leave the group."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from lerendnetwerk.accounts.models import User
from lerendnetwerk.audit.record import record
from lerendnetwerk.files import private_path
from reports.genres import AnyMaterial, genre_of
from reports.models import Edition, Report
from reports.sections import Section, digest_of


def group_edition(material: AnyMaterial, sections: list[Section]) -> dict[str, Any]:
    """All that the facilitator kept, as plain data."""
    return {
        "audience": Edition.Audience.GROUP.value,
        "header": genre_of(material).header(material),
        "sections": [section.frozen() for section in sections if section.is_printed],
    }


def withheld_from_programme(material: AnyMaterial) -> list[str]:
    """What was meant for the programme but names somebody: it stays in the group."""
    return genre_of(material).withheld(material)


def programme_edition(material: AnyMaterial) -> dict[str, Any]:
    """What may leave the group, composed apart."""
    return genre_of(material).programme_edition(material)


# What belongs to the network moves on after a report was sent, figures come later, and somebody may be erased: none of
# these is a correction.
OF_THE_NETWORK = {"phase", "session_count", "outside_line", "unnamed_on", "story_gone_on"}


def digest_of_words(frozen: dict[str, Any]) -> str:
    """Tells whether a report says something else than before; how a section is called in our pages is no matter."""
    header = {key: value for key, value in frozen["header"].items() if key not in OF_THE_NETWORK}
    words = [
        [section["key"], section["shape"], section["data"]]
        for section in frozen["sections"]
        if section["shape"] not in ("scores", "trends") and (section["key"], section["shape"]) != ("spelregels", "list")
    ]
    return digest_of({"header": header, "sections": words})


def freeze(report: Report, frozen: dict[str, Any], *, by: User, now: datetime) -> Edition:
    """The edition with exactly these words: the newest one when nothing changed, else the next version.

    Its file gets its name now, so that mails can be queued before the worker has made it.
    """
    digest = digest_of_words(frozen)
    with transaction.atomic():
        Report.objects.select_for_update().get(pk=report.pk)
        newest = report.editions.filter(audience=frozen["audience"]).order_by("-version").first()
        if newest and newest.digest == digest:
            return newest
        edition = Edition(
            report=report,
            audience=frozen["audience"],
            version=newest.version + 1 if newest else 1,
            frozen=frozen,
            digest=digest,
            frozen_by=by,
            not_before=now,
        )
        edition.file.name = private_path(edition, "verslag.pdf")
        edition.save()
        record("verslag-bevroren", edition, now=now, user=by, network_id=report.network_id)
    return edition


def reprint(edition_id: int, change: Callable[[dict[str, Any]], dict[str, Any]], now: datetime) -> bool:
    """Replace the frozen words of an edition by what `change` makes of them, and have its file made anew. False when it
    leaves them as they were."""
    with transaction.atomic():
        edition = Edition.objects.select_for_update().get(pk=edition_id)
        frozen = change(edition.frozen)
        if frozen == edition.frozen:
            return False
        edition.replace(frozen, digest_of_words(frozen), now)
    return True


def would_change(newest: Edition | None, frozen: dict[str, Any]) -> bool:
    """Whether freezing now would make a version after `newest`."""
    return newest is None or newest.digest != digest_of_words(frozen)
