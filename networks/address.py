"""Another e-mail address: the mail that asks for a yes, its link, and a word to the address that was."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from lerendnetwerk import links
from lerendnetwerk.outbox.models import OutgoingMail
from lerendnetwerk.outbox.queue import queue_mail
from networks.models import AddressChange, Participation

PURPOSE = "nieuw-adres"


def address_link_for(recipient: str, change_id: int) -> str:
    """For the outbox, while it sends. Raises LookupError when another address was asked for since."""
    change = AddressChange.objects.filter(pk=change_id).first()
    if change is None:
        raise LookupError(recipient)
    return settings.BASE_URL + reverse("desk:confirm_address", args=[change.public_id, digest_of(change)])


def digest_of(change: AddressChange) -> str:
    return links.digest(PURPOSE, change.public_id, 1)


def address_change_of_link(public_id: str, digest: str, now: datetime) -> AddressChange | None:
    """Which change this link confirms; None when it is wrong, over, or of somebody who left."""
    change = (
        AddressChange.objects.select_related("person", "participation__network__programme")
        .filter(public_id=public_id, participation__status=Participation.Status.TAKES_PART)
        .first()
    )
    if change is None or change.is_over(now) or not links.is_genuine(digest, PURPOSE, public_id, 1):
        return None
    return change


def mail_new_address(change: AddressChange, participation: Participation, now: datetime) -> OutgoingMail:
    text = render_to_string("networks/mail/new_address.txt", {"participation": participation, "change": change})
    return _mail(participation, change.email, f"address:{change.pk}", "Bevestig je nieuwe e-mailadres", text, now)


def mail_address_changed(participation: Participation, old: str, now: datetime) -> OutgoingMail | None:
    """Whoever reads mail at the old address hears it: it may not have been her."""
    if not old:
        return None
    text = render_to_string("networks/mail/address_changed.txt", {"participation": participation})
    occasion = f"address-changed:{now:%Y%m%d%H%M%S}"
    return _mail(participation, old, occasion, "Je e-mailadres is gewijzigd", text, now)


def _mail(participation: Participation, to: str, occasion: str, subject: str, text: str, now: datetime) -> OutgoingMail:
    network = participation.network
    return queue_mail(
        occasion=occasion,
        recipient=participation.recipient,
        scope=network.mail_scope,
        to_name=participation.person.name,
        to_address=to,
        subject=subject,
        text=text,
        reply_to=network.reply_to,
        from_name=network.programme.mail_name or network.programme.title,
        not_before=now,
        now=now,
    )
