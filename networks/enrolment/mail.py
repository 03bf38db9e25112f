"""What somebody who enrolled is written, and the link to the page where they answer."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from lerendnetwerk import links
from lerendnetwerk.links import is_genuine
from lerendnetwerk.outbox.models import OutgoingMail
from lerendnetwerk.outbox.queue import queue_mail
from networks.enrolment.places import places_go_by_themselves
from networks.mail import mail_facilitators, name_the_reader
from networks.models import Enrolment, Network

ENROLMENT = "inschrijving"
VERSION = 1


def digest_of(enrolment: Enrolment) -> str:
    return links.digest(ENROLMENT, enrolment.public_id, VERSION)


def enrolment_page(enrolment: Enrolment) -> str:
    """Where somebody confirms, answers an offer, or withdraws."""
    return reverse("networks:enrolment", args=[enrolment.public_id, digest_of(enrolment)])


def enrolment_link_for(recipient: str) -> str:
    """For the outbox, while it sends. Raises LookupError for what was erased."""
    kind, _, number = recipient.partition(":")
    known = kind == "enrolment" and number.isdecimal()
    enrolment = Enrolment.objects.filter(pk=number).first() if known else None
    if enrolment is None:
        raise LookupError(recipient)
    return settings.BASE_URL + enrolment_page(enrolment)


def enrolment_of_link(public_id: str, digest: str) -> Enrolment | None:
    """Whose link this is; None when it is wrong, or when what it led to was erased."""
    if not is_genuine(digest, ENROLMENT, public_id, VERSION):
        return None
    return Enrolment.objects.select_related("network__programme", "participation").filter(public_id=public_id).first()


def mail_confirmation(enrolment: Enrolment, *, now: datetime) -> None:
    """The only mail to an address that nobody proved; the latest replaces one that has not left."""
    write(enrolment, f"enrolment-confirm:v{enrolment.asked}", "Bevestig je inschrijving", "confirm", now=now)


def mail_already(enrolment: Enrolment, *, now: datetime) -> None:
    """Somebody filled in the form again; once a day is enough."""
    today = timezone.localdate(now).isoformat()
    write(enrolment, f"enrolment-already:{today}", "Je bent al ingeschreven", "already", now=now)


def mail_waiting(enrolment: Enrolment, *, now: datetime) -> None:
    # Once more after an offer that lapsed; the same occasion for everybody, so that the post shows one line.
    write(enrolment, f"enrolment-waiting:v{enrolment.offers + 1}", "Je staat op de wachtlijst", "waiting", now=now)


def mail_offer(enrolment: Enrolment, *, now: datetime) -> None:
    """To the person; for who has no address, to the facilitators, who call."""
    if enrolment.email:
        write(enrolment, f"enrolment-offer:v{enrolment.offers}", "Er is een plaats voor je", "offer", now=now)
        return
    network = enrolment.network
    page = settings.BASE_URL + reverse("networks:one_enrolment", args=[network.pk, enrolment.pk])
    mail_facilitators(
        network,
        occasion=f"enrolment-call:{enrolment.pk}:v{enrolment.offers}",
        subject=f"Bel {enrolment.name}: er is een plaats vrij",
        template="networks/mail/enrolment_call.txt",
        context={"enrolment": enrolment, "page": page},
        now=now,
    )


def mail_lapsed(enrolment: Enrolment, *, now: datetime) -> None:
    write(enrolment, f"enrolment-lapsed:v{enrolment.offers}", "Je plaats ging naar iemand anders", "lapsed", now=now)


def decline_text(enrolment: Enrolment, by: str) -> tuple[str, str]:
    """Subject and text of the mail to who cannot take part, to be edited before it leaves."""
    text = render_to_string("networks/mail/enrolment_declined.txt", {"enrolment": enrolment, "by": by})
    return f"Over je inschrijving voor {enrolment.network.title}", text.strip()


def mail_declined(enrolment: Enrolment, subject: str, text: str, *, now: datetime) -> None:
    send(enrolment, "enrolment-declined", subject, text, now=now)


def write(enrolment: Enrolment, occasion: str, subject: str, template: str, *, now: datetime) -> None:
    on_its_way = not places_go_by_themselves(enrolment.network)
    text = render_to_string(
        f"networks/mail/enrolment_{template}.txt", {"enrolment": enrolment, "is_on_its_way": on_its_way}
    )
    send(enrolment, occasion, f"{subject}: {enrolment.network.title}", text, now=now)


def send(enrolment: Enrolment, occasion: str, subject: str, text: str, *, now: datetime) -> OutgoingMail | None:
    """None for who has no address: somebody calls."""
    if not enrolment.email:
        return None
    network: Network = enrolment.network
    if shares_address(enrolment):
        subject, text = name_the_reader(enrolment.name, subject, text)
    return queue_mail(
        occasion=occasion,
        recipient=enrolment.recipient,
        scope=network.mail_scope,
        to_name=enrolment.name,
        to_address=enrolment.email,
        subject=subject,
        text=text,
        reply_to=network.reply_to,
        from_name=network.programme.mail_name or network.programme.title,
        not_before=now,
        now=now,
    )


def shares_address(enrolment: Enrolment) -> bool:
    """Did somebody else enrol here with the same address?"""
    same = Enrolment.objects.filter(network=enrolment.network_id, email__iexact=enrolment.email)
    return same.exclude(name_key=enrolment.name_key).exists()
