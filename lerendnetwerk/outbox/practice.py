"""The practice mailbox: where no mail server is set, mails are kept for staff to read in the app."""

import email.policy
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage as ParsedMessage
from email.parser import BytesParser

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


@dataclass(frozen=True)
class PracticeFile:
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class PracticeLetter:
    """What a mail program would show. The HTML is left out: markup of a mail has no place in our pages."""

    sender: str
    to: str
    subject: str
    text: str
    has_html: bool
    files: list[PracticeFile]


def read_letter(message: PracticeMessage) -> PracticeLetter:
    parsed = BytesParser(ParsedMessage, policy=email.policy.default).parsebytes(bytes(message.raw))
    body = parsed.get_body(["plain"])
    return PracticeLetter(
        sender=str(parsed["From"]),
        to=str(parsed["To"]),
        subject=str(parsed["Subject"]),
        text=body.get_content() if body else "",
        has_html=parsed.get_body(["html"]) is not None,
        files=[
            PracticeFile(
                part.get_filename() or "bijlage", part.get_content_type(), bytes(part.get_payload(decode=True))
            )
            for part in parsed.iter_attachments()
        ],
    )
