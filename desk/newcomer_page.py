"""What somebody who joined later has to know: what the group agreed, hopes for and decided, and its reports so far."""

from dataclasses import dataclass

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value

from lerendnetwerk.leases import WorkState
from networks.models import Expectation, GroundRule, Participation
from reports.models import Edition
from sessions.models import Contribution, Decision, DecisionReview, Session


@dataclass(frozen=True)
class SoFar:
    rules: list[str]
    expectations: list[str]
    own_expectations: list[tuple[int, str]]
    decisions: list[str]


def so_far(participation: Participation) -> SoFar:
    """One query."""
    columns: dict[str, QuerySet] = {
        "rule": GroundRule.objects.filter(network=participation.network_id),
        "expectation": Expectation.objects.filter(network=participation.network_id),
        # What the group took back is no longer decided.
        "decision": Decision.objects.filter(session__network=participation.network_id).exclude(
            review__verdict=DecisionReview.Verdict.WITHDRAW
        ),
        "own": Contribution.objects.filter(participation=participation, kind=Contribution.Kind.EXPECTATION),
    }
    first, *others = (
        rows.order_by()
        .annotate(kind_of_row=Value(kind, CharField()), key_of_row=F("pk"), said=F("text"), place=order_of(kind))
        .values_list("kind_of_row", "place", "key_of_row", "said")
        for kind, rows in columns.items()
    )
    found = sorted(first.union(*others, all=True).order_by())

    def of(kind: str) -> list[str]:
        return [said for row, _, _, said in found if row == kind]

    return SoFar(
        rules=of("rule"),
        expectations=of("expectation"),
        own_expectations=[(key, said) for kind, _, key, said in found if kind == "own"],
        decisions=of("decision"),
    )


def order_of(kind: str) -> F | Value:
    return Value(0) if kind == "own" else F("session__number") if kind == "decision" else F("position")


def sessions_so_far(participation: Participation) -> list[Session]:
    """What was held before she came, each with the group's newest report that was sent."""
    editions = Edition.objects.filter(
        report__session=OuterRef("pk"),
        audience=Edition.Audience.GROUP,
        state=WorkState.DONE,
        report__sent_at__isnull=False,
    ).order_by("-version")
    return list(
        Session.objects.held()
        .filter(network=participation.network_id)
        .annotate(edition_id=Subquery(editions.values("pk")[:1]))
        .order_by("number")
    )
