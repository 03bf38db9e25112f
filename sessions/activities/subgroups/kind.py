from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any

from django.db.models import F, QuerySet

from sessions.activities.company import Company
from sessions.activities.face import Kind, Part, Ready, Sheet, Step
from sessions.activities.subgroups.forms import GroupForm, SubgroupsStartForm
from sessions.activities.subgroups.models import (
    BACK,
    PREPARE,
    WORK,
    Everything,
    Split,
    Subgroup,
    SubgroupLine,
    SubgroupWish,
)
from sessions.grouping import unmet_wishes
from sessions.models.place import Place
from sessions.rehearsal.cast import THOUGHTS

if TYPE_CHECKING:
    from sessions.models import Activity, AgendaItem, Session

CARDS = "Kaarten voor de subgroepen"


@dataclass(frozen=True)
class MemberShown:
    place: Place
    name: str
    is_here: bool
    reports: bool
    mix: str


@dataclass(frozen=True)
class GroupShown:
    group: Subgroup
    people: list[MemberShown]
    lines: list[SubgroupLine] = field(default_factory=list)
    is_showing: bool = False
    form: GroupForm | None = None

    @property
    def reporter(self) -> str:
        return next((one.name for one in self.people if one.reports), "")


class SubgroupsKind(Kind):
    slug = "subgroepen"
    title = "Subgroepen"
    icon = "group"
    method_slugs = ("subgroepen", "koerskaart", "praktijkcase-in-twee-groepen")
    start_form = SubgroupsStartForm
    steps = (
        Step(PREPARE, "Terug naar de indeling"),
        Step(WORK, "Toon de groepen"),
        Step(BACK, "Terug naar de grote groep"),
    )
    urls = "sessions.activities.subgroups.urls"

    @property
    def folder(self) -> str:
        return "sessions/activities/subgroups"

    def suggestion(self, item: "AgendaItem | None", session: "Session") -> dict[str, Any]:
        method = getattr(item, "method_slug", "")
        return {"with_koerskaart": method == "koerskaart", "question": item.title if item else ""}

    def opened(self, activity: "Activity", options: Mapping[str, Any], now: datetime) -> None:
        split = Split.objects.create(
            activity=activity,
            size=options.get("size"),
            mix=options.get("mix") or Split.Mix.ORGANISATION,
            with_koerskaart=bool(options.get("with_koerskaart")),
        )
        split.deal()

    def entered(self, activity: "Activity", now: datetime) -> None:
        split = activity.split
        if activity.step == BACK and split.showing_id is None:
            split.showing = split.groups.order_by("number").first()
            split.save(update_fields=["showing"])

    def closed(self, activity: "Activity", now: datetime) -> None:
        activity.split.forget_wishes()

    def regie(self, activity: "Activity") -> dict[str, Any]:
        company = Company.of(activity.session_id)
        everything = Split.objects.everything(activity)
        groups = _shown(everything, company)
        placed = {member.place_id for member in everything.members}
        showing = next((place for place, shown in enumerate(groups) if shown.is_showing), None)
        return {
            "split": everything.split,
            "main_here": activity.step == BACK and showing is not None and showing + 1 < len(groups),
            "groups": groups,
            "unplaced": [place for place in company.here if place.pk not in placed],
            "wishes": _wishes(everything, company),
            "can_deal": activity.is_open and activity.step == PREPARE,
            "is_back": activity.step == BACK,
            "next_group": None if showing is None else next(iter(groups[showing + 1 :]), None),
        }

    def scherm(self, activity: "Activity") -> dict[str, Any]:
        if activity.step == PREPARE:
            # Nobody sees a division that the facilitator still changes.
            return {"groups": [], "shown": None, "crowd": "few"}
        everything = Split.objects.for_room(activity)
        groups = _shown(everything, Company.of(activity.session_id))
        shown = next((one for one in groups if one.is_showing), None) if activity.step == BACK else None
        return {
            "groups": groups,
            "shown": shown,
            "crowd": "many" if len(groups) > 8 else "some" if len(groups) > 4 else "few",
        }

    def gsm(self, activity: "Activity", place: Place) -> dict[str, Any] | None:
        if activity.on_paper or activity.step != WORK or not activity.is_open:
            return None
        everything = Split.objects.for_place(activity, place)
        mine = next((member.group_id for member in everything.members if member.place_id == place.pk), None)
        if mine is None:
            return {"mine": None}
        ids = [member.place_id for member in everything.members if member.group_id == mine]
        company = Company(list(Place.objects.filter(pk__in=ids).with_people().order_by("pk")))
        group = next(group for group in everything.groups if group.pk == mine)
        people = [_member(one, company, group, everything.split, here=True) for one in company.places]
        return {
            "mine": GroupShown(group, people, everything.lines),
            "others": [one.place.full_name for one in people if one.place.pk != place.pk],
            "i_report": group.reporter_id == place.pk,
            "split": everything.split,
        }

    def pretend(self, activity: "Activity", place: Place, *, now: datetime, chance: Random) -> None:
        group = Subgroup.objects.filter(split__activity=activity, reporter=place).select_related("split").first()
        if group and activity.step == WORK and chance.random() < 0.2 and group.lines.count() < 2:
            group.split.activity = activity
            text = chance.choice(THOUGHTS)
            group.add_lines([text], key=f"oefen-{place.pk}-{group.lines.count()}", by_staff=False)

    def ready(self, activity: "Activity") -> Ready | None:
        """Groups that wrote something, while they are at work. One query."""
        if activity.step == PREPARE:
            return None
        rows = Subgroup.objects.filter(split__activity=activity).values_list("pk", "lines").distinct()
        groups = {group for group, _ in rows}
        return Ready(len({group for group, line in rows if line}), len(groups))

    def report_rows(self, session: int) -> "Mapping[str, QuerySet[Any, Any]]":
        of_session = {"split__activity__session": session}
        return {
            "groups": Subgroup.objects.filter(**of_session).annotate(activity_id=F("split__activity")),
            "lines": SubgroupLine.objects.filter(group__split__activity__session=session).annotate(
                activity_id=F("group__split__activity")
            ),
        }

    def report(self, activity: "Activity", rows: Mapping[str, Sequence[Any]]) -> list[Part]:
        """What each group brought back; not who was in it."""
        columns = [
            {
                "title": f"Groep {group.number}",
                "items": [line.text for line in rows["lines"] if line.group_id == group.pk],
            }
            for group in rows["groups"]
        ]
        return [Part(activity.question or self.title, "columns", [one for one in columns if one["items"]])]

    def paper(self, session: "Session", item: "AgendaItem | None") -> list[Sheet]:
        """A card for each table: of the groups that are at work, or blank ones to fill in."""
        split = (
            Split.objects.filter(activity__session=session, activity__state="open").select_related("activity").first()
        )
        if split is None:
            blank: list[dict[str, Any]] = [
                {"number": number, "table": "", "reporter": "", "people": []} for number in (1, 2, 3)
            ]
            return [Sheet(CARDS, "paper/groups.html", {"title": CARDS, "task": "", "groups": blank})]
        split.activity.session = session
        shown = _shown(Split.objects.for_room(split.activity), Company.of(session.pk))
        cards = [
            {
                "number": one.group.number,
                "table": one.group.table,
                "reporter": one.reporter,
                "people": [
                    {"name": member.place.full_name, "organisation": member.place.organisation_label}
                    for member in one.people
                ],
            }
            for one in shown
        ]
        task = split.activity.question
        return [Sheet(CARDS, "paper/groups.html", {"title": CARDS, "task": task, "groups": cards})]


