"""A koerskaart that runs: the blocks as they were when the groups began, where each table is, and what it wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from sessions.activities.course.words import LONGEST_DO, OwnCourseBlock
from sessions.activities.subgroups.models import Split, Subgroup, SubgroupMember, takes_from_phones
from sessions.koerskaart import BLOCK_COUNT, BLOCKS, FULL_MINUTES, CourseBlock, CoursePart, course_in, part_of
from sessions.live.revisions import Screen, raise_revisions
from sessions.models.activity import Activity
from sessions.models.notes import ActionPoint
from sessions.models.place import Place

LONGEST_ANSWER = 1000
LONGEST_PLAN = 300
MOST_PLANS = 40
DONE = BLOCK_COUNT + 1


@dataclass(frozen=True)
class TakesPart:
    """Somebody's hand at a table."""

    field: str
    title: str
    does: str


ROLES = {
    "voorlezer": TakesPart("reader", "Voorlezer", "leest voor"),
    "schrijver": TakesPart("writer", "Schrijver", "schrijft"),
    "tijdbewaker": TakesPart("timekeeper", "Tijdbewaker", "bewaakt de tijd"),
}


class Course(models.Model):
    """One koerskaart; its groups are a `Split` of the same activity."""

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="course")
    minutes = models.PositiveSmallIntegerField("minuten", default=FULL_MINUTES)

    class Meta:
        verbose_name = "koerskaart"
        verbose_name_plural = "koerskaarten"

    def __str__(self) -> str:
        return f"koerskaart {self.activity_id}"

    def divide(self, *, as_before: bool, size: int | None) -> None:
        """The groups of the subgroups that this session had last, or new ones. Inside the caller's transaction."""
        session = self.activity.session
        earlier = Split.objects.filter(activity__session=session).order_by("-activity__opened_at", "-pk").first()
        split = Split.objects.create(activity=self.activity, size=size)
        if not as_before or earlier is None or not earlier.members.exists():
            split.deal()
            return
        for group in earlier.groups.all():
            members = list(group.members.all())
            if members:
                own = Subgroup.objects.create(split=split, number=group.number, table=group.table)
                SubgroupMember.objects.bulk_create(
                    SubgroupMember(split=split, group=own, place_id=member.place_id) for member in members
                )

    def begin(self, now: datetime) -> None:
        """The groups are at work: the questions stay as they are now. Whoever was at work already, goes on."""
        if not self.stages.exists():
            words = OwnCourseBlock.objects.words_of(self.activity.session.network_id)
            CourseStage.objects.bulk_create(
                CourseStage(
                    course=self,
                    number=block.number,
                    minutes=block.minutes,
                    do=block.do,
                    questions="\n".join(block.questions),
                )
                for part in course_in(self.minutes, words)
                for block in part.blocks
            )
        waiting = Subgroup.objects.filter(split__activity=self.activity, course_table=None)
        CourseTable.objects.bulk_create(CourseTable(course=self, group=group, began_at=now) for group in waiting)

    def make_action_points(self) -> int:
        """Each plan once, in the words of the group. Inside the caller's transaction; gives how many are new."""
        people = ("who__participation", "asks__participation__person", "table__group")
        plans = list(CoursePlan.objects.filter(table__course=self, is_adopted=False).select_related(*people))
        for plan in plans:
            plan.action_point = ActionPoint.write(self.activity.session, f"koerskaart-{plan.pk}", 0, **plan.as_action)
            plan.is_adopted = True
        CoursePlan.objects.bulk_update(plans, ["action_point", "is_adopted"])
        return len(plans)


