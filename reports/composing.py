"""The report writes itself: what a section says when nobody touched it, from what happened in the session."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from evaluations.results import Results
from lerendnetwerk.templatetags.look import clock, day, minutes_text, short_day
from reports.material import Material
from reports.sections import Content
from sessions.activities.registry import kinds
from sessions.models import Attendance, Note, Photo, SummaryPoint
from sessions.timetable import timetable


def short(material: Material) -> Content:
    return Content("text", material.session.short_summary.strip())


def summary(material: Material) -> Content:
    points = material.summary_points
    columns = [
        {"title": outcome.label.capitalize(), "items": [point.text for point in points if point.outcome == outcome]}
        for outcome in SummaryPoint.Outcome
    ]
    return Content("columns", [column for column in columns if column["items"]])


def decisions(material: Material) -> Content:
    again = [
        f"Opnieuw bekeken, uit sessie {vars(one)['decided_in']}: {vars(one)['text']} ({one.get_verdict_display()})"
        for one in material.decision_reviews
    ]
    return Content("list", [*(decision.text for decision in material.decisions), *again])


def action_points(material: Material) -> Content:
    rows = [[point.text, point.whose, short_day(point.due_on)] for point in material.action_points]
    return Content("table", {"head": ["Wat", "Wie", "Tegen"], "rows": rows} if rows else {})


def notes_of(kind: Note.Kind) -> Callable[[Material], Content]:
    return lambda material: Content("list", [note.text for note in material.notes(kind)])


def changes(material: Material) -> Content:
    """What a person does differently is personal; it stays with the group's own words only if the group noted it."""
    return Content("list", [change.text for change in material.changes])


def answered_questions(material: Material) -> Content:
    """What was settled in this session, and by whom. What was asked of a guest stands with the guest."""
    of_guests = {question.pk for question in material.visit_questions}
    settled = [question for question in material.answered_questions if question.pk not in of_guests]
    head, rows = ["Vraag", "Antwoord"], [[one.text, one.answer or "We laten ze rusten."] for one in settled]
    if any(one.answered_by for one in settled):
        head, rows = [*head, "Van wie"], [[*row, one.answered_by] for row, one in zip(rows, settled, strict=True)]
    return Content("table", {"head": head, "rows": rows} if rows else {})


def open_questions(material: Material) -> Content:
    return Content("list", [question.text for question in material.open_questions])


def expectations(material: Material) -> Content:
    states = [{"state": one.get_state_display(), "text": vars(one)["expectation_text"]} for one in material.reviews]
    return Content("states", states)


def look_back(material: Material) -> Content:
    columns = [
        {"title": "Goed", "items": [note.text for note in material.notes(Note.Kind.GOOD)]},
        {"title": "Anders", "items": [note.text for note in material.notes(Note.Kind.DIFFERENT)]},
    ]
    return Content("columns", [column for column in columns if column["items"]])


def evaluation(material: Material) -> Content:
    return Content("scores", scores_of(material.results)) if material.results else Content("scores", {})


def scores_of(results: Results) -> dict[str, Any]:
    return {
        "count": results.count,
        "invited": results.invited,
        "questions": [
            {
                "question": question.title,
                "distribution": list(question.distribution),
                "mean": question.mean,
                "no_opinion": question.no_opinion,
            }
            for question in results.scores
        ],
    }


def photos(material: Material) -> Content:
    return Content("photos", [frozen_photo(photo) for photo in material.photos if photo.picture])


def frozen_photo(photo: Photo) -> dict[str, Any]:
    return {"path": photo.picture.name, "caption": photo.caption, "width": photo.width, "height": photo.height}


def documents(material: Material) -> Content:
    return Content("list", [f"{d.title} ({d.link})" if d.link else d.title for d in material.documents])


def agenda(material: Material) -> Content:
    """As it ran, when it was run with the clock; else as it was planned."""
    ran = sorted((item.began_at, item.pk, item) for item in material.agenda_items if item.began_at)
    rows = [
        [clock(began_at), item.title, minutes_text(item.real_minutes) if item.ended_at else ""]
        for began_at, _, item in ran
    ]
    if not ran:
        items: list[Any] = list(material.agenda_items)
        timed = timetable(timezone.localtime(material.session.starts_at), items)
        rows = [[clock(block.start), block.item.title, minutes_text(block.item.minutes)] for block in timed]
    return Content("table", {"head": ["Uur", "Onderdeel", "Duur"], "rows": rows} if rows else {})


