"""What networks write to people, and the personal link that such a mail carries."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.db.models.functions import Lower
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from lerendnetwerk import links
from lerendnetwerk.accounts.models import User
from lerendnetwerk.outbox.models import MailState, OutgoingMail
from lerendnetwerk.outbox.queue import Enclosure, queue_mail
from networks.models import LinkRequest, Network, Participation, Person, Programme

# Each purpose has its own digest, so that the link to the page is no other link.
PAGE = "pagina"
# Where the text of an HTML mail begins, be it a whole document or a piece.
BODY_STARTS = re.compile(r"<body[^>]*>|\A(?!.*<body)", re.DOTALL | re.IGNORECASE)


def personal_link(participation: Participation) -> str:
    """The address that opens this person's page, as it is now."""
    digest = links.digest(PAGE, participation.public_id, participation.link_version)
    return settings.BASE_URL + reverse("networks:link", args=[participation.public_id, digest])


def personal_link_for(recipient: str) -> str:
    """For the outbox, while it sends. Raises LookupError for who has no link, or has it no more."""
    kind, _, number = recipient.partition(":")
    participation = (
        Participation.objects.taking_part().filter(pk=number).first()
        if kind == "participation" and number.isdecimal()
        else None
    )
    if participation is None:
        raise LookupError(recipient)
    return personal_link(participation)


def mail_participation(
    participation: Participation,
    *,
    occasion: str,
    subject: str,
    text: str,
    html: str = "",
    calendar: str = "",
    attachments: Iterable[Enclosure] = (),
    scope: str = "",
    reply_to: str | None = None,
    not_before: datetime,
    now: datetime,
) -> OutgoingMail | None:
    """Queue a mail to one participant; None for who has no address (they get paper).

    Answers go to the facilitator, unless `reply_to` says otherwise. On an address that several people share, the mail says
    for whom it is. `scope` only for a mail that the network's page may not show.
    """
    person, network = participation.person, participation.network
    if not person.email:
        return None
    if reads_along(person):
        subject, text = name_the_reader(person.name, subject, text)
        if html:
            html = BODY_STARTS.sub(
                lambda body: body[0] + format_html("<p>Dit bericht is voor {}.</p>", person.name), html, 1
            )
    return queue_mail(
        occasion=occasion,
        recipient=participation.recipient,
        scope=scope or network.mail_scope,
        to_name=person.name,
        to_address=person.email,
        subject=subject,
        text=text,
        html=html,
        calendar=calendar,
        reply_to=network.reply_to if reply_to is None else reply_to,
        from_name=network.programme.mail_name or network.programme.title,
        attachments=attachments,
        not_before=not_before,
        now=now,
    )


def name_the_reader(name: str, subject: str, text: str) -> tuple[str, str]:
    """On an address that several people share, a mail says for whom it is."""
    return f"Voor {name}: {subject}", f"Dit bericht is voor {name}.\n\n{text}"


def shared_addresses(programme_id: int) -> set[str]:
    """The addresses that more than one person of a programme has, in small letters."""
    addresses = Person.objects.filter(programme=programme_id).exclude(email="").order_by().values(small=Lower("email"))
    return set(addresses.annotate(n=Count("pk")).filter(n__gt=1).values_list("small", flat=True))


def reads_along(person: Person) -> bool:
    """Does somebody else of the programme have the same address?"""
    return (
        Person.objects.filter(programme=person.programme_id, email__iexact=person.email).exclude(pk=person.pk).exists()
    )


FIRST_LINK = "first-link:v1"


def without_first_link(network: Network) -> list[Participation]:
    """Who takes part, has an address, and was not sent the first mail with the personal link. Two queries."""
    sent = OutgoingMail.objects.filter(occasion=FIRST_LINK, scope=network.mail_scope).exclude(state=MailState.WITHDRAWN)
    known = set(sent.values_list("recipient", flat=True))
    people = Participation.objects.taking_part().filter(network=network).exclude(person__email="").with_people()
    return [participation for participation in people if participation.recipient not in known]


def mail_first_link(participation: Participation, *, now: datetime) -> OutgoingMail | None:
    """The personal link for who just joined; a person gets this mail once, however often it is asked for.

    Who joins a group that is on its way already, is welcomed and led to where that group stands.
    """
    title, template = participation.network.title, "networks/mail/first_link.txt"
    if participation.joined_later:
        template = "networks/mail/newcomer.txt"
    return mail_participation(
        participation,
        occasion=FIRST_LINK,
        subject=f"Welkom in {title}" if participation.joined_later else f"Jouw link voor {title}",
        text=render_to_string(template, {"participation": participation}),
        not_before=now,
        now=now,
    )


