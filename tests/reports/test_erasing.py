"""A frozen report is printed anew without the name of who is erased; its old file is gone and its hash is kept."""

import pytest
from django.core.files.storage import default_storage

from lerendnetwerk.outbox.models import MailAttachment
from lerendnetwerk.outbox.queue import Enclosure, queue_mail
from reports import drafting
from reports.editions import freeze, group_edition, would_change
from reports.making import make_edition
from reports.material import gather
from reports.models import Edition, PaperPack, WithdrawnFile
from sessions.models import Decision
from tests.erasing import erase
from tests.pdf_text import extract
from tests.reports.stage import NOW, Held, hold_session


@pytest.fixture
def held(db: None) -> Held:
    return hold_session()


def frozen_of(held: Held) -> dict:
    material = gather(held.session)
    return group_edition(material, drafting.sections_of(drafting.draft_of(held.session), material))


def made(held: Held) -> Edition:
    edition = freeze(drafting.report_of(held.session), frozen_of(held), by=held.world.facilitator, now=NOW)
    return make(edition)


def make(edition: Edition) -> Edition:
    taken = Edition.objects.take_next(NOW)
    assert taken == edition
    make_edition(taken, NOW)
    edition.refresh_from_db()
    return edition


def words_of(edition: Edition) -> str:
    with edition.file.open() as file:
        return extract(file.read())


@pytest.mark.slow
def test_the_report_is_printed_without_her_and_the_old_file_leaves_its_hash(held: Held) -> None:
    one = held.present[1]
    Decision.objects.create(session=held.session, text=f"{one.name} belt de architect.")
    edition = made(held)
    old, old_hash = str(edition.file.name), edition.sha256
    assert one.name in words_of(edition)
    erase(one.person, NOW)
    assert default_storage.exists(old) is False
    edition = make(edition)
    words = words_of(edition)
    assert one.person.last_name not in words
    assert "een deelnemer belt de architect." in words
    assert "Een naam in dit verslag is vervangen" in words
    assert [(row.sha256, str(row.file)) for row in WithdrawnFile.objects.all()] == [(old_hash, "")]
    assert edition.sha256 not in ("", old_hash)


@pytest.mark.slow
def test_the_page_does_not_ask_to_send_a_correction(held: Held) -> None:
    edition = made(held)
    # The one with the action point, and the one who was not there.
    for one in (held.present[1], held.absent):
        erase(one.person, NOW)
    edition.refresh_from_db()
    assert would_change(edition, frozen_of(held)) is False


@pytest.mark.slow
def test_mails_carry_the_new_file(held: Held) -> None:
    edition = made(held)
    about = {"scope": held.session.network.mail_scope, "to_name": "Wim", "to_address": "wim@x.example", "subject": "x"}
    enclosure = Enclosure(str(edition.file.name), "verslag.pdf")
    queue_mail(
        occasion="report:1:v1", recipient="p:1", text="x", attachments=[enclosure], not_before=NOW, now=NOW, **about
    )
    erase(held.absent.person, NOW)
    edition.refresh_from_db()
    assert [row.file_path for row in MailAttachment.objects.all()] == [edition.file.name]


@pytest.mark.slow
def test_a_report_without_her_stays_the_same_file(held: Held) -> None:
    edition = made(held)
    erase(held.world.participation_elsewhere.person, NOW)
    assert (Edition.objects.get().sha256, WithdrawnFile.objects.count()) == (edition.sha256, 0)


@pytest.mark.slow
def test_who_was_printing_the_old_words_leaves_no_file(held: Held) -> None:
    freeze(drafting.report_of(held.session), frozen_of(held), by=held.world.facilitator, now=NOW)
    printing = Edition.objects.take_next(NOW)
    old = str(printing.file.name)
    erase(held.absent.person, NOW)
    make_edition(printing, NOW)
    assert default_storage.exists(old) is False
    edition = make(Edition.objects.get())
    assert held.absent.person.last_name not in words_of(edition)


def test_packs_to_print_go(held: Held) -> None:
    PaperPack.objects.ask(held.session, ["names"], 3, "k", by=held.world.facilitator, now=NOW)
    erase(held.absent.person, NOW)
    assert PaperPack.objects.count() == 0
