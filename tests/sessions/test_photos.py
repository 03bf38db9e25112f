from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from lerendnetwerk.leases import InsideTransactionError, WorkState
from sessions import uploads
from sessions.models import Photo, Session
from sessions.photos import draw_photo
from tests import factories, files
from tests.queries import count_queries
from tests.world import World


@pytest.fixture
def session(world: World) -> Session:
    return factories.create_session(world.network, number=2)


@pytest.fixture
def client(world: World) -> Client:
    return world.client("facilitator")


def upload(name: str = "flap.jpg", content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or files.jpeg())


def add(client: Client, session: Session, *uploads: SimpleUploadedFile, key: str = "k"):
    url = reverse("sessions:add_photos", kwargs={"session_id": session.pk})
    return client.post(url, {"photos": list(uploads), "key": key})


def url(name: str, photo: Photo) -> str:
    return reverse(f"sessions:{name}", kwargs={"session_id": photo.session_id, "photo_id": photo.pk})


def page(session: Session) -> str:
    return reverse("sessions:notes", kwargs={"session_id": session.pk})


def kept(session: Session, content: bytes = b"", name: str = "flap.jpg") -> Photo:
    return Photo.keep(session, upload(name, content), "", timezone.now())


def drawn(session: Session, content: bytes = b"") -> Photo:
    photo = kept(session, content)
    work()
    photo.refresh_from_db()
    return photo


def work() -> None:
    while photo := Photo.objects.take_next(timezone.now()):
        draw_photo(photo, timezone.now())


def test_several_photos_come_in_at_once_and_wait_for_the_worker(session: Session, client: Client) -> None:
    response = add(
        client, session, upload(), upload("b.png", files.picture("PNG")), upload("c.webp", files.picture("WEBP"))
    )
    assert response.status_code == 302
    html = client.get(page(session)).content.decode()
    assert html.count("wordt klaargemaakt") == 3
    assert "3 foto's worden klaargemaakt" in html
    photo = Photo.objects.first()
    assert client.get(url("photo", photo)).status_code == 404

    work()
    html = client.get(page(session)).content.decode()
    assert "klaargemaakt" not in html
    assert html.count("<img") == 3


def test_the_same_form_twice_is_the_same_photos(session: Session, client: Client) -> None:
    for _ in range(2):
        add(client, session, upload(), upload("b.jpg"))
    assert Photo.objects.count() == 2


def test_what_is_shown_is_smaller_upright_and_says_nothing_of_the_phone(session: Session) -> None:
    content = files.jpeg(2600, 1300, rotated=True)
    assert b"Telefoonmaker" in content
    assert b"geheim commentaar" in content
    photo = drawn(session, content)
    with photo.picture.open() as file:
        data = file.read()
    picture = Image.open(BytesIO(data))
    assert picture.size == (Photo.longest_side // 2, Photo.longest_side) == (photo.width, photo.height)
    assert picture.format == "JPEG"
    assert dict(picture.getexif()) == {}
    assert {"exif", "comment", "icc_profile"} & set(picture.info) == set()
    assert (b"Telefoonmaker" in data, b"geheim commentaar" in data) == (False, False)
    # The dark corner was top left, and the phone was held a quarter turned.
    assert picture.getpixel((picture.width - 10, 10)) < (60, 60, 60)


def test_what_was_received_is_wiped(session: Session) -> None:
    photo = kept(session)
    received, storage = photo.received.name, photo.received.storage
    work()
    photo.refresh_from_db()
    assert (photo.received.name, storage.exists(received)) == ("", False)
    assert photo.state == WorkState.DONE


def test_the_worker_draws_what_waits(session: Session) -> None:
    photo = kept(session)
    call_command("worker", "--once")
    photo.refresh_from_db()
    assert (photo.state, photo.error) == (WorkState.DONE, "")


def test_transparent_becomes_white(session: Session) -> None:
    out = BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(out, "PNG")
    photo = drawn(session, out.getvalue())
    with photo.picture.open() as file:
        assert Image.open(file).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content",
    [files.jpeg()[:2000], files.png_that_claims(100, 100), files.png_that_claims(40_000, 40_000), files.SCRIPT],
)
def test_a_broken_photo_says_so_and_is_wiped(session: Session, client: Client, content: bytes) -> None:
    # As in a worker that has made a PDF before.
    import weasyprint  # noqa: F401

    photo = kept(session, content)
    received, storage = photo.received.name, photo.received.storage
    work()
    photo.refresh_from_db()
    assert (photo.state, storage.exists(received)) == (WorkState.FAILED, False)
    assert "beschadigd" in client.get(page(session)).content.decode()
    assert client.get(url("photo", photo)).status_code == 404


