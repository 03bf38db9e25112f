"""A participant's page, within five queries: sessions with what belongs to them, the short lists in one go, files."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, CharField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from evaluations.models import Invitee, Round, Story
from lerendnetwerk.composed import composed
from lerendnetwerk.outbox.models import MailState, OutgoingMail
from networks.models import Expectation, GroundRule, Participation
from reports.models import Certificate, Edition
from sessions.activities.postcard.delivering import HIDDEN_SCOPE
from sessions.models import (
    ActionPoint,
    Activity,
    AgendaItem,
    Attendance,
    CaseTalk,
    Document,
    Postcard,
    Prepared,
    Session,
    Substitute,
    TakenHome,
    Working,
)


@composed
def sessions_of_member(participation: int, network: int, from_session: int) -> QuerySet[Session]:
    """The member's sessions, each with the own attendance, who comes instead, the newest report for the group, an open
    evaluation, when a card to herself comes, the case that she brought there, and her certificate, the final report and
    whether she told her story (the same with each)."""
    of_session = {"session": OuterRef("pk")}
    mine = Attendance.objects.filter(**of_session, participation=participation)
    editions = Edition.objects.filter(
        report__session=OuterRef("pk"), audience=Edition.Audience.GROUP, state="gedaan", report__sent_at__isnull=False
    ).order_by("-version")
    invited = Invitee.objects.filter(
        round__session=OuterRef("pk"), round__state=Round.State.OPEN, participation=participation
    )
    asked_later = Invitee.objects.filter(
        round__session=None, round__state=Round.State.OPEN, participation=participation
    )
    card = Postcard.objects.in_the_box().filter(activity__session=OuterRef("pk"), participation=participation)
    brought = CaseTalk.objects.filter(activity__session=OuterRef("pk"), brought_by=participation).order_by("-pk")
    certificate = Certificate.objects.filter(participation=participation, state="gedaan").order_by("-version")
    final = Edition.objects.filter(
        report__network=network,
        report__session=None,
        audience=Edition.Audience.GROUP,
        state="gedaan",
        report__sent_at__isnull=False,
    ).order_by("-version")
    return (
        Session.objects.filter(network=network, number__gte=from_session)
        .select_related("host")
        .annotate(
            my_state=Subquery(mine.values("state")[:1]),
            my_substitute=Subquery(Substitute.objects.filter(**of_session, replaces=participation).values("name")[:1]),
            edition_id=Subquery(editions.values("pk")[:1]),
            certificate_id=Subquery(certificate.values("pk")[:1]),
            final_edition_id=Subquery(final.values("pk")[:1]),
            has_story=Exists(Story.objects.filter(participation=participation)),
            shows_working=Exists(Working.objects.filter(session=OuterRef("pk"), participation=participation)),
            evaluation_open=Exists(invited),
            evaluation_is_final=Exists(invited.filter(round__kind=Round.Kind.FINAL)),
            # The same for each: asked again after the end, and not closed yet.
            follow_up_open=Exists(asked_later),
            card_comes_at=Subquery(card.order_by("comes_at").values("comes_at")[:1]),
            has_map=Exists(Activity.objects.filter(session=OuterRef("pk"), kind="netwerk-in-kaart")),
            my_talk_id=Subquery(brought.values("pk")[:1]),
            my_talk_is_told=Subquery(brought.filter(tried__told_in__isnull=False).values("pk")[:1]),
        )
        .order_by("number")
    )


@dataclass(frozen=True)
class Preparation:
    """What a block of the coming session asks to prepare."""

    item_id: int
    text: str
    title: str
    document_id: int  # 0: none
    is_ready: bool


@dataclass(frozen=True)
class Taken:
    """One of her notes of what she takes home."""

    pk: int
    text: str
    tell_whom: str
    is_told: bool


@dataclass(frozen=True)
class Point:
    """An open action point, hers or of the whole group."""

    text: str
    due_on: date | None


@dataclass(frozen=True)
class ShortLists:
    rules: list[str]
    expectations: list[str]
    # What stands in the run sheet of the coming session: the titles, as in the invitation.
    programme: list[str]
    my_points: list[Point]
    group_points: list[Point]
    preparations: list[Preparation]
    # The last one first.
    taken: list[Taken]
    # What others take home and share, each with a first name.
    shared: list[tuple[str, str]]
    # Cards to herself that the post could not deliver: the address that refused.
    lost_cards: list[tuple[str, str]]

    @property
    def to_tell(self) -> Taken | None:
        """What she wanted to tell and did not yet say that she told."""
        return next((one for one in self.taken if not one.is_told), None)


NOTHING_MORE = Value("", CharField())
KINDS = ("rule", "expectation", "block", "mine", "group", "taken", "shared", "lost")


def short_lists(participation: Participation, coming: Session | None) -> ShortLists:
    """Ground rules, expectations, open action points, what to prepare and what is taken home, in one query:
    (text, extra) pairs."""
    found = rows_of_lists(
        participation.pk,
        participation.network_id,
        participation.from_session,
        participation.recipient,
        coming.pk if coming else 0,
    )
    lists: dict[str, list[tuple[str, str]]] = {kind: [] for kind in KINDS}
    taken, preparations = [], []
    for kind, said, more, place, key, linked in sorted(found, key=lambda row: (row[3], row[4])):
        if kind in ("prepare", "ready"):
            preparations.append(Preparation(key, said, more, linked, kind == "ready"))
        else:
            lists[kind].append((said, more))
        if kind == "taken":
            taken.append(Taken(key, said, more, is_told=bool(place)))
    return ShortLists(
        rules=[said for said, _ in lists["rule"]],
        expectations=[said for said, _ in lists["expectation"]],
        programme=[said for said, _ in lists["block"]],
        my_points=[point_of(*row) for row in lists["mine"]],
        group_points=[point_of(*row) for row in lists["group"]],
        preparations=preparations,
        taken=sorted(taken, key=lambda one: -one.pk),
        shared=lists["shared"],
        lost_cards=lists["lost"],
    )


def point_of(text: str, due_on: str) -> Point:
    return Point(text, date.fromisoformat(due_on) if due_on else None)


@composed
def rows_of_lists(participation: int, network: int, from_session: int, recipient: str, coming: int) -> QuerySet:
    """What the short lists are made of."""

    def rows(
        queryset: QuerySet,
        kind: str,
        text: str = "text",
        extra: str | Combinable = NOTHING_MORE,
        place: Any = "position",
        linked: Combinable | None = None,
    ) -> QuerySet:
        return (
            queryset.order_by()
            .annotate(
                kind_of_row=Value(kind, CharField()),
                said=F(text),
                more=F(extra) if isinstance(extra, str) else extra,
                place=F(place) if isinstance(place, str) else place,
                key_of_row=F("pk"),
                linked=linked or Value(0, IntegerField()),
            )
            .values_list("kind_of_row", "said", "more", "place", "key_of_row", "linked")
        )

    points = ActionPoint.objects.filter(done_at__isnull=True, session__network=network)
    due_on = Coalesce(Cast("due_on", CharField()), Value(""))
    blocks = AgendaItem.objects.filter(session=coming)
    to_prepare = Q(preparation__gt="") | Q(preparation_document__isnull=False)
    asked = blocks.filter(to_prepare)
    ready = Exists(Prepared.objects.filter(item=OuterRef("pk"), participation=participation))
    document = Coalesce(F("preparation_document"), Value(0))
    nowhere = Value(0, IntegerField())
    is_told = Case(When(told_at__isnull=False, then=1), default=0, output_field=IntegerField())
    mine = TakenHome.objects.filter(participation=participation)
    shared = TakenHome.objects.filter(
        is_shared=True, participation__status=Participation.Status.TAKES_PART, participation__network=network
    ).exclude(participation=participation)
    lost = OutgoingMail.objects.filter(scope=HIDDEN_SCOPE, state=MailState.FAILED, recipient=recipient)
    first, *others = (
        rows(GroundRule.objects.filter(network=network), "rule"),
        rows(Expectation.objects.filter(network=network), "expectation"),
        rows(blocks, "block", "title"),
        rows(points.filter(participation=participation), "mine", extra=due_on),
        rows(points.filter(owner=ActionPoint.Owner.GROUP, session__number__gte=from_session), "group", extra=due_on),
        rows(asked.filter(~ready), "prepare", "preparation", "title", linked=document),
        rows(asked.filter(ready), "ready", "preparation", "title", linked=document),
        rows(mine, "taken", "text", "tell_whom", is_told),
        rows(lost, "lost", "to_address", place=nowhere),
        rows(shared, "shared", "text", "participation__person__first_name", nowhere),
    )
    return first.union(*others, all=True).order_by()


@composed
def documents_of_member(network: int, from_session: int) -> QuerySet[Document]:
    return (
        Document.objects.filter(
            Q(session__isnull=True) | Q(session__number__gte=from_session),
            network=network,
            audience=Document.Audience.GROUP,
            is_signed_list=False,
        )
        .select_related("session")
        .order_by("-added_at")
    )


def coming_session(sessions: list[Session], now: datetime) -> Session | None:
    return next((session for session in sessions if not session.is_closed and session.ends_at >= now), None)


def next_thing(coming: Session | None, lists: ShortLists, *, asks_evaluation: bool, room_is_open: bool) -> str:
    """The one thing that stands on top: what cannot wait comes first."""
    # It opens in the last minutes of a session, while the room is still open.
    if asks_evaluation:
        return "evaluatie"
    if room_is_open:
        return "zaal"
    stays_away = coming is not None and vars(coming)["my_state"] == "verontschuldigd"
    to_prepare = any(not one.is_ready for one in lists.preparations)
    if coming is not None and not stays_away and (to_prepare or vars(coming)["shows_working"]):
        return "voorbereiden"
    if lists.to_tell:
        return "vertellen"
    return "sessie" if coming is not None and not stays_away else ""


def map_url(place: str) -> str:
    """Where a map looks for the place; nothing is fetched from there before somebody taps it."""
    return f"https://www.openstreetmap.org/search?{urlencode({'query': place})}"
