"""All that happened in one session, for everything that is written from it: sections, editions and letters."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.db.models import F, Q, QuerySet

from evaluations.models import Answer, Round
from evaluations.results import Results, results_from
from lerendnetwerk.composed import composed_together
from lerendnetwerk.leases import WorkState
from networks.models import GroundRule, Network, NetworkFacilitator, Participation
from sessions.activities.face import Part
from sessions.activities.registry import kind_of, kinds
from sessions.live.heard import heard_by_part
from sessions.models import (
    ActionPoint,
    Activity,
    ActivityLine,
    AgendaItem,
    ChangeNote,
    Decision,
    DecisionReview,
    Document,
    ExpectationReview,
    ExpertVisit,
    Note,
    Photo,
    Question,
    Session,
    Substitute,
    SummaryPoint,
)
from sessions.models.attendance import Listed, listed_among, people_at


@dataclass
class Material:
    """`people`: everybody who ever took part in the network; `listed`: who belongs to this session."""

    session: Session
    people: list[Participation]
    listed: list[Listed]
    summary_points: list[SummaryPoint]
    decisions: list[Decision]
    action_points: list[ActionPoint]
    short_notes: list[Note]
    changes: list[ChangeNote]
    answered_questions: list[Question]
    open_questions: list[Question]
    reviews: list[ExpectationReview]
    decision_reviews: list[DecisionReview]
    photos: list[Photo]
    documents: list[Document]
    agenda_items: list[AgendaItem]
    ground_rules: list[GroundRule]
    stand_ins: list[Substitute]
    later_sessions: list[Session]
    facilitators: list[NetworkFacilitator]
    rounds: list[Round]
    answers: list[Answer]
    activities: list[Activity]
    activity_lines: list[ActivityLine]
    visits: list[ExpertVisit]
    visit_questions: list[Question]
    # What each kind of activity asked for, by the kind's slug and its own name for it.
    rows_of_kinds: dict[tuple[str, str], list[Any]]

    @property
    def network(self) -> Network:
        return self.session.network

    @property
    def expected(self) -> list[Participation]:
        return [line.participation for line in self.listed]

    @property
    def present(self) -> list[Participation]:
        return [line.participation for line in self.listed if line.was_there]

    @property
    def missing(self) -> list[Listed]:
        """Everybody who was expected and not seen, also when nobody noted it."""
        return [line for line in self.listed if not line.was_there]

    @property
    def substitutes(self) -> list[Substitute]:
        return [one for one in self.stand_ins if one.session_id == self.session.pk]

    @property
    def names(self) -> list[str]:
        """Everybody who ever took part in the network or came instead."""
        return [*(one.name for one in self.people), *(one.name for one in self.stand_ins)]

    @property
    def facilitator_names(self) -> list[str]:
        return [vars(facilitator)["user_name"] for facilitator in self.facilitators]

    @property
    def next_session(self) -> Session | None:
        return self.later_sessions[0] if self.later_sessions else None

    @property
    def evaluation_is_open(self) -> bool:
        return any(round.is_open for round in self.rounds)

    @cached_property
    def results(self) -> Results | None:
        return results_from(self.rounds[0], self.answers) if self.rounds else None

    @property
    def photos_in_the_making(self) -> int:
        """Photos that are meant for the report and that the worker has not drawn yet: frozen now, they would be
        missing."""
        return sum(photo.state in (WorkState.READY, WorkState.BUSY) for photo in self.photos)

    def rows_of(self, activity: Activity) -> dict[str, list[Any]]:
        """What the activity's kind asked for, of this activity alone."""
        return {
            name: [row for row in rows if row.activity_id == activity.pk]
            for (kind, name), rows in self.rows_of_kinds.items()
            if kind == activity.kind
        }

    def heard(self, activity: Activity) -> list[Part]:
        """What was typed in the name of the group while this ran or afterwards."""
        texts = heard_by_part(activity, self.activity_lines)
        titled = [(activity.face.heard_title(activity, one), texts[one.slug]) for one in activity.face.heard]
        return [Part(title, "list", lines) for title, lines in titled if title]

    def notes(self, kind: Note.Kind) -> list[Note]:
        return [note for note in self.short_notes if note.kind == kind]


