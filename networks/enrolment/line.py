"""From the form to a place: who confirms gets the next turn, and places go by turn.

Each verb locks the network first, so that turns and places are given one after the other, whatever happens at once; it reads
the enrolment again under that lock and does nothing when it is no longer in the state that the page showed. So a button
that is pressed twice counts once.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from lerendnetwerk.audit.record import record
from lerendnetwerk.outbox.models import OutgoingMail
from networks.enrolment.mail import mail_declined, mail_lapsed, mail_offer, mail_waiting
from networks.enrolment.places import PLACES_GO_BY_THEMSELVES, places_go_by_themselves, places_of
from networks.joining import first_session_of_newcomer
from networks.mail import mail_first_link, mail_new_link
from networks.models import Enrolment, Network, Participation

State = Enrolment.State
NO_LONGER = "Niet meer nodig: deze inschrijving veranderde."


def under_lock(enrolment: Enrolment) -> Enrolment:
    """The enrolment as it is now, with nobody else at work in the line of its network until the transaction ends."""
    network = Network.objects.select_for_update().get(pk=enrolment.network_id)
    fresh = Enrolment.objects.select_related("participation").get(pk=enrolment.pk)
    fresh.network = network
    return fresh


def confirm(enrolment: Enrolment, *, now: datetime) -> Enrolment:
    """The address is theirs: a place when there is one for whoever comes now, else the next turn on the waiting list."""
    with transaction.atomic():
        enrolment = under_lock(enrolment)
        if enrolment.state == State.UNCONFIRMED:
            stand_in_line(enrolment, now)
    return enrolment


def correct(enrolment: Enrolment, answers: Mapping[str, str], *, now: datetime) -> Enrolment:
    """Other words for what was filled in, as long as there is no place yet: from then on she does it on her own page."""
    with transaction.atomic():
        enrolment = under_lock(enrolment)
        if enrolment.state in Enrolment.OPEN:
            for name, text in answers.items():
                setattr(enrolment, name, text)
            enrolment.save()
            record("verbeterde-inschrijving", enrolment, now=now, by="bezoeker", network_id=enrolment.network_id)
    return enrolment


def stand_again(enrolment: Enrolment, *, now: datetime) -> Enrolment:
    """Who let it go or let it lapse, stands at the end of the line again; what was asked may be forgotten then."""
    with transaction.atomic():
        enrolment = under_lock(enrolment)
        others = Enrolment.objects.of_this_person(enrolment.network, enrolment.entry).filter(state__in=Enrolment.OPEN)
        if enrolment.may_still_come and not (enrolment.email and others.exists()):
            enrolment.ended_at = None
            stand_in_line(enrolment, now)
    return enrolment


def stand_in_line(enrolment: Enrolment, now: datetime) -> None:
    """Under the lock of the network."""
    network = enrolment.network
    last = network.enrolments.aggregate(last=Max("turn"))["last"] or 0
    enrolment.turn, enrolment.confirmed_at = last + 1, now
    if places_go_by_themselves(network) and not places_of(network).is_full:
        give_place(enrolment, now)
    else:
        enrolment.state = State.WAITING
        enrolment.save()
        mail_waiting(enrolment, now=now)


def give_place(enrolment: Enrolment, now: datetime, *, from_session: int | None = None) -> None:
    """Under the lock of the network. Without `from_session` who is new begins at the first session that is not held yet.

    Raises RefusedRowError when a name alone says too little to know who it is.
    """
    entry = enrolment.entry
    participation, is_new = Participation.objects.give_place(
        enrolment.network, entry, only_by_address=not enrolment.by_phone
    )
    if is_new and not from_session:
        from_session = first_session_of_newcomer(enrolment.network, now)
    if from_session and from_session != participation.from_session:
        participation.from_session = from_session
        participation.save(update_fields=["from_session"])
    participation.network = enrolment.network
    if enrolment.needs:
        # From now on she changes it on her own page.
        participation.needs, enrolment.needs = enrolment.needs, ""
        participation.save(update_fields=["needs"])
    enrolment.participation, enrolment.state = participation, State.PLACED
    enrolment.offered_until = enrolment.ended_at = None
    enrolment.save()
    # What still waits to leave about the line is overtaken.
    take_back_mail(enrolment)
    # Who comes back had the welcome once; then they only need their link.
    (mail_first_link if is_new else mail_new_link)(participation, now=now)


def accept_offer(enrolment: Enrolment, *, now: datetime) -> Enrolment:
    """Yes, while the place is still kept: a minute late is not too late when nobody else has it."""
    with transaction.atomic():
        enrolment = under_lock(enrolment)
        if enrolment.state == State.OFFERED:
            give_place(enrolment, now)
    return enrolment


def accept_by_hand(enrolment: Enrolment, *, from_session: int, now: datetime) -> Enrolment:
    """The facilitator decides, whatever the turn and the number of places. Raises RefusedRowError."""
    with transaction.atomic():
        enrolment = under_lock(enrolment)
        if enrolment.state in (*Enrolment.IN_LINE, *Enrolment.ENDED):
            give_place(enrolment, now, from_session=from_session)
    return enrolment


def decline(enrolment: Enrolment, subject: str, text: str, *, now: datetime) -> Enrolment:
    with transaction.atomic():
        enrolment = under_lock(enrolment)
        if enrolment.state in Enrolment.IN_LINE:
            end(enrolment, State.DECLINED, now)
            mail_declined(enrolment, subject, text, now=now)
    return enrolment


def withdraw(enrolment: Enrolment, *, now: datetime) -> Enrolment:
    """No, also to an offer. A place that somebody had comes free, as long as the group has not set off. What was never
    confirmed is erased at once: perhaps somebody else typed this address."""
    with transaction.atomic():
        enrolment = under_lock(enrolment)
        if enrolment.state == State.UNCONFIRMED:
            Enrolment.objects.filter(pk=enrolment.pk).erase()
            enrolment.pk = None
        elif enrolment.state in Enrolment.IN_LINE:
            end(enrolment, State.WITHDRAWN, now)
        elif enrolment.takes_part and places_go_by_themselves(enrolment.network):
            participation = enrolment.participation
            if participation is not None:
                participation.leave(now=now)
            end(enrolment, State.WITHDRAWN, now)
    return enrolment


def end(enrolment: Enrolment, state: str, now: datetime) -> None:
    """Under the lock of the network. What somebody needs at the table serves nothing any more."""
    enrolment.state, enrolment.ended_at = state, now
    enrolment.offered_until, enrolment.needs = None, ""
    enrolment.save()
    take_back_mail(enrolment)


def take_back_mail(enrolment: Enrolment) -> None:
    OutgoingMail.objects.filter(recipient=enrolment.recipient).withdraw(NO_LONGER)


# What the worker does.


def expire_offers(now: datetime) -> int:
    """Offers without an answer; the place goes on. Returns how many."""
    over = Enrolment.objects.filter(state=State.OFFERED, offered_until__lt=now).order_by("offered_until")
    done = 0
    for found in over:
        with transaction.atomic():
            enrolment = under_lock(found)
            if enrolment.state == State.OFFERED and enrolment.offered_until and enrolment.offered_until < now:
                end(enrolment, State.LAPSED, now)
                mail_lapsed(enrolment, now=now)
                done += 1
    return done


def offer_free_places(now: datetime) -> int:
    """Each place that is free, to who is next. Returns how many offers."""
    waiting = Enrolment.objects.filter(network=OuterRef("pk"), state=State.WAITING)
    networks = Network.objects.filter(Exists(waiting), phase__in=PLACES_GO_BY_THEMSELVES, is_rehearsal=False)
    offered = 0
    for pk in networks.values_list("pk", flat=True):
        with transaction.atomic():
            network = Network.objects.select_for_update().get(pk=pk)
            if not places_go_by_themselves(network):
                continue
            free = places_of(network).free
            for enrolment in network.enrolments.filter(state=State.WAITING).order_by("turn")[:free]:
                enrolment.network = network
                offer(enrolment, now)
                offered += 1
    return offered


def offer(enrolment: Enrolment, now: datetime) -> None:
    """Under the lock of the network."""
    enrolment.state = State.OFFERED
    enrolment.offers += 1
    enrolment.offered_until = end_of_day(now, enrolment.network.offer_days)
    enrolment.save()
    take_back_mail(enrolment)
    mail_offer(enrolment, now=now)


def end_of_day(now: datetime, days: int) -> datetime:
    """The last minute of the day that comes so many days later: an hour in a mail is soon misread."""
    day = timezone.localdate(now) + timedelta(days=days)
    return datetime.combine(day, time(23, 59), tzinfo=timezone.get_current_timezone())
