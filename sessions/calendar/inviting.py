"""Inviting the group to a session: who would get what now, and the mails once somebody said so."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import F, FilteredRelation, Q
from django.template.loader import render_to_string

from lerendnetwerk.outbox.models import MailState, OutgoingMail
from lerendnetwerk.templatetags.look import short_day
from networks.mail import mail_participation
from networks.models import Participation
from sessions.calendar.entries import calendar_part, name_of, reader_of
from sessions.calendar.outside import OutsideLine, outside_to_tell, tell_outside
from sessions.calendar.standing_in import call_back, tell, to_tell, told_of
from sessions.models import AgendaItem, Attendance, CalendarFeed, Invitation, Session, Substitute


class What(StrEnum):
    """What somebody's mail would say."""

    INVITE = "uitnodiging"
    MOVE = "wijziging"
    CALL_OFF = "afzegging"
    FEED = "agendalink"  # an invitation that the feed replaces
    NOTHING = ""


@dataclass(frozen=True)
class Line:
    """One person: what the calendar knows, what was answered, and which mail would leave."""

    participation: Participation
    invitation: Invitation | None
    state: str  # of the attendance; empty: not noted
    reads_feed: bool
    what: What

    @property
    def comes(self) -> bool | None:
        if self.state:
            return self.state in Attendance.WAS_THERE
        return True if self.invitation and self.invitation.said_yes_at else None

    @property
    def has_address(self) -> bool:
        return bool(self.participation.person.email)


def lines_of(session: Session, *, going: bool = True) -> list[Line]:
    """Everybody who belongs to the session or was invited to it, in two queries. `going`: it takes place."""
    invitations = {one.participation_id: one for one in session.invitations.all()}
    people = (
        Participation.objects.filter(network=session.network_id)
        .annotate(
            note=FilteredRelation("attendances", condition=Q(attendances__session=session)),
            noted=F("note__state"),
        )
        .with_people()
        .select_related("person", "organisation", "network__programme", "calendar_feed")
    )
    lines = []
    for one in people:
        known = invitations.get(one.pk)
        expected = one.takes_part and one.from_session <= session.number
        if not expected and (known is None or known.called_off_at):
            continue
        state = one.noted or ""  # type: ignore[attr-defined]
        feed = hasattr(one, "calendar_feed")
        lines.append(Line(one, known, state, feed, _what(session, one, known, state, feed, expected and going)))
    return lines


def _what(
    session: Session, one: Participation, known: Invitation | None, state: str, feed: bool, expected: bool
) -> What:
    stands = known is not None and known.called_off_at is None
    if not one.person.email:
        return What.NOTHING
    if not expected:
        return What.CALL_OFF if stands else What.NOTHING
    if feed:
        return What.FEED if stands else What.NOTHING
    if known is None or not stands:
        # Who let know already that she will not come, is not asked.
        return What.NOTHING if state == Attendance.State.EXCUSED else What.INVITE
    return What.NOTHING if known.says(session) else What.MOVE


def to_send(lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.what]


def digest(
    session: Session,
    lines: Iterable[Line],
    substitutes: Iterable[Substitute] = (),
    outside: Iterable[OutsideLine] = (),
) -> str:
    """Changes when anything of what would be sent changes: what somebody agreed to is what leaves."""
    seen = [session.starts_at, session.ends_at, session.place, *((line.participation.pk, line.what) for line in lines)]
    seen += [one.pk for one in substitutes]
    seen += [one.seen for one in outside]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def send_invitations(session: Session, *, seen: str | None, now: datetime) -> int | None:
    """Tell everybody what they do not know yet; None, and nothing is sent, when the page showed something else."""
    with transaction.atomic():
        # Two facilitators who press at once: the second finds nothing left to send.
        # Only the session itself: PostgreSQL locks no host that may be missing.
        sessions = Session.objects.select_for_update(of=("self",)).select_related("host", "network__programme")
        locked = sessions.get(pk=session.pk)
        lines, substitutes, outside = to_send(lines_of(locked)), to_tell(locked), outside_to_tell(locked)
        something = lines or substitutes or outside
        if seen is not None and something and seen != digest(locked, lines, substitutes, outside):
            return None
        _post(locked, lines, now)
        for substitute in substitutes:
            tell(locked, substitute, now=now)
        from_outside = sum([tell_outside(locked, one, now=now) for one in outside])
    return len(lines) + len(substitutes) + from_outside


def call_off(session: Session, *, now: datetime) -> int:
    """Take the session out of the calendars where it stands. In the caller's transaction."""
    lines = to_send(lines_of(session, going=False))
    told = _post(session, lines, now)
    told += sum(call_back(session, one, now=now) for one in told_of(session))
    return told + sum(tell_outside(session, one, now=now) for one in outside_to_tell(session, going=False))


