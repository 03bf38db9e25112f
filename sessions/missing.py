"""What a session still lacks before its report can be made. Nothing of it forbids closing."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from lerendnetwerk.leases import WorkState
from networks.models import Expectation, Participation
from sessions.answers import waiting_for_mail
from sessions.models import ActionPoint, Attendance, ExpectationReview, Note, Photo, Session, SummaryPoint


@dataclass(frozen=True)
class Missing:
    text: str
    url: str
    link: str


def missing_in(session: Session) -> list[Missing]:
    """One query."""
    found = _counts(session)
    attendance, notes, look_back = (
        reverse(f"sessions:{name}", kwargs={"session_id": session.pk}) for name in ("attendance", "notes", "look_back")
    )
    lines = [
        (
            found["not_noted"],
            _people(found["not_noted"], "is nog niet genoteerd", "zijn nog niet genoteerd"),
            attendance,
            "Noteer wie er was",
        ),
        (
            found["late_without_hour"],
            _people(found["late_without_hour"], "was te laat, zonder uur", "waren te laat, zonder uur"),
            attendance,
            "Vul het uur in",
        ),
        (
            not found["points"],
            "De samenvatting heeft nog geen punten",
            f"{notes}#deel-samenvatting",
            "Vat samen",
        ),
        (
            not found["look_back"],
            "De terugblik met de groep is nog leeg",
            f"{notes}?bij=goed#deel-terugblik-op-vandaag",
            "Schrijf op wat goed liep en wat anders kan",
        ),
        (
            found["actions_without"],
            _counted(found["actions_without"], "actiepunt heeft", "actiepunten hebben") + " nog geen naam of datum",
            f"{notes}#deel-actiepunten",
            "Geef elk actiepunt een naam en een datum",
        ),
        (
            # In the first session they are only written down.
            session.number > 1 and found["without_state"],
            _counted(found["without_state"], "verwachting kreeg", "verwachtingen kregen") + " vandaag nog geen stand",
            f"{look_back}#verwachtingen",
            "Geef ze een stand",
        ),
        (
            found["answers_to_mail"],
            _counted(found["answers_to_mail"], "antwoord is", "antwoorden zijn")
            + " nog niet gemaild aan wie de vraag stelde",
            reverse("sessions:questions", args=[session.network_id]),
            "Mail het antwoord",
        ),
        (
            found["photos_busy"],
            _counted(found["photos_busy"], "foto wordt", "foto's worden") + " nog klaargemaakt",
            f"{notes}#fotos",
            "Bekijk de foto's",
        ),
        (
            found["photos_failed"],
            _counted(found["photos_failed"], "foto kon", "foto's konden") + " niet gelezen worden",
            f"{notes}#fotos",
            "Bekijk de foto's",
        ),
    ]
    return [Missing(text, url, link) for is_missing, text, url, link in lines if is_missing]


def _counts(session: Session) -> dict[str, Any]:
    expected = Participation.objects.filter(network=session.network_id).expected_at(session.number)
    noted = Attendance.objects.filter(session=session, participation=OuterRef("pk"))
    actions = ActionPoint.objects.filter(session=session, done_at=None)
    photos = Photo.objects.filter(session=session)
    reviews = ExpectationReview.objects.filter(session=session, expectation=OuterRef("pk"))
    without = Q(due_on=None) | Q(owner=ActionPoint.Owner.PERSON, participation=None)
    found = Session.objects.filter(pk=session.pk).values(
        not_noted=_count(expected.exclude(Exists(noted))),
        late_without_hour=_count(Attendance.objects.filter(session=session, state=Attendance.State.LATE, came_at=None)),
        points=_count(SummaryPoint.objects.filter(session=session)),
        look_back=_count(Note.objects.filter(session=session, kind__in=[Note.Kind.GOOD, Note.Kind.DIFFERENT])),
        actions_without=_count(actions.filter(without)),
        without_state=_count(Expectation.objects.filter(network=session.network_id).exclude(Exists(reviews))),
        answers_to_mail=_count(waiting_for_mail(session)),
        photos_busy=_count(photos.filter(state__in=[WorkState.READY, WorkState.BUSY])),
        photos_failed=_count(photos.filter(state=WorkState.FAILED)),
    )
    return {**found.get()}


def _count(rows: QuerySet[Any, Any]) -> Coalesce:
    counted = rows.order_by().annotate(_all=Func(F("pk"), function="COUNT")).values("_all")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _counted(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def _people(count: int, one: str, more: str) -> str:
    return f"{count} deelnemer {one}" if count == 1 else f"{count} deelnemers {more}"
