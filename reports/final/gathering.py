"""All that happened in a network, for its final report."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from evaluations.models import Answer, Round, Story
from evaluations.more_results import Said
from evaluations.results import Results, results_from
from evaluations.values import Matrix, answers_by_round, matrix_of
from lerendnetwerk.composed import composed_together
from lerendnetwerk.leases import WorkState
from networks.models import Expectation, Network, NetworkFacilitator, Participation
from reports.models import Edition
from sessions.models import (
    ActionPoint,
    Attendance,
    ChangeNote,
    Decision,
    ExpectationReview,
    Note,
    Photo,
    Session,
    Substitute,
    SummaryPoint,
)
from sessions.models.attendance import attended_minutes


@dataclass
class FinalMaterial:
    """`people`: everybody who ever took part; rows of a session come in the order of the sessions."""

    network: Network
    now: datetime
    people: list[Participation]
    sessions: list[Session]
    attendances: list[Attendance]
    stand_ins: list[Substitute]
    summary_points: list[SummaryPoint]
    decisions: list[Decision]
    action_points: list[ActionPoint]
    learning_points: list[Note]
    changes: list[ChangeNote]
    expectations: list[Expectation]
    reviews: list[ExpectationReview]
    rounds: list[Round]
    answers: list[Answer]
    # The newest of each session for the group, once it was sent.
    editions: list[Edition]
    stories: list[Story]
    facilitators: list[NetworkFacilitator]
    photos: list[Photo]

    @property
    def names(self) -> list[str]:
        return [*(one.name for one in self.people), *(one.name for one in self.stand_ins)]

    @property
    def facilitator_names(self) -> list[str]:
        return [vars(facilitator)["user_name"] for facilitator in self.facilitators]

    @property
    def held(self) -> list[Session]:
        """The sessions at which somebody was seen, or that were closed."""
        return [session for session in self.sessions if session.is_closed or self.present_at(session)]

    @property
    def to_come(self) -> list[Session]:
        """What is planned and not held: a report that leaves now is silent about it."""
        held = {session.pk for session in self.held}
        return [session for session in self.sessions if session.pk not in held]

    @property
    def evaluation_is_open(self) -> bool:
        """Whether the final evaluation still runs, so that its figures are not in here yet."""
        return any(round.is_final and round.is_open for round in self.rounds)

    @property
    def photos_in_the_making(self) -> int:
        return sum(photo.state in (WorkState.READY, WorkState.BUSY) for photo in self.photos)

    def present_at(self, session: Session) -> list[Attendance]:
        return [one for one in self.attendances if one.session_id == session.pk]

    def expected_at(self, session: Session) -> int:
        there = {one.participation_id for one in self.present_at(session)}
        return sum(one.pk in there or (one.takes_part and one.from_session <= session.number) for one in self.people)

    def minutes_at(self, session: Session) -> int:
        return sum(attended_minutes(session, one.state, one.came_at, one.left_at) for one in self.present_at(session))

    @cached_property
    def taking_part(self) -> list[Participation]:
        """Whoever was there once or still takes part."""
        there = {one.participation_id for one in self.attendances}
        return [one for one in self.people if one.takes_part or one.pk in there]

    @cached_property
    def results(self) -> dict[int, Results]:
        """By session, of each round that may be shown by itself."""
        found = {}
        given = answers_by_round(self.answers)
        for round in self.rounds:
            if round.session_id and (results := results_from(round, given.get(round.pk, []))):
                found[round.session_id] = results
        return found

    @cached_property
    def said(self) -> list[Said]:
        """What the final evaluation may show of its own questions."""
        final = next((round for round in self.rounds if round.is_final), None)
        results = self.results.get(final.session_id or 0) if final else None
        return [said for group in results.more for said in group.said if said.is_shown] if results else []

    def said_about(self, part: str) -> list[Said]:
        return [said for said in self.said if said.asked.key.partition(":")[0] == part]

    def sentences(self, key: str) -> list[str]:
        return [sentence for said in self.said if said.asked.key == key for sentence in said.sentences]

    @cached_property
    def matrix(self) -> Matrix:
        return matrix_of(self.network, self.rounds, self.answers, self.now)


def gather_final(network: Network, now: datetime | None = None) -> FinalMaterial:
    """`network` with its programme. Two queries, and one for the value matrix when a round of it has to be pooled."""
    people = list(network.participations.with_people())
    found = rows_of_network(network.pk)
    material = FinalMaterial(network, now or timezone.now(), people, **found)
    by_id = {participation.pk: participation for participation in people}
    for point in material.action_points:
        if point.participation_id:
            point.participation = by_id[point.participation_id]
    return material


@composed_together
def rows_of_network(network: int) -> dict[str, QuerySet[Any]]:
    """All but the people of a network, by the names of FinalMaterial. One query."""
    of_session: dict[str, Any] = {"session__network": network}
    in_order = ("session__number", "position", "pk")
    newest = Edition.objects.filter(
        report=OuterRef("report"), audience=Edition.Audience.GROUP, report__sent_at__isnull=False
    ).order_by("-version")
    return {
        "sessions": Session.objects.filter(network=network).annotate(host_name=F("host__name")).order_by("number"),
        "attendances": Attendance.objects.there().filter(**of_session).order_by("pk"),
        "stand_ins": Substitute.objects.filter(**of_session),
        "summary_points": SummaryPoint.objects.filter(**of_session, outcome=SummaryPoint.Outcome.DONE).order_by(
            *in_order
        ),
        "decisions": Decision.objects.filter(**of_session).order_by(*in_order),
        "action_points": ActionPoint.objects.filter(**of_session).order_by(*in_order),
        "learning_points": Note.objects.filter(**of_session, kind=Note.Kind.LEARNING_POINT).order_by(*in_order),
        "changes": ChangeNote.objects.filter(**of_session).order_by(*in_order),
        "expectations": Expectation.objects.filter(network=network),
        "reviews": ExpectationReview.objects.filter(**of_session).order_by("session__number", "pk"),
        "rounds": Round.objects.filter(network=network).order_by("opened_at", "pk"),
        "answers": Answer.objects.filter(round__network=network, round__state=Round.State.CLOSED).order_by("pk"),
        "editions": Edition.objects.filter(
            report__network=network, report__session__isnull=False, pk=Subquery(newest.values("pk")[:1])
        )
        .annotate(session_number=F("report__session__number"))
        .order_by("report__session__number"),
        "stories": Story.objects.released(network),
        "facilitators": NetworkFacilitator.objects.filter(network=network)
        .annotate(user_name=F("user__name"))
        .order_by("user__name"),
        "photos": Photo.objects.filter(**of_session, in_report=True).order_by(*in_order),
    }
