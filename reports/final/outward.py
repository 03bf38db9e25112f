"""What may leave the group of a network's final report: the programme's edition, composed apart.

Figures above the minimum, what the group released for the programme, and stories with consent. No words that were
said in the group, no names beside words, and not the value matrix: that is for the group.
"""

from typing import Any

from reports.final.composing import NO_NAME, attendance, figures_about, final_header, process, road, scores_over_time
from reports.final.gathering import FinalMaterial
from reports.models import Edition
from reports.names import names_in
from reports.sections import Content


def withheld_from_final(material: FinalMaterial) -> list[str]:
    """Decisions, learning points and stories that were meant for the programme but name somebody."""
    texts = [*_decisions(material), *_learning_points(material)]
    named = [text for text in texts if names_in(text, material.names)]
    return named + [story.text for story in material.stories if names_others(material, story)]


def _decisions(material: FinalMaterial) -> list[str]:
    return [decision.text for decision in material.decisions if decision.for_programme]


def _learning_points(material: FinalMaterial) -> list[str]:
    return [note.text for note in material.learning_points if note.for_programme]


def names_others(material: FinalMaterial, story: Any) -> bool:
    """Who tells a story with her own name consented for herself, not for the others of the group."""
    teller = vars(story)["teller"].strip()
    return names_in(story.text, [name for name in material.names if name != teller])


def final_for_programme(material: FinalMaterial) -> dict[str, Any]:
    unnamed = {
        text for text in (*_decisions(material), *_learning_points(material)) if not names_in(text, material.names)
    }
    whole = final_header(material)
    sections: list[tuple[str, str, Content]] = [
        ("weg", "De weg", road(material)),
        ("aanwezigheid", "Aanwezigheid en uren", attendance(material)),
        ("organisaties", "Deelnemers per organisatie", per_organisation(material)),
        ("besluiten", "Besluiten", Content("list", [text for text in _decisions(material) if text in unnamed])),
        ("leerpunten", "Leerpunten", Content("list", [text for text in _learning_points(material) if text in unnamed])),
        ("actiepunten", "Actiepunten", action_counts(material)),
        ("doelen", "Haalden we onze doelen?", aims_in_figures(material)),
        ("evaluatie", "Wat de groep ervan vond, over de sessies heen", scores_over_time(material)),
        ("proces", "Hoe de weg was", process(material)),
        ("verhalen", "Verhalen", stories_for_programme(material)),
    ]
    kept = (
        "is_final",
        "network",
        "programme",
        "organiser",
        "phase",
        "theme",
        "period",
        "held",
        "facilitators",
        "expected",
    )
    return {
        "audience": Edition.Audience.PROGRAMME.value,
        "header": {key: whole[key] for key in kept}
        | {"outside_line": "" if names_in(whole["outside_line"], material.names) else whole["outside_line"]},
        "sections": [
            {"key": key, "title": title, "shape": content.shape, "data": content.data}
            for key, title, content in sections
            if not content.is_empty
        ],
    }


def per_organisation(material: FinalMaterial) -> Content:
    counts: dict[str, int] = {}
    for one in material.taking_part:
        name = one.organisation.name if one.organisation else "zonder organisatie"
        counts[name] = counts.get(name, 0) + 1
    rows = [[name, str(count)] for name, count in sorted(counts.items())]
    return Content("table", {"head": ["Organisatie", "Aantal"], "rows": rows} if rows else {})


def action_counts(material: FinalMaterial) -> Content:
    """How many, never what: that was said in the group."""
    points = material.action_points
    if not points:
        return Content("facts", [])
    done = sum(point.is_done for point in points)
    return Content("facts", [{"term": "Afgesproken", "text": str(len(points))}, {"term": "Gedaan", "text": str(done)}])


def aims_in_figures(material: FinalMaterial) -> Content:
    """The aims as they were announced. Expectations are the group's own words."""
    rows = figures_about(material, "doel")
    return Content("table", {"head": ["Doel", "Gehaald, op 10"], "rows": rows} if rows else {})


def stories_for_programme(material: FinalMaterial) -> Content:
    told = [
        {
            "title": vars(story)["teller"].strip() or NO_NAME,
            "shape": "text",
            "data": story.text,
            "story": story.pk,
        }
        for story in material.stories
        if not names_others(material, story)
    ]
    return Content("parts", told)
