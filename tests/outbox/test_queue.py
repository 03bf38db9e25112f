"""Queueing: once per occasion and recipient, and a newer version takes the place of one that has not left."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from lerendnetwerk.outbox.models import MailState, OutgoingMail, split_occasion
from lerendnetwerk.outbox.queue import Enclosure
from tests.outbox.mails import queue

pytestmark = pytest.mark.django_db


def states() -> dict[str, str]:
    return dict(OutgoingMail.objects.values_list("occasion", "state"))


@pytest.mark.parametrize(
    ("occasion", "parts"),
    [
        ("report:12:v2", ("report:12", 2)),
        ("invite:12:seq3", ("invite:12", 3)),
        ("reminder:12", ("reminder:12", 0)),
        ("report:v2:extra", ("report:v2:extra", 0)),
    ],
)
def test_an_occasion_holds_its_version(occasion: str, parts: tuple[str, int]) -> None:
    assert split_occasion(occasion) == parts


def test_the_same_mail_again_is_the_existing_one() -> None:
    first = queue(attachments=[Enclosure("editions/a.pdf", "verslag.pdf")])
    again = queue(subject="Iets anders", attachments=[Enclosure("editions/b.pdf", "verslag.pdf")])
    assert (again.pk, again.subject) == (first.pk, "Verslag van sessie 3")
    assert [attachment.file_path for attachment in first.attachments.all()] == ["editions/a.pdf"]


def test_each_recipient_gets_an_own_mail() -> None:
    assert queue().pk != queue(recipient="participation:8").pk


def test_a_newer_version_withdraws_one_that_has_not_left() -> None:
    queue()
    queue(occasion="report:12:v2")
    assert states() == {"report:12:v1": "ingetrokken", "report:12:v2": "klaar"}


def test_a_newer_version_leaves_alone_what_left() -> None:
    OutgoingMail.objects.filter(pk=queue().pk).update(state=MailState.SENT)
    queue(occasion="report:12:v2")
    assert states() == {"report:12:v1": "verzonden", "report:12:v2": "klaar"}


def test_an_older_version_that_comes_late_does_not_leave() -> None:
    queue(occasion="report:12:v2")
    queue()
    assert states() == {"report:12:v1": "ingetrokken", "report:12:v2": "klaar"}


def test_a_draft_waits_and_a_newer_draft_replaces_it() -> None:
    queue(draft=True)
    queue(occasion="report:12:v2", draft=True)
    assert states() == {"report:12:v1": "ingetrokken", "report:12:v2": "concept"}


def test_a_mail_of_a_transaction_that_fails_does_not_exist() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        queue()
        raise RuntimeError
    assert OutgoingMail.objects.count() == 0


def test_a_header_holds_no_line_break_and_fits() -> None:
    mail = queue(subject="Verslag\r\nBcc: iedereen@elders.example " + "x" * 300, to_name="Joris\nVandaele")
    assert (mail.subject[:12], "\n" in mail.subject, len(mail.subject)) == ("Verslag Bcc:", False, 200)
    assert mail.to_name == "Joris Vandaele"


def test_without_an_address_there_is_no_mail() -> None:
    with pytest.raises(ValueError, match="no address"):
        queue(to_address="")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("occasions", [["report:12:v1"] * 4, [f"report:12:v{n}" for n in (1, 2, 3, 4)]])
def test_queueing_at_the_same_moment_leaves_one_mail_that_waits(occasions: list[str]) -> None:
    together = Barrier(len(occasions))

    def one(occasion: str) -> None:
        together.wait()
        try:
            queue(occasion=occasion)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(occasions)) as pool:
        list(pool.map(one, occasions))
    newest = max(occasions)
    assert states() == {occasion: "klaar" if occasion == newest else "ingetrokken" for occasion in occasions}