class CourseStage(models.Model):
    """A block as the groups of this koerskaart got it."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="stages")
    number = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    do = models.CharField(max_length=LONGEST_DO)
    questions = models.TextField(blank=True)

    class Meta:
        verbose_name = "blok van een koerskaart"
        verbose_name_plural = "blokken van koerskaarten"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "number"], name="course_stage_once", violation_error_message="Dit blok is er al."
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def block(self) -> CourseBlock:
        return BLOCKS[self.number - 1]

    @property
    def title(self) -> str:
        return self.block.title

    @property
    def part(self) -> CoursePart:
        return part_of(self.number)

    @property
    def asked(self) -> list[str]:
        return self.questions.splitlines()

    @property
    def stays_here(self) -> bool:
        """Who somebody is, is for the table alone: not in the report."""
        return self.number <= 2


class CourseTable(models.Model):
    """Where one group is, and who does what there."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="tables")
    group = models.OneToOneField(Subgroup, on_delete=models.CASCADE, related_name="course_table")
    at = models.PositiveSmallIntegerField("blok", default=1)
    began_at = models.DateTimeField(editable=False)
    reader = models.ForeignKey(Place, null=True, on_delete=models.SET_NULL, related_name="+")
    writer = models.ForeignKey(Place, null=True, on_delete=models.SET_NULL, related_name="+")
    timekeeper = models.ForeignKey(Place, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = "tafel bij een koerskaart"
        verbose_name_plural = "tafels bij een koerskaart"
        ordering = ["group__number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(at__gte=1, at__lte=DONE),
                name="course_table_in_one_of_nine",
                violation_error_message="De koerskaart heeft negen blokken.",
            )
        ]

    def __str__(self) -> str:
        return f"tafel {self.group_id} bij blok {self.at}"

    @property
    def is_done(self) -> bool:
        return self.at == DONE

    def role_of(self, place: Place) -> list[str]:
        return [slug for slug, role in ROLES.items() if getattr(self, f"{role.field}_id") == place.pk]

    def ends_at(self, minutes: int) -> datetime:
        return self.began_at + timedelta(minutes=minutes)

    def _change(self) -> Activity:
        """Lock what this belongs to; the table as it is now."""
        activity = self.course.activity.lock()
        self.refresh_from_db(fields=["at", "began_at", "reader", "writer", "timekeeper"])
        return activity

    def take_role(self, slug: str, place: Place, *, take: bool) -> bool:
        """Do this at the table, also in the place of another; or leave it. False when it is over."""
        with transaction.atomic():
            activity = self._change()
            field = ROLES[slug].field
            if not takes_from_phones(activity):
                return False
            if take:
                setattr(self, field, place)
            elif getattr(self, f"{field}_id") == place.pk:
                setattr(self, field, None)
            self.save(update_fields=[field])
            raise_revisions(activity.session_id, Screen.REGIE, Screen.GSM)
        return True

    def go_to(self, number: int, *, seen: int, now: datetime) -> None:
        """To another block, if the table still is where the page saw it: two hands that tap at once count once."""
        with transaction.atomic():
            activity = self._change()
            if self.at == seen and 1 <= number <= DONE and number != seen:
                self.at, self.began_at = number, now
                self.save(update_fields=["at", "began_at"])
            raise_revisions(activity.session_id, Screen.REGIE, Screen.SCHERM, Screen.GSM)

    def write(self, number: int, texts: Mapping[int, str], place: Place, *, turn: int) -> bool:
        """What the writer wrote in a block, the whole of it. False when somebody else writes now, or it is over.

        `turn`: when it was written, in milliseconds of our clock; what is older than what stands there changes nothing.
        """
        with transaction.atomic():
            activity = self._change()
            if not takes_from_phones(activity) or self.writer_id != place.pk:
                return False
            self._put(number, texts, turn=turn)
            raise_revisions(activity.session_id, Screen.REGIE, Screen.GSM)
        return True

    def type_in(self, texts: Mapping[tuple[int, int], tuple[str, str]], *, turn: int) -> list[tuple[int, int]]:
        """What stands on the paper sheet: (block, question): (what the page showed, what was typed).

        Also after closing. Gives the questions that the table answered otherwise meanwhile: those are left as they are.
        """
        with transaction.atomic():
            activity = self._change()
            kept = {(one.number, one.question): one.text for one in self.answers.all()}
            clash = [at for at, (seen, text) in texts.items() if text != seen and kept.get(at, "") not in (seen, text)]
            for (number, question), (seen, text) in texts.items():
                if text != seen and (number, question) not in clash:
                    self._put(number, {question: text}, turn=turn)
            raise_revisions(activity.session_id, Screen.REGIE, Screen.SCHERM, Screen.GSM)
        return clash

    def _put(self, number: int, texts: Mapping[int, str], *, turn: int) -> None:
        for question, text in texts.items():
            answer = self.answers.filter(number=number, question=question).first()
            if answer is None:
                if text:
                    self.answers.create(number=number, question=question, text=text, turn=turn)
            elif answer.turn <= turn:
                self.answers.filter(pk=answer.pk).update(text=text, turn=turn)

    def plan(
        self,
        kind: str,
        text: str,
        *,
        key: str,
        who: Place | None = None,
        asks: Place | None = None,
        due_on: date | None = None,
        by: Place | None = None,
    ) -> bool:
        """A plan of the group or a small step of one person; the same key again is the same one.

        `by`: the writer, on a phone. False when somebody else writes now, when it is over, or when there are very many.
        """
        with transaction.atomic():
            activity = self._change()
            if self.plans.filter(key=key).exists():
                return True
            if by is not None and (not takes_from_phones(activity) or self.writer_id != by.pk):
                return False
            if self.plans.count() >= MOST_PLANS:
                return False
            self.plans.create(kind=kind, text=text, key=key, who=who, asks=asks, due_on=due_on)
            if not activity.is_open:
                self.course.make_action_points()
            raise_revisions(activity.session_id, Screen.REGIE, Screen.SCHERM, Screen.GSM)
        return True

    def drop_plan(self, plan_id: int, *, by: Place | None = None) -> None:
        """The action point that it became goes with it."""
        with transaction.atomic():
            activity = self._change()
            if by is None or (takes_from_phones(activity) and self.writer_id == by.pk):
                plan = self.plans.filter(pk=plan_id).first()
                if plan is not None:
                    if plan.action_point is not None:
                        plan.action_point.delete()
                    plan.delete()
            raise_revisions(activity.session_id, Screen.REGIE, Screen.SCHERM, Screen.GSM)


