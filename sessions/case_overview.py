"""Who has brought a case, who prepares one, and who did neither yet."""

from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from networks.models import Network, Participation
from sessions.models import Case, CaseTalk


@dataclass
class BroughtBy:
    """One participant, with the cases that she shared and what the group worked with. `private` counts the cases that she
    prepares and did not share: their words are hers alone."""

    participation: Participation
    private: int
    shared: list[Case] = field(default_factory=list)
    talks: list[CaseTalk] = field(default_factory=list)

    @property
    def has_brought(self) -> bool:
        return bool(self.talks)

    @property
    def waiting(self) -> list[Case]:
        """Shared, and the group did not work with it yet."""
        talked = {talk.case_id for talk in self.talks}
        return [case for case in self.shared if case.pk not in talked]


def cases_of(network: Network) -> list[BroughtBy]:
    """Everybody who takes part: three queries, however many there are. Who brought nothing comes first."""
    hidden = Case.objects.filter(brought_by=OuterRef("pk"), shared_at=None).order_by().values("brought_by")
    people = (
        network.participations.taking_part()  # type: ignore[attr-defined]
        .with_people()
        .annotate(private=Coalesce(Subquery(hidden.annotate(n=Count("pk")).values("n")), 0))
    )
    listed = {one.pk: BroughtBy(one, one.private) for one in people}
    for case in Case.objects.filter(shared_at__isnull=False, brought_by__in=listed):
        listed[case.brought_by_id].shared.append(case)
    for talk in CaseTalk.objects.brought_in(network):
        if talk.brought_by_id in listed:
            listed[talk.brought_by_id].talks.append(talk)
    return sorted(listed.values(), key=lambda one: (one.has_brought, not one.waiting, not one.private))
