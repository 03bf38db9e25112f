"""What may leave the group of one session's report: the programme's edition."""

from typing import Any

from reports.composing import header, scores_of
from reports.material import Material
from reports.models import Edition
from reports.names import names_in
from sessions.models import Note


def withheld_from_session(material: Material) -> list[str]:
    """Decisions and learning points that were meant for the programme but name somebody: they stay in the group."""
    return [text for text in _for_programme(material) if names_in(text, material.names)]


def _for_programme(material: Material) -> list[str]:
    decisions = [decision.text for decision in material.decisions if decision.for_programme]
    points = [note.text for note in material.notes(Note.Kind.LEARNING_POINT) if note.for_programme]
    return decisions + points


def session_for_programme(material: Material) -> dict[str, Any]:
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
