"""What the group said that asks for a place in the next session, and what already got one."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from desk.laid_together import as_laid, plain, with_proposals
from evaluations.models import LEAST_ANSWERS, Answer, Round
from evaluations.results import sentences
from lerendnetwerk.composed import composed_together
from networks.models import Expectation, Participation
from sessions.models import (
    AgendaItem,
    Contribution,
    ExpectationReview,
    LaidTogether,
    Note,
    PickedUp,
    Question,
    Said,
    Session,
    SummaryPoint,
)

Kind, Became = PickedUp.Kind, PickedUp.Became
BEFOREHAND = Contribution.Kind.BEFOREHAND
# What may come of a sentence that people wrote for the evaluation: nothing that others read.
FOR_FACILITATOR = (Became.BLOCK, Became.ASIDE)
# Short answers to *why not*: one tap.
REASONS = ("is al gebeurd", "past nu niet", "bespreken we buiten de sessie")


@dataclass(frozen=True)
class Heap:
    """What belongs together on the page."""

    kind: str
    title: str
    said: list[Said]


@dataclass(frozen=True)
class Ahead:
    heaps: list[Heap]
    picked_up: list[PickedUp]

    @property
    def count(self) -> int:
        return sum(len(heap.said) for heap in self.heaps)

    @property
    def works_through_brought(self) -> bool:
        """Somebody who gave one of these a place is busy with them: the fold stays open."""
        return any(row.kind == Kind.BROUGHT for row in self.picked_up)

    def find(self, key: str) -> Said | None:
        return next((said for heap in self.heaps for said in heap.said if said.key == key), None)


def ahead_of(session: Session) -> Ahead:
    """One query."""
    rows = _rows(session.network_id, session.number)
    here = [row for row in rows["picked_up"] if row.session_id == session.pk]
    done = {row.key for row in here}
    before = {row.key: row for row in rows["picked_up"] if row.session_id != session.pk}
    for row in rows["picked_up"]:
        row.others = [laid.text for laid in rows["laid"] if laid.under == row.key]
    heaps = [
        Heap(kind, title, _open(kind, found, done))
        for kind, title, found in (
            (Kind.THEME, "Gevraagde thema's", list(_themes(rows, before))),
            (Kind.QUESTION, "Open vragen", list(_lines(rows["questions"], Kind.QUESTION, before))),
            (Kind.PARKED, "Geparkeerd", list(_lines(rows["parked"], Kind.PARKED, before))),
            (Kind.DIFFERENT, "Wat anders moet", list(_different(rows, before))),
            (Kind.EXPECTATION, "Verwachtingen die nog niet ingelost zijn", list(_expectations(rows, before))),
            (Kind.PROPOSAL, "Voorstellen voor de agenda", list(_lines(rows["proposals"], Kind.PROPOSAL, before))),
            (Kind.SPEAKER, "Wie de groep wil horen", list(_lines(rows["speakers"], Kind.SPEAKER, before))),
            (Kind.BROUGHT, "Wat mensen meebrengen", list(_brought(rows, before))),
        )
    ]
    return Ahead([heap for heap in heaps if heap.said], here)


def _open(kind: str, found: list[Said], done: set[str]) -> list[Said]:
    """What has no place yet."""
    left = [said for said in found if said.key not in done]
    return with_proposals(left) if kind == Kind.THEME else left


@composed_together
def _rows(network: int, number: int) -> dict[str, Any]:
    earlier = Q(session__network=network, session__number__lt=number)
    sessions = Session.objects.filter(network=network, number__lt=number).order_by("-number")
    # The last evaluation that may show anything.
    rounds = (
        Round.objects.closed()
        .filter(earlier)
        .annotate(n=Count("answers"))
        .filter(n__gte=LEAST_ANSWERS)
        .order_by("-session__number")
    )
    last_state = ExpectationReview.objects.filter(expectation=OuterRef("pk")).order_by("-session__number")
    notes = Note.objects.filter(earlier).annotate(number=F("session__number")).order_by("-number", "position", "pk")

    def in_order(lines: QuerySet[Any]) -> QuerySet[Any]:
        return lines.annotate(number=F("session__number")).order_by("number", "position", "pk")

    return {
        "answers": Answer.objects.filter(round=Subquery(rounds.values("pk")[:1])).annotate(
            session_id=F("round__session"), number=F("round__session__number")
        ),
        "questions": in_order(Question.objects.filter(earlier, answered_in=None)),
        "parked": in_order(SummaryPoint.objects.filter(earlier, outcome=SummaryPoint.Outcome.PARKED)),
        # About how one works next time: only as long as it is next time.
        "different": notes.filter(kind=Note.Kind.DIFFERENT, session=Subquery(sessions.values("pk")[:1])),
        "proposals": notes.filter(kind=Note.Kind.PROPOSAL),
        "speakers": notes.filter(kind=Note.Kind.SPEAKER),
        "expectations": Expectation.objects.filter(network=network)
        .annotate(
            last_state=Subquery(last_state.values("state")[:1]),
            number=Subquery(last_state.values("session__number")[:1]),
        )
        .filter(Q(last_state=None) | ~Q(last_state=ExpectationReview.State.MET)),
        **_rows_of_brought(network),
        "laid": LaidTogether.objects.of_network(network),
        "picked_up": PickedUp.objects.of_network(network).annotate(
            number=F("session__number"), from_number=F("from_session__number"), item_title=F("item__title")
        ),
    }


def _rows_of_brought(network: int) -> dict[str, Any]:
    """What people brought through their own link, under its theme; not what became an expectation of the group."""
    people = Participation.objects.filter(network=network, status=Participation.Status.TAKES_PART)
    name = {"first_name": F("person__first_name"), "last_name": F("person__last_name")}
    return {
        "beforehand": people.exclude(learning_question="").annotate(**name).order_by("pk"),
        "brought": Contribution.objects.for_facilitator(network)
        .exclude(kind=Contribution.Kind.BEFOREHAND)
        .exclude(kind=Contribution.Kind.EXPECTATION, expectation__isnull=False)
        .select_related(None)
        .annotate(
            first_name=F("participation__person__first_name"),
            last_name=F("participation__person__last_name"),
            case_title=F("case__title"),
            theme_name=F("theme__name"),
        )
        .order_by(F("theme_name").asc(nulls_last=True), "brought_at", "pk"),
        "brought_blocks": AgendaItem.objects.filter(session__network=network, comes_from__isnull=False)
        .annotate(number=F("session__number"), of=F("comes_from__participation"), kind_brought=F("comes_from__kind"))
        .only("session", "comes_from")
        .order_by("number"),
    }


type Before = dict[str, PickedUp]


def _lines(rows: Sequence[Any], kind: str, before: Before) -> Iterator[Said]:
    """Questions and parked points come back until they are settled; a proposal that had its place does not."""
    for row in rows:
        key, known = f"{kind}:{row.pk}", before.get(f"{kind}:{row.pk}")
        if known and kind in (Kind.PROPOSAL, Kind.SPEAKER):
            continue
        yield Said(
            key=key,
            kind=kind,
            text=row.text,
            from_session_id=row.session_id,
            from_number=vars(row)["number"],
            question_id=row.pk if isinstance(row, Question) else None,
            note=_what_happened(known) or ("al een vraag voor een expert" if getattr(row, "for_expert", False) else ""),
        )


def _expectations(rows: dict[str, list[Any]], before: Before) -> Iterator[Said]:
    for row in rows["expectations"]:
        key = f"{Kind.EXPECTATION}:{row.pk}"
        state = vars(row)["last_state"]
        spoken = (
            f"{ExpectationReview.State(state).label} in sessie {vars(row)['number']}" if state else "nog niet bekeken"
        )
        note = "; ".join(part for part in (spoken, _what_happened(before.get(key))) if part)
        yield Said(key, Kind.EXPECTATION, row.text, None, None, note=note)


def _brought(rows: dict[str, list[Any]], before: Before) -> Iterator[Said]:
    """Questions from before the first session, then the rest by theme; not what has a block already."""
    planned = {row.comes_from_id for row in rows["brought_blocks"]}
    asked = {vars(row)["of"] for row in rows["brought_blocks"] if vars(row)["kind_brought"] == BEFOREHAND}
    for one in rows["beforehand"]:
        key = f"{Kind.BROUGHT}:vooraf-{one.pk}"
        if one.pk not in asked:
            note = "; ".join(part for part in (_name(one), _what_happened(before.get(key))) if part)
            yield Said(key, Kind.BROUGHT, one.learning_question, None, None, note=note)
    for row in rows["brought"]:
        key = f"{Kind.BROUGHT}:{row.pk}"
        if row.pk in planned:
            continue
        told = vars(row)
        parts = (row.get_kind_display(), _name(row), told["theme_name"], _what_happened(before.get(key)))
        text = told["case_title"] or row.text
        yield Said(key, Kind.BROUGHT, text, None, None, note="; ".join(part for part in parts if part))


def _name(row: Any) -> str:
    told = vars(row)
    return f"{told['first_name']} {told['last_name']}".strip()


def _themes(rows: dict[str, list[Any]], before: Before) -> list[Said]:
    """The themes that people asked for; the same words are one theme, as is what was laid together, and who asked is
    nowhere."""
    answers: Sequence[Answer] = rows["answers"]
    asked = together(sentences(answers, "themes") if answers else [])
    themes = (said for words, times in asked for said in _of_evaluation(answers, Kind.THEME, words, times, before))
    return sorted(as_laid(themes, rows["laid"], before), key=lambda said: -said.times)


def _different(rows: dict[str, list[Any]], before: Before) -> Iterator[Said]:
    yield from _lines(rows["different"], Kind.DIFFERENT, before)
    answers: Sequence[Answer] = rows["answers"]
    for words, times in together(sentences(answers, "should_differ") if answers else []):
        yield from _of_evaluation(answers, Kind.DIFFERENT, words, times, before)


def _of_evaluation(answers: Sequence[Answer], kind: str, words: str, times: int, before: Before) -> Iterator[Said]:
    digest = hashlib.sha256(plain(words).encode()).hexdigest()[:16]
    key = f"{kind}:evaluatie:{answers[0].round_id}:{digest}"
    if key not in before:
        told = vars(answers[0])
        yield Said(
            key,
            kind,
            words,
            told["session_id"],
            told["number"],
            times,
            for_facilitator_only=kind == Kind.DIFFERENT,
        )


def together(texts: Iterable[str]) -> list[tuple[str, int]]:
    """Each text once with how often it was said, what was said most first."""
    words: dict[str, str] = {}
    times: dict[str, int] = {}
    for text in texts:
        same = plain(text)
        words.setdefault(same, text)
        times[same] = times.get(same, 0) + 1
    return sorted(((words[same], n) for same, n in times.items()), key=lambda one: -one[1])


def _what_happened(known: PickedUp | None) -> str:
    if known is None:
        return ""
    number = vars(known)["number"]
    if known.is_aside:
        return f"voor sessie {number} opzij gelegd: {known.reason}"
    return f"stond op de agenda van sessie {number}" if known.item_id else f"sinds sessie {number} voor een expert"
