"""What a session's page shows: each part with its state, and the one next thing for this moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Sum
from django.urls import reverse

from evaluations.models import Round
from lerendnetwerk.templatetags.look import clock, minutes_text, short_day
from networks.models import Participation
from reports.models import Report
from sessions.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    Document,
    Note,
    Photo,
    Question,
    Session,
    SummaryPoint,
)


@dataclass(frozen=True)
class Part:
    """One thing that belongs to a session."""

    title: str
    url: str
    note: str
    icon: str


@dataclass(frozen=True)
class NextThing:
    title: str
    why: str
    url: str
    button: str


def _count(queryset: QuerySet, field: str = "session") -> Subquery:
    return Subquery(
        queryset.filter(**{field: OuterRef("pk")}).order_by().values(field).annotate(n=Count("pk")).values("n")
    )


def session_facts(session: Session) -> Session:
    """The session once more, with the counts that its parts show. One query."""
    of_session = {"session": OuterRef("pk")}
    minutes = (
        AgendaItem.objects.filter(**of_session).order_by().values("session").annotate(n=Sum("minutes")).values("n")
    )
    earlier = {"session__network": OuterRef("network"), "session__number__lt": OuterRef("number")}
    open_points = ActionPoint.objects.filter(**earlier, done_at__isnull=True).order_by()
    open_questions = Question.objects.filter(**earlier, answered_in__isnull=True).order_by()
    expected = Participation.objects.taking_part().filter(
        network=OuterRef("network"), from_session__lte=OuterRef("number")
    )

    def all_of(queryset: QuerySet, field: str) -> Subquery:
        return Subquery(queryset.values(field).annotate(n=Count("pk")).values("n"))

    return Session.objects.annotate(
        item_count=_count(AgendaItem.objects.all()),
        item_minutes=Subquery(minutes),
        present_count=_count(Attendance.objects.filter(state__in=Attendance.WAS_THERE)),
        noted_count=_count(Attendance.objects.all()),
        expected_count=all_of(expected.order_by(), "network"),
        summary_count=_count(SummaryPoint.objects.all()),
        note_count=_count(Note.objects.all()),
        photo_count=_count(Photo.objects.all()),
        document_count=_count(Document.objects.filter(is_signed_list=False)),
        open_point_count=all_of(open_points, "session__network"),
        open_question_count=all_of(open_questions, "session__network"),
        round_state=Subquery(Round.objects.filter(**of_session).values("state")[:1]),
        report_sent_at=Subquery(Report.objects.filter(**of_session).values("sent_at")[:1]),
        has_report=Exists(Report.objects.filter(**of_session)),
    ).get(pk=session.pk)


def parts_of(session: Session) -> list[Part]:
    """`session` from session_facts."""
    facts = vars(session)
    return [
        Part("Draaiboek", reverse("sessions:agenda", args=[session.pk]), agenda_note(facts), "list-ordered"),
        Part(
            "Terugblik",
            reverse("sessions:look_back", args=[session.pk]),
            carried_note(facts) if session.number > 1 else "begint vanaf sessie 2",
            "history",
        ),
        Part("Aanwezigheid", reverse("sessions:attendance", args=[session.pk]), attendance_note(facts), "user-check"),
        Part(
            "Notities",
            reverse("sessions:notes", args=[session.pk]),
            f"{(facts['summary_count'] or 0) + (facts['note_count'] or 0)} genoteerd",
            "notebook-pen",
        ),
        Part(
            "Foto's en documenten",
            f"{reverse('sessions:documents', args=[session.network_id])}?sessie={session.pk}",
            f"{facts['photo_count'] or 0} foto's, {facts['document_count'] or 0} documenten",
            "paperclip",
        ),
        Part(
            "Evaluatie",
            reverse("evaluations:round", args=[session.pk]),
            {"open": "loopt nog", "gesloten": "gesloten"}.get(facts["round_state"] or "", "nog niet geopend"),
            "chart-no-axes-column",
        ),
        Part(
            "Verslag",
            reverse("reports:report", args=[session.pk]),
            f"verstuurd op {short_day(facts['report_sent_at'])}" if facts["report_sent_at"] else "nog niet verstuurd",
            "file-text",
        ),
    ]


def agenda_note(facts: dict[str, int | None]) -> str:
    if not facts["item_count"]:
        return "nog leeg"
    return f"{facts['item_count']} onderdelen, {minutes_text(facts['item_minutes'] or 0)}"


def carried_note(facts: dict[str, int | None]) -> str:
    points, questions = facts["open_point_count"] or 0, facts["open_question_count"] or 0
    return (
        f"{points} open actiepunt{'' if points == 1 else 'en'}, {questions} open vra{'ag' if questions == 1 else 'gen'}"
    )


def attendance_note(facts: dict[str, int | None]) -> str:
    if not facts["noted_count"]:
        return "nog niet genoteerd"
    return f"{facts['present_count'] or 0} van {facts['expected_count'] or 0} aanwezig"


def next_thing(session: Session, now: datetime) -> NextThing | None:
    """The one thing to do now. `session` from session_facts."""
    facts = vars(session)
    begins_soon = now >= session.starts_at - timedelta(minutes=30)
    if not session.is_closed and not begins_soon:
        if not facts["item_count"]:
            return NextThing(
                "Maak het draaiboek",
                "Vertrek van een voorbeeld of van een vorige sessie. De uren rekenen zichzelf uit.",
                reverse("sessions:agenda", args=[session.pk]),
                "Naar het draaiboek",
            )
        return NextThing(
            "Kijk het draaiboek nog eens na",
            f"De sessie begint op {short_day(session.starts_at)} om {clock(session.starts_at)} uur.",
            reverse("sessions:agenda", args=[session.pk]),
            "Naar het draaiboek",
        )
    if not session.is_closed:
        if (facts["noted_count"] or 0) < (facts["expected_count"] or 0):
            return NextThing(
                "Noteer wie er is",
                "Eén tik per persoon, ook vanaf je gsm. Alles is meteen bewaard.",
                reverse("sessions:attendance", args=[session.pk]),
                "Naar de aanwezigheid",
            )
        if now < session.ends_at:
            return NextThing(
                "Noteer wat gezegd wordt",
                "Punten, vragen en actiepunten bewaren zichzelf terwijl je typt.",
                reverse("sessions:notes", args=[session.pk]),
                "Naar de notities",
            )
        return NextThing(
            "Sluit de sessie af",
            "Eén pagina toont wat nog ontbreekt. Daarna staat het verslag klaar.",
            reverse("sessions:close", args=[session.pk]),
            "Sluit af",
        )
    if not facts["report_sent_at"]:
        return NextThing(
            "Verstuur het verslag",
            "Het staat klaar uit je notities. Ook wie er niet was, krijgt een eigen mail.",
            reverse("reports:report", args=[session.pk]),
            "Naar het verslag",
        )
    return None