def choose_feed(participation: Participation, *, now: datetime) -> None:
    """From now on the calendar reads along: what stands in it by invitation is taken out, once."""
    with transaction.atomic():
        CalendarFeed.objects.get_or_create(participation=participation, defaults={"chosen_at": now})
        clear_calendar(participation, now=now)


def clear_calendar(participation: Participation, *, now: datetime) -> None:
    """Take out what stands in her calendar of the sessions to come and should not: after choosing the feed, or stopping."""
    with transaction.atomic():
        coming = Session.objects.still_to_come(now).filter(
            invitations__participation=participation, invitations__called_off_at=None
        )
        # Under the lock of who presses *Verstuur* at the same moment: one of the two tells her.
        locked = coming.select_for_update(of=("self",)).select_related("host", "network__programme").order_by("pk")
        for session in locked:
            lines = [line for line in lines_of(session) if line.participation.pk == participation.pk]
            taken_back = [line for line in to_send(lines) if line.what in (What.CALL_OFF, What.FEED)]
            _post(session, taken_back, now)


def choose_invitations(participation: Participation) -> None:
    """Back to an invitation for each session; those that are planned come with the next one that leaves."""
    CalendarFeed.objects.filter(participation=participation).delete()


def _post(session: Session, lines: list[Line], now: datetime) -> int:
    left = _have_left(session, lines)
    agenda = list(AgendaItem.objects.filter(session=session).values_list("title", flat=True))
    sent = 0
    for line in lines:
        if line.what in (What.INVITE, What.MOVE):
            sent += _invite(session, line, agenda, now)
        else:
            sent += _take_back(session, line, line.participation.recipient in left, now)
    return sent


def _invite(session: Session, line: Line, agenda: list[str], now: datetime) -> bool:
    participation = line.participation
    made = line.invitation or Invitation(session=session, participation=participation)
    before = (made.starts_at, made.ends_at, made.place) if made.pk else None
    made.tell(session, now)
    moved = bool(before) and before != (session.starts_at, session.ends_at, session.place)
    if before and before[:2] != (session.starts_at, session.ends_at):
        # Who could not come that day may well come on this one.
        Attendance.withdraw_excuse(session, participation)
    context = {
        "session": session,
        "network": session.network,
        "first_name": participation.person.first_name,
        "agenda": agenda,
        "moved_from": before[0] if moved and before and before[0] != session.starts_at else None,
        "moved": moved and line.what == What.MOVE,
        "yes": f"{{ik_kom_link:{session.pk}}}",
        "no": f"{{ik_kom_niet_link:{session.pk}}}",
    }
    subject = f"{name_of(session)} op {short_day(session.starts_at)}"
    mail = mail_participation(
        participation,
        occasion=made.occasion,
        subject=f"Gewijzigd: {subject}" if context["moved"] else f"Uitnodiging: {subject}",
        text=render_to_string("sessions/mail/invitation.txt", context),
        calendar=calendar_part("REQUEST", session, made, reader_of(participation), agenda, now),
        not_before=now,
        now=now,
    )
    return mail is not None


def _take_back(session: Session, line: Line, has_left: bool, now: datetime) -> bool:
    participation, made = line.participation, line.invitation
    if made is None:
        return False
    made.call_off(now)
    if not has_left:
        # It never left the house: nothing stands in any calendar.
        OutgoingMail.objects.filter(topic=made.topic, recipient=participation.recipient).withdraw("Afgezegd.")
        return False
    context = {
        "session": session,
        "network": session.network,
        "first_name": participation.person.first_name,
        "was_at": made.starts_at,
        "feed": line.what == What.FEED,
        "stopped": not participation.takes_part,
    }
    subject = f"{name_of(session)} op {short_day(made.starts_at)}"
    mail = mail_participation(
        participation,
        occasion=made.occasion,
        subject=f"Vervangen door je agendalink: {subject}" if context["feed"] else f"Gaat niet door: {subject}",
        text=render_to_string("sessions/mail/called_off.txt", context),
        calendar=calendar_part("CANCEL", session, made, reader_of(participation), [], now),
        not_before=now,
        now=now,
    )
    return mail is not None


def _have_left(session: Session, lines: list[Line]) -> set[str]:
    """Whose invitation left, or may have. What waits is withdrawn first, so that it cannot leave meanwhile."""
    taken_back = [line.participation.recipient for line in lines if line.what in (What.CALL_OFF, What.FEED)]
    if not taken_back:
        return set()
    mails = OutgoingMail.objects.filter(topic=f"invite:{session.pk}", recipient__in=taken_back)
    mails.withdraw("Afgezegd.")
    gone = mails.filter(state__in=[MailState.BUSY, MailState.SENT, MailState.MAYBE])
    return set(gone.values_list("recipient", flat=True))
