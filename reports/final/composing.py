"""The final report writes itself: what a part says when nobody touched it, from what happened in the network."""

from collections.abc import Callable
from itertools import zip_longest
from typing import Any

from django.utils.timezone import localtime

from evaluations.questions import SCORES
from lerendnetwerk.templatetags.look import day, minutes_text, score, short_day
from reports.certificates.earning import hours_in_words
from reports.composing import frozen_photo
from reports.final.gathering import FinalMaterial
from reports.sections import Content
from sessions.models import ChangeNote, ExpectationReview, Photo, Session

MOST_SENTENCES = 12
MOST_PHOTOS = 6


def title_of(session: Session) -> str:
    return f"Sessie {session.number}: {session.theme}" if session.theme else f"Sessie {session.number}"


def in_short(material: FinalMaterial) -> Content:
    held = material.held
    if not held:
        return Content("text", "")
    people = len(material.taking_part)
    organisations = len({one.organisation_id for one in material.taking_part if one.organisation_id})
    times = "één keer" if len(held) == 1 else f"{len(held)} keer"
    when = (
        f"op {day(held[0].starts_at)}"
        if len(held) == 1
        else f"tussen {day(held[0].starts_at)} en {day(held[-1].starts_at)}"
    )
    where_from = f" uit {organisations} organisaties" if organisations > 1 else ""
    who = "1 mens kwam" if people == 1 else f"{people} mensen{where_from} kwamen"
    minutes = sum(material.minutes_at(session) for session in held)
    hours = f" Dat is samen {hours_in_words(minutes)}." if minutes else ""
    lines = [f"{who} {times} samen, {when}.{hours}", " ".join(_what_came_of_it(material))]
    return Content("text", "\n".join(line for line in lines if line))


def _what_came_of_it(material: FinalMaterial) -> list[str]:
    made, points = len(material.decisions), len(material.action_points)
    done = sum(point.is_done for point in material.action_points)
    said = []
    if made:
        said.append("Er kwam 1 besluit uit." if made == 1 else f"Er kwamen {made} besluiten uit.")
    if points == 1:
        said.append("Het ene actiepunt is gedaan." if done else "Het ene actiepunt staat nog open.")
    elif points:
        said.append(
            f"Alle {points} actiepunten zijn gedaan."
            if done == points
            else f"Van de {points} actiepunten {'is' if done == 1 else 'zijn'} er {done or 'nog geen'} gedaan."
        )
    return said


def road(material: FinalMaterial) -> Content:
    rows = [
        [str(session.number), session.theme or "zonder thema", short_day(session.starts_at), where(session)]
        for session in material.held
    ]
    return Content("table", {"head": ["Sessie", "Thema", "Datum", "Waar"], "rows": rows} if rows else {})


def where(session: Session) -> str:
    return session.place or vars(session)["host_name"] or ""


def attendance(material: FinalMaterial) -> Content:
    rows = [
        [
            str(session.number),
            f"{len(material.present_at(session))} van {material.expected_at(session)}",
            minutes_text(material.minutes_at(session)),
        ]
        for session in material.held
        if material.present_at(session)
    ]
    if not rows:
        return Content("table", {})
    together = minutes_text(sum(material.minutes_at(session) for session in material.held))
    head = ["Sessie", "Aanwezig", "Uren, opgeteld"]
    return Content("table", {"head": head, "rows": rows, "foot": [["Samen", "", together]]})


def themes(material: FinalMaterial) -> Content:
    parts = []
    for session in material.held:
        points = [point.text for point in material.summary_points if point.session_id == session.pk]
        if session.short_summary.strip():
            points.insert(0, session.short_summary.strip())
        parts.append({"title": title_of(session), "shape": "list", "data": points})
    return Content("parts", [part for part in parts if part["data"]])


def decisions(material: FinalMaterial) -> Content:
    return Content("list", [decision.text for decision in material.decisions])


def action_points(material: FinalMaterial) -> Content:
    parts = [
        {
            "title": title,
            "shape": "table",
            "data": {"head": ["Wat", "Wie"], "rows": [[point.text, point.whose] for point in points]},
        }
        for title, points in (
            ("Gedaan", [point for point in material.action_points if point.is_done]),
            ("Nog open", [point for point in material.action_points if not point.is_done]),
        )
        if points
    ]
    return Content("parts", parts)


