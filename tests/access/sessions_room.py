from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lerendnetwerk.leases import WorkState
from sessions.models import ActionPoint, Attendance, Document, ExpectationReview, Note, Photo, Question, SummaryPoint
from tests import factories, files
from tests.access.row import Row, facilitator_only, member_only
from tests.world import World


def of_session(world: World) -> Mapping[str, object]:
    return {"session_id": world.session.pk}


def of_person(world: World) -> Mapping[str, object]:
    return {"session_id": world.session.pk, "participation_id": world.participation.pk}


def with_signed_list(world: World) -> Mapping[str, object]:
    Document.keep_signed_list(world.session, SimpleUploadedFile("lijst.pdf", files.PDF), "application/pdf")
    return of_session(world)


ATTENDANCE = [
    Row("sessions:attendance", "GET", facilitator_only(), of_session),
    Row("sessions:all_present", "POST", facilitator_only(302), of_session),
    Row("sessions:note_attendance", "POST", facilitator_only(302), of_person, lambda world: {"state": "te-laat"}),
    Row(
        "sessions:write_substitute",
        "POST",
        facilitator_only(302),
        of_session,
        lambda world: {"replaces": world.participation.pk, "name": "Tine Smet"},
    ),
    Row("sessions:remove_substitute", "POST", facilitator_only(302), of_person),
    Row("sessions:signed_list", "GET", facilitator_only(), with_signed_list),
    Row(
        "sessions:signed_list",
        "POST",
        facilitator_only(302),
        of_session,
        lambda world: {"scan": SimpleUploadedFile("lijst.pdf", files.PDF)},
    ),
    Row("sessions:remove_signed_list", "GET", facilitator_only(), of_session),
    Row("sessions:remove_signed_list", "POST", facilitator_only(302), with_signed_list),
]


def of_list(world: World) -> Mapping[str, object]:
    return {**of_session(world), "slug": "tips"}


def of_line(world: World) -> Mapping[str, object]:
    row = Note.write(world.session, "access", 0, kind="tip", text="Begin klein")
    return {**of_list(world), "line_id": row.pk}


LINE = {"text": "Begin klein", "version": 1}

NOTES = [
    Row("sessions:notes", "GET", facilitator_only(), of_session),
    Row("sessions:save_short_summary", "POST", facilitator_only(302), of_session, lambda world: {"version": 1}),
    Row("sessions:restore_line", "POST", facilitator_only(302), of_session),
    Row("sessions:add_line", "POST", facilitator_only(302), of_list, lambda world: LINE),
    Row("sessions:save_line", "POST", facilitator_only(302), of_line, lambda world: LINE),
    Row("sessions:move_line", "POST", facilitator_only(302), of_line),
    Row("sessions:remove_line", "POST", facilitator_only(302), of_line),
]


def later_with(row: ActionPoint | Question | SummaryPoint, world: World) -> Mapping[str, object]:
    """The look-back of the next session, on something that the first left open."""
    row.session = world.session
    row.save()
    later = factories.create_session(world.network)
    return {"session_id": later.pk, "line_id": row.pk}


def with_expectation(world: World) -> Mapping[str, object]:
    return {**of_session(world), "expectation_id": factories.create_expectation(world.network).pk}


LOOK_BACK = [
    Row("sessions:look_back", "GET", facilitator_only(), of_session),
    Row(
        "sessions:review_expectation",
        "POST",
        facilitator_only(302),
        with_expectation,
        lambda world: {"state": ExpectationReview.State.PARTLY},
    ),
    Row(
        "sessions:tick_action_point",
        "POST",
        facilitator_only(302),
        lambda world: later_with(ActionPoint(text="Bel"), world),
    ),
    Row(
        "sessions:answer_question",
        "POST",
        facilitator_only(302),
        lambda world: later_with(Question(text="Wie?"), world),
        lambda world: {"version": 1},
    ),
    Row(
        "sessions:settle_parked",
        "POST",
        facilitator_only(302),
        lambda world: later_with(SummaryPoint(text="Loon"), world),
    ),
    Row("sessions:close", "GET", facilitator_only(), of_session),
    Row("sessions:close", "POST", facilitator_only(302), of_session),
    Row("sessions:reopen", "POST", facilitator_only(302), of_session),
]


def of_photo(world: World) -> Mapping[str, object]:
    picture = SimpleUploadedFile("flap.jpg", files.jpeg())
    photo = Photo.objects.create(
        session=world.session, picture=picture, state=WorkState.DONE, not_before=timezone.now()
    )
    return {**of_session(world), "photo_id": photo.pk}


def of_network(world: World) -> Mapping[str, object]:
    return {"network_id": world.network.pk}


def of_document(world: World) -> Mapping[str, object]:
    file = SimpleUploadedFile("nota.pdf", files.PDF)
    return {"document_id": Document.objects.create(network=world.network, title="Nota", file=file).pk}


def not_noted_yet(world: World) -> Mapping[str, object]:
    Attendance.objects.all().delete()
    return of_session(world)


ABOUT = {"title": "Nota", "audience": "groep", "moment": "vooraf"}

FILES = [
    Row(
        "sessions:add_photos",
        "POST",
        facilitator_only(302),
        of_session,
        lambda world: {"photos": SimpleUploadedFile("flap.jpg", files.jpeg())},
    ),
    Row("sessions:photo", "GET", facilitator_only(), of_photo),
    Row("sessions:save_photo", "POST", facilitator_only(302), of_photo),
    Row("sessions:move_photo", "POST", facilitator_only(302), of_photo),
    Row("sessions:remove_photo", "GET", facilitator_only(), of_photo),
    Row("sessions:remove_photo", "POST", facilitator_only(302), of_photo),
    Row("sessions:member_photo", "GET", member_only(), of_photo),
    Row("sessions:documents", "GET", facilitator_only(), of_network),
    Row(
        "sessions:documents",
        "POST",
        facilitator_only(302),
        of_network,
        lambda world: {**ABOUT, "link": "https://krant.example/stuk"},
    ),
    Row("sessions:document", "GET", facilitator_only(), of_document),
    Row("sessions:edit_document", "GET", facilitator_only(), of_document),
    Row("sessions:edit_document", "POST", facilitator_only(302), of_document, lambda world: ABOUT),
    Row("sessions:remove_document", "GET", facilitator_only(), of_document),
    Row("sessions:remove_document", "POST", facilitator_only(302), of_document),
    Row("sessions:member_document", "GET", member_only(), of_document),
]

EXCUSE = [
    Row("sessions:excuse", "GET", member_only(), of_session),
    Row("sessions:excuse", "POST", member_only(302), not_noted_yet),
    Row("sessions:come_after_all", "POST", member_only(302), of_session),
]

ROWS: list[Row] = [*ATTENDANCE, *NOTES, *LOOK_BACK, *FILES, *EXCUSE]
