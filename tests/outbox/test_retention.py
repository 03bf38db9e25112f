"""The post is not kept for ever."""

from datetime import timedelta

import pytest

from lerendnetwerk.outbox.models import OutgoingMail, PracticeMessage
from lerendnetwerk.outbox.retention import forget_old_post
from tests.factories import NOW
from tests.outbox.mails import queue

pytestmark = pytest.mark.django_db
LONG_AGO = NOW - timedelta(days=400)


@pytest.mark.parametrize(
    ("state", "kept"),
    [("verzonden", 0), ("ingetrokken", 0), ("mislukt", 0), ("misschien", 0), ("klaar", 1), ("concept", 1)],
)
def test_what_is_finished_goes_after_thirteen_months(state: str, kept: int) -> None:
    mail = queue(now=LONG_AGO, not_before=LONG_AGO)
    sent = LONG_AGO if state == "verzonden" else None
    OutgoingMail.objects.filter(pk=mail.pk).update(state=state, sent_at=sent)
    assert (forget_old_post(NOW), OutgoingMail.objects.count()) == (1 - kept, kept)


def test_what_left_last_month_stays() -> None:
    mail = queue(now=LONG_AGO, not_before=LONG_AGO)
    OutgoingMail.objects.filter(pk=mail.pk).update(state="verzonden", sent_at=NOW - timedelta(days=30))
    assert (forget_old_post(NOW), OutgoingMail.objects.count()) == (0, 1)


def test_practice_letters_go_after_a_month() -> None:
    for days in (20, 40):
        PracticeMessage.objects.create(at=NOW - timedelta(days=days), to_address="a@b.example", subject="x", raw=b"")
    forget_old_post(NOW)
    assert PracticeMessage.objects.count() == 1
