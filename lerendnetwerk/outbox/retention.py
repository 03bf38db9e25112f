"""How long the post is kept; docs/privacy.md promises it."""

from datetime import datetime, timedelta

from django.db.models import Q

from lerendnetwerk.outbox.models import MailState, OutgoingMail, PracticeMessage

KEEP_MAIL = timedelta(days=396)  # thirteen months
KEEP_PRACTICE = timedelta(days=30)


def forget_old_post(now: datetime) -> int:
    """Throw away what left, or will never leave, long enough ago. Returns how many mails."""
    old = now - KEEP_MAIL
    finished = Q(sent_at__lt=old) | Q(state__in=(MailState.WITHDRAWN, MailState.FAILED, MailState.MAYBE))
    _, gone = OutgoingMail.objects.filter(finished, not_before__lt=old, created_at__lt=old).delete()
    PracticeMessage.objects.filter(at__lt=now - KEEP_PRACTICE).delete()
    return gone.get(OutgoingMail._meta.label, 0)