def mail_new_link(participation: Participation, *, now: datetime) -> OutgoingMail | None:
    """The link once more, asked for by who lost it. Asking ten times a day sends one mail."""
    return mail_participation(
        participation,
        occasion=f"link:{timezone.localtime(now).date().isoformat()}",
        subject=f"Je link voor {participation.network.title}",
        text=render_to_string("networks/mail/new_link.txt", {"participation": participation, "renewed": False}),
        not_before=now,
        now=now,
    )


def answer_link_request(request: LinkRequest, now: datetime) -> None:
    """The worker's part: mail the link to everybody whom we know at that address, and forget that it was asked."""
    with transaction.atomic():
        for participation in Participation.objects.at_address(request.email):
            mail_new_link(participation, now=now)
        request.delete()


def mail_renewed_link(participation: Participation, *, now: datetime) -> OutgoingMail | None:
    """The next link, after the facilitator withdrew the one before."""
    return mail_participation(
        participation,
        occasion=f"renewed-link:v{participation.link_version}",
        subject=f"Je nieuwe link voor {participation.network.title}",
        text=render_to_string("networks/mail/new_link.txt", {"participation": participation, "renewed": True}),
        not_before=now,
        now=now,
    )


def mail_welcome(user: User, network: Network, *, now: datetime) -> OutgoingMail:
    """Tell somebody that they facilitate a network, and how to get in."""
    return mail_staff(
        user,
        network.programme,
        occasion=f"welcome:{network.pk}:{user.pk}",
        scope=network.mail_scope,
        subject=f"Jij begeleidt {network.title}",
        text=render_to_string(
            "networks/mail/welcome.txt", {"user": user, "title": network.title, "address": sign_in()}
        ),
        now=now,
    )


def mail_coordinator(user: User, programme: Programme, *, now: datetime) -> OutgoingMail:
    """Tell somebody that they coordinate a programme, and how to get in: with a second key."""
    return mail_staff(
        user,
        programme,
        occasion=f"coordinator:{programme.pk}:{user.pk}",
        scope=programme.mail_scope,
        subject=f"Jij bent coördinator van {programme.title}",
        text=render_to_string(
            "networks/mail/coordinator.txt", {"user": user, "title": programme.title, "address": sign_in()}
        ),
        now=now,
    )


def mail_new_colleague(added: User, network: Network, *, by: User, now: datetime) -> list[OutgoingMail]:
    """Tell who facilitates already that somebody else now sees all of the network; once for each who comes."""
    page = settings.BASE_URL + reverse("networks:facilitators", args=[network.pk])
    return mail_facilitators(
        network,
        occasion=f"new-colleague:{network.pk}:{added.pk}",
        subject=f"{added.name} begeleidt nu ook {network.title}",
        template="networks/mail/new_colleague.txt",
        context={"added": added, "by": by, "title": network.title, "page": page},
        but=[added, by],
        now=now,
    )


def mail_facilitators(
    network: Network,
    *,
    occasion: str,
    subject: str,
    template: str,
    context: dict[str, object],
    but: Collection[User] = (),
    now: datetime,
) -> list[OutgoingMail]:
    """The same news to who facilitates the network, `but` those left out; the template meets each as `user`."""
    roles = network.facilitators.exclude(user__in=but).select_related("user")
    return [
        mail_staff(
            role.user,
            network.programme,
            occasion=occasion,
            scope=network.mail_scope,
            subject=subject,
            text=render_to_string(template, context | {"user": role.user}),
            now=now,
        )
        for role in roles
    ]


def sign_in() -> str:
    return settings.BASE_URL + reverse("account_login")


def mail_staff(
    user: User, programme: Programme, *, occasion: str, scope: str, subject: str, text: str, now: datetime
) -> OutgoingMail:
    return queue_mail(
        occasion=occasion,
        recipient=f"user:{user.pk}",
        scope=scope,
        to_name=user.name,
        to_address=user.email,
        subject=subject,
        text=text,
        from_name=programme.mail_name or programme.title,
        not_before=now,
        now=now,
    )
