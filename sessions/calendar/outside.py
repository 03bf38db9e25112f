"""The host and the guest of a session: who heard of it from us, hears that it moved or does not take place. Once."""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string

from lerendnetwerk.outbox.models import MailState, OutgoingMail
from lerendnetwerk.outbox.queue import queue_mail
from lerendnetwerk.templatetags.look import short_day
from sessions.calendar.entries import name_of
from sessions.models import ExpertVisit, Host, OutsideNotice, Session


@dataclass(frozen=True)
class OutsideLine:
    """One of them, and whether the mail is of another date or place, or that it is off."""

    notice: OutsideNotice
    is_off: bool

    @property
    def name(self) -> str:
        return f"{self.notice.name} ({self.notice.role})"

    @property
    def seen(self) -> tuple[int, bool]:
        return self.notice.pk, self.is_off


def host_was_told(session: Session, host: Host, *, now: datetime) -> None:
    """By the mail that is queued now. In the caller's transaction."""
    known = OutsideNotice.objects.filter(session=session, host=host).first()
    (known or OutsideNotice(session=session, host=host)).tell(session, now)


def guest_was_told(visit: ExpertVisit, *, now: datetime) -> None:
    """By the mail that is queued now. In the caller's transaction."""
    known = OutsideNotice.objects.filter(visit=visit).first()
    (known or OutsideNotice(session=visit.session, visit=visit)).tell(visit.session, now)


def outside_to_tell(session: Session, *, going: bool = True) -> list[OutsideLine]:
    """Who knows something that is no longer so. `going`: it takes place. One query."""
    told = (
        OutsideNotice.objects.filter(session=session, called_off_at=None)
        .select_related("host__organisation", "visit__expert")
        .order_by("pk")
    )
    lines = []
    for notice in told:
        # Another organisation receives the group now.
        is_off = not going or (notice.host is not None and notice.host.organisation_id != session.host_id)
        if notice.address and (is_off or not notice.says(session)):
            lines.append(OutsideLine(notice, is_off))
    return lines


def tell_outside(session: Session, line: OutsideLine, *, now: datetime) -> bool:
    """False for whom no mail had left to: then nothing has to be taken back. In the caller's transaction."""
    notice, was_at, was_place = line.notice, line.notice.starts_at, line.notice.place
    if not line.is_off:
        notice.tell(session, now)
        subject = f"Gewijzigd: {name_of(session)} op {short_day(session.starts_at)}"
        _post(session, notice, "outside_moved", was_at, was_place, subject, now)
        return True
    earlier = OutgoingMail.objects.filter(topic__in=topics_of(session, notice), recipient=notice.recipient)
    earlier.withdraw("De sessie gaat niet door.")
    notice.call_off(now)
    if not earlier.filter(state__in=[MailState.BUSY, MailState.SENT, MailState.MAYBE]).exists():
        return False
    subject = f"Gaat niet door: {name_of(session)} op {short_day(was_at)}"
    _post(session, notice, "outside_off", was_at, was_place, subject, now)
    return True


def topics_of(session: Session, notice: OutsideNotice) -> list[str]:
    """What each was mailed about this session."""
    to_host = [f"host-checklist:{session.pk}", f"date-chosen:{session.pk}"]
    return [*(to_host if notice.host else [f"expert-uitnodiging:{notice.visit_id}"]), f"outside:{notice.pk}"]


def _post(
    session: Session,
    notice: OutsideNotice,
    template: str,
    was_at: datetime,
    was_place: str,
    subject: str,
    now: datetime,
) -> None:
    network = session.network
    queue_mail(
        occasion=notice.occasion,
        recipient=notice.recipient,
        scope=network.mail_scope,
        to_name=notice.name,
        to_address=notice.address,
        subject=subject,
        text=render_to_string(
            f"sessions/mail/{template}.txt",
            {
                "session": session,
                "network": network,
                "notice": notice,
                "was_at": was_at,
                "was_place": was_place,
                # Only of the host: the session goes on elsewhere.
                "elsewhere": notice.host is not None and notice.host.organisation_id != session.host_id,
            },
        ).strip(),
        reply_to=network.reply_to,
        from_name=network.programme.mail_name or network.programme.title,
        not_before=now,
        now=now,
    )
