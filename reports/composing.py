"""The report writes itself: what a section says when nobody touched it, from what happened in the session."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils import timezone

from evaluations.models import Round
from evaluations.results import Results, results_of
from lerendnetwerk.leases import WorkState
from lerendnetwerk.templatetags.look import clock, day, minutes_text, short_day
from networks.models import Participation
from reports.sections import Content
from sessions.models import (
    Attendance,
    Document,
    ExpectationReview,
    Note,
    Photo,
    Question,
    Session,
    Substitute,
    SummaryPoint,
)
from sessions.models.attendance import Listed, attendance_list
from sessions.timetable import timetable

NOTHING = Content("text", "")


@dataclass
class Material:
    """All that happened in one session, fetched once."""

    session: Session
    listed: list[Listed]
    notes: dict[str, list[Note]]
    results: Results | None
    next_session: Session | None
    evaluation_is_open: bool = False

    @property
    def expected(self) -> list[Participation]:
        return [line.participation for line in self.listed]

    @property
    def present(self) -> list[Participation]:
        return [line.participation for line in self.listed if line.was_there]

    @cached_property
    def names(self) -> list[str]:
        """Everybody who ever took part in the network or came instead. Two queries, when first asked for."""
        network = self.session.network_id
        people = Participation.objects.filter(network=network).select_related("person")
        substitutes = Substitute.objects.filter(session__network=network)
        return [*(p.name for p in people), *substitutes.values_list("name", flat=True)]

    @property
    def missing(self) -> list[Listed]:
        """Everybody who was expected and not seen, also when nobody noted it."""
        return [line for line in self.listed if not line.was_there]


def gather(session: Session) -> Material:
    """`session` with its network and host."""
    notes: dict[str, list[Note]] = {kind: [] for kind in Note.Kind.values}
    for note in session.short_notes.all():
        notes[note.kind].append(note)
    round_ = Round.objects.filter(session=session).first()
    return Material(
        session=session,
        listed=attendance_list(session),
        notes=notes,
        results=results_of(round_) if round_ else None,
        next_session=session.network.sessions.filter(number__gt=session.number)
        .select_related("host")
        .order_by("number")
        .first(),
        evaluation_is_open=round_ is not None and round_.is_open,
    )


def short(material: Material) -> Content:
    return Content("text", material.session.short_summary.strip())


def summary(material: Material) -> Content:
    points = list(material.session.summary_points.all())
    columns = [
        {"title": outcome.label.capitalize(), "items": [point.text for point in points if point.outcome == outcome]}
        for outcome in SummaryPoint.Outcome
    ]
    return Content("columns", [column for column in columns if column["items"]])


def decisions(material: Material) -> Content:
    return Content("list", [decision.text for decision in material.session.decisions.all()])


def action_points(material: Material) -> Content:
    rows = [
        [point.text, point.whose, short_day(point.due_on)]
        for point in material.session.action_points.select_related("participation__person")
    ]
    return Content("table", {"head": ["Wat", "Wie", "Tegen"], "rows": rows} if rows else {})


def notes_of(kind: Note.Kind) -> Callable[[Material], Content]:
    return lambda material: Content("list", [note.text for note in material.notes[kind]])


def changes(material: Material) -> Content:
    """What a person does differently is personal; it stays with the group's own words only if the group noted it."""
    return Content("list", [change.text for change in material.session.change_notes.all()])


def open_questions(material: Material) -> Content:
    """As they stood after this session: an answer in a later one does not change what this report says."""
    number = material.session.number
    questions = Question.objects.filter(
        Q(answered_in__isnull=True) | Q(answered_in__number__gt=number),
        session__network=material.session.network_id,
        session__number__lte=number,
    ).order_by("session__number", "position", "pk")
    return Content("list", [question.text for question in questions])


def expectations(material: Material) -> Content:
    reviews = ExpectationReview.objects.filter(session=material.session).select_related("expectation")
    ordered = sorted(reviews, key=lambda review: (review.expectation.position, review.expectation_id))
    return Content("states", [{"state": r.get_state_display(), "text": r.expectation.text} for r in ordered])


def look_back(material: Material) -> Content:
    columns = [
        {"title": "Goed", "items": [note.text for note in material.notes[Note.Kind.GOOD]]},
        {"title": "Anders", "items": [note.text for note in material.notes[Note.Kind.DIFFERENT]]},
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
    drawn = Photo.objects.filter(session=material.session, in_report=True).exclude(picture="")
    return Content(
        "photos",
        [
            {"path": photo.picture.name, "caption": photo.caption, "width": photo.width, "height": photo.height}
            for photo in drawn
        ],
    )


def photos_in_the_making(session: Session) -> int:
    """Photos that are meant for the report and that the worker has not drawn yet: frozen now, they would be missing."""
    return Photo.objects.filter(session=session, in_report=True, state__in=[WorkState.READY, WorkState.BUSY]).count()


def documents(material: Material) -> Content:
    found = Document.objects.filter(session=material.session, audience=Document.Audience.GROUP, is_signed_list=False)
    return Content("list", [f"{d.title} ({d.link})" if d.link else d.title for d in found])


def agenda(material: Material) -> Content:
    session = material.session
    timed = timetable(timezone.localtime(session.starts_at), list(session.agenda_items.select_related("method")))
    rows = [[clock(block.start), block.item.title, minutes_text(block.item.minutes)] for block in timed]
    return Content("table", {"head": ["Uur", "Onderdeel", "Duur"], "rows": rows} if rows else {})


def ground_rules(material: Material) -> Content:
    return Content("list", [rule.text for rule in material.session.network.ground_rules.all()])


def next_session(material: Material) -> Content:
    coming = material.next_session
    if coming is None:
        return Content("facts", [])
    facts = [
        ("Wanneer", f"{day(coming.starts_at)}, {clock(coming.starts_at)} tot {clock(coming.ends_at)} uur"),
        ("Waar", coming.place or "nog te bepalen"),
        ("Gastheer", coming.host.name if coming.host else ""),
        ("Thema", coming.theme),
    ]
    proposals = [note.text for note in material.notes[Note.Kind.PROPOSAL]]
    speakers = [note.text for note in material.notes[Note.Kind.SPEAKER]]
    facts += [("Op de agenda", "; ".join(proposals)), ("Wie we vragen", "; ".join(speakers))]
    return Content("facts", [{"term": term, "text": text} for term, text in facts if text])


COMPOSERS: dict[str, Callable[[Material], Content]] = {
    "kort": short,
    "samenvatting": summary,
    "besluiten": decisions,
    "actiepunten": action_points,
    "tips": notes_of(Note.Kind.TIP),
    "leerpunten": notes_of(Note.Kind.LEARNING_POINT),
    "anders": changes,
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


def header(material: Material, facilitators: list[str]) -> dict[str, Any]:
    """The head of the group's edition: network, session, date, place, host, guidance and who was there."""
    session = material.session
    network = session.network
    substitutes = list(session.substitutes.select_related("replaces__person"))
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
        "facilitators": facilitators,
        "present": [
            {"name": p.name, "organisation": p.organisation.name if p.organisation else ""} for p in material.present
        ],
        "missing": [
            {"name": line.participation.name, "state": Attendance.State(line.state or Attendance.State.ABSENT).label}
            for line in material.missing
        ],
        "substitutes": [{"name": s.name, "replaces": s.replaces.name} for s in substitutes],
        "expected": len(material.expected),
        "outside_line": network.outside_line,
    }
