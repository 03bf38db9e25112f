"""All mail of a network that is still to leave, person by person: what lies ready, and what the post makes by itself."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef

from lerendnetwerk.outbox.models import WAITING, MailState, OutgoingMail
from lerendnetwerk.together import read_together
from networks.enrolment.places import places_go_by_themselves
from networks.models import Enrolment, Network, Participation
from networks.post import ToCome, to_come
from sessions.activities.postcard.models import Postcard
from sessions.calendar.polling import reminds_at, still_to_remind
from sessions.calendar.polling import subject_of as poll_subject
from sessions.calendar.reminding import LATEST, subject_of
from sessions.models import Attendance, DatePoll, Host, Invitation, ReminderPlan, Session, SlotChoice

OURS = "sessions.calendar.reminding.reminders_to_come"


class PlannedMail(NamedTuple):
    """`at`: none when it hangs on what happens first. `note`: what it waits for."""

    at: datetime | None
    subject: str
    is_made: bool
    note: str = ""


@dataclass
class PlannedPost:
    """By participation; of others, by name; and what may not be told person by person."""

    of_people: dict[int, list[PlannedMail]] = field(default_factory=lambda: defaultdict(list))
    of_others: dict[str, list[PlannedMail]] = field(default_factory=lambda: defaultdict(list))
    without_names: list[ToCome] = field(default_factory=list)
    postcards: int = 0

    def sort(self) -> None:
        for mails in (*self.of_people.values(), *self.of_others.values()):
            mails.sort(key=lambda mail: (mail.at is None, mail.at or 0, mail.subject))


def planned_post(network: Network, people: Sequence[Participation], plan: ReminderPlan, now: datetime) -> PlannedPost:
    """`people`: who takes part. One query, and one of each floor above that has post to come."""
    found = read_together(**rows_of(network, now))
    post = PlannedPost(postcards=len(found["postcards"]))
    known = {one.recipient: one for one in people}
    for mail in found["waiting"]:
        is_draft = mail.state == MailState.DRAFT
        at, note = (None, "een concept: jij verstuurt het") if is_draft else (max(mail.not_before, now), "")
        made = PlannedMail(at, mail.subject, True, note)
        one = known.get(mail.recipient)
        (post.of_people[one.pk] if one else post.of_others[mail.to_name]).append(made)
    for session in found["sessions"]:
        remind_of(session, people, found, plan, network, now, post)
    for poll in found["polls"]:
        remind_of_poll(poll, people, found, now, post)
    if places_go_by_themselves(network):
        offer_places(found["enrolments"], post)
    for coming in to_come(network, now, besides=OURS):
        for pk in coming.who:
            post.of_people[pk].append(PlannedMail(coming.at, coming.subject, False))
        if not coming.who:
            post.without_names.append(coming)
    post.sort()
    return post


def rows_of(network: Network, now: datetime) -> dict[str, Any]:
    coming = {"reminded_at": None, "closed_at": None, "starts_at__gt": now + LATEST}
    of_coming = {f"session__{name}": value for name, value in coming.items()} | {"session__network": network}
    asking = {"slot__poll__network": network, "slot__poll__closed_at": None, "slot__poll__reminded_at": None}
    invited = Exists(Invitation.objects.standing().filter(session=OuterRef("pk")))
    return {
        "sessions": Session.objects.filter(network=network, **coming)
        .annotate(invited=invited)
        .only("number", "starts_at")
        .order_by("starts_at"),
        "invitations": Invitation.objects.standing().filter(**of_coming).only("session", "participation", "told_at"),
        "noted": Attendance.objects.filter(**of_coming).only("session", "participation"),
        "polls": still_to_remind(network),
        "choices": SlotChoice.objects.filter(**asking)
        .annotate(poll=F("slot__poll"))
        .only("participation", "host", "choice"),
        "hosts": Host.objects.filter(network=network)
        .exclude(contact_email="")
        .annotate(organisation_name=F("organisation__name"))
        .only("contact_name", "contact_email"),
        "enrolments": Enrolment.objects.filter(network=network, state__in=Enrolment.IN_LINE)
        .only("state", "first_name", "last_name", "email", "offered_until", "turn")
        .order_by("turn"),
        "waiting": OutgoingMail.objects.filter(scope=network.mail_scope, state__in=WAITING).only(
            "recipient", "to_name", "subject", "not_before", "state"
        ),
        # How many, and not a word of whose: that stands nowhere.
        "postcards": Postcard.objects.in_the_box().filter(activity__session__network=network).only("pk"),
    }


def remind_of(
    session: Session,
    people: Iterable[Participation],
    found: Mapping[str, list[Any]],
    plan: ReminderPlan,
    network: Network,
    now: datetime,
    post: PlannedPost,
) -> None:
    """The same people as `gets_reminder`. A moment that is over leaves within the minute, or was before the invitation."""
    session.network = network
    moment = plan.moment(session)
    if moment is None or moment <= now:
        return
    told = {one.participation_id: one.told_at for one in found["invitations"] if one.session_id == session.pk}
    noted = {one.participation_id for one in found["noted"] if one.session_id == session.pk}
    note = "" if vars(session)["invited"] else "als de groep tegen dan uitgenodigd is"
    for one in people:
        expected = one.from_session <= session.number or one.pk in told
        in_time = told.get(one.pk) is None or told[one.pk] < moment
        if one.person.email and expected and in_time and one.pk not in noted:
            post.of_people[one.pk].append(PlannedMail(moment, f"Herinnering: {subject_of(session)}", False, note))


def remind_of_poll(
    poll: DatePoll, people: Iterable[Participation], found: Mapping[str, list[Any]], now: datetime, post: PlannedPost
) -> None:
    mail = PlannedMail(reminds_at(poll, now), f"Herinnering: {poll_subject(poll)}", False)
    answered = [one for one in found["choices"] if vars(one)["poll"] == poll.pk]
    voted, hosts = {one.participation_id for one in answered}, {one.host_id for one in answered}
    addresses = {one.person.email.casefold() for one in people if one.person.email}
    for one in people:
        if one.person.email and one.pk not in voted:
            post.of_people[one.pk].append(mail)
    for host in found["hosts"]:
        if host.pk not in hosts and host.contact_email.casefold() not in addresses:
            post.of_others[host.contact_name or vars(host)["organisation_name"]].append(mail)


def offer_places(line: Iterable[Enrolment], post: PlannedPost) -> None:
    """Who has an offer loses it in silence; who waits gets one as soon as a place comes free, in turn."""
    turn = 0
    for enrolment in line:
        if enrolment.state == Enrolment.State.OFFERED:
            lapses = PlannedMail(
                enrolment.offered_until, "Je plaats ging naar iemand anders", False, "als er geen antwoord komt"
            )
            if enrolment.email:
                post.of_others[enrolment.name].append(lapses)
        else:
            turn += 1
            note = f"zodra er een plaats vrijkomt, als nummer {turn} in de rij"
            if enrolment.email:
                post.of_others[enrolment.name].append(PlannedMail(None, "Er is een plaats voor je", False, note))
