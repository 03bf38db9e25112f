"""How many places a network has, who holds them, and who may still ask for one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from networks.models import Enrolment, Network, Participation, Phase

# Once the group is on its way, only a person decides who still comes in.
PLACES_GO_BY_THEMSELVES = (Phase.VOORAF, Phase.OPSTART)


@dataclass(frozen=True)
class Places:
    most: int
    taken: int
    offered: int
    waiting: int

    @property
    def free(self) -> int:
        return max(0, self.most - self.taken - self.offered)

    @property
    def is_full(self) -> bool:
        """Whoever comes now has to wait: no place is left, or somebody waits for it already."""
        return not self.free or self.waiting > 0


def places_of(network: Network) -> Places:
    """One query."""
    return places_of_each([network])[network.pk]


def places_of_each(networks: Iterable[Network]) -> dict[int, Places]:
    """By the number of the network. One query."""
    enrolments = Enrolment.objects.all()
    counts = Network.objects.filter(pk__in=[network.pk for network in networks]).values_list(
        "pk",
        "group_most",
        _count(Participation.objects.taking_part()),
        _count(enrolments.filter(state=Enrolment.State.OFFERED)),
        _count(enrolments.filter(state=Enrolment.State.WAITING)),
    )
    return {pk: Places(*numbers) for pk, *numbers in counts}


def _count(rows: QuerySet) -> Coalesce:
    counted = rows.filter(network=OuterRef("pk")).order_by().values("network").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0), output_field=IntegerField())


def waits_at_first(network: Network, places: Places) -> bool:
    """Does whoever enrols now come on the waiting list: because it is full, or because a person decides by now?"""
    return places.is_full or not places_go_by_themselves(network)


def places_go_by_themselves(network: Network) -> bool:
    return network.phase in PLACES_GO_BY_THEMSELVES


def enrolment_is_open(network: Network, today: date) -> bool:
    """May somebody still ask for a place, or for one on the waiting list? The announcement must stand online too."""
    in_time = network.enrol_until is not None and network.enrol_until >= today
    return in_time and network.phase != Phase.AFRONDING
