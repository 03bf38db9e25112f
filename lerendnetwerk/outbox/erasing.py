"""What erasing a person does to the post: nothing leaves any more, and what left keeps its moment and no more."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.html import escape

from lerendnetwerk.erasing import ANONYMOUS, Forgotten, NotYetError, erases
from lerendnetwerk.outbox.models import Attempt, MailState, OutgoingMail, PracticeMessage
from lerendnetwerk.outbox.practice import read_letter

ERASED = "Deze persoon is gewist."


@erases(OutgoingMail, Attempt)
def forget_mail(who: Forgotten, now: datetime) -> None:
    """Her own mails lose name, address and words; in mails to others *een deelnemer* takes the place of her full name.

    Raises NotYetError while the mail server is being spoken to about her.
    """
    hers = OutgoingMail.objects.filter(mails_of(who))
    with transaction.atomic():
        hers.exclude(state__in=(MailState.SENT, MailState.BUSY)).update(
            state=MailState.WITHDRAWN, withdrawn_from="", error=ERASED, lease_id="", lease_until=None
        )
        if hers.filter(state=MailState.BUSY).exists():
            raise NotYetError("the mail server is being spoken to")
        Attempt.objects.filter(mail__in=hers).update(address="", answer="")
        hers.update(to_name=ANONYMOUS, to_address="", subject="", text="", html="", calendar="", error="")
    forget_name_in_others(who)


def mails_of(who: Forgotten) -> Q:
    """Mails to her as a participant, and those of her programme that went to her address under another heading."""
    hers = Q(recipient__in=who.recipients)
    if not who.email:
        return hers
    same_address = Q(scope__in=who.scopes, to_address__iexact=who.email)
    return hers | (same_address & Q(to_name__iexact=who.name) if who.shares_address else same_address)


def forget_name_in_others(who: Forgotten) -> None:
    if who.full_name is None:
        return
    named = Q(subject__icontains=who.name) | Q(text__icontains=who.name) | Q(html__icontains=escape(who.name))
    with transaction.atomic():
        for mail in OutgoingMail.objects.select_for_update().filter(named, scope__in=who.scopes):
            words = {name: who.without_name(getattr(mail, name)) for name in ("subject", "text")}
            words["html"] = mail.html.replace(escape(who.name), escape(who.without_name(who.name)))
            OutgoingMail.objects.filter(pk=mail.pk).update(**words)


@erases(PracticeMessage)
def forget_practice(who: Forgotten, now: datetime) -> None:
    """Letters of the practice mailbox are whole copies: those to her, about her, or with a report go away."""
    kept = PracticeMessage.objects.filter(scope__in=who.scopes)
    gone = [message.pk for message in kept.iterator(chunk_size=50) if speaks_of(message, who)]
    PracticeMessage.objects.filter(pk__in=gone).delete()


def speaks_of(message: PracticeMessage, who: Forgotten) -> bool:
    letter = read_letter(message)
    if any(file.content_type == "application/pdf" for file in letter.files):
        return True
    words = f"{letter.to} {letter.subject} {letter.text}".casefold()
    return who.name.casefold() in words or (bool(who.email) and who.email.casefold() in words)
