"""One quiet mail at five o'clock to who facilitates: so many enrolled, withdrew, or left. No names: those stand on the page."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from lerendnetwerk.audit.models import AuditEntry
from lerendnetwerk.templatetags.look import in_words
from networks.enrolment.places import places_of
from networks.mail import mail_facilitators
from networks.models import Enrolment, Network, Participation

TOLD_AT = time(17)
State = Enrolment.State


def last_moment(now: datetime) -> datetime:
    """The latest five o'clock in Brussels that is over."""
    today = timezone.localdate(now)
    moment = at_five(today)
    return moment if moment <= now else at_five(today - timedelta(days=1))


def at_five(day: date) -> datetime:
    return datetime.combine(day, TOLD_AT, tzinfo=timezone.get_current_timezone())


def mail_news_of_enrolments(now: datetime) -> int:
    """The day up to the last five o'clock, for each network in which something changed; at most one mail a day.

    What the facilitator wrote down herself is no news. Returns how many mails stand for that day. A worker that is
    away for a whole day leaves that day out.
    """
    until = last_moment(now)
    since = at_five(timezone.localdate(until) - timedelta(days=1))
    enrolled = Q(confirmed_at__gt=since, confirmed_at__lte=until, by_phone=False) & ~Q(state=State.UNCONFIRMED)
    withdrew = Q(ended_at__gt=since, ended_at__lte=until, state=State.WITHDRAWN)
    told = Network.objects.filter(mails_enrolments=True, is_rehearsal=False)
    found = Enrolment.objects.filter(enrolled | withdrew, network__in=told).order_by()
    counts = found.values_list("network").annotate(
        enrolled=Count("pk", filter=enrolled), withdrew=Count("pk", filter=withdrew)
    )
    left = Counter(who_left(since, until).filter(network__in=told).values_list("network", flat=True))
    news = {pk: Change(enrolled, withdrew, left[pk]) for pk, enrolled, withdrew in counts}
    news |= {network: Change(0, 0, count) for network, count in left.items() if network not in news}
    mails = 0
    for pk, change in sorted(news.items()):
        network = Network.objects.select_related("programme").get(pk=pk)
        with transaction.atomic():
            mails += mail_news(network, change, until=until, now=now)
    return mails


@dataclass(frozen=True)
class Change:
    """How many people, in one network on one day."""

    enrolled: int
    withdrew: int
    left: int

    @property
    def told(self) -> list[str]:
        changes = []
        if self.enrolled:
            changes.append(f"{self.enrolled} {'mens schreef' if self.enrolled == 1 else 'mensen schreven'} zich in")
        if self.withdrew:
            changes.append(f"{self.withdrew} {'mens trok' if self.withdrew == 1 else 'mensen trokken'} zich terug")
        if self.left:
            changes.append(f"{self.left} {'deelnemer stopte' if self.left == 1 else 'deelnemers stopten'}")
        return changes


def who_left(since: datetime, until: datetime) -> QuerySet[Participation]:
    """By their own page, while the network lasted; who withdrew by the link of the enrolment is counted there."""
    herself = AuditEntry.objects.filter(
        action="stopped", by="deelnemer", object_kind="participation", object_id=OuterRef("pk")
    )
    withdrew = Enrolment.objects.filter(
        participation=OuterRef("pk"), state=State.WITHDRAWN, ended_at__gt=since, ended_at__lte=until
    )
    stopped = Participation.objects.filter(status=Participation.Status.STOPPED, network__closed_at=None)
    return stopped.filter(Exists(herself.filter(at__gt=since, at__lte=until)), ~Exists(withdrew))


def mail_news(network: Network, change: Change, *, until: datetime, now: datetime) -> int:
    context = {
        "network": network,
        "change": change,
        "places": places_of(network),
        "page": settings.BASE_URL + reverse("networks:enrolments", args=[network.pk]),
        "people": settings.BASE_URL + reverse("networks:people", args=[network.pk]),
    }
    mails = mail_facilitators(
        network,
        occasion=f"enrolments:{network.pk}:{timezone.localdate(until).isoformat()}",
        subject=f"{network.title}: {in_words(change.told)}",
        template="networks/mail/enrolment_news.txt",
        context=context,
        now=now,
    )
    return len(mails)
