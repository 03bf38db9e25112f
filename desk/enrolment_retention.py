"""What of an enrolment is only of use until the group has met; docs/privacy.md and the form promise it."""

from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from lerendnetwerk.outbox.models import MailState, OutgoingMail
from networks.models import Enrolment, Network, Participation, Phase
from networks.models.enrolment import KEEP_ENDED
from sessions.models import Attendance

# Fewer sessions than announced and nothing planned any more: so long without one is the end.
SILENCE = timedelta(days=90)


def after_last_session(now: datetime) -> QuerySet[Network]:
    """Networks that met for the last time before `now`."""
    ended = Network.objects.annotate(last_end=Max("sessions__ends_at"), planned=Count("sessions")).filter(
        last_end__lt=now
    )
    complete = Q(planned__gte=F("session_count")) | Q(phase=Phase.AFRONDING)
    return ended.filter(complete | Q(last_end__lt=now - SILENCE)).order_by()


def forget_needs(now: datetime) -> int:
    """Nobody eats there any more; and who still waits, waits for nothing. Returns how many people."""
    over = after_last_session(now).values("pk")
    told = Enrolment.objects.exclude(needs="").filter(network__in=over).update(needs="")
    told += Participation.objects.exclude(needs="").filter(network__in=over).update(needs="")
    long_over = after_last_session(now - KEEP_ENDED).values("pk")
    return told + Enrolment.objects.filter(state__in=Enrolment.OPEN, network__in=long_over).erase()


def forget_places_that_were_left(now: datetime) -> int:
    """Who had a place, withdrew in time and never came, leaves no participant behind. Returns how many."""
    came = Attendance.objects.filter(participation=OuterRef("participation"), state__in=Attendance.WAS_THERE)
    left = Enrolment.objects.filter(
        ~Exists(came),
        state=Enrolment.State.WITHDRAWN,
        ended_at__lt=now - KEEP_ENDED,
        participation__status=Participation.Status.STOPPED,
    )
    forgotten = 0
    for enrolment in left.select_related("participation__person"):
        participation = enrolment.participation
        if participation is None:
            continue
        person = participation.person
        Enrolment.objects.filter(pk=enrolment.pk).erase()
        OutgoingMail.objects.filter(recipient=participation.recipient).exclude(state=MailState.BUSY).delete()
        participation.delete()
        if not person.participations.exists():
            person.delete()
        forgotten += 1
    return forgotten