def gather(session: Session) -> Material:
    """`session` with its network and host. Two queries."""
    people = people_at(session.pk, session.network_id)
    found = _rows_with(tuple(kinds()))(session.pk, session.network_id, session.number)
    rows_of_kinds = {
        (slug, name): found.pop(key) for key in list(found) for slug, sign, name in [key.partition("/")] if sign
    }
    material = Material(session, people, listed_among(session, people), rows_of_kinds=rows_of_kinds, **found)
    by_id = {participation.pk: participation for participation in people}
    for point in material.action_points:
        if point.participation_id:
            point.participation = by_id[point.participation_id]
    for substitute in material.stand_ins:
        substitute.replaces = by_id[substitute.replaces_id]
    return material


@cache
def _rows_with(slugs: tuple[str, ...]) -> Callable[[int, int, int], dict[str, list[Any]]]:
    """Composed once for these kinds; what they ask for stands under `kind/name`."""

    @composed_together
    def rows(session: int, network: int, number: int) -> dict[str, QuerySet[Any]]:
        of_kinds = {
            f"{slug}/{name}": rows for slug in slugs for name, rows in kind_of(slug).report_rows(session).items()
        }
        return _rows_of(session, network, number) | of_kinds

    return rows


def _rows_of(session: int, network: int, number: int) -> dict[str, QuerySet[Any]]:
    of_network = {"network": network}
    return {
        "summary_points": SummaryPoint.objects.filter(session=session),
        "decisions": Decision.objects.filter(session=session),
        "action_points": ActionPoint.objects.filter(session=session),
        "short_notes": Note.objects.filter(session=session),
        "changes": ChangeNote.objects.filter(session=session),
        "answered_questions": Question.objects.filter(answered_in=session).order_by(
            "session__number", "position", "pk"
        ),
        "open_questions": _open_questions(network, number),
        "reviews": ExpectationReview.objects.filter(session=session)
        .annotate(expectation_text=F("expectation__text"))
        .order_by("expectation__position", "expectation"),
        "decision_reviews": DecisionReview.objects.due(session, network=network, number=number).exclude(verdict=""),
        "photos": Photo.objects.filter(session=session, in_report=True),
        "documents": Document.objects.filter(session=session, audience=Document.Audience.GROUP, is_signed_list=False),
        "agenda_items": AgendaItem.objects.filter(session=session),
        "ground_rules": GroundRule.objects.filter(**of_network),
        "stand_ins": Substitute.objects.filter(session__network=network),
        "later_sessions": Session.objects.filter(**of_network, number__gt=number)
        .annotate(host_name=F("host__name"))
        .order_by("number"),
        "facilitators": NetworkFacilitator.objects.filter(**of_network)
        .annotate(user_name=F("user__name"))
        .order_by("user__name"),
        "rounds": Round.objects.filter(session=session),
        "answers": Answer.objects.filter(round__session=session, round__state=Round.State.CLOSED),
        "activities": Activity.objects.for_report(session),
        "visits": ExpertVisit.objects.filter(session=session).annotate(
            expert_name=F("expert__name"),
            expert_organisation=F("expert__organisation_name"),
            expert_topic=F("expert__topic"),
        ),
        "visit_questions": Question.objects.filter(visits__session=session)
        .annotate(visit_id=F("visits__pk"))
        .order_by("visit_id", "session__number", "position", "pk"),
        "activity_lines": ActivityLine.objects.filter(activity__session=session),
    }


def _open_questions(network: int, number: int) -> Any:
    """As they stood after this session: an answer in a later one does not change what this report says."""
    return Question.objects.filter(
        Q(answered_in__isnull=True) | Q(answered_in__number__gt=number),
        session__network=network,
        session__number__lte=number,
    ).order_by("session__number", "position", "pk")
