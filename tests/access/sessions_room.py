from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile

from sessions.models import Document
from tests import files
from tests.access.row import Row, facilitator_only
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

ROWS: list[Row] = [*ATTENDANCE]