class CourseAnswer(models.Model):
    """What a group wrote below one question; the group's, without a name."""

    table = models.ForeignKey(CourseTable, on_delete=models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField()
    question = models.PositiveSmallIntegerField()
    text = models.TextField("antwoord", max_length=LONGEST_ANSWER, blank=True)
    turn = models.BigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "antwoord op een koerskaart"
        verbose_name_plural = "antwoorden op een koerskaart"
        ordering = ["number", "question"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "number", "question"],
                name="course_answer_once",
                violation_error_message="Op deze vraag staat er al een antwoord.",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


class CoursePlan(models.Model):
    """A plan of the group, or the small step of one person; it becomes an action point when the koerskaart closes."""

    class Kind(models.TextChoices):
        PLAN = "plan", "plan"
        STEP = "stap", "kleine stap"

    table = models.ForeignKey(CourseTable, on_delete=models.CASCADE, related_name="plans")
    kind = models.CharField(max_length=4, choices=Kind, default=Kind.PLAN)
    text = models.CharField("wat", max_length=LONGEST_PLAN)
    # Empty: the whole group.
    who = models.ForeignKey(Place, verbose_name="wie", null=True, on_delete=models.SET_NULL, related_name="+")
    asks = models.ForeignKey(
        Place, verbose_name="wie vraagt ernaar", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    due_on = models.DateField("tegen", null=True)
    key = models.CharField(max_length=40, editable=False)
    is_adopted = models.BooleanField(default=False, editable=False)
    action_point = models.ForeignKey(ActionPoint, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = "plan op een koerskaart"
        verbose_name_plural = "plannen op een koerskaart"
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "key"], name="course_plan_once", violation_error_message="Dit plan staat er al."
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def as_action(self) -> dict[str, Any]:
        """A participant's own step is hers; a guest's, or a stand-in's, is the group's with that name in it."""
        who, text = self.who, self.text
        if self.asks:
            text = f"{text} ({self.asks.full_name} vraagt ernaar)"
        if who and who.participation and not who.name:
            mine = {"owner": ActionPoint.Owner.PERSON, "participation": who.participation}
            return {"text": text, "due_on": self.due_on, **mine}
        if who:
            text = f"{who.full_name}: {text}"
        group = f"groep {self.table.group.number}"
        return {"text": text, "due_on": self.due_on, "owner": ActionPoint.Owner.SUBGROUP, "subgroup": group}


def members_of(table: CourseTable) -> Sequence[Place]:
    """Who sits there. One query."""
    return list(Place.objects.filter(pk__in=table.group.members.values("place")).with_people().order_by("pk"))
