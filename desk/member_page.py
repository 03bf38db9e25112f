"""A participant's page, within five queries: sessions with what belongs to them, the short lists in one go, files."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value

from evaluations.models import Invitee, Round
from networks.models import Expectation, GroundRule, Participation
from reports.models import Edition
from sessions.models import ActionPoint, AgendaItem, Attendance, CaseTalk, Document, Postcard, Session, Working


def sessions_of_member(participation: Participation) -> QuerySet[Session]:
    """The member's sessions, each with the own attendance, the newest report for the group, an open evaluation, when a
    card to herself comes, and the case that she brought there."""
    of_session = {"session": OuterRef("pk")}
    mine = Attendance.objects.filter(**of_session, participation=participation)
    editions = Edition.objects.filter(
        report__session=OuterRef("pk"), audience=Edition.Audience.GROUP, state="gedaan", report__sent_at__isnull=False
    ).order_by("-version")
    invited = Invitee.objects.filter(
        round__session=OuterRef("pk"), round__state=Round.State.OPEN, participation=participation
    )
    card = Postcard.objects.in_the_box().filter(activity__session=OuterRef("pk"), participation=participation)
    brought = CaseTalk.objects.filter(activity__session=OuterRef("pk"), brought_by=participation).order_by("-pk")
    return (
        Session.objects.filter(network=participation.network_id, number__gte=participation.from_session)
        .select_related("host")
        .annotate(
            my_state=Subquery(mine.values("state")[:1]),
            edition_id=Subquery(editions.values("pk")[:1]),
            shows_working=Exists(Working.objects.filter(session=OuterRef("pk"), participation=participation)),
            evaluation_open=Exists(invited),
            card_comes_at=Subquery(card.order_by("comes_at").values("comes_at")[:1]),
            my_talk_id=Subquery(brought.values("pk")[:1]),
            my_talk_is_told=Subquery(brought.filter(tried__told_in__isnull=False).values("pk")[:1]),
        )
        .order_by("number")
    )


@dataclass(frozen=True)
class ShortLists:
    rules: list[str]
    expectations: list[str]
    my_points: list[tuple[str, str]]
    group_points: list[tuple[str, str]]
    preparations: list[tuple[str, str]]


def short_lists(participation: Participation, coming: Session | None) -> ShortLists:
    """Ground rules, expectations, open action points and what to prepare: (text, extra) pairs, in one query."""
    network, rows = participation.network, rows_of_lists()
    prepare = rows["prepare"].filter(session=coming) if coming else rows["prepare"].none()
    found = (
        rows["rule"]
        .filter(network=network)
        .union(
            rows["expectation"].filter(network=network),
            rows["mine"].filter(session__network=network, participation=participation),
            rows["group"].filter(session__network=network, session__number__gte=participation.from_session),
            prepare,
            all=True,
        )
        .order_by()
    )
    lists: dict[str, list[tuple[str, str]]] = {kind: [] for kind in ("rule", "expectation", "mine", "group", "prepare")}
    for kind, said, more, _, _ in sorted(found, key=lambda row: (row[3], row[4])):
        lists[kind].append((said, more))
    return ShortLists(
        rules=[said for said, _ in lists["rule"]],
        expectations=[said for said, _ in lists["expectation"]],
        my_points=lists["mine"],
        group_points=lists["group"],
        preparations=lists["prepare"],
    )


@cache
def rows_of_lists() -> dict[str, QuerySet]:
    """The parts of the short lists, composed once a process and narrowed from there."""

    def rows(queryset: QuerySet, kind: str, text: str = "text", extra: str = "") -> QuerySet:
        return (
            queryset.order_by()
            .annotate(
                kind_of_row=Value(kind, CharField()),
                said=F(text),
                more=F(extra) if extra else Value("", CharField()),
                place=F("position"),
                key_of_row=F("pk"),
            )
            .values_list("kind_of_row", "said", "more", "place", "key_of_row")
        )

    points = ActionPoint.objects.filter(done_at__isnull=True)
    return {
        "rule": rows(GroundRule.objects.all(), "rule"),
        "expectation": rows(Expectation.objects.all(), "expectation"),
        "mine": rows(points, "mine"),
        "group": rows(points.filter(owner=ActionPoint.Owner.GROUP), "group"),
        "prepare": rows(AgendaItem.objects.exclude(preparation=""), "prepare", "preparation", "title"),
    }


def documents_of_member(participation: Participation) -> QuerySet[Document]:
    return (
        Document.objects.filter(
            Q(session__isnull=True) | Q(session__number__gte=participation.from_session),
            network=participation.network_id,
            audience=Document.Audience.GROUP,
            is_signed_list=False,
        )
        .select_related("session")
        .order_by("-added_at")
    )


def coming_session(sessions: list[Session], now: datetime) -> Session | None:
    return next((session for session in sessions if not session.is_closed and session.ends_at >= now), None)
