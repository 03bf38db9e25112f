"""What a session's page shows: each part with its state, and the one next thing for this moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from desk.counting import (
    agenda_minutes,
    count_by,
    count_of,
    expected_count,
    minutes_too_long,
    present_count,
    to_invite,
    with_old_date,
)
from desk.inviting_steps import INVITED_BEFORE, TO_INVITE
from desk.road_steps import TOO_LONG
from lerendnetwerk.composed import composed
from lerendnetwerk.templatetags.look import clock, minutes_text, short_day
from sessions.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    DecisionReview,
    Document,
    Invitation,
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


def session_facts(session: Session) -> Session:
    """The session once more, with the counts that its parts show. One query."""
    return sessions_with_facts(session.pk)[0]


@composed
def sessions_with_facts(session: int) -> QuerySet[Session]:
    earlier = {"session__network": OuterRef("network"), "session__number__lt": OuterRef("number")}
    open_points = ActionPoint.objects.filter(**earlier, done_at__isnull=True)
    open_questions = Question.objects.filter(**earlier, answered_in__isnull=True)

    awaited = Q(session=OuterRef("pk")) | Q(number=OuterRef("number"), decision__session__network=OuterRef("network"))
    due_decisions = DecisionReview.objects.filter(awaited, verdict="")

    def own(queryset: QuerySet) -> Coalesce:
        return count_of(queryset, "session")

    return Session.objects.filter(pk=session).annotate(
        item_count=own(AgendaItem.objects.all()),
        item_minutes=agenda_minutes(),
        present_count=present_count(),
        noted_count=own(Attendance.objects.all()),
        expected_count=expected_count(),
        summary_count=own(SummaryPoint.objects.all()),
        note_count=own(Note.objects.all()),
        photo_count=own(Photo.objects.all()),
        document_count=own(Document.objects.filter(is_signed_list=False)),
        open_point_count=count_by(open_points, "session__network"),
        open_question_count=count_by(open_questions, "session__network"),
        due_decision_count=count_by(due_decisions, "verdict"),
        invited_count=own(Invitation.objects.standing()),
        to_invite_count=count_by(to_invite(), "network"),
        old_date_count=count_by(with_old_date(), "session"),
        coming_count=own(Invitation.objects.filter(said_yes_at__isnull=False)),
        # Joined, not asked apart: a session has at most one of each.
        run_started_at=F("run__started_at"),
        round_state=F("round__state"),
        report_sent_at=F("report__sent_at"),
    )


def parts_of(session: Session) -> list[Part]:
    """`session` from session_facts."""
    facts = vars(session)
    return [
        *asked_part(session),
        Part("Draaiboek", reverse("sessions:agenda", args=[session.pk]), agenda_note(facts), "list-ordered"),
        Part(
            "Regie", reverse("sessions:regie", args=[session.pk]), "de klok en de schermen in de zaal", "presentation"
        ),
        Part(
            "Terugblik",
            reverse("sessions:look_back", args=[session.pk]),
            carried_note(facts) if session.number > 1 else "begint vanaf sessie 2",
            "history",
        ),
        Part(
            "Uitnodigingen",
            reverse("sessions:invitations", args=[session.pk]),
            invitations_note(facts),
            "calendar-check",
        ),
        Part(
            "Op bezoek",
            reverse("sessions:workings", args=[session.pk]),
            "wie zijn werking toont",
            "map-pin-house",
        ),
        Part("Wie we uitnodigen", reverse("sessions:guests", args=[session.pk]), "iemand van buiten", "user-plus"),
        Part(
            "Gastheer",
            reverse("sessions:host_checklist", args=[session.pk]),
            session.host.name if session.host else "nog niet gekozen",
            "house",
        ),
        Part("Aanwezigheid", reverse("sessions:attendance", args=[session.pk]), attendance_note(facts), "user-check"),
        Part(
            "Notities",
            reverse("sessions:notes", args=[session.pk]),
            notes_note(facts),
            "notebook-pen",
        ),
        Part("Afdrukken", reverse("reports:paper", args=[session.pk]), "alles op papier, in één pdf", "printer"),
        Part(
            "Documenten en links",
            f"{reverse('sessions:documents', args=[session.network_id])}?sessie={session.pk}",
            counted(facts["document_count"], "document"),
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


def asked_part(session: Session) -> list[Part]:
    """Before the second session nobody asked anything yet."""
    if session.number == 1:
        return []
    url = reverse("desk:ahead", args=[session.pk])
    return [Part("Wat de groep vroeg", url, "uit evaluatie, vragen en voorstellen", "message-square-quote")]


def counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 'en'}"


def notes_note(facts: dict[str, Any]) -> str:
    photos = f", {counted(facts['photo_count'], 'foto', "foto's")}" if facts["photo_count"] else ""
    return f"{facts['summary_count'] + facts['note_count']} genoteerd{photos}"


def agenda_note(facts: dict[str, Any]) -> str:
    if not facts["item_count"]:
        return "nog leeg"
    return f"{counted(facts['item_count'], 'onderdeel', 'onderdelen')}, {minutes_text(facts['item_minutes'])}"


def carried_note(facts: dict[str, Any]) -> str:
    points = counted(facts["open_point_count"], "open actiepunt")
    note = f"{points}, {counted(facts['open_question_count'], 'open vraag', 'open vragen')}"
    due = facts["due_decision_count"]
    return f"{note}, {counted(due, 'besluit', 'besluiten')} opnieuw te bekijken" if due else note


def invitations_note(facts: dict[str, Any]) -> str:
    if not facts["invited_count"]:
        return "nog niet verstuurd"
    coming, not_yet, old = facts["coming_count"], facts["to_invite_count"], facts["old_date_count"]
    said = [
        f"{facts['invited_count']} uitgenodigd",
        f"{not_yet} nog niet" if not_yet else "",
        f"{old} met de oude datum of plaats" if old else "",
        f"{counted(coming, 'zegt', 'zeggen')} te komen" if coming else "",
    ]
    return ", ".join(part for part in said if part)


def attendance_note(facts: dict[str, Any]) -> str:
    if not facts["noted_count"]:
        return "nog niet genoteerd"
    return f"{facts['present_count']} van {facts['expected_count']} aanwezig"


def next_thing(session: Session, now: datetime) -> NextThing | None:
    """The one thing to do now; None when all is sent. `session` from session_facts."""
    if session.is_closed:
        return None if vars(session)["report_sent_at"] else to_send(session)
    if now < session.starts_at - timedelta(minutes=30):
        return to_invite_to(session, now) or to_prepare(session)
    return to_do_in_the_room(session, now)


def to_invite_to(session: Session, now: datetime) -> NextThing | None:
    """A date that moved is told at once; an invitation leaves in time, and long before the run sheet is ready."""
    facts, url = vars(session), reverse("sessions:invitations", args=[session.pk])
    if old := facts["old_date_count"]:
        return NextThing(
            "Vertel wat er veranderde",
            f"{counted(old, 'uitnodiging heeft', 'uitnodigingen hebben')} nog de oude datum, uren of plaats.",
            url,
            "Kijk wie wat krijgt",
        )
    if not facts["to_invite_count"] or session.starts_at > now + INVITED_BEFORE:
        return None
    if not facts["invited_count"]:
        return NextThing("Verstuur de uitnodigingen", TO_INVITE, url, "Kijk wie wat krijgt")
    return NextThing(
        f"Nodig nog {counted(facts['to_invite_count'], 'mens', 'mensen')} uit",
        f"De anderen zijn al uitgenodigd: {facts['invited_count']}. Wie er later bijkwam, weet nog van niets.",
        url,
        "Kijk wie wat krijgt",
    )


def to_prepare(session: Session) -> NextThing:
    agenda = reverse("sessions:agenda", args=[session.pk])
    if not vars(session)["item_count"] and session.number > 1:
        return NextThing(
            "Begin bij wat de groep vroeg",
            "Thema's, open vragen en voorstellen van de vorige sessies. Met één tik staan ze in het draaiboek.",
            reverse("desk:ahead", args=[session.pk]),
            "Kijk wat de groep vroeg",
        )
    if not vars(session)["item_count"]:
        return NextThing(
            "Maak het draaiboek",
            "Vertrek van een voorbeeld of van een vorige sessie. De uren rekenen zichzelf uit.",
            agenda,
            "Naar het draaiboek",
        )
    if too_long := minutes_too_long(session):
        shorter = counted(too_long, "minuut", "minuten")
        return NextThing(f"Maak de sessie {shorter} korter", TOO_LONG, agenda, "Naar het draaiboek")
    return NextThing(
        "Kijk het draaiboek nog eens na",
        f"De sessie begint op {short_day(session.starts_at)} om {clock(session.starts_at)} uur.",
        agenda,
        "Naar het draaiboek",
    )


def to_do_in_the_room(session: Session, now: datetime) -> NextThing:
    facts = vars(session)
    if now < session.ends_at:
        regie = reverse("sessions:regie", args=[session.pk])
        if facts["run_started_at"]:
            return NextThing(
                "De sessie loopt", "De klok, de zaal en wat er op de schermen staat.", regie, "Naar de regie"
            )
        return NextThing(
            "Start de sessie",
            "Op de regie zie je wie er is, en begin je met het eerste onderdeel wanneer jij wil.",
            regie,
            "Start de sessie",
        )
    if facts["noted_count"] < facts["expected_count"]:
        return NextThing(
            "Noteer wie er is",
            "Eén tik per persoon, ook vanaf je gsm. Alles is meteen bewaard.",
            reverse("sessions:attendance", args=[session.pk]),
            "Naar de aanwezigheid",
        )
    return NextThing(
        "Sluit de sessie af",
        "Eén pagina toont wat nog ontbreekt. Daarna staat het verslag klaar.",
        reverse("sessions:close", args=[session.pk]),
        "Sluit af",
    )


def to_send(session: Session) -> NextThing:
    return NextThing(
        "Verstuur het verslag",
        "Het staat klaar uit je notities. Ook wie er niet was, krijgt een eigen mail.",
        reverse("reports:report", args=[session.pk]),
        "Naar het verslag",
    )
