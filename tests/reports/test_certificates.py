"""The certificate of attendance: who earns one, that it is given once, and that it goes when its owner is erased."""

import io
from datetime import UTC, datetime, time

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.test import Client

from lerendnetwerk.outbox.models import OutgoingMail
from networks.erasing import forgotten
from networks.models import Participation, Programme
from reports.certificates.earning import earned_in, hours_in_words
from reports.certificates.giving import make_certificate
from reports.erasing import forget_certificates
from reports.models import Certificate
from sessions.models import Attendance, Session
from tests import factories
from tests.pdf_tags import complaints_about
from tests.pdf_text import extract
from tests.world import World, build_world, client_of_member

NOW = datetime(2027, 7, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def world(db: None) -> World:
    """Two sessions of three hours: Joris at both, an hour late the second time; Griet at the first alone."""
    world = build_world()
    first = world.session
    Session.objects.filter(pk=first.pk).update(
        starts_at=datetime(2027, 3, 4, 12, 0, tzinfo=UTC), ends_at=datetime(2027, 3, 4, 15, 0, tzinfo=UTC)
    )
    second = factories.create_session(world.network, starts_at=datetime(2027, 4, 8, 11, 0, tzinfo=UTC))
    Session.objects.filter(pk=second.pk).update(ends_at=datetime(2027, 4, 8, 14, 0, tzinfo=UTC))
    griet = factories.create_participation(world.network, first_name="Griet", last_name="Maertens")
    factories.create_participation(world.network, first_name="Nooit", last_name="Gezien")
    Attendance.objects.filter(session__network=world.network).delete()
    factories.attend(first, world.participation)
    factories.attend(second, world.participation, state="te-laat")
    # 11.00 in UTC is 13.00 uur in the room in April.
    Attendance.objects.filter(session=second).update(came_at=time(14, 0))
    factories.attend(first, griet)
    factories.attend(second, griet, state="verontschuldigd")
    return world


def facilitator(world: World) -> Client:
    return world.client("facilitator")


def url(world: World) -> str:
    return f"/netwerken/{world.network.pk}/attesten/"


def by_name(world: World) -> dict[str, tuple[int, int]]:
    return {one.participation.name: (one.count, one.minutes) for one in earned_in(world.network)}


def given_to(world: World) -> list[str]:
    return sorted(Certificate.objects.values_list("frozen__name", flat=True))


def ask(world: World, **least: int) -> None:
    Programme.objects.filter(pk=world.programme.pk).update(**least)


def test_only_the_time_that_somebody_was_there_counts(world: World) -> None:
    assert by_name(world) == {"Joris Vandaele": (2, 300), "Griet Maertens": (1, 180), "Nooit Gezien": (0, 0)}


@pytest.mark.parametrize(
    ("least", "names"),
    [
        ({}, ["Griet Maertens", "Joris Vandaele"]),
        ({"certificate_sessions": 2}, ["Joris Vandaele"]),
        ({"certificate_hours": 3}, ["Griet Maertens", "Joris Vandaele"]),
        ({"certificate_hours": 5}, ["Joris Vandaele"]),
        ({"certificate_hours": 6}, []),
    ],
)
def test_the_programme_says_what_is_enough(world: World, least: dict[str, int], names: list[str]) -> None:
    ask(world, **least)
    facilitator(world).post(url(world))
    assert given_to(world) == names


def test_the_page_says_who_gets_one_before_anything_leaves(world: World) -> None:
    ask(world, certificate_sessions=2)
    page = facilitator(world).get(url(world)).content.decode()
    assert "minstens 2 sessies" in page
    # A session is still to come: who is not there yet may get there.
    assert page.index("Joris Vandaele") < page.index("Nog niet aan het minimum") < page.index("Griet Maertens")
    assert (Certificate.objects.count(), OutgoingMail.objects.count()) == (0, 0)
    Session.objects.filter(network=world.network, closed_at=None).update(closed_at=NOW)
    assert "Haalt het minimum niet" in facilitator(world).get(url(world)).content.decode()


def test_before_anybody_was_there_nobody_is_named_as_too_few(world: World) -> None:
    Attendance.objects.all().delete()
    page = facilitator(world).get(url(world)).content.decode()
    assert ("Nog niemand verdient een attest" in page, "Joris Vandaele" in page) == (True, False)


def test_pressing_twice_gives_and_mails_once(world: World) -> None:
    client = facilitator(world)
    client.post(url(world))
    client.post(url(world))
    mails = OutgoingMail.objects.filter(topic__startswith="attest:")
    assert (Certificate.objects.count(), mails.count()) == (2, 2)
    assert {mail.attachments.get().file_path for mail in mails} == {
        str(one.file.name) for one in Certificate.objects.all()
    }


def test_hours_that_were_corrected_make_a_next_one_for_that_person_alone(world: World) -> None:
    client = facilitator(world)
    client.post(url(world))
    Attendance.objects.filter(session__number=2, participation=world.participation).update(came_at=None)
    client.post(url(world))
    assert sorted(Certificate.objects.values_list("frozen__name", "version", "frozen__total")) == [
        ("Griet Maertens", 1, "3 uur"),
        ("Joris Vandaele", 1, "5 uur"),
        ("Joris Vandaele", 2, "6 uur"),
    ]


def test_without_an_address_or_after_stopping_it_is_made_and_not_mailed(world: World) -> None:
    griet = Participation.objects.get(person__first_name="Griet")
    griet.person.email = ""
    griet.person.save()
    world.participation.leave(now=NOW)
    facilitator(world).post(url(world))
    assert (len(given_to(world)), OutgoingMail.objects.filter(topic__startswith="attest:").count()) == (2, 0)


def made(world: World, participation: Participation) -> tuple[Certificate, bytes]:
    facilitator(world).post(url(world))
    while certificate := Certificate.objects.take_next(datetime.now(UTC)):
        make_certificate(certificate, NOW)
    certificate = Certificate.objects.get(participation=participation)
    with certificate.file.open() as file:
        return certificate, file.read()


@pytest.mark.slow
def test_the_paper_says_who_where_when_and_how_long(world: World) -> None:
    certificate, pdf = made(world, world.participation)
    text = extract(pdf)
    for words in ("Joris Vandaele", "5 uur", "donderdag 4 maart 2027", "3 u 00", "2 u 00", "Marijke Dewulf"):
        assert words in text, words
    assert "Griet" not in text
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 1
    assert complaints_about(pdf, "Attest van aanwezigheid: Joris Vandaele") == []
    assert certificate.size == len(pdf) <= 60_000


@pytest.mark.slow
def test_a_participant_finds_her_own_on_her_page_and_nobody_elses(world: World) -> None:
    certificate, _ = made(world, world.participation)
    client = client_of_member(world.participation)
    assert f"/mijn/attesten/{certificate.pk}/" in client.get("/mijn/").content.decode()
    assert client.get(f"/mijn/attesten/{certificate.pk}/").status_code == 200
    other = Certificate.objects.exclude(pk=certificate.pk).get()
    assert client.get(f"/mijn/attesten/{other.pk}/").status_code == 404


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_erasing_a_person_removes_her_certificate_with_its_file(world: World) -> None:
    certificate, _ = made(world, world.participation)
    path = str(certificate.file.name)
    forget_certificates(forgotten(world.participation.person), NOW)
    assert given_to(world) == ["Griet Maertens"]
    assert not default_storage.exists(path)


def test_hours_are_said_in_words() -> None:
    assert [hours_in_words(n) for n in (0, 1, 45, 60, 630)] == [
        "0 minuten",
        "1 minuut",
        "45 minuten",
        "1 uur",
        "10 uur en 30 minuten",
    ]