def test_a_photo_removed_while_it_is_drawn_leaves_nothing(
    session: Session, django_capture_on_commit_callbacks: object
) -> None:
    photo = kept(session)
    taken = Photo.objects.take_next(timezone.now())
    other = Photo.objects.get(pk=photo.pk)
    Photo.objects.filter(pk=photo.pk).update(lease_id="somebody else")
    draw_photo(taken, timezone.now())
    root = other.received.storage
    assert len(root.listdir("photo")[1]) == 1
    with django_capture_on_commit_callbacks(execute=True):
        other.remove()
    assert root.listdir("photo")[1] == []


@pytest.mark.django_db(transaction=True)
def test_drawing_never_runs_inside_a_transaction(transactional_db: None) -> None:
    with transaction.atomic(), pytest.raises(InsideTransactionError):
        draw_photo(Photo(), timezone.now())


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("groot.png", files.png_that_claims(8_000, 6_000), "groot.png telt 48 megapixels; 40 is het meeste."),
        ("bom.png", files.png_that_claims(60_000, 60_000), "bom.png telt 3600 megapixels; 40 is het meeste."),
        ("iphone.heic", files.HEIC, "iphone.heic is een HEIC-foto"),
        ("nep.jpg", files.SCRIPT, "nep.jpg is geen foto"),
        ("lijst.pdf", files.PDF, "lijst.pdf is geen foto"),
        ("leeg.jpg", b"", "leeg.jpg is leeg"),
    ],
)
def test_what_is_refused_says_why_and_the_rest_is_kept(
    session: Session, client: Client, name: str, content: bytes, sentence: str
) -> None:
    refused = SimpleUploadedFile(name, content)
    response = add(client, session, upload("goed.jpg"), refused)
    assert response.status_code == 422
    assert sentence in response.content.decode().replace("&#x27;", "'")
    assert Photo.objects.count() == 1


def test_more_than_fifteen_megabytes_is_refused(session: Session, client: Client, monkeypatch: object) -> None:
    heavy = files.jpeg() + b"\0" * uploads.MOST_PHOTO_BYTES
    response = add(client, session, upload("zwaar.jpg", heavy))
    assert response.status_code == 422
    assert "zwaar.jpg is 15,0 MB; 15 MB is het meeste." in response.content.decode()
    assert Photo.objects.count() == 0


def test_nothing_chosen_says_so(session: Session, client: Client) -> None:
    response = add(client, session)
    assert response.status_code == 422
    assert "Kies eerst" in response.content.decode()


def test_caption_and_place_in_the_report_are_kept(session: Session, client: Client) -> None:
    photo = drawn(session)
    response = client.post(url("save_photo", photo), {"caption": "De flap met tips"}, headers={"X-Autosave": "1"})
    assert response.status_code == 204
    photo.refresh_from_db()
    assert (photo.caption, photo.in_report, photo.state) == ("De flap met tips", False, WorkState.DONE)
    assert client.post(url("save_photo", photo), {"caption": "x" * 201}).status_code == 422


def test_photos_change_places(session: Session, client: Client) -> None:
    first, second = kept(session), kept(session)
    client.post(url("move_photo", second), {"naar": "op"})
    assert list(session.photos.all()) == [second, first]


def test_removing_asks_first_and_wipes_the_file(
    session: Session, client: Client, django_capture_on_commit_callbacks: object
) -> None:
    photo = drawn(session)
    assert client.get(url("remove_photo", photo)).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            assert client.post(url("remove_photo", photo)).status_code == 302
    assert not photo.picture.storage.exists(photo.picture.name)


def test_a_photo_is_shown_but_never_as_a_page(session: Session, client: Client) -> None:
    response = client.get(url("photo", drawn(session)))
    assert (
        response.headers.items()
        >= {
            "Content-Type": "image/jpeg",
            "Content-Disposition": f'inline; filename="foto-{Photo.objects.get().pk}.jpg"',
            "X-Content-Type-Options": "nosniff",
        }.items()
    )
    assert "no-store" in response["Cache-Control"]
    assert not response.streaming


def test_a_member_sees_only_what_stands_in_the_report(world: World, session: Session) -> None:
    photo = drawn(session)
    assert world.client("member").get(url("member_photo", photo)).status_code == 200
    Photo.objects.update(in_report=False)
    assert world.client("member").get(url("member_photo", photo)).status_code == 404


def test_a_member_who_came_later_does_not_see_photos_of_before(world: World, session: Session) -> None:
    photo = drawn(session)
    world.participation.from_session = 3
    world.participation.save()
    assert world.client("member").get(url("member_photo", photo)).status_code == 404


def test_photos_of_another_session_are_not_found(world: World, session: Session, client: Client) -> None:
    photo = drawn(world.session)
    photo.session = session
    assert client.get(url("photo", photo)).status_code == 404
    assert client.post(url("save_photo", photo), {"caption": "x"}).status_code == 404


def test_the_page_needs_the_same_queries_for_one_and_for_fifteen_photos(session: Session, client: Client) -> None:
    kept(session)
    client.get(page(session))
    one = count_queries(client, page(session))
    for _ in range(14):
        kept(session)
    assert count_queries(client, page(session)) == one
    assert one <= 8
