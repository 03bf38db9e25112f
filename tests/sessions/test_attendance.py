from datetime import time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from networks.models import Participation
from sessions.models import Attendance, Document, Session, Substitute
from tests import factories, files
from tests.factories import BRUSSELS
from tests.queries import count_queries
from tests.world import World


def page(session: Session) -> str:
    return reverse("sessions:attendance", kwargs={"session_id": session.pk})


def note_url(session: Session, participation: Participation) -> str:
    return reverse("sessions:note_attendance", kwargs={"session_id": session.pk, "participation_id": participation.pk})


@pytest.fixture
def session(world: World) -> Session:
    return factories.create_session(world.network, number=2)


@pytest.fixture
def client(world: World) -> Client:
    return world.client("facilitator")


def states(session: Session) -> dict[str, str]:
    return {row.participation.name: row.state for row in session.attendances.select_related("participation__person")}


def test_a_tap_is_kept_and_another_tap_replaces_it(world: World, session: Session, client: Client) -> None:
    url = note_url(session, world.participation)
    for state in ("aanwezig", "te-laat", "te-laat"):
        response = client.post(url, {"state": state})
        assert response.status_code == 302
    assert states(session) == {"Joris Vandaele": "te-laat"}


def test_a_tap_by_the_page_itself_is_answered_without_a_page(world: World, session: Session, client: Client) -> None:
    response = client.post(note_url(session, world.participation), {"state": "aanwezig"}, headers={"X-Autosave": "1"})
    assert (response.status_code, response.content) == (204, b"")


def test_not_noted_yet_takes_the_note_away(world: World, session: Session, client: Client) -> None:
    factories.attend(session, world.participation)
    client.post(note_url(session, world.participation), {"state": ""})
    assert states(session) == {}


def test_hours_follow_from_coming_and_going(world: World, session: Session, client: Client) -> None:
    client.post(
        note_url(session, world.participation),
        {"state": "te-laat", "came_at": "14:00", "left_at": "15:30", "reason": "File op de E17"},
    )
    row = session.attendances.get()
    assert (row.came_at, row.left_at, row.reason, row.minutes) == (time(14), time(15, 30), "File op de E17", 90)
    assert "1 u 30" in client.get(page(session)).content.decode()


def test_going_before_coming_is_refused_and_what_was_typed_stays(
    world: World, session: Session, client: Client
) -> None:
    typed = {"state": "te-laat", "came_at": "15:00", "left_at": "14:00", "reason": "Tandarts"}
    response = client.post(note_url(session, world.participation), typed)
    assert response.status_code == 422
    assert "Weggaan komt na aankomen" in response.content.decode()
    assert 'value="Tandarts"' in response.content.decode()
    assert states(session) == {}

    response = client.post(note_url(session, world.participation), typed, headers={"X-Autosave": "1"})
    assert (response.status_code, response.json()) == (
        422,
        {"error": "Weggaan komt na aankomen: kijk de uren na."},
    )


def test_who_came_later_into_the_network_is_not_expected_before(world: World, session: Session) -> None:
    late = factories.create_participation(world.network, first_name="Nele", last_name="Later", from_session=3)
    client = world.client("facilitator")
    assert "Nele Later" not in client.get(page(session)).content.decode()
    assert client.post(note_url(session, late), {"state": "aanwezig"}).status_code == 404


def test_who_stopped_is_not_expected_but_stays_where_noted(world: World, session: Session, client: Client) -> None:
    gone = factories.create_participation(world.network, first_name="Wim", last_name="Weg")
    factories.attend(world.session, gone)
    Participation.objects.filter(pk=gone.pk).update(status=Participation.Status.STOPPED)
    assert "Wim Weg" not in client.get(page(session)).content.decode()
    assert "Wim Weg" in client.get(page(world.session)).content.decode()


def test_the_count_says_how_many_are_there(world: World, session: Session, client: Client) -> None:
    people = [world.participation, *(factories.create_participation(world.network) for _ in range(3))]
    factories.attend(session, people[0])
    factories.attend(session, people[1], Attendance.State.LATE)
    factories.attend(session, people[2], Attendance.State.EXCUSED)
    html = client.get(page(session)).content.decode()
    assert "2 van 4 aanwezig" in html
    assert "nog 1 te noteren" in html


def test_everybody_who_is_not_noted_becomes_present(world: World, session: Session, client: Client) -> None:
    other = factories.create_participation(world.network, first_name="An", last_name="Ziek")
    factories.attend(session, other, Attendance.State.EXCUSED)
    url = reverse("sessions:all_present", kwargs={"session_id": session.pk})
    assert "1 aanwezig gezet. Pas aan wie er niet was." in client.post(url, follow=True).content.decode()
    assert "Iedereen was al genoteerd. Er is niets gewijzigd." in client.post(url, follow=True).content.decode()
    assert states(session) == {"Joris Vandaele": "aanwezig", "An Ziek": "verontschuldigd"}


