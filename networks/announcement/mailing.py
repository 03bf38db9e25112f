"""The announcement by mail, to contacts that never asked for it: each gets it once, and one tap ends it for ever."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Count, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat, Lower
from django.template.loader import render_to_string
from django.urls import reverse

from lerendnetwerk import links
from lerendnetwerk.leases import outside_transaction
from lerendnetwerk.outbox.models import MailState, OutgoingMail, OutgoingMailQuerySet
from lerendnetwerk.outbox.queue import queue_mail
from networks.announcement.public import Story
from networks.models import Contact, Mailing, Network, Participation

OPT_OUT = "afmelden"
# So many mails are written in one transaction.
BATCH = 100


def occasion_of(network: Network) -> str:
    return f"announcement:{network.pk}:v1"


def scope_of(network: Network) -> str:
    """Apart from the network's own post, which would drown in it."""
    return f"announcement:{network.pk}"


def waiting_contacts(network: Network) -> QuerySet[Contact]:
    """Contacts who want mail, did not get this announcement yet and do not take part already."""
    contacts = Contact.objects.write_to().filter(programme=network.programme_id)
    got_it = OutgoingMail.objects.filter(
        occasion=occasion_of(network),
        recipient=Concat(Value("contact:"), Cast(OuterRef("pk"), CharField())),
    )
    takes_part = Participation.objects.taking_part().filter(network=network, person__email__iexact=OuterRef("email"))
    return contacts.filter(~Exists(got_it), ~Exists(takes_part))


def mail_text(story: Story, url: str) -> tuple[str, str]:
    """Subject and text of the mail, to be edited before it leaves."""
    return f"Doe mee: {story.title}"[:150], render_to_string(
        "networks/mail/announcement.txt", {"story": story, "url": url}
    ).strip()


@outside_transaction
def write_mailing(mailing: Mailing, now: datetime) -> None:
    """The worker's part: the mails of a mailing, a batch at a time. Done twice it writes each mail once."""
    network = Network.objects.select_related("programme").get(pk=mailing.network_id)
    reply_to, from_name = network.reply_to, network.programme.mail_name or network.programme.title
    written = 0
    while contacts := list(waiting_contacts(network).order_by("pk")[:BATCH]):
        with transaction.atomic():
            for contact in contacts:
                queue_mail(
                    occasion=occasion_of(network),
                    recipient=contact.recipient,
                    scope=scope_of(network),
                    to_name=contact.name or contact.email,
                    to_address=contact.email,
                    subject=mailing.subject,
                    text=f"{mailing.text}\n\nGeen aankondigingen meer? {{afmelden_link}}",
                    reply_to=reply_to,
                    from_name=from_name,
                    not_before=now,
                    now=now,
                )
            written += len(contacts)
            Mailing.objects.filter(pk=mailing.pk).update(queued=written, lease_until=now + timedelta(minutes=10))


def progress_of(network: Network) -> dict[str, int]:
    """How many mails of the announcement stand where."""
    counts = dict(
        OutgoingMail.objects.filter(scope=scope_of(network)).values_list("state").annotate(n=Count("pk")).order_by()
    )
    sent, failed = counts.pop(MailState.SENT, 0), counts.pop(MailState.FAILED, 0)
    maybe, withdrawn = counts.pop(MailState.MAYBE, 0), counts.pop(MailState.WITHDRAWN, 0)
    return {"sent": sent, "failed": failed, "maybe": maybe, "withdrawn": withdrawn, "waiting": sum(counts.values())}


def failed_mails(network: Network) -> OutgoingMailQuerySet:
    """What did not arrive, to who may still be written to: whoever said no meanwhile is left alone."""
    still_there = Contact.objects.write_to().annotate(known_as=Concat(Value("contact:"), Cast("pk", CharField())))
    failed = OutgoingMail.objects.filter(scope=scope_of(network), state=MailState.FAILED)
    return failed.filter(Exists(still_there.filter(known_as=OuterRef("recipient"))))


def opt_out_link(contact: Contact) -> str:
    # It keeps working when all other links are withdrawn.
    digest = links.digest(OPT_OUT, contact.public_id, 1, key=settings.OPT_OUT_KEY)
    return settings.BASE_URL + reverse("networks:opt_out", args=[contact.public_id, digest])


def opt_out_link_for(recipient: str) -> str:
    """For the outbox, while it sends. Raises LookupError for who is no contact any more."""
    kind, _, number = recipient.partition(":")
    contact = Contact.objects.filter(pk=number).first() if kind == "contact" and number.isdecimal() else None
    if contact is None:
        raise LookupError(recipient)
    return opt_out_link(contact)


def known_addresses(programme_id: int) -> set[str]:
    contacts = Contact.objects.filter(programme=programme_id).annotate(small=Lower("email"))
    return set(contacts.values_list("small", flat=True))