def _member(place: Place, company: Company, group: Subgroup, split: Split, *, here: bool) -> MemberShown:
    return MemberShown(place, company.names[place.pk], here, group.reporter_id == place.pk, split.mix_key(place))


def _shown(everything: Everything, company: Company) -> list[GroupShown]:
    groups = []
    for group in everything.groups:
        people = [
            _member(
                company.by_id[member.place_id],
                company,
                group,
                everything.split,
                here=member.place_id in company.here_ids,
            )
            for member in everything.members
            if member.group_id == group.pk and member.place_id in company.by_id
        ]
        groups.append(
            GroupShown(
                group,
                people,
                [line for line in everything.lines if line.group_id == group.pk],
                everything.split.showing_id == group.pk,
                GroupForm(
                    members=[one.place for one in people],
                    initial={"table": group.table, "reporter": group.reporter_id},
                    auto_id=f"groep{group.number}_%s",
                ),
            )
        )
    return groups


def _wishes(everything: Everything, company: Company) -> list[dict[str, Any]]:
    """Each wish in words, and whether these groups grant it."""
    groups = [
        tuple(member.place_id for member in everything.members if member.group_id == group.pk)
        for group in everything.groups
    ]

    def pairs(wishes: Iterable[SubgroupWish], kind: str) -> list[tuple[int, int]]:
        return [(wish.one_id, wish.other_id) for wish in wishes if wish.kind == kind]

    unmet = set(
        unmet_wishes(
            groups,
            together=pairs(everything.wishes, SubgroupWish.Kind.TOGETHER),
            apart=pairs(everything.wishes, SubgroupWish.Kind.APART),
        )
    )
    return [
        {
            "wish": wish,
            "names": [company.names.get(wish.one_id, ""), company.names.get(wish.other_id, "")],
            "is_unmet": (wish.one_id, wish.other_id) in unmet,
        }
        for wish in everything.wishes
    ]


KIND = SubgroupsKind()
