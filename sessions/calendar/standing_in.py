"""Who comes instead of a participant: told of that one session, kept up to date, and called off. Nothing else."""

from datetime import datetime

from django.db import transaction
from django.template.loader import render_to_string

from lerendnetwerk.outbox.models import MailState, OutgoingMail
from lerendnetwerk.outbox.queue import queue_mail
from lerendnetwerk.templatetags.look import short_day
from networks.mail import name_the_reader, shared_addresses
from networks.models import Participation
from sessions.calendar.entries import calendar_part, name_of
from sessions.calendar.events import Call
from sessions.models import AgendaItem, Attendance, Place, Session, Substitute, SubstituteEntry


def send_somebody(session: Session, participation: Participation, *, name: str, email: str, now: datetime) -> bool:
    """A participant names who comes in her place; who was named before hears that it is off.

    False, and nothing happens, when the facilitator noted herself as there. With an address the substitute gets
    the practical mail. The session needs its host and its network with programme.
    """
    with transaction.atomic():
        Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
        if not Attendance.excuse(session, participation, ""):
            return False
        known = Substitute.objects.filter(session=session, replaces=participation).first()
        if known and (known.name, known.email) != (name, email):
            call_back(session, known, now=now)
            known = None
        substitute = known or Substitute.objects.create(
            session=session, replaces=participation, name=name, email=email, named_by_participant=True
        )
        tell(session, substitute, now=now)
    return True


def comes_herself(session: Session, participation: Participation, *, now: datetime) -> None:
    """Whom she sent in her place, is not needed any more. Whom the facilitator noted, stays."""
    with transaction.atomic():
        sent = Substitute.objects.filter(session=session, replaces=participation, named_by_participant=True)
        for substitute in sent.select_related("replaces__person"):
            call_back(session, substitute, now=now)
            if Place.objects.filter(session=session, participation=participation).exists():
                Place.objects.settle(session)


def told_of(session: Session) -> list[Substitute]:
    """Who heard of it from us."""
    known = Substitute.objects.filter(session=session, entry__isnull=False)
    return list(known.select_related("entry", "replaces__person").order_by("pk"))


def to_tell(session: Session) -> list[Substitute]:
    """Whose calendar has another date, other hours or another place."""
    return [one for one in told_of(session) if not one.entry.says(session)]


def tell(session: Session, substitute: Substitute, *, now: datetime) -> bool:
    """When, where and what, with the calendar's part; False for who has no address or knows it already."""
    entry = SubstituteEntry.objects.filter(substitute=substitute).first() or SubstituteEntry(substitute=substitute)
    if not substitute.email or (entry.pk and entry.says(session)):
        return False
    moved = entry.pk is not None
    entry.tell(session, now)
    subject = f"{name_of(session)} op {short_day(session.starts_at)}"
    _post(
        session,
        substitute,
        entry,
        "REQUEST",
        subject=f"Gewijzigd: {subject}" if moved else f"Je vervangt {substitute.replaces.name}: {subject}",
        template="sessions/mail/substitute.txt",
        extra={"moved": moved},
        now=now,
    )
    return True


def call_back(session: Session, substitute: Substitute, *, now: datetime) -> bool:
    """She does not have to come after all; who heard of it, hears that too: True. In the caller's transaction."""
    told = False
    entry = SubstituteEntry.objects.filter(substitute=substitute).first()
    if entry is not None and entry.called_off_at is None:
        mails = OutgoingMail.objects.filter(recipient=substitute.recipient)
        mails.withdraw("De vervanging gaat niet door.")
        if mails.filter(state__in=[MailState.BUSY, MailState.SENT, MailState.MAYBE]).exists():
            entry.call_off(now)
            _post(
                session,
                substitute,
                entry,
                "CANCEL",
                subject=f"Je hoeft niet te komen: {name_of(session)} op {short_day(entry.starts_at)}",
                template="sessions/mail/substitute_off.txt",
                extra={"was_at": entry.starts_at},
                now=now,
            )
            told = True
    substitute.delete()
    return told


def _post(
    session: Session,
    substitute: Substitute,
    entry: SubstituteEntry,
    call: Call,
    *,
    subject: str,
    template: str,
    extra: dict[str, object],
    now: datetime,
) -> None:
    network = session.network
    agenda = list(AgendaItem.objects.filter(session=session).values_list("title", flat=True))
    context = {
        "session": session,
        "network": network,
        "first_name": substitute.name.split()[0],
        "instead_of": substitute.replaces.name,
        "agenda": agenda,
        "rules": list(network.ground_rules.values_list("text", flat=True)),
    }
    text: str = render_to_string(template, context | extra)
    if substitute.email.lower() in shared_addresses(network.programme_id):
        subject, text = name_the_reader(substitute.name, subject, text)
    queue_mail(
        occasion=entry.occasion,
        recipient=substitute.recipient,
        scope=network.mail_scope,
        to_name=substitute.name,
        to_address=substitute.email,
        subject=subject,
        text=text,
        calendar=calendar_part(
            call, session, entry, (substitute.name, substitute.email), agenda if call == "REQUEST" else [], now
        ),
        reply_to=network.reply_to,
        from_name=network.programme.mail_name or network.programme.title,
        not_before=now,
        now=now,
    )
