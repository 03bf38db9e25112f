"""What comes in through the public form: one calm answer, whatever we know already of this address."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from networks.enrolment.line import stand_in_line
from networks.enrolment.mail import mail_already, mail_confirmation
from networks.mail import mail_new_link
from networks.models import Enrolment, Network, Participation

State = Enrolment.State
# Somebody may type the address of somebody else: so many mails about one enrolment, and no more.
MOST_CONFIRMATIONS = 5


def receive(network: Network, answers: Mapping[str, str], *, key: str, now: datetime) -> None:
    """Keep what was filled in until it is confirmed by mail. The same key is the same form.

    Who takes part gets the personal link; who stands in line, a mail that says so; who did not confirm yet is asked once
    more, with what was filled in last. Nothing that was confirmed changes: anybody can type an address.
    """
    with transaction.atomic():
        network = Network.objects.select_for_update().get(pk=network.pk)
        asked = Enrolment(network=network, **answers, key=key, created_at=now, agreed_at=now)
        sent = Enrolment.objects.filter(network=network, key=key).first()
        if sent and (sent.state != State.UNCONFIRMED or all(getattr(sent, n) == answers[n] for n in answers)):
            return
        known = Enrolment.objects.of_this_person(network, asked.entry).filter(state__in=Enrolment.OPEN).first()
        if sent and sent != known and (known or member_of(network, asked)):
            # The same form once more, with the address mended into one that we know.
            Enrolment.objects.filter(pk=sent.pk).erase()
        if participation := member_of(network, asked):
            mail_new_link(participation, now=now)
        elif known and known.state != State.UNCONFIRMED:
            known.network = network
            mail_already(known, now=now)
        else:
            ask_to_confirm(asked, known or sent, now)


def member_of(network: Network, asked: Enrolment) -> Participation | None:
    """Who takes part already with this address and name."""
    here = Participation.objects.at_address(asked.email).filter(network=network)
    return here.filter(person__name_key=asked.entry.key).first()


def ask_to_confirm(asked: Enrolment, before: Enrolment | None, now: datetime) -> None:
    """In the place of what was filled in before, if anything. A link that went to another address opens nothing more."""
    if before:
        asked.pk, asked.asked = before.pk, before.asked
        if before.email.casefold() == asked.email.casefold():
            asked.public_id = before.public_id
    asked.asked += 1
    asked.save(force_update=before is not None)
    if asked.asked <= MOST_CONFIRMATIONS:
        mail_confirmation(asked, now=now)


def write_down(network: Network, answers: Mapping[str, str], *, key: str, now: datetime) -> Enrolment:
    """Somebody called: the facilitator asked and agreed for them, so nothing needs to be confirmed.

    Raises RefusedRowError when a name alone says too little, and ValidationError.
    """
    with transaction.atomic():
        network = Network.objects.select_for_update().get(pk=network.pk)
        if known := Enrolment.objects.filter(network=network, key=key).first():
            return known
        called = Enrolment(network=network, **answers, key=key, created_at=now, agreed_at=now, by_phone=True)
        if called.email:
            known = Enrolment.objects.of_this_person(network, called.entry).filter(state__in=Enrolment.OPEN).first()
            if known is not None and known.state != State.UNCONFIRMED:
                return known
            if known is not None:
                called.pk, called.public_id, called.asked = known.pk, known.public_id, known.asked
        called.save()
        stand_in_line(called, now)
    return called
