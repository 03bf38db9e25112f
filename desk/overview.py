"""Queries for the pages that look at many networks at once."""

from datetime import datetime

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from desk.counting import count_of
from lerendnetwerk.accounts.models import User
from networks.access import networks_with_role
from networks.models import Network, Participation, Programme
from sessions.models import Session


def with_next_session(networks: QuerySet[Network], now: datetime) -> QuerySet[Network]:
    """Each network with the number and start of its next session."""
    coming = Session.objects.still_to_come(now).filter(network=OuterRef("pk")).order_by("starts_at")
    return networks.annotate(
        next_number=Subquery(coming.values("number")[:1]),
        next_starts_at=Subquery(coming.values("starts_at")[:1]),
        next_id=Subquery(coming.values("pk")[:1]),
    )


def my_networks(user: User, now: datetime) -> QuerySet[Network]:
    """The networks that the user facilitates, the one that meets soonest first."""
    networks = networks_with_role(user).filter(is_facilitator=True).select_related("programme")  # type: ignore[misc]
    return (
        with_next_session(networks, now)  # type: ignore[misc]
        .annotate(participant_count=count_of(Participation.objects.taking_part(), "network"))
        .order_by(F("next_starts_at").asc(nulls_last=True), "title")
    )


def my_programmes(user: User) -> QuerySet[Programme]:
    return Programme.objects.filter(coordinators__user=user).annotate(network_count=Count("networks"))