def aims(material: FinalMaterial) -> Content:
    """Each aim and expectation with what the final evaluation and the last look-back say of it."""
    last = {review.expectation_id: ExpectationReview.State(review.state).label for review in material.reviews}
    means = {said.asked.key: said.mean for said in material.said if said.mean is not None}
    parts = []
    rows = figures_about(material, "doel")
    if rows:
        parts.append(
            {"title": "De doelen", "shape": "table", "data": {"head": ["Doel", "Gehaald, op 10"], "rows": rows}}
        )
    rows = [
        [one.text, last.get(one.pk, "–"), score(means.get(f"verwachting:{one.pk}")) or "–"]
        for one in material.expectations
        if one.pk in last or f"verwachting:{one.pk}" in means
    ]
    if rows:
        head = ["Verwachting", "Volgens de groep", "Op 10"]
        if all(row[-1] == "–" for row in rows):
            # Nobody was asked, or too few answered: no column of strokes.
            head, rows = head[:-1], [row[:-1] for row in rows]
        parts.append({"title": "De verwachtingen", "shape": "table", "data": {"head": head, "rows": rows}})
    return Content("parts", parts)


def figures_about(material: FinalMaterial, part: str) -> list[list[str]]:
    """Each thing of this part that was asked in figures, with its mean. Aims and promises were announced as sentences."""
    return [
        [said.asked.text.rstrip("."), score(said.mean)] for said in material.said_about(part) if said.mean is not None
    ]


def learning(material: FinalMaterial) -> Content:
    """What changed for people and in their organisations, and what they draw on for it; the group has a part of its own."""
    parts: list[dict[str, Any]] = [
        {"title": "Geleerd", "shape": "list", "data": [note.text for note in material.learning_points]},
        {"title": "Wat ik anders doe", "shape": "list", "data": changed(material, ChangeNote.Level.PERSON)},
        {
            "title": "Wat mijn organisatie anders doet",
            "shape": "list",
            "data": changed(material, ChangeNote.Level.ORGANISATION),
        },
    ]
    for said in material.said_about("kennis"):
        rows = [[label, str(count)] for label, count in said.counts if count]
        head = ["Kennis", f"Van {said.count} mensen"]
        parts.append(
            {
                "title": "Wat voor kennis we daarbij gebruiken",
                "shape": "table",
                "data": {"head": head, "rows": rows} if rows else {},
            }
        )
    return Content("parts", [part for part in parts if part["data"]])


def group_changes(material: FinalMaterial) -> Content:
    return Content("list", changed(material, ChangeNote.Level.GROUP))


# How the final evaluation calls the levels of a change.
ASKED = {
    ChangeNote.Level.PERSON: "anders:persoon",
    ChangeNote.Level.ORGANISATION: "anders:organisatie",
    ChangeNote.Level.GROUP: "anders:netwerk",
}


def changed(material: FinalMaterial, level: ChangeNote.Level) -> list[str]:
    """What was noted in the look-backs, and what people wrote in the final evaluation, without saying which is which."""
    noted = [change.text for change in material.changes if change.level == level]
    return list(dict.fromkeys([*noted, *material.sentences(ASKED[level])[:MOST_SENTENCES]]))


def activities(material: FinalMaterial) -> Content:
    """As the reports of the sessions tell it: what a facilitator left out there stays out here."""
    parts: list[dict[str, Any]] = []
    for edition in material.editions:
        number = vars(edition)["session_number"]
        for section in edition.frozen.get("sections", []):
            if section["key"] != "werkvormen":
                continue
            found = section["data"] if section["shape"] == "parts" else [section]
            parts += [part | {"title": f"Sessie {number}: {part['title']}"} for part in found if part["data"]]
    return Content("parts", [{key: part[key] for key in ("title", "shape", "data")} for part in parts])


def photos(material: FinalMaterial) -> Content:
    """A few of what the sessions showed, as many of each: a report that is mailed stays small."""
    by_session: dict[int, list[Photo]] = {}
    for photo in material.photos:
        if photo.picture:
            by_session.setdefault(photo.session_id, []).append(photo)
    in_turns = [photo for turn in zip_longest(*by_session.values()) for photo in turn if photo]
    chosen = {photo.pk for photo in in_turns[:MOST_PHOTOS]}
    return Content("photos", [frozen_photo(photo) for photo in material.photos if photo.pk in chosen])


