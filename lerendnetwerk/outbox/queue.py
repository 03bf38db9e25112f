"""The way into the outbox."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction

from lerendnetwerk.outbox.models import (
    SUPERSEDED,
    WAITING,
    MailAttachment,
    MailState,
    OutgoingMail,
    split_occasion,
)

# Whoever practises mails nobody, whatever the way here.
REFUSED_SCOPE = "oefening:"


class RefusedScopeError(ValueError):
    """This post never leaves."""


class Enclosure(NamedTuple):
    """A frozen file that goes along. It may still be in the making: the mail waits for it."""

    file_path: str  # relative to MEDIA_ROOT
    file_name: str
    content_type: str = "application/pdf"


@transaction.atomic
def queue_mail(
    *,
    occasion: str,
    recipient: str,
    scope: str,
    to_name: str,
    to_address: str,
    subject: str,
    text: str,
    html: str = "",
    calendar: str = "",
    reply_to: str = "",
    from_name: str = "",
    attachments: Iterable[Enclosure] = (),
    not_before: datetime,
    now: datetime,
    draft: bool = False,
) -> OutgoingMail:
    """Put a mail on the pile, in the caller's transaction; the same occasion and recipient again is the same mail.

    "report:12:v2" withdraws a "report:12:v1" to the same recipient that has not left. `{persoonlijke_link}` in the
    bodies is filled in while the mail is sent. Without `html` it is made from the text. `calendar` is an iCalendar object with
    a METHOD.
    """
    if not to_address:
        raise ValueError(f"{occasion}: {recipient} has no address")
    if scope.startswith(REFUSED_SCOPE):
        raise RefusedScopeError(f"{occasion}: {scope}")
    topic, version = split_occasion(occasion)
    mail = OutgoingMail(
        occasion=occasion,
        recipient=recipient,
        scope=scope,
        to_name=_one_line(to_name, 160),
        to_address=to_address,
        subject=_one_line(subject, 200),
        text=text,
        html=html,
        calendar=calendar,
        reply_to=reply_to,
        from_name=_one_line(from_name, 160),
        not_before=not_before,
        created_at=now,
    )
    for tries_left in reversed(range(5)):
        versions = list(OutgoingMail.objects.filter(topic=topic, recipient=recipient).order_by("version"))
        for known in versions:
            if known.occasion == occasion:
                return known
        mail.state, mail.error = MailState.DRAFT if draft else MailState.READY, ""
        if any(known.version > version and known.state != MailState.WITHDRAWN for known in versions):
            mail.state, mail.error = MailState.WITHDRAWN, SUPERSEDED
        elif any(known.state in WAITING for known in versions):
            OutgoingMail.objects.filter(pk__in=[known.pk for known in versions]).withdraw(SUPERSEDED)
        try:
            with transaction.atomic():
                mail.save(force_insert=True)
        except IntegrityError:
            # Somebody else queued the same mail, or another version of it, at this moment: look again.
            if not tries_left:
                raise
            mail.pk = None
        else:
            break
    MailAttachment.objects.bulk_create(MailAttachment(mail=mail, **file._asdict()) for file in attachments)
    return mail


def _one_line(text: str, most: int) -> str:
    """Fit for a header: a line break there would be refused when the mail leaves."""
    return " ".join(text.split())[:most]
