"""One quiet mail at five o'clock to who facilitates: so many enrolled, so many withdrew. No names: those stand on the page."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from networks.enrolment.places import places_of
from networks.mail import mail_staff
from networks.models import Enrolment, Network

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
    news = (
        Enrolment.objects.filter(enrolled | withdrew, network__in=told)
        .order_by()
        .values("network")
        .annotate(enrolled=Count("pk", filter=enrolled), withdrew=Count("pk", filter=withdrew))
    )
    mails = 0
    for row in news:
        network = Network.objects.select_related("programme").get(pk=row["network"])
        with transaction.atomic():
            mails += mail_news(network, row["enrolled"], row["withdrew"], until=until, now=now)
    return mails


def mail_news(network: Network, enrolled: int, withdrew: int, *, until: datetime, now: datetime) -> int:
    changes = []
    if enrolled:
        changes.append(f"{enrolled} {'mens schreef' if enrolled == 1 else 'mensen schreven'} zich in")
    if withdrew:
        changes.append(f"{withdrew} {'mens trok' if withdrew == 1 else 'mensen trokken'} zich terug")
    facilitators = network.facilitators.select_related("user")
    context = {
        "network": network,
        "changes": changes,
        "places": places_of(network),
        "page": settings.BASE_URL + reverse("networks:enrolments", args=[network.pk]),
    }
    for role in facilitators:
        mail_staff(
            role.user,
            network.programme,
            occasion=f"enrolments:{network.pk}:{timezone.localdate(until).isoformat()}",
            scope=network.mail_scope,
            subject=f"{network.title}: {' en '.join(changes)}",
            text=render_to_string("networks/mail/enrolment_news.txt", context | {"user": role.user}),
            now=now,
        )
    return len(facilitators)
