"""What the pages about erasing show: how far it is, and a text with the name marked."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet

from lerendnetwerk.erasing import erasers
from lerendnetwerk.leases import WorkState
from networks.models import Erasure, Network
from reports.models import Edition


def page_of_erasure(erasure: Erasure) -> dict[str, Any]:
    """How many of the parts are through, and how many reports are still being printed anew. Two queries."""
    reports = Edition.objects.filter(
        report__network__participations__person=erasure.person_id,
        withdrawn_files__withdrawn_at__gte=erasure.asked_at,
    )
    counted = reports.aggregate(
        all=Count("pk", distinct=True), made=Count("pk", distinct=True, filter=Q(state=WorkState.DONE))
    )
    busy = not erasure.has_failed and (not erasure.is_done or counted["made"] < counted["all"])
    return {
        "erasure": erasure,
        "parts": len(tuple(erasers())),
        "reports": counted["all"],
        "reports_made": counted["made"],
        "busy": busy,
    }


def erasures_of(network: Network) -> QuerySet[Erasure]:
    return Erasure.objects.filter(person__participations__network=network).order_by("-asked_at", "-pk")


def marked(text: str, spans: Sequence[Sequence[int]]) -> list[tuple[str, bool]]:
    """The text in pieces, and of each whether it is the name."""
    pieces, start = [], 0
    for begin, end in spans:
        pieces += [(text[start:begin], False), (text[begin:end], True)]
        start = end
    return [*pieces, (text[start:], False)]
