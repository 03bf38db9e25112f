"""The worker's part: a card leaves on its day, and nothing of it stays behind."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string

from lerendnetwerk.outbox.models import MailState, OutgoingMail
from networks.mail import mail_participation
from networks.models import Participation
from sessions.activities.postcard.models import Postcard

# Mails of this scope stand on no page: nobody but the writer reads a card, nor sees that there was one.
HIDDEN_SCOPE = "postkaart"
# What the server refused may still be asked about; then the words go too.
KEEP_FAILED = timedelta(days=30)
RELATED = ("participation__person", "participation__network__programme", "activity__session")


def deliver_due_postcards(now: datetime) -> int:
    """Hand the cards of today to the post. Returns how many."""
    delivered = sum(deliver(pk, now) for pk in Postcard.objects.due(now).values_list("pk", flat=True))
    Postcard.objects.overdue(now).delete()
    return delivered


def deliver(card_id: int, now: datetime) -> bool:
    """The card becomes a mail in the same transaction: it exists once, wherever a worker is killed."""
    with transaction.atomic():
        locked = Postcard.objects.due(now).select_for_update(of=("self",)).filter(pk=card_id)
        card = locked.select_related(*RELATED).first()
        if card is None:
            return False
        person, session = card.participation.person, card.activity.session
        mail_participation(
            card.participation,
            occasion=f"postcard:{card.pk}",
            subject="Een kaart van jezelf",
            text=render_to_string(
                "sessions/mail/postcard.txt",
                {
                    "first_name": person.first_name,
                    "session": session,
                    "network": card.participation.network,
                    "card": card,
                },
            ),
            scope=HIDDEN_SCOPE,
            # An answer quotes the card: it may not land with the facilitator.
            reply_to="",
            not_before=now,
            now=now,
        )
        card.delete()
    return True


def lost_postcards(participation: Participation) -> QuerySet[OutgoingMail]:
    """Cards of this writer that the post could not deliver; told to her, and to nobody else."""
    return OutgoingMail.objects.filter(
        scope=HIDDEN_SCOPE, recipient=participation.recipient, state=MailState.FAILED
    ).order_by("pk")


def forget_delivered_postcards(now: datetime) -> int:
    """Throw away the mails that left. Returns how many."""
    mails = OutgoingMail.objects.filter(scope=HIDDEN_SCOPE)
    gone = mails.filter(state__in=[MailState.SENT, MailState.WITHDRAWN]) | mails.filter(
        state__in=[MailState.FAILED, MailState.MAYBE], not_before__lte=now - KEEP_FAILED
    )
    _, per_model = gone.delete()
    return per_model.get(OutgoingMail._meta.label, 0)
