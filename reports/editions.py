"""Freezing a report for one audience. The programme's edition is composed apart, from what may leave the group."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from lerendnetwerk.accounts.models import User
from lerendnetwerk.audit.record import record
from lerendnetwerk.files import private_path
from networks.names import name_key
from reports.composing import header, scores_of
from reports.material import Material
from reports.models import Edition, Report
from reports.sections import Section, digest_of
from sessions.models import Note


def group_edition(material: Material, sections: list[Section]) -> dict[str, Any]:
    """All that the facilitator kept, as plain data."""
    return {
        "audience": Edition.Audience.GROUP.value,
        "header": header(material),
        "sections": [section.frozen() for section in sections if section.is_printed],
    }


def names_in(text: str, names: Iterable[str]) -> bool:
    """Whether one of these people is named in the text: by first or last name, also as in *Griets ploeg*."""
    words = {word.strip(".,;:!?()'\"") for word in name_key(text.replace("-", " ").replace("’", "'")).split()}
    parts = {part for name in names for part in name_key(name).split() if len(part) > 1} - PARTICLES
    return any(not words.isdisjoint({part, f"{part}s", f"{part}'s"}) for part in parts)


# Parts of Flemish names that are ordinary words too.
PARTICLES = {"de", "den", "der", "het", "van", "ten", "ter", "le", "la", "el", "al", "en", "'t"}


def withheld_from_programme(material: Material) -> list[str]:
    """Decisions and learning points that were meant for the programme but name somebody: they stay in the group."""
    return [text for text in _for_programme(material) if names_in(text, material.names)]


def _for_programme(material: Material) -> list[str]:
    decisions = [decision.text for decision in material.decisions if decision.for_programme]
    points = [note.text for note in material.notes(Note.Kind.LEARNING_POINT) if note.for_programme]
    return decisions + points


def programme_edition(material: Material) -> dict[str, Any]:
    """Date, place, number present per organisation, theme, group decisions, learning points ticked one by one and
    the figures above the minimum. Never names beside words, photos, walls, questions, cases or comments."""
    per_organisation: dict[str, int] = {}
    for participation in material.present:
        name = participation.organisation.name if participation.organisation else "zonder organisatie"
        per_organisation[name] = per_organisation.get(name, 0) + 1
    unnamed = [text for text in _for_programme(material) if not names_in(text, material.names)]
    decisions = {decision.text for decision in material.decisions if decision.for_programme}
    sections: list[dict[str, Any]] = [
        {
            "key": "aanwezig",
            "title": "Aanwezig per organisatie",
            "shape": "table",
            "data": {
                "head": ["Organisatie", "Aantal"],
                "rows": [[name, str(count)] for name, count in sorted(per_organisation.items())],
            },
        },
        {"key": "besluiten", "title": "Besluiten", "shape": "list", "data": [t for t in unnamed if t in decisions]},
        {
            "key": "leerpunten",
            "title": "Leerpunten",
            "shape": "list",
            "data": [t for t in unnamed if t not in decisions],
        },
        {
            "key": "evaluatie",
            "title": "Evaluatie",
            "shape": "scores",
            "data": scores_of(material.results) if material.results else {},
        },
    ]
    whole = header(material)
    kept = (
        "network",
        "programme",
        "organiser",
        "phase",
        "number",
        "session_count",
        "theme",
        "date",
        "hours",
        "place",
        "host",
    )
    return {
        "audience": Edition.Audience.PROGRAMME.value,
        "header": {key: whole[key] for key in kept}
        | {"present_count": len(material.present), "expected": len(material.expected)}
        # The group's own line for the outside stands on each report.
        | {"outside_line": "" if names_in(whole["outside_line"], material.names) else whole["outside_line"]},
        "sections": [section for section in sections if section["data"]],
    }


# What belongs to the network moves on after a report was sent, figures come later, and somebody may be erased: none of
# these is a correction.
OF_THE_NETWORK = {"phase", "session_count", "outside_line", "unnamed_on"}


def digest_of_words(frozen: dict[str, Any]) -> str:
    """Tells whether a report says something else than before; how a section is called in our pages is no matter."""
    header = {key: value for key, value in frozen["header"].items() if key not in OF_THE_NETWORK}
    words = [
        [section["key"], section["shape"], section["data"]]
        for section in frozen["sections"]
        if section["shape"] != "scores" and (section["key"], section["shape"]) != ("spelregels", "list")
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
        record("verslag-bevroren", edition, now=now, user=by, network_id=report.session.network_id)
    return edition


def would_change(newest: Edition | None, frozen: dict[str, Any]) -> bool:
    """Whether freezing now would make a version after `newest`."""
    return newest is None or newest.digest != digest_of_words(frozen)
