"""The mails of a date poll, and who is still missing."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from lerendnetwerk import links
from lerendnetwerk.outbox.models import OutgoingMail
from lerendnetwerk.outbox.queue import queue_mail
from networks.mail import mail_participation
from networks.models import Network, Participation
from sessions.calendar.links import participation_of
from sessions.models import DatePoll, Host, PollSlot, Tally, Voter, best_first

REMIND_AFTER = timedelta(days=3)


def purpose(poll_id: int) -> str:
    return f"datums-{poll_id}"


def poll_link_for(recipient: str, poll_id: int) -> str:
    """For the outbox, while it sends. Raises LookupError for who has no link (any more)."""
    kind, _, number = recipient.partition(":")
    voter: Voter | None = None
    if number.isdecimal() and kind == "participation":
        voter = Participation.objects.taking_part().filter(pk=number).first()
    elif number.isdecimal() and kind == "host":
        voter = Host.objects.filter(pk=number).first()
    if voter is None:
        raise LookupError(recipient)
    return poll_url(voter, poll_id)


def poll_url(voter: Voter, poll_id: int) -> str:
    digest = links.digest(purpose(poll_id), voter.public_id, getattr(voter, "link_version", 1))
    return settings.BASE_URL + reverse("sessions:vote", args=[voter.public_id, poll_id, digest])


def voter_of(public_id: str, digest: str, poll_id: int) -> Voter | None:
    if found := participation_of(public_id, digest, purpose(poll_id)):
        return found
    host = Host.objects.select_related("organisation").filter(public_id=public_id).first()
    return host if host and links.is_genuine(digest, purpose(poll_id), public_id, 1) else None


def voters_of(poll: DatePoll) -> list[Voter]:
    """Participants, and hosts who are not a participant with the same address."""
    people = list(
        Participation.objects.taking_part()
        .filter(network=poll.network_id)
        .with_people()
        .select_related("person", "organisation", "network__programme")
    )
    known = {one.person.email.casefold() for one in people if one.person.email}
    hosts = Host.objects.filter(network=poll.network_id).exclude(contact_email="").select_related("organisation")
    return [*people, *(host for host in hosts if host.contact_email.casefold() not in known)]


def name_of(voter: Voter) -> str:
    if isinstance(voter, Host):
        return f"{voter.contact_name or voter.organisation.name} (gastheer)"
    return voter.name


def standing(poll: DatePoll, voters: Iterable[Voter]) -> tuple[list[Tally], list[Voter]]:
    """The slots, best first, and who did not answer yet."""
    voters = list(voters)
    names = {voter.recipient: name_of(voter) for voter in voters}
    slots: dict[int, PollSlot] = {}
    said: dict[int, list[tuple[str, str]]] = {}
    answered = set()
    # A row per choice, and one for a slot without any.
    for slot in poll.slots.annotate(
        participation=F("choices__participation"), host=F("choices__host"), choice=F("choices__choice")
    ):
        slots.setdefault(slot.pk, slot)
        said.setdefault(slot.pk, [])
        key = f"participation:{slot.participation}" if slot.participation else f"host:{slot.host}"
        if slot.choice and key in names:
            answered.add(key)
            said[slot.pk].append((names[key], slot.choice))
    tallies = [Tally(slot, said[slot.pk]) for slot in slots.values()]
    return best_first(tallies), [voter for voter in voters if voter.recipient not in answered]


def subject_of(poll: DatePoll) -> str:
    return f"Welke dag past voor {poll.title}?"


def ask(poll: DatePoll, voters: Iterable[Voter], *, reminder: bool, now: datetime) -> int:
    slots = list(poll.slots.all())
    sent = 0
    for voter in voters:
        subject = subject_of(poll)
        context = {
            "poll": poll,
            "network": poll.network,
            "slots": slots,
            "reminder": reminder,
            "first_name": voter.contact_name if isinstance(voter, Host) else voter.person.first_name,
            "link": f"{{datums_link:{poll.pk}}}",
        }
        text = render_to_string("sessions/mail/date_poll.txt", context)
        occasion = f"{poll.topic}:v{2 if reminder else 1}"
        if isinstance(voter, Participation):
            mail = mail_participation(voter, occasion=occasion, subject=subject, text=text, not_before=now, now=now)
        else:
            mail = mail_host(voter, poll.network.mail_scope, occasion, subject, text, poll, now)
        sent += mail is not None
    return sent


def mail_host(
    host: Host, scope: str, occasion: str, subject: str, text: str, poll: DatePoll, now: datetime
) -> OutgoingMail:
    programme = poll.network.programme
    return queue_mail(
        occasion=occasion,
        recipient=host.recipient,
        scope=scope,
        to_name=host.contact_name or host.organisation.name,
        to_address=host.contact_email,
        subject=subject,
        text=text,
        reply_to=poll.network.reply_to,
        from_name=programme.mail_name or programme.title,
        not_before=now,
        now=now,
    )


def still_to_remind(network: Network) -> QuerySet[DatePoll]:
    return DatePoll.objects.filter(network=network, closed_at=None, reminded_at=None).order_by("opened_at")


def reminds_at(poll: DatePoll, now: datetime) -> datetime:
    return max(poll.opened_at + REMIND_AFTER, now)


def poll_reminders_to_come(network: Network, now: datetime) -> list[tuple[datetime, str, set[int]]]:
    """Of each poll that asks still: when it reminds, the subject, and the participations that answered already. One query."""
    polls: dict[int, DatePoll] = {}
    answered: dict[int, set[int]] = {}
    for poll in still_to_remind(network).annotate(answered_by=F("slots__choices__participation")).distinct():
        polls[poll.pk] = poll
        answered.setdefault(poll.pk, set()).add(poll.answered_by)
    return [(reminds_at(poll, now), f"Herinnering: {subject_of(poll)}", answered[poll.pk]) for poll in polls.values()]


def send_due_poll_reminders(now: datetime) -> int:
    """One reminder per poll, three days after it opened, to who did not answer. Returns how many mails."""
    sent = 0
    due = DatePoll.objects.filter(
        opened_at__lte=now - REMIND_AFTER, closed_at=None, reminded_at=None, network__is_rehearsal=False
    )
    for poll in due.select_related("network__programme"):
        with transaction.atomic():
            if DatePoll.objects.filter(pk=poll.pk, reminded_at=None, closed_at=None).update(reminded_at=now):
                _, missing = standing(poll, voters_of(poll))
                sent += ask(poll, missing, reminder=True, now=now)
    return sent
