"""The one reminder before a session: made by the worker, for who is expected and did not say otherwise."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.template.loader import render_to_string

from lerendnetwerk.templatetags.look import clock, short_day
from lerendnetwerk.together import read_together
from networks.mail import mail_participation
from networks.models import GroundRule, Network
from networks.post import ToCome
from sessions.calendar.entries import name_of
from sessions.calendar.inviting import Line, What, lines_of
from sessions.calendar.polling import reminds_at, still_to_remind
from sessions.calendar.polling import subject_of as poll_subject
from sessions.models import AgendaItem, Invitation, ReminderPlan, Session, plan_of

# A reminder that comes after this is no help any more.
LATEST = timedelta(hours=12)
FURTHEST = timedelta(days=38)
# A date that moved so late that this moment was over already: who was not told of it yet hears that first.
JUST_NOW = timedelta(hours=1)


def to_remind(now: datetime) -> QuerySet[Session]:
    """Sessions whose reminder is still to leave: only once the group was invited."""
    return (
        Session.objects.filter(
            Exists(Invitation.objects.standing().filter(session=OuterRef("pk"))),
            reminded_at=None,
            closed_at=None,
            starts_at__gt=now + LATEST,
            starts_at__lt=now + FURTHEST,
            network__is_rehearsal=False,
        )
        .select_related("host", "network__programme", "network__reminder_plan")
        .order_by("starts_at")
    )


def send_due_session_reminders(now: datetime) -> int:
    """Returns how many mails."""
    sent = 0
    for session in to_remind(now):
        moment = plan_of(session.network).moment(session)
        if moment is None or moment > now:
            continue
        with transaction.atomic():
            if Session.objects.filter(pk=session.pk, reminded_at=None).update(reminded_at=now):
                sent += remind(session, moment, now)
    return sent


def gets_reminder(line: Line, moment: datetime) -> bool:
    """Not who let know that she does not come, nor who was told of this date only after the reminder's moment."""
    told_at = line.invitation.told_at if line.invitation else None
    return (
        line.has_address and line.participation.takes_part and not line.state and (told_at is None or told_at < moment)
    )


def remind(session: Session, moment: datetime, now: datetime) -> int:
    blocks = list(AgendaItem.objects.filter(session=session).values_list("title", "preparation"))
    rules = list(GroundRule.objects.filter(network=session.network_id).values_list("text", flat=True))
    mails = [
        mail_participation(
            line.participation,
            # Each date has its own.
            occasion=f"{session.reminder_topic}:{session.starts_at:%Y-%m-%dT%H:%M}",
            subject=subject_of(session),
            text=render_to_string(
                "sessions/mail/reminder.txt",
                {
                    "session": session,
                    "network": session.network,
                    "first_name": line.participation.person.first_name,
                    "agenda": [title for title, _ in blocks],
                    "preparations": [preparation for _, preparation in blocks if preparation],
                    "rules": rules,
                    "comes": line.comes,
                    "yes": f"{{ik_kom_link:{session.pk}}}",
                    "no": f"{{ik_kom_niet_link:{session.pk}}}",
                },
            ),
            not_before=now,
            now=now,
        )
        for line in lines_of(session)
        if gets_reminder(line, moment) and not (line.what is What.MOVE and now > moment + JUST_NOW)
    ]
    return len([mail for mail in mails if mail])


def subject_of(session: Session) -> str:
    return f"{short_day(session.starts_at)}, {clock(session.starts_at)} uur: {name_of(session)}"


def reminders_to_come(network: Network, now: datetime) -> list[ToCome]:
    """For the page with the network's post: of sessions and of date polls. One query."""
    found = read_together(
        sessions=to_remind(now)
        .filter(network=network)
        .select_related(None)
        .annotate(days=F("network__reminder_plan__days_before"), day=F("network__reminder_plan__weekday")),
        polls=still_to_remind(network),
    )
    to_come = []
    for session in found["sessions"]:
        session.network = network
        own = session.days is not None
        plan = ReminderPlan(network=network, days_before=session.days, weekday=session.day) if own else ReminderPlan()
        if (moment := plan.moment(session)) and moment > now:
            to = "Aan wie verwacht is en niet liet weten dat het niet lukt."
            to_come.append(ToCome(at=moment, subject=f"Herinnering: {subject_of(session)}", to=to))
    return to_come + [
        ToCome(reminds_at(poll, now), f"Herinnering: {poll_subject(poll)}", "Aan wie dan nog niet antwoordde.")
        for poll in found["polls"]
    ]