def ground_rules(material: Material) -> Content:
    return Content("list", [rule.text for rule in material.ground_rules])


def next_session(material: Material) -> Content:
    coming = material.next_session
    if coming is None:
        return Content("facts", [])
    facts = [
        ("Wanneer", f"{day(coming.starts_at)}, {clock(coming.starts_at)} tot {clock(coming.ends_at)} uur"),
        ("Waar", coming.place or "nog te bepalen"),
        ("Gastheer", vars(coming)["host_name"] or ""),
        ("Thema", coming.theme),
    ]
    proposals = [note.text for note in material.notes(Note.Kind.PROPOSAL)]
    speakers = [note.text for note in material.notes(Note.Kind.SPEAKER)]
    facts += [("Op de agenda", "; ".join(proposals)), ("Wie we vragen", "; ".join(speakers))]
    return Content("facts", [{"term": term, "text": text} for term, text in facts if text])


def activities(material: Material) -> Content:
    """What each live werkvorm brought, unless the facilitator keeps it out."""
    parts = [
        part
        for activity in material.activities
        if activity.kind in kinds()
        for part in (*activity.face.report(activity, material.rows_of(activity)), *material.heard(activity))
    ]
    return Content("parts", [{"title": p.title, "shape": p.shape, "data": p.data} for p in parts if p.data])


def guests(material: Material) -> Content:
    """Who was invited, what the group asked and what came of it."""
    parts = []
    for visit in material.visits:
        told = vars(visit)
        asked = [one for one in material.visit_questions if vars(one)["visit_id"] == visit.pk]
        title = ", ".join(part for part in (told["expert_name"], told["expert_organisation"]) if part)
        rows = [[one.text, one.answer] for one in asked]
        parts.append(
            {
                "title": f"{title}: {told['expert_topic']}",
                "shape": "table",
                "data": {"head": ["Gevraagd", "Antwoord"], "rows": rows},
            }
            if rows
            else {"title": title, "shape": "text", "data": told["expert_topic"]}
        )
    return Content("parts", parts)


COMPOSERS: dict[str, Callable[[Material], Content]] = {
    "kort": short,
    "samenvatting": summary,
    "werkvormen": activities,
    "gasten": guests,
    "besluiten": decisions,
    "actiepunten": action_points,
    "tips": notes_of(Note.Kind.TIP),
    "leerpunten": notes_of(Note.Kind.LEARNING_POINT),
    "anders": changes,
    "antwoorden": answered_questions,
    "vragen": open_questions,
    "verwachtingen": expectations,
    "terugblik": look_back,
    "evaluatie": evaluation,
    "fotos": photos,
    "documenten": documents,
    "agenda": agenda,
    "spelregels": ground_rules,
    "volgende": next_session,
}


def header(material: Material) -> dict[str, Any]:
    """The head of the group's edition: network, session, date, place, host, guidance and who was there."""
    session = material.session
    network = session.network
    return {
        "network": network.title,
        "programme": network.programme.title,
        "organiser": network.programme.organiser,
        "phase": network.phase,
        "number": session.number,
        "session_count": network.session_count,
        "theme": session.theme,
        "date": day(session.starts_at),
        "hours": f"{clock(session.starts_at)} tot {clock(session.ends_at)} uur",
        "place": session.place,
        "host": session.host.name if session.host else "",
        "facilitators": material.facilitator_names,
        "present": [
            {"name": p.name, "organisation": p.organisation.name if p.organisation else ""} for p in material.present
        ],
        "missing": [
            {"name": line.participation.name, "state": Attendance.State(line.state or Attendance.State.ABSENT).label}
            for line in material.missing
        ],
        "substitutes": [{"name": s.name, "replaces": s.replaces.name} for s in material.substitutes],
        "expected": len(material.expected),
        "outside_line": network.outside_line,
    }
