"""What a network keeps over its sessions."""

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lerendnetwerk.composed import composed
from lerendnetwerk.together import read_together
from networks.models import Expectation, Network
from sessions.models import ActionPoint, ChangeNote, Decision, ExpectationReview, Question


def questions(network: Network | int) -> QuerySet[Question]:
    """Open ones first, the oldest on top; each with its session_number and the first name of its asker, if known."""
    return (
        Question.objects.filter(session__network=network)
        .annotate(session_number=F("session__number"), asker=F("asked_by__person__first_name"))
        .order_by(F("answered_in").asc(nulls_first=True), "session__number", "position", "pk")
    )


def open_questions(network: Network | int) -> QuerySet[Question]:
    return questions(network).filter(answered_in__isnull=True)


def action_points(network: Network | int) -> QuerySet[ActionPoint]:
    """Open ones first, the one that is due first on top."""
    return (
        ActionPoint.objects.filter(session__network=network)
        .select_related("session", "participation__person")
        .order_by(F("done_at").asc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk")
    )


@composed
def first_action_points(network: int) -> QuerySet[ActionPoint]:
    """The open ones that come first."""
    return action_points(network).filter(done_at__isnull=True)[:4]


def short_lists(network: Network) -> dict[str, list[Any]]:
    """`decisions` and `changes` with their session_number, decisions with when they are looked at again and what was said then, `expectations` each with the state that the group gave
    last and in which session. One query."""
    last = ExpectationReview.objects.filter(expectation=OuterRef("pk")).order_by("-session__number")
    return read_together(
        decisions=_in_order(Decision.objects.filter(session__network=network)).annotate(
            look_again=Coalesce(F("review__session__number"), F("review__number")), verdict=F("review__verdict")
        ),
        changes=_in_order(ChangeNote.objects.filter(session__network=network)),
        expectations=Expectation.objects.filter(network=network).annotate(
            last_state=Subquery(last.values("state")[:1]), last_session=Subquery(last.values("session__number")[:1])
        ),
    )


def _in_order(lines: QuerySet[Any]) -> QuerySet[Any]:
    return lines.annotate(session_number=F("session__number")).order_by("session_number", "position", "pk")
