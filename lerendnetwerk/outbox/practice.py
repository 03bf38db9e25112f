"""The practice mailbox: where no mail server is set, mails are kept for staff to read in the app."""

import email.policy
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from lerendnetwerk.outbox.models import PracticeMessage


class PracticeMailbox(BaseEmailBackend):
    may_have_left = True

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            PracticeMessage.objects.create(
                at=timezone.now(),
                # Mails that do not come out of the outbox, such as sign-in codes, belong to no network.
                scope=getattr(message, "scope", ""),
                to_address=", ".join(message.recipients())[:320],
                subject=" ".join(str(message.subject).split())[:300],
                raw=message.message(policy=email.policy.SMTP).as_bytes(),
            )
        return len(email_messages)
