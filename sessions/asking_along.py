"""A kind mail to who brought nothing yet: once before each session, when the facilitator says so."""

from datetime import datetime

from django.db import transaction
from django.template.loader import render_to_string

from lerendnetwerk.accounts.models import User
from lerendnetwerk.outbox.models import MailState, OutgoingMail
from networks.mail import mail_participation
from networks.models import Network, Participation
from sessions.models import Session

LINK = "{persoonlijke_link}"


def occasion_of(network: Network, coming: Session | None) -> str:
    return f"bring-along:{network.pk}:{coming.pk if coming else 0}"


def asked_before(network: Network, coming: Session | None) -> set[str]:
    """Whose mail for this session is on its way or gone, by their recipient key."""
    mails = OutgoingMail.objects.filter(occasion=occasion_of(network, coming)).exclude(state=MailState.WITHDRAWN)
    return set(mails.values_list("recipient", flat=True))


def words_for(network: Network, coming: Session | None, by: User) -> tuple[str, str]:
    """Subject and text, which the facilitator may change before they leave."""
    text = render_to_string(
        "sessions/mail/bring_along.txt", {"network": network, "coming": coming, "by": by.name}
    ).strip()
    return f"Wat breng jij mee naar {network.title}?"[:150], text


def ask_along(
    network: Network, people: list[Participation], coming: Session | None, *, subject: str, text: str, now: datetime
) -> int:
    """Returns how many mails; nobody gets a second one for the same session."""
    with transaction.atomic():
        mails = []
        for one in people:
            one.network = network
            mails.append(
                mail_participation(
                    one,
                    occasion=occasion_of(network, coming),
                    subject=subject,
                    text=text.replace("{voornaam}", one.person.first_name),
                    not_before=now,
                    now=now,
                )
            )
    return sum(mail is not None for mail in mails)
