"""Which session is the first that somebody who joins now can still come to."""

from datetime import datetime

from django.db.models import Max, Min, Q

from networks.models import Network
from sessions.models import Session


def number_to_come(network: Network, now: datetime) -> int:
    """The first that is not held yet; the one after the last when all that are planned were held. One query."""
    coming = Q(closed_at=None, ends_at__gte=now)
    numbers = Session.objects.filter(network=network).aggregate(next=Min("number", filter=coming), last=Max("number"))
    return int(numbers["next"] or (numbers["last"] or 0) + 1)
