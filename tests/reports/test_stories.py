"""A story that its writer takes back leaves the final reports that are kept here, and so does a name that she wants off."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from evaluations.models import Story
from lerendnetwerk.leases import WorkState
from lerendnetwerk.outbox.models import MailAttachment
from networks.models import Network, Participation
from reports import drafting
from reports.editions import group_edition, would_change
from reports.final.gathering import gather_final
from reports.making import make_edition
from reports.models import Edition, WithdrawnFile
from sessions.models import Session
from tests.erasing import erase
from tests.pdf_text import extract
from tests.reports.stage import NOW, Held, hold_session
from tests.world import client_of_member

HERS, OTHER = "Sinds de derde sessie eten we samen.", "Wij bellen nu de avond voordien."
GROUP, PROGRAMME = "groep", "programma"
BOTH = [GROUP, PROGRAMME]


@pytest.fixture
def held(db: None) -> Held:
    """A final report that was sent, with a story with a name and one without."""
    held = hold_session()
    Session.objects.filter(pk=held.session.pk).update(closed_at=NOW)
    Story.objects.tell(teller(held), HERS, Story.Consent.NAMED, now=NOW)
    Story.objects.tell(held.present[1], OTHER, Story.Consent.UNNAMED, now=NOW)
    held.world.client("facilitator").post(
        reverse("reports:send", args=[f"netwerken/{held.session.network_id}"]), follow=True
    )
    return held


def teller(held: Held) -> Participation:
    return held.present[0]


def print_all() -> None:
    later = datetime.now(UTC) + timedelta(seconds=1)
    while edition := Edition.objects.take_next(later):
        make_edition(edition, later)


def edition(audience: str = GROUP) -> Edition:
    return Edition.objects.get(audience=audience)


def words(audience: str = GROUP) -> str:
    with edition(audience).file.open() as file:
        return extract(file.read())


def told(audience: str = GROUP) -> tuple[bool, bool]:
    return HERS in words(audience), OTHER in words(audience)


def tellers(audience: str) -> list[str]:
    [section] = [section for section in edition(audience).frozen["sections"] if section["key"] == "verhalen"]
    return [part["title"] for part in section["data"]]


def take_back(held: Held) -> str:
    page = client_of_member(teller(held)).post(reverse("evaluations:withdraw_story"), follow=True)
    return page.content.decode()


def choose(held: Held, consent: str, text: str = HERS) -> str:
    url = reverse("evaluations:my_story")
    page = client_of_member(teller(held)).post(url, {"text": text, "consent": consent}, follow=True)
    return page.content.decode()


@pytest.mark.slow
def test_what_is_taken_back_leaves_both_editions_and_the_other_story_stays(
    held: Held, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    print_all()
    assert [told(audience) for audience in BOTH] == [(True, True), (True, True)]
    old = [str(edition(audience).file.name) for audience in BOTH]
    with django_capture_on_commit_callbacks(execute=True):
        take_back(held)
    assert [default_storage.exists(name) for name in old] == [False, False]
    print_all()
    assert [told(audience) for audience in BOTH] == [(False, True), (False, True)]
    assert "Een verhaal is uit dit verslag gehaald" in words()
    assert [str(row.file) for row in WithdrawnFile.objects.all()] == ["", ""]


def opened(client: Client, address: str) -> tuple[int, bool]:
    """Whether it is the file that comes."""
    answer = client.get(address)
    return answer.status_code, answer.headers["Content-Type"] == "application/pdf"


@pytest.mark.slow
def test_nobody_is_served_the_old_file_while_the_next_is_made(held: Held) -> None:
    print_all()
    staff, mine = f"/verslagen/{edition().pk}/", f"/mijn/verslagen/{edition().pk}/"
    programme = f"/verslagen/{edition(PROGRAMME).pk}/"
    facilitator, coordinator = held.world.client("facilitator"), held.world.client("coordinator")
    member, outsider = client_of_member(held.present[2]), held.world.client("member_elsewhere")
    who = [(facilitator, staff), (coordinator, programme), (member, mine), (outsider, mine), (coordinator, staff)]
    before = [opened(*one) for one in who]
    take_back(held)
    meanwhile = [opened(*one) for one in who]
    print_all()
    after = [opened(*one) for one in who]
    assert (before, meanwhile) == (
        [(200, True), (200, True), (200, True), (404, False), (403, False)],
        [(200, False), (200, False), (404, False), (404, False), (403, False)],
    )
    assert after == before
    assert HERS not in extract(member.get(mine).content)


def test_mails_that_wait_carry_the_new_file(held: Held) -> None:
    take_back(held)
    assert {row.file_path for row in MailAttachment.objects.all()} == {str(edition().file.name)}


@pytest.mark.slow
def test_not_sharing_it_any_more_is_the_same_as_taking_it_back(held: Held) -> None:
    choose(held, "niet-delen")
    print_all()
    assert [told(audience) for audience in BOTH] == [(False, True), (False, True)]


@pytest.mark.slow
def test_a_name_that_she_wants_off_leaves_and_the_story_stays(held: Held) -> None:
    assert [tellers(audience) for audience in BOTH] == [["Joris Vandaele", "Een deelnemer"]] * 2
    choose(held, "zonder-naam")
    print_all()
    assert [tellers(audience) for audience in BOTH] == [["Een deelnemer", "Een deelnemer"]] * 2
    assert (told(), "Een naam in dit verslag is vervangen" in words()) == ((True, True), True)


@pytest.mark.slow
def test_other_words_wait_for_a_next_version(held: Held) -> None:
    page = choose(held, "met-naam", "Wij eten nu elke vrijdag samen.")
    print_all()
    assert (told(), WithdrawnFile.objects.count()) == ((True, True), 0)
    assert "Verander je alleen de tekst, dan blijft in dat verslag de oude staan." in page


def test_the_last_story_takes_its_heading_along(held: Held) -> None:
    for one in held.present[:2]:
        client_of_member(one).post(reverse("evaluations:withdraw_story"))
    assert "verhalen" not in [section["key"] for section in edition().frozen["sections"]]


def test_the_writer_hears_what_happens_and_what_does_not(held: Held) -> None:
    assert "Je verhaal is weg. We maken het eindverslag opnieuw" in take_back(held)
    choose(held, "met-naam")
    assert "Je verhaal is weg. Het staat in geen verslag dat we bewaren." in take_back(held)


def test_the_facilitator_is_not_asked_to_send_a_correction(held: Held) -> None:
    take_back(held)
    network = Network.objects.select_related("programme").get(pk=held.session.network_id)
    material = gather_final(network, NOW)
    sections = drafting.sections_of(drafting.draft_of(network), material)
    assert not would_change(edition(), group_edition(material, sections))


@pytest.mark.slow
def test_a_report_that_was_frozen_at_the_same_moment_is_never_printed_with_it(held: Held) -> None:
    # As when it was read for sending before, and kept after she took it back.
    Story.objects.filter(participation=teller(held)).delete()
    taken = Edition.objects.take_next(datetime.now(UTC) + timedelta(seconds=1))
    assert taken is not None
    make_edition(taken, datetime.now(UTC))
    taken.refresh_from_db()
    assert (taken.state, default_storage.exists(str(taken.file.name))) == (WorkState.READY, False)
    print_all()
    assert [told(audience) for audience in BOTH] == [(False, True), (False, True)]


@pytest.mark.slow
def test_erasing_her_takes_her_story_and_not_only_her_name(held: Held) -> None:
    print_all()
    erase(teller(held).person, datetime.now(UTC))
    print_all()
    assert [told(audience) for audience in BOTH] == [(False, True), (False, True)]