def scores_over_time(material: FinalMaterial) -> Content:
    """One line per question; a session that may not be shown breaks it."""
    shown = [session for session in material.held if session.pk in material.results]
    if not shown:
        return Content("trends", [])
    lines = [
        {
            "title": question.title,
            "points": [
                [
                    str(session),
                    results.mean_of(question.name) if (results := material.results.get(session.pk)) else None,
                ]
                for session in material.held
            ],
        }
        for question in SCORES
    ]
    return Content("trends", lines)


def process(material: FinalMaterial) -> Content:
    parts = [
        {"title": title, "shape": "table", "data": {"head": [head, "Op 10"], "rows": rows}}
        for part, title, head in (
            ("proces", "Hoe we samenwerkten", "Wat"),
            ("belofte", "Kwam er wat we aanboden?", "Aangeboden"),
        )
        if (rows := figures_about(material, part))
    ]
    return Content("parts", parts)


def value(material: FinalMaterial) -> Content:
    matrix = material.matrix
    if matrix.is_empty:
        return Content("table", {})
    # What shows nothing (yet) has no column: on paper that stays so.
    shown = [n for n in range(len(matrix.columns)) if any(cells[n] for _, cells in matrix.rows)]
    rows = [
        [words, *(f"{score(cell.mean)}{'*' if cell.is_pooled else ''}" if (cell := cells[n]) else "–" for n in shown)]
        for words, cells in matrix.rows
        if any(cells)
    ]
    notes = ["Een streepje: toen niet gevraagd, of te weinig antwoorden." if any("–" in row for row in rows) else ""]
    notes.append("Een sterretje: samen met andere netwerken van het programma." if matrix.is_pooled else "")
    notes += [
        f"{title.capitalize()}: {count}."
        for n, (title, count) in enumerate(zip(matrix.columns, matrix.count_by_column, strict=True))
        if n not in shown
    ]
    data = {
        "head": ["Waarde, op 10", *(matrix.columns[n] for n in shown)],
        "rows": rows,
        "foot": [["Antwoorden", *(matrix.count_by_column[n] for n in shown)]],
        "note": " ".join(note for note in notes if note),
    }
    return Content("table", data)


# Above a story whose writer keeps her name to herself.
NO_NAME = "Een deelnemer"


def stories(material: FinalMaterial) -> Content:
    """`story` tells which one it is, so that it can be taken out again when its writer wants that."""
    told = [
        {
            "title": vars(story)["teller"].strip() or NO_NAME,
            "shape": "text",
            "data": story.text,
            "story": story.pk,
        }
        for story in material.stories
    ]
    return Content("parts", told)


def lessons(material: FinalMaterial) -> Content:
    return Content("list", material.sentences("volgende"))


FINAL_COMPOSERS: dict[str, Callable[[FinalMaterial], Content]] = {
    "kort": in_short,
    "weg": road,
    "aanwezigheid": attendance,
    "themas": themes,
    "besluiten": decisions,
    "actiepunten": action_points,
    "doelen": aims,
    "leren": learning,
    "groep": group_changes,
    "werkvormen": activities,
    "fotos": photos,
    "evaluatie": scores_over_time,
    "proces": process,
    "waarde": value,
    "verhalen": stories,
    "lessen": lessons,
}


def final_header(material: FinalMaterial) -> dict[str, Any]:
    """The head of the group's edition: the network, when, who guided it and who was there."""
    network = material.network
    return {
        "is_final": True,
        "network": network.title,
        "programme": network.programme.title,
        "organiser": network.programme.organiser,
        "phase": "afronding",
        "theme": network.theme,
        "period": period(material),
        "held": len(material.held),
        "facilitators": material.facilitator_names,
        "present": [
            {"name": one.name, "organisation": one.organisation.name if one.organisation else ""}
            for one in material.taking_part
        ],
        "expected": len(material.taking_part),
        "outside_line": network.outside_line,
    }


def period(material: FinalMaterial) -> str:
    held = material.held
    if not held:
        return ""
    first, last = localtime(held[0].starts_at), localtime(held[-1].starts_at)
    return day(first) if first.date() == last.date() else f"{day(first)} tot {day(last)}"
