"""Queries for the pages that look at many networks at once."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from desk.road import build_road, next_step, phase_after, sessions_for_road, with_road_facts
from desk.road_steps import Step
from lerendnetwerk.accounts.models import User
from networks.access import networks_with_role
from networks.models import Network, Phase, Programme
from sessions.models import Session


def with_next_session(networks: QuerySet[Network], now: datetime) -> QuerySet[Network]:
    """Each network with the number and start of its next session."""
    coming = Session.objects.still_to_come(now).filter(network=OuterRef("pk")).order_by("starts_at")
    return networks.annotate(
        next_number=Subquery(coming.values("number")[:1]),
        next_starts_at=Subquery(coming.values("starts_at")[:1]),
        next_id=Subquery(coming.values("pk")[:1]),
    )


@dataclass(frozen=True)
class MyNetwork:
    network: Network
    # None where the road waits for something, or where only the next phase is left.
    next_step: Step | None

    @property
    def next_phase(self) -> Phase | None:
        return None if self.next_step else phase_after(self.network)


def my_networks(user: User, now: datetime) -> list[MyNetwork]:
    """The networks that the user facilitates, the one that meets soonest first. Two queries."""
    mine = networks_with_role(user).filter(is_facilitator=True).select_related("programme")  # type: ignore[misc]
    networks = list(
        with_next_session(with_road_facts(mine), now).order_by(F("next_starts_at").asc(nulls_last=True), "title")  # type: ignore[misc]
    )
    sessions = sessions_for_road(networks)
    return [MyNetwork(one, next_step(build_road(one, sessions[one.pk], now))) for one in networks]


def my_programmes(user: User) -> QuerySet[Programme]:
    return Programme.objects.filter(coordinators__user=user).annotate(network_count=Count("networks"))
