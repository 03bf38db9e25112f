"""What each screen shows of a koerskaart. Two queries each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from lerendnetwerk.together import read_together
from sessions import koerskaart
from sessions.activities.company import Company
from sessions.activities.course.models import (
    ROLES,
    Course,
    CourseAnswer,
    CoursePlan,
    CourseStage,
    CourseTable,
)
from sessions.activities.course.paging import are_smaller, tables_a_page
from sessions.activities.subgroups.models import BACK, PREPARE, Split, Subgroup, SubgroupMember
from sessions.models.place import Place

if TYPE_CHECKING:
    from sessions.models import Activity

# From eight metres nobody reads more.
SCREEN_PLANS = 6


@dataclass(frozen=True)
class Seated:
    place: Place
    name: str
    is_here: bool


@dataclass(frozen=True)
class Hand:
    """Who has a role at a table; `name` is empty while nobody has it."""

    slug: str
    title: str
    does: str
    name: str = ""
    is_mine: bool = False


@dataclass(frozen=True)
class TableShown:
    group: Subgroup
    people: Sequence[Seated]
    table: CourseTable | None = None
    stage: CourseStage | None = None
    hands: Sequence[Hand] = ()
    answers: Sequence[CourseAnswer] = ()
    plans: Sequence[CoursePlan] = ()
    is_showing: bool = False
    # The nine blocks: done, now or todo.
    road: Sequence[str] = field(default_factory=list)

    @property
    def ends_at(self) -> datetime | None:
        return self.table.ends_at(self.stage.minutes) if self.table and self.stage else None

    @property
    def ends_ms(self) -> int:
        return int(self.ends_at.timestamp() * 1000) if self.ends_at else 0

    @property
    def at(self) -> int:
        return self.table.at if self.table else 0

    @property
    def next(self) -> int:
        return self.at + 1

    @property
    def is_last(self) -> bool:
        return self.at == koerskaart.BLOCK_COUNT

    @property
    def previous(self) -> int:
        return self.at - 1

    @property
    def first_plans(self) -> Sequence[CoursePlan]:
        return self.plans[:SCREEN_PLANS]

    @property
    def more_plans(self) -> int:
        return max(len(self.plans) - SCREEN_PLANS, 0)

    @property
    def tells(self) -> str:
        """What they wrote below the last question: what they tell the others."""
        last = [one.text for one in self.answers if one.number == koerskaart.BLOCK_COUNT and one.text]
        return last[-1] if last else ""

    @property
    def answer_count(self) -> int:
        return sum(bool(one.text) for one in self.answers)


def _read(activity: "Activity", *, place: Place | None = None, answers: Any = None) -> dict[str, Any]:
    """One query. `place`: only what belongs to the own table."""
    tables = CourseTable.objects.filter(course__activity=activity)
    groups = Subgroup.objects.filter(split__activity=activity)
    members = SubgroupMember.objects.filter(split__activity=activity)
    plans = CoursePlan.objects.filter(table__course__activity=activity)
    written = CourseAnswer.objects.filter(table__course__activity=activity)
    if place is not None:
        groups = groups.filter(members__place=place)
        tables = tables.filter(group__members__place=place)
        members = members.filter(group__members__place=place)
        plans = plans.filter(table__group__members__place=place)
        written = written.filter(table__group__members__place=place)
    if answers is not None:
        written = written.filter(**answers)
    return read_together(
        course=Course.objects.filter(activity=activity),
        split=Split.objects.filter(activity=activity),
        stages=CourseStage.objects.filter(course__activity=activity),
        groups=groups,
        # The order of a table's group is not at hand here, and not needed.
        tables=tables.order_by("pk"),
        members=members,
        plans=plans,
        answers=written,
    )


def _tables(found: dict[str, Any], company: Company, *, mine: Place | None = None) -> list[TableShown]:
    stages = {stage.number: stage for stage in found["stages"]}
    by_group = {table.group_id: table for table in found["tables"]}
    showing = found["split"][0].showing_id
    # A phone does not ask who left.
    here = company.here_ids if mine is None else company.by_id.keys()
    shown = []
    for group in found["groups"]:
        table = by_group.get(group.pk)
        ids = [one.place_id for one in found["members"] if one.group_id == group.pk and one.place_id in company.by_id]
        plans = [plan for plan in found["plans"] if table and plan.table_id == table.pk]
        for plan in plans:
            plan.who = company.by_id.get(plan.who_id)
            plan.asks = company.by_id.get(plan.asks_id)
        shown.append(
            TableShown(
                group,
                [Seated(company.by_id[one], company.names[one], one in here) for one in ids],
                table,
                stages.get(table.at) if table else None,
                _hands(table, ids, company, mine) if table else [],
                [one for one in found["answers"] if table and one.table_id == table.pk],
                plans,
                showing == group.pk,
                _road(table.at) if table else [],
            )
        )
    return shown


def _hands(table: CourseTable, ids: Sequence[int], company: Company, mine: Place | None) -> list[Hand]:
    """Who moved to another table, left the role behind."""
    hands = []
    for slug, role in ROLES.items():
        holder = getattr(table, f"{role.field}_id")
        name = company.names[holder] if holder in ids else ""
        hands.append(Hand(slug, role.title, role.does, name, bool(name) and mine is not None and holder == mine.pk))
    return hands


def _road(at: int) -> list[str]:
    numbers = range(1, koerskaart.BLOCK_COUNT + 1)
    return ["done" if number < at else "now" if number == at else "todo" for number in numbers]


def for_regie(activity: "Activity") -> dict[str, Any]:
    company = Company.of(activity.session_id)
    found = _read(activity)
    tables = _tables(found, company)
    placed = {member.place_id for member in found["members"]}
    showing = next((place for place, shown in enumerate(tables) if shown.is_showing), None)
    return {
        "course": found["course"][0],
        "split": found["split"][0],
        "tables": tables,
        "unplaced": [place for place in company.here if place.pk not in placed],
        "is_preparing": activity.is_open and activity.step == PREPARE,
        "is_back": activity.step == BACK,
        "next_table": None if showing is None else next(iter(tables[showing + 1 :]), None),
        "main_here": activity.step == BACK and showing is not None and showing + 1 < len(tables),
        "stages": found["stages"],
        "done": koerskaart.BLOCK_COUNT + 1,
    }


def for_screen(activity: "Activity") -> dict[str, Any]:
    """Who sits where and how far each table is; afterwards the plans of the table that tells."""
    if activity.step == PREPARE:
        return {"tables": [], "shown": None, "crowd": "few"}
    found = _read(activity, answers={"number": koerskaart.BLOCK_COUNT})
    tables = _tables(found, Company.of(activity.session_id))
    names = [[member.name for member in one.people] for one in tables]
    size = tables_a_page(names)
    return {
        "tables": tables,
        "pages": [tables[start : start + size] for start in range(0, len(tables), size or 1)],
        "are_smaller": are_smaller(names),
        "course": found["course"][0],
        "shown": next((one for one in tables if one.is_showing), None) if activity.step == BACK else None,
        "crowd": "many" if len(tables) > 3 else "some" if len(tables) > 2 else "few",
    }


def for_phone(activity: "Activity", place: Place) -> dict[str, Any]:
    """The own table alone."""
    found = _read(activity, place=place)
    ids = {member.place_id for member in found["members"]}
    company = Company(list(Place.objects.filter(pk__in=ids).with_people().order_by("pk")))
    mine = next(iter(_tables(found, company, mine=place)), None)
    if mine is None or mine.table is None:
        return {"mine": None}
    hands = {hand.slug: hand for hand in mine.hands}
    i_write = hands["schrijver"].is_mine
    texts = {(one.number, one.question): one.text for one in mine.answers}
    asked = mine.stage.asked if mine.stage else []
    nothing_to_do = all(hand.name and not hand.is_mine for hand in mine.hands)
    return {
        "mine": mine,
        "i_write": i_write,
        "i_lead": any(hand.is_mine for hand in mine.hands) or not any(hand.name for hand in mine.hands),
        "writer": hands["schrijver"].name,
        "rows": [(question, text, texts.get((mine.at, question), "")) for question, text in enumerate(asked)],
        "plan_kind": {"plans": CoursePlan.Kind.PLAN, "actions": CoursePlan.Kind.STEP}.get(
            mine.stage.block.fill_in if mine.stage else "", ""
        ),
        "turn": max((one.turn for one in mine.answers), default=0) + 1,
        "dark": nothing_to_do or mine.table.is_done,
    }
