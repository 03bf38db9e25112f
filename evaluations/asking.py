"""Asking who has not answered yet, without anybody seeing who that is."""

from datetime import datetime, timedelta

from django.db import transaction
from django.template.loader import render_to_string

from evaluations.access import evaluation_url
from evaluations.models import LEAST_ANSWERS, Invitee, Round
from networks.mail import mail_participation, personal_link_for
from networks.models import Network, Participation
from networks.post import ToCome

REMIND_AFTER = timedelta(days=2)
FOLLOW_UP_REMIND_AFTER = timedelta(days=10)
# Filled in while a mail is sent, like {persoonlijke_link}: staff who read a draft cannot answer for somebody else.
LINK_MARK = "{evaluatie_link}"


def needs_answer(round: Round) -> set[int]:
    """The participations that were invited and did not answer. For machines that make mail; never for a page."""
    if not round.is_open:
        return set()
    return set(round.invitees.filter(answered=False).values_list("participation_id", flat=True))


def evaluation_link(participation: Participation, round: Round) -> str | None:
    """What to put in a mail where the link comes, or None for who was not invited or when it is too late.

    The same for who answered already, so that a mail does not tell: say *al ingevuld? dan hoef je niets te doen*.
    """
    if not round.is_open or not round.invitees.filter(participation=participation).exists():
        return None
    return LINK_MARK


def evaluation_link_for(recipient: str) -> str:
    """For the outbox, while it sends: the latest open evaluation that this person was invited to, and the personal
    page when there is none any more. Raises LookupError for who has no link."""
    page = personal_link_for(recipient)
    invitee = (
        Invitee.objects.select_related("participation", "round")
        .filter(participation=int(recipient.partition(":")[2]), round__state=Round.State.OPEN)
        .order_by("-round__opened_at")
        .first()
    )
    return evaluation_url(invitee.participation, invitee.round) if invitee else page


def send_due_reminders(now: datetime) -> int:
    """One reminder per round, some days after its opening, to who has not answered. Returns how many mails."""
    sent = 0
    due = Round.objects.running().filter(closes_at__gt=now, reminded_at=None)
    for round in due.with_session():
        if now < reminder_at(round):
            continue
        with transaction.atomic():
            if not Round.objects.filter(pk=round.pk, reminded_at=None).update(reminded_at=now):
                continue
            sent += remind(round, now)
    return sent


def reminders_to_come(network: Network, now: datetime) -> list[ToCome]:
    """For the page with the network's post: that a reminder will leave, never to whom."""
    rounds = Round.objects.running().filter(network=network, closes_at__gt=now, reminded_at=None).with_session()
    return [
        ToCome(
            at=at,
            subject=reminder_subject(round),
            to="Aan wie dan nog niet antwoordde op de evaluatie. Wie dat is, ziet niemand.",
        )
        for round in rounds
        if (at := max(reminder_at(round), now)) < round.closes_at
    ]


def reminder_subject(round: Round) -> str:
    if round.session is None:
        return f"Nog twee minuten: wat bleef er hangen van {round.network.title}?"
    if round.is_final:
        return f"Nog {round.time_it_takes}: hoe was {round.network.title}?"
    return f"Nog één minuut: hoe was {str(round.session).lower()}?"


def reminder_at(round: Round) -> datetime:
    return round.opened_at + (FOLLOW_UP_REMIND_AFTER if round.is_follow_up else REMIND_AFTER)


def remind(round: Round, now: datetime) -> int:
    asked = Participation.objects.taking_part().filter(pk__in=needs_answer(round)).with_people()
    mails = [
        mail_participation(
            participation,
            occasion=f"evaluation-reminder:{round.pk}",
            subject=reminder_subject(round),
            text=render_to_string(
                "evaluations/mail/reminder.txt",
                {"participation": participation, "round": round, "link": LINK_MARK, "least": LEAST_ANSWERS},
            ),
            scope=round.hidden_scope,
            not_before=now,
            now=now,
        )
        for participation in asked.select_related("network__programme")
    ]
    return len([mail for mail in mails if mail])
