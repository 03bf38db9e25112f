"""Wie is wie: shown to the group by who chose to, and gone from page and PDF when she chooses otherwise."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from threading import Event

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from lerendnetwerk.worker import Rows
from networks.erasing import forgotten
from sessions.erasing import forget_profile
from sessions.group_making import forget_old_books, html_of, make_group_book
from sessions.group_page import cards_of, digest_of
from sessions.models import GroupBook, Portrait, Profile
from sessions.photos import draw_photo
from tests import factories, files
from tests.factories import NOW
from tests.world import World, client_of_member

PROFILE = {"does": "Ik leid een werf.", "ask_me": "Over nachtwerk.", "contact": "0477 11 22 33"}
MINE, GROUP, BOOK = (f"sessions:{name}" for name in ("my_profile", "group", "group_book"))


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("ik.jpg", files.jpeg(1200, 900), "image/jpeg")


def work(rows: Rows) -> None:
    while rows.work(lambda: max(datetime.now(UTC), NOW), Event()):
        pass


def test_nothing_is_required_and_nobody_sees_it_before_it_is_shared(world: World) -> None:
    member = world.client("member")
    other = client_of_member(factories.create_participation(world.network))
    staff_page = reverse("sessions:staff_group", args=[world.network.pk])

    def seen() -> list[bool]:
        pages = [other.get(reverse(GROUP)), world.client("facilitator").get(staff_page)]
        return [PROFILE["does"] in page.content.decode() for page in pages]

    assert member.post(reverse(MINE), {}).status_code == 302
    member.post(reverse(MINE), PROFILE)
    before = seen()
    member.post(reverse(MINE), {**PROFILE, "share": "on"})
    shared = seen()
    member.post(reverse("sessions:hide_profile"))
    assert (before, shared, seen()) == ([False, False], [True, True], [False, False])
    # What she wrote is still hers.
    assert PROFILE["does"] in member.get(reverse(MINE)).content.decode()


def test_who_stopped_is_not_on_the_page(world: World) -> None:
    Profile.write(world.participation, PROFILE, share=True, now=NOW)
    world.participation.leave(now=NOW)
    assert cards_of(world.network) == []


def test_a_photo_is_drawn_anew_and_shown_only_with_a_shared_profile(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    member = world.client("member")
    other = client_of_member(factories.create_participation(world.network))
    assert member.post(reverse(MINE), {"photo": SimpleUploadedFile("x.pdf", files.PDF)}).status_code == 422
    member.post(reverse(MINE), {**PROFILE, "photo": photo()})
    assert member.get(reverse("sessions:my_portrait")).status_code == 404
    work(Rows(Portrait.objects.all(), draw_photo))
    answer = member.get(reverse("sessions:my_portrait"))
    with Image.open(BytesIO(answer.content)) as drawn:
        assert (drawn.size, dict(drawn.getexif())) == ((600, 450), {})
    assert b"geheim" not in answer.content
    url = reverse("sessions:portrait", args=[world.participation.pk])
    seen = [other.get(url).status_code]
    member.post(reverse(MINE), {**PROFILE, "share": "on"})
    seen.append(other.get(url).status_code)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        member.post(reverse(MINE), {**PROFILE, "photo": photo()})
    seen.append(other.get(url).status_code)
    assert seen == [404, 200, 404]
    # The photo that it replaces is gone from the disk.
    assert len(default_storage.listdir("portrait")[1]) == 1
    member.post(reverse("sessions:remove_portrait"))
    assert not Portrait.objects.exists()


def test_the_pdf_holds_what_is_shared_and_goes_when_somebody_stops_sharing(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    Profile.write(world.participation, PROFILE, share=True, now=NOW)
    member = world.client("member")
    assert member.get(reverse(BOOK)).status_code == 302
    member.post(reverse(BOOK))
    member.post(reverse(BOOK))
    book = GroupBook.objects.get()
    assert "Ze wordt nu gemaakt" in member.get(reverse(BOOK)).content.decode()
    default_storage.save(str(book.file), ContentFile(b"%PDF-1.7"))
    GroupBook.objects.filter(pk=book.pk).update(state="gedaan")
    assert member.get(reverse(BOOK)).content == b"%PDF-1.7"
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        member.post(reverse("sessions:hide_profile"))
    assert (GroupBook.objects.count(), default_storage.exists(str(book.file))) == (0, False)
    assert member.get(reverse(BOOK)).status_code == 302


def test_nobody_gets_a_pdf_that_says_something_else_than_the_page(world: World) -> None:
    Profile.write(world.participation, PROFILE, share=True, now=NOW)
    GroupBook.ask(world.network, digest_of(cards_of(world.network)), NOW)
    world.participation.person.first_name = "Jorre"
    world.participation.person.save()
    assert world.client("member").get(reverse(BOOK)).status_code == 302


def test_the_worker_makes_it_and_leaves_no_file_of_a_book_that_went_meanwhile(world: World) -> None:
    Profile.write(world.participation, PROFILE, share=True, now=NOW)
    GroupBook.ask(world.network, digest_of(cards_of(world.network)), NOW)
    work(Rows(GroupBook.objects.all(), make_group_book))
    book = GroupBook.objects.get()
    with default_storage.open(str(book.file)) as file:
        assert (book.state, file.read(5)) == ("gedaan", b"%PDF-")
    GroupBook.objects.filter(pk=book.pk).delete()
    make_group_book(book, NOW)
    assert not default_storage.exists(str(book.file))


def test_a_book_lies_about_for_a_week_at_most(world: World) -> None:
    GroupBook.ask(world.network, "x", NOW)
    counts = [forget_old_books(NOW + timedelta(days=days)) for days in (6, 8)]
    assert (counts, GroupBook.objects.count()) == ([0, 1], 0)


@pytest.mark.django_db
def test_the_paper_says_what_people_share() -> None:
    network = factories.create_network()
    Profile.write(factories.create_participation(network, first_name="Fatma"), PROFILE, share=True, now=NOW)
    html = html_of(network, cards_of(network), NOW)
    assert all(word in html for word in (*PROFILE.values(), "Fatma", "Alleen voor deze groep"))


def test_erasing_her_takes_profile_photo_and_pdf(world: World, django_capture_on_commit_callbacks: object) -> None:
    world.client("member").post(reverse(MINE), {**PROFILE, "photo": photo(), "share": "on"})
    work(Rows(Portrait.objects.all(), draw_photo))
    GroupBook.ask(world.network, "x", NOW)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        forget_profile(forgotten(world.participation.person), NOW)
    assert [model.objects.count() for model in (Profile, Portrait, GroupBook)] == [0, 0, 0]
    assert default_storage.listdir("portrait")[1] == []
