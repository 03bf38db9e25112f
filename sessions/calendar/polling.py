"""The mails of a date poll, and who is still missing."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from lerendnetwerk import links
from lerendnetwerk.outbox.models import OutgoingMail
from lerendnetwerk.outbox.queue import queue_mail
from lerendnetwerk.templatetags.look import short_day
from networks.mail import mail_participation
from networks.models import Network, Participation
from sessions.calendar.links import participation_of
from sessions.calendar.outside import host_was_told
from sessions.models import (
    DatePoll,
    Host,
    Invitation,
    PollSlot,
    Session,
    SlotChoice,
    Tally,
    Voter,
    best_first,
)

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
        .select_related("person", "organisation", "network__programme", "calendar_feed")
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
    chosen: dict[int, set[str]] = {}
    # A row per choice, and one for a slot without any.
    for slot in poll.slots.annotate(
        participation=F("choices__participation"), host=F("choices__host"), choice=F("choices__choice")
    ):
        slots.setdefault(slot.pk, slot)
        said.setdefault(slot.pk, [])
        key = f"participation:{slot.participation}" if slot.participation else f"host:{slot.host}"
        if slot.choice and key in names:
            answered.add(key)
            chosen.setdefault(slot.pk, set()).add(key)
            said[slot.pk].append((names[key], slot.choice))
    there = [voter for voter in voters if voter.recipient in answered]
    tallies = [
        Tally(slot, said[slot.pk], [one for one in there if one.recipient not in chosen.get(slot.pk, ())])
        for slot in slots.values()
    ]
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
            "first_name": first_name_of(voter),
            "link": f"{{datums_link:{poll.pk}}}",
        }
        text = render_to_string("sessions/mail/date_poll.txt", context)
        sent += mail_voter(poll, voter, f"{poll.topic}:v{2 if reminder else 1}", subject, text, now)
    return sent


def to_ask_for_new_day(poll: DatePoll) -> list[Voter]:
    """Who answered before that day was there, and once the reminder left, who did not answer: she hears it no other way."""
    voters = voters_of(poll)
    missing = {one.recipient for one in standing(poll, voters)[1]}
    return [one for one in voters if poll.reminded_at or one.recipient not in missing]


def ask_for_new_day(poll: DatePoll, slot: PollSlot, *, now: datetime) -> int:
    """Once, and of that day alone. In the transaction that added it."""
    answered = set(SlotChoice.objects.filter(slot__poll=poll).values_list("participation", "host"))
    sent = 0
    for voter in to_ask_for_new_day(poll):
        context = {
            "poll": poll,
            "network": poll.network,
            "slot": slot,
            "answered": ((voter.pk, None) if isinstance(voter, Participation) else (None, voter.pk)) in answered,
            "first_name": first_name_of(voter),
            "link": f"{{datums_link:{poll.pk}}}",
        }
        text = render_to_string("sessions/mail/date_poll_day.txt", context)
        subject = f"Past {short_day(slot.starts_at)} ook, voor {poll.title}?"
        sent += mail_voter(poll, voter, f"{poll.topic}:dag-{slot.pk}:v1", subject, text, now)
    return sent


def to_tell_chosen(poll: DatePoll, invited: Collection[int]) -> list[Voter]:
    """Who voted, and hears the day by no invitation: hosts, and who reads along. `invited`: participations."""
    voters = voters_of(poll)
    missing = {one.recipient for one in standing(poll, voters)[1]}
    return [
        one
        for one in voters
        if one.recipient not in missing and not (isinstance(one, Participation) and one.pk in invited)
    ]


def tell_chosen(poll: DatePoll, session: Session, *, now: datetime) -> int:
    """Which day it is, after the invitations; what still asked for a day stays. In the caller's transaction."""
    poll.questions.withdraw("De dag is gekozen.")
    invited = set(Invitation.objects.standing().filter(session=session).values_list("participation", flat=True))
    sent = 0
    for voter in to_tell_chosen(poll, invited):
        receives = isinstance(voter, Host) and voter.organisation_id == session.host_id
        context = {
            "poll": poll,
            "network": poll.network,
            "session": session,
            "first_name": first_name_of(voter),
            "receives": receives,
            "reads_feed": hasattr(voter, "calendar_feed"),
        }
        text = render_to_string("sessions/mail/date_chosen.txt", context)
        subject = f"De dag is gekozen: {short_day(session.starts_at)}"
        sent += mail_voter(poll, voter, f"date-chosen:{session.pk}:v1", subject, text, now)
        if receives and isinstance(voter, Host):
            # If it moves, she hears that too.
            host_was_told(session, voter, now=now)
    return sent


def first_name_of(voter: Voter) -> str:
    return voter.contact_name if isinstance(voter, Host) else voter.person.first_name


def mail_voter(poll: DatePoll, voter: Voter, occasion: str, subject: str, text: str, now: datetime) -> bool:
    if isinstance(voter, Host):
        mail_host(voter, poll.network.mail_scope, occasion, subject, text, poll, now)
        return True
    mail = mail_participation(voter, occasion=occasion, subject=subject, text=text, not_before=now, now=now)
    return mail is not None


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
