"""The worker's part of closing."""

from datetime import datetime

from evaluations.models import Round
from evaluations.models.round import HIDDEN_SCOPE
from lerendnetwerk.outbox.models import MailState, OutgoingMail, PracticeMessage


def close_due_rounds(now: datetime) -> int:
    """Close what has been open for its seven days, and forget what closing leaves behind. Returns how many closed."""
    due = list(Round.objects.running().filter(closes_at__lte=now))
    for round in due:
        round.close(now=now)
    forget_reminders()
    return len(due)


def forget_reminders() -> None:
    """Throw away the reminders of rounds that are closed: they say who had not answered yet."""
    running = [round.hidden_scope for round in Round.objects.running()]
    for mails in (
        # A mail that a worker is speaking about comes next time.
        OutgoingMail.objects.exclude(state=MailState.BUSY),
        PracticeMessage.objects.all(),
    ):
        mails.filter(scope__startswith=HIDDEN_SCOPE).exclude(scope__in=running).delete()
