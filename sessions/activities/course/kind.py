from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any

from django.db.models import F, QuerySet

from sessions import koerskaart
from sessions.activities.course import showing
from sessions.activities.course.forms import CourseStartForm
from sessions.activities.course.models import ROLES, Course, CourseAnswer, CoursePlan, CourseStage, CourseTable
from sessions.activities.course.words import OwnCourseBlock
from sessions.activities.face import Kind, Part, Ready, Sheet, Step
from sessions.activities.keyed import new_key
from sessions.activities.subgroups.models import BACK, PREPARE, WORK, Subgroup
from sessions.models import Activity, AgendaItem, Place, Session
from sessions.rehearsal.cast import THOUGHTS


class Koerskaart(Kind):
    """A talk in subgroups that lead themselves, over three parts of three blocks."""

    slug = "koerskaart"
    title = "Koerskaart"
    icon = "route"
    method_slugs = ("koerskaart",)
    full_minutes = koerskaart.FULL_MINUTES
    start_form = CourseStartForm
    steps = (
        Step(PREPARE, "Terug naar de indeling"),
        Step(WORK, "Laat de groepen beginnen"),
        Step(BACK, "Terug naar de grote groep"),
    )
    urls = "sessions.activities.course.urls"

    @property
    def folder(self) -> str:
        return "sessions/activities/course"

    def suggestion(self, item: AgendaItem | None, session: Session) -> dict[str, Any]:
        minutes = item.minutes if item else koerskaart.FULL_MINUTES
        least, most = koerskaart.LEAST_MINUTES, koerskaart.MOST_MINUTES
        return {"question": session.theme, "minutes": min(max(minutes, least), most), "groups": "zelfde"}

    def opened(self, activity: Activity, options: Mapping[str, Any], now: datetime) -> None:
        course = Course.objects.create(activity=activity, minutes=options.get("minutes") or koerskaart.FULL_MINUTES)
        course.divide(as_before=options.get("groups", "zelfde") == "zelfde", size=options.get("size"))

    def entered(self, activity: Activity, now: datetime) -> None:
        split = activity.split
        if activity.step == WORK:
            course = Course.objects.get(activity=activity)
            course.activity = activity
            course.begin(now)
        if activity.step == BACK and split.showing_id is None:
            split.showing = split.groups.order_by("number").first()
            split.save(update_fields=["showing"])

    def closed(self, activity: Activity, now: datetime) -> None:
        course = Course.objects.get(activity=activity)
        course.activity = activity
        course.make_action_points()

    def regie(self, activity: Activity) -> dict[str, Any]:
        return showing.for_regie(activity)

    def scherm(self, activity: Activity) -> dict[str, Any]:
        return showing.for_screen(activity)

    def gsm(self, activity: Activity, place: Place) -> dict[str, Any] | None:
        if activity.on_paper or activity.step != WORK or not activity.is_open:
            return None
        return showing.for_phone(activity, place)

    def ready(self, activity: Activity) -> Ready | None:
        """Tables that are through all nine blocks."""
        if activity.step == PREPARE:
            return None
        at = list(CourseTable.objects.filter(course__activity=activity).order_by("pk").values_list("at", flat=True))
        return Ready(sum(one > koerskaart.BLOCK_COUNT for one in at), len(at))

    def pretend(self, activity: Activity, place: Place, *, now: datetime, chance: Random) -> None:
        table = (
            CourseTable.objects.filter(course__activity=activity, group__members__place=place)
            .select_related("course", "group")
            .first()
        )
        if table is None or activity.step != WORK or chance.random() > 0.3:
            return
        table.course.activity = activity
        free = [slug for slug, role in ROLES.items() if getattr(table, f"{role.field}_id") is None]
        if free and not table.role_of(place):
            table.take_role(chance.choice(free), place, take=True)
        elif "schrijver" in table.role_of(place) and not table.is_done:
            self._pretend_to_write(table, place, now, chance)

    def _pretend_to_write(self, table: CourseTable, place: Place, now: datetime, chance: Random) -> None:
        stage = table.course.stages.get(number=table.at)
        if stage.block.fill_in in ("plans", "actions"):
            kind = CoursePlan.Kind.PLAN if stage.block.fill_in == "plans" else CoursePlan.Kind.STEP
            who = place if kind == CoursePlan.Kind.STEP else None
            table.plan(kind, chance.choice(THOUGHTS), key=new_key(), who=who, by=place)
        else:
            texts = {question: chance.choice(THOUGHTS) for question in range(len(stage.asked))}
            table.write(table.at, texts, place, turn=int(now.timestamp() * 1000))
        table.go_to(table.at + 1, seen=table.at, now=now)

    def report_rows(self, session: int) -> Mapping[str, QuerySet[Any, Any]]:
        return {
            "groups": Subgroup.objects.filter(split__activity__session=session).annotate(
                activity_id=F("split__activity")
            ),
            "tables": CourseTable.objects.filter(course__activity__session=session)
            .order_by("pk")
            .annotate(activity_id=F("course__activity")),
            "stages": CourseStage.objects.filter(course__activity__session=session).annotate(
                activity_id=F("course__activity")
            ),
            "answers": CourseAnswer.objects.filter(table__course__activity__session=session).annotate(
                activity_id=F("table__course__activity")
            ),
            "plans": CoursePlan.objects.filter(table__course__activity__session=session)
            .annotate(activity_id=F("table__course__activity"))
            .defer("who", "asks"),
        }

    def report(self, activity: Activity, rows: Mapping[str, Sequence[Any]]) -> list[Part]:
        """What the groups wrote, beside each other, block by block; who somebody is stays at the table.

        Whose a plan or a step is, stands with the action points that they became.
        """
        groups = {table.pk: group for group in rows["groups"] for table in rows["tables"] if table.group_id == group.pk}
        theme = f"Koerskaart: {activity.question}" if activity.question else self.title
        parts = []
        for stage in rows["stages"]:
            if stage.stays_here:
                continue
            told = [one for one in rows["answers"] if one.number == stage.number]
            columns = [
                {
                    "title": f"Groep {group.number}",
                    "items": [
                        f"{stage.asked[one.question]} {one.text}"
                        for one in told
                        if one.table_id == table and one.text and one.question < len(stage.asked)
                    ],
                }
                for table, group in groups.items()
            ]
            parts.append(Part(f"{theme}. {stage.title}", "columns", [one for one in columns if one["items"]]))
        plans = [
            {
                "title": f"Groep {group.number}",
                "items": [
                    plan.text for plan in rows["plans"] if plan.table_id == table and plan.kind == CoursePlan.Kind.PLAN
                ],
            }
            for table, group in groups.items()
        ]
        parts.append(Part(f"{theme}. Plannen", "columns", [one for one in plans if one["items"]]))
        return [part for part in parts if part.data]


def sheets(session: Session, *, minutes: int, groups: int, on_one: bool) -> list[Sheet]:
    """The sheets to print: of the koerskaart that runs, or beforehand for so many groups. Two queries.

    `on_one`: one A0 for each group instead of three A3.
    """
    running = (
        Course.objects.filter(activity__session=session, activity__state="open").select_related("activity").first()
    )
    context = {
        "parts": koerskaart.course_in(
            running.minutes if running else minutes, OwnCourseBlock.objects.words_of(session.network_id)
        ),
        "roles": koerskaart.ROLES,
        "theme": (running.activity.question if running else "") or session.theme,
        "network": session.network,
    }
    template = "paper/koerskaart_a0.html" if on_one else "paper/koerskaart.html"
    title = "Koerskaart op A0" if on_one else "Koerskaart"
    return [
        Sheet(title, template, context | {"group": f"Groep {number}", "again": number > 1})
        for number in range(1, groups + 1)
    ]


KIND = Koerskaart()