def test_a_person_of_another_network_cannot_be_noted(world: World, session: Session, client: Client) -> None:
    assert client.post(note_url(session, world.participation_elsewhere), {"state": "aanwezig"}).status_code == 404


def test_a_substitute_is_written_corrected_and_taken_away(world: World, session: Session, client: Client) -> None:
    url = reverse("sessions:write_substitute", kwargs={"session_id": session.pk})
    client.post(url, {"replaces": world.participation.pk, "name": "Tine Smet"})
    client.post(url, {"replaces": world.participation.pk, "name": "Tine Smets", "email": "tine@bedrijf.example"})
    assert list(Substitute.objects.values_list("name", "email")) == [("Tine Smets", "tine@bedrijf.example")]
    assert "vervangt Joris Vandaele" in client.get(page(session)).content.decode()

    remove = reverse(
        "sessions:remove_substitute", kwargs={"session_id": session.pk, "participation_id": world.participation.pk}
    )
    for _ in range(2):
        assert client.post(remove).status_code == 302
    assert Substitute.objects.count() == 0


def test_a_substitute_without_name_comes_back_with_what_was_typed(
    world: World, session: Session, client: Client
) -> None:
    url = reverse("sessions:write_substitute", kwargs={"session_id": session.pk})
    response = client.post(url, {"replaces": world.participation.pk, "name": "", "email": "tine@bedrijf.example"})
    assert response.status_code == 422
    assert 'value="tine@bedrijf.example"' in response.content.decode()


def test_a_substitute_for_somebody_elsewhere_is_refused(world: World, session: Session, client: Client) -> None:
    url = reverse("sessions:write_substitute", kwargs={"session_id": session.pk})
    response = client.post(url, {"replaces": world.participation_elsewhere.pk, "name": "Tine Smet"})
    assert response.status_code == 422


def test_the_signed_list_is_kept_replaced_downloaded_and_taken_away(
    world: World, session: Session, client: Client, django_capture_on_commit_callbacks: object
) -> None:
    url = reverse("sessions:signed_list", kwargs={"session_id": session.pk})
    assert client.get(url).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"scan": SimpleUploadedFile("lijst.pdf", files.PDF)})
        first = Document.objects.get().file
        client.post(url, {"scan": SimpleUploadedFile("lijst dag 1.jpg", files.jpeg())})
    document = Document.objects.get()
    assert (document.file_name, document.audience, document.is_signed_list) == ("lijst dag 1.jpg", "facilitator", True)
    assert not first.storage.exists(first.name)

    response = client.get(url)
    assert response.content == files.jpeg()
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="lijst dag 1.jpg"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]

    remove = reverse("sessions:remove_signed_list", kwargs={"session_id": session.pk})
    with django_capture_on_commit_callbacks(execute=True):
        assert client.get(remove).status_code == 200
        assert client.post(remove).status_code == 302
    assert Document.objects.count() == 0
    assert not document.file.storage.exists(document.file.name)


@pytest.mark.parametrize(
    ("name", "content"),
    [("lijst.docx", files.WORD), ("lijst.pdf", files.SCRIPT), ("lijst.html", files.SCRIPT), ("x.pdf", b"")],
)
def test_what_is_no_scan_is_refused(session: Session, client: Client, name: str, content: bytes) -> None:
    url = reverse("sessions:signed_list", kwargs={"session_id": session.pk})
    assert client.post(url, {"scan": SimpleUploadedFile(name, content)}).status_code == 422
    assert client.post(url).status_code == 422
    assert Document.objects.count() == 0


def test_the_page_needs_the_same_few_queries_for_one_and_for_fifteen(world: World, session: Session) -> None:
    client = world.client("facilitator")
    one = count_queries(client, page(session))
    for _ in range(14):
        person = factories.create_participation(world.network)
        factories.attend(session, person, Attendance.State.EXCUSED)
        factories.create_substitute(session, person)
    assert count_queries(client, page(session)) == one
    assert one <= 8


def test_odd_text_gives_a_clear_page(world: World, session: Session, client: Client) -> None:
    for odd in ("\0", "😀" * 400, "x" * 100_000):
        response = client.post(note_url(session, world.participation), {"state": "aanwezig", "reason": odd})
        assert response.status_code == 422
    assert client.post(note_url(session, world.participation), {"state": "slaapt"}).status_code == 422


def test_a_session_in_summer_counts_local_hours(world: World) -> None:
    starts = factories.datetime(2027, 7, 1, 9, 0, tzinfo=BRUSSELS)
    session = factories.create_session(world.network, number=3, starts_at=starts, length=timedelta(hours=2))
    row = factories.attend(session, world.participation)
    row.came_at = time(9, 30)
    assert row.minutes == 90
