"""Subgroups: who works with whom, at which table, who reports, and what each group brings back."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q

from lerendnetwerk.together import read_together
from sessions.activities.company import Company, pairs_who_sat, person_key
from sessions.activities.subgroups import rules
from sessions.grouping import Pair, Someone, make_groups
from sessions.live.revisions import ALL_SCREENS, Screen, raise_revisions
from sessions.models.activity import Activity
from sessions.models.place import Place
from sessions.models.session import Session

PREPARE, WORK, BACK = "verdelen", "werken", "terug"


@dataclass(frozen=True)
class Everything:
    """The groups of one activity, without the people."""

    split: "Split"
    groups: "list[Subgroup]"
    members: "list[SubgroupMember]"
    wishes: "list[SubgroupWish]" = field(default_factory=list)
    lines: "list[SubgroupLine]" = field(default_factory=list)


class SplitQuerySet(models.QuerySet["Split"]):
    def everything(self, activity: Activity) -> Everything:
        """For the facilitator. One query."""
        return self._read(
            activity,
            wishes=SubgroupWish.objects.filter(split__activity=activity),
            lines=SubgroupLine.objects.filter(group__split__activity=activity),
        )

    def for_room(self, activity: Activity) -> Everything:
        """Everybody's groups, and only the outcome that the facilitator shows. One query."""
        shown = SubgroupLine.objects.filter(group__split__activity=activity, group__split__showing=F("group"))
        return self._read(activity, lines=shown)

    def for_place(self, activity: Activity, place: Place) -> Everything:
        """For one phone: the outcome of the own group alone. One query."""
        own = SubgroupLine.objects.filter(group__split__activity=activity, group__members__place=place)
        return self._read(activity, lines=own)

    def _read(self, activity: Activity, **more: Any) -> Everything:
        found = read_together(
            split=self.filter(activity=activity),
            groups=Subgroup.objects.filter(split__activity=activity),
            members=SubgroupMember.objects.filter(split__activity=activity),
            **more,
        )
        split: Split = found.pop("split")[0]
        split.activity = activity
        return Everything(split, **found)


class Split(models.Model):
    """One division of the room into groups."""

    class Mix(models.TextChoices):
        ORGANISATION = "organisatie", "organisaties door elkaar"
        DEPARTMENT = "afdeling", "afdelingen door elkaar"
        NOT = "niet", "niet mengen"

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="split")
    # Empty: four to eight.
    size = models.PositiveSmallIntegerField("mensen per groep", null=True, blank=True)
    mix = models.CharField("mengen", max_length=12, choices=Mix, default=Mix.ORGANISATION)
    # The printed sheet lies on each table.
    with_koerskaart = models.BooleanField("met de koerskaart", default=False)
    # Raised by "verdeel opnieuw", so that other groups come out.
    shuffle = models.PositiveSmallIntegerField(default=0, editable=False)
    # Whose outcome the room looks at now.
    showing = models.ForeignKey(
        "Subgroup", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    objects = SplitQuerySet.as_manager()

    class Meta:
        verbose_name = "verdeling in subgroepen"
        verbose_name_plural = "verdelingen in subgroepen"

    def __str__(self) -> str:
        return f"subgroepen {self.activity_id}"

    def mix_key(self, place: Place) -> str:
        """Who has the same one is spread over the groups."""
        if self.mix == self.Mix.NOT:
            return ""
        if self.mix == self.Mix.DEPARTMENT:
            one = place.participation
            return f"{one.organisation_id} {one.department.casefold()}" if one and one.department else ""
        return place.organisation_key

    def deal(self) -> None:
        """Divide who is there now. Groups keep their number and their outcome. Inside the caller's transaction."""
        company = Company.of(self.activity.session_id)
        by_key = {person_key(place): place for place in company.here}
        session = self.activity.session
        dealt = make_groups(
            [Someone(key, self.mix_key(place)) for key, place in by_key.items()],
            size=self.size,
            earlier=earlier_pairs(session, besides=self.pk),
            together=self._wished(company, SubgroupWish.Kind.TOGETHER),
            apart=self._wished(company, SubgroupWish.Kind.APART),
            seed=session.pk + self.shuffle,
        )
        reported = reports_before(session, besides=self.pk)
        known = {group.number: group for group in self.groups.all()}
        self.members.all().delete()
        for number, keys in enumerate(dealt, start=1):
            group = known.pop(number, None) or Subgroup(split=self, number=number, table=str(number))
            reporter = rules.reporter_of(keys, reported, session.pk + self.shuffle)
            group.reporter = by_key[reporter] if reporter is not None else None
            group.save()
            SubgroupMember.objects.bulk_create(
                SubgroupMember(split=self, group=group, place=by_key[key]) for key in keys
            )
        self.groups.filter(pk__in=[group.pk for group in known.values()], lines=None).delete()

    def _wished(self, company: Company, kind: str) -> list[Pair]:
        keys = {place.pk: person_key(place) for place in company.places}
        return [(keys[wish.one_id], keys[wish.other_id]) for wish in self.wishes.all() if wish.kind == kind]

    def _change(self) -> Activity:
        """Lock what this belongs to; the split as it is now."""
        activity = self.activity.lock()
        session = self.activity.session
        self.refresh_from_db()
        activity.session = session
        self.activity = activity
        return activity

    def deal_again(self, *, shuffle: int) -> bool:
        """Other groups. Repeat-safe: `shuffle` is the number that the page saw. False once the groups are at work."""
        with transaction.atomic():
            activity = self._change()
            if activity.step != PREPARE or not activity.is_open:
                return False
            if shuffle == self.shuffle:
                self.shuffle += 1
                self.save(update_fields=["shuffle"])
                Place.objects.settle(activity.session)
                self.deal()
                raise_revisions(activity.session_id, Screen.REGIE)
        return True

    def swap(self, one: int, other: int) -> bool:
        """Two members change groups; who reported for a group leaves that to the other. False when they cannot."""
        with transaction.atomic():
            activity = self._change()
            found = {member.place_id: member for member in self.members.filter(place__in=[one, other])}
            if len(found) != 2 or found[one].group_id == found[other].group_id:
                return False
            first, second = found[one], found[other]
            first.group_id, second.group_id = second.group_id, first.group_id
            SubgroupMember.objects.bulk_update([first, second], ["group"])
            for was, now in ((first, second), (second, first)):
                self.groups.filter(pk=now.group_id, reporter=was.place_id).update(reporter=now.place_id)
            raise_revisions(activity.session_id, *self._screens(activity))
        return True

    def put(self, place: Place, group: "Subgroup | None") -> bool:
        """Into a group, or out of all; without a group named, where a latecomer fits best is `best_group`."""
        with transaction.atomic():
            activity = self._change()
            elsewhere = self.groups.exclude(pk=group.pk) if group else self.groups.all()
            elsewhere.filter(reporter=place).update(reporter=None)
            self.members.filter(place=place).delete()
            if group is not None:
                SubgroupMember.objects.create(split=self, group=group, place=place)
            raise_revisions(activity.session_id, *self._screens(activity))
        return True

    def best_group(self, place: Place) -> "Subgroup | None":
        company = Company.of(self.activity.session_id)
        in_groups: dict[int, list[str]] = {group.pk: [] for group in self.groups.all()}
        for member in self.members.all():
            if member.place_id in company.here_ids and member.place_id != place.pk:
                in_groups[member.group_id].append(self.mix_key(company.by_id[member.place_id]))
        best = rules.smallest_group(in_groups, self.mix_key(place))
        return self.groups.get(pk=best) if best else None

    def wish(self, one: int, other: int, kind: str) -> bool:
        """Together or apart; the later wish about the same two counts. In preparation the groups follow at once."""
        with transaction.atomic():
            activity = self._change()
            places = Place.objects.filter(session=activity.session_id, pk__in=[one, other])
            if not activity.is_open or one == other or places.count() != 2:
                return False
            low, high = sorted((one, other))
            SubgroupWish.objects.update_or_create(split=self, one_id=low, other_id=high, defaults={"kind": kind})
            self._follow_wishes(activity)
        return True

    def drop_wish(self, wish_id: int) -> None:
        with transaction.atomic():
            activity = self._change()
            self.wishes.filter(pk=wish_id).delete()
            self._follow_wishes(activity)

    def _follow_wishes(self, activity: Activity) -> None:
        if activity.step == PREPARE and activity.is_open:
            self.deal()
        raise_revisions(activity.session_id, Screen.REGIE)

    def show(self, group: "Subgroup | None") -> None:
        """Bring this group's outcome on the screen."""
        with transaction.atomic():
            activity = self._change()
            self.showing = group
            self.save(update_fields=["showing"])
            raise_revisions(activity.session_id, Screen.REGIE, Screen.SCHERM)

    def forget_wishes(self) -> None:
        """Who did not want to sit with whom is nobody's business afterwards."""
        self.wishes.all().delete()

    def _screens(self, activity: Activity) -> tuple[Screen, ...]:
        return (Screen.REGIE,) if activity.step == PREPARE else ALL_SCREENS


class Subgroup(models.Model):
    split = models.ForeignKey(Split, on_delete=models.CASCADE, related_name="groups")
    number = models.PositiveSmallIntegerField()
    table = models.CharField("tafel", max_length=40, blank=True)
    reporter = models.ForeignKey(
        Place, verbose_name="verslaggever", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "subgroep"
        verbose_name_plural = "subgroepen"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["split", "number"],
                name="subgroup_number_once",
                violation_error_message="Er is al een groep met dit nummer.",
            )
        ]

    def __str__(self) -> str:
        return f"groep {self.number}"

    @property
    def where(self) -> str:
        """aan tafel 3; bij het raam."""
        return f"aan {self.spot}" if self.table.isdecimal() else self.table

    @property
    def spot(self) -> str:
        """tafel 3; bij het raam."""
        return f"tafel {self.table}" if self.table.isdecimal() else self.table

    def arrange(self, *, table: str, reporter: Place | None) -> None:
        with transaction.atomic():
            activity = self.split._change()
            Subgroup.objects.filter(pk=self.pk).update(table=table, reporter=reporter)
            raise_revisions(activity.session_id, *self.split._screens(activity))

    def add_lines(self, texts: list[str], *, key: str, by_staff: bool) -> bool:
        """What the group brings back; the same key again adds nothing. False when the phones' time is over."""
        with transaction.atomic():
            activity = self.split._change()
            if self.lines.filter(key=key).exists():
                return True
            if not by_staff and not takes_from_phones(activity):
                return False
            SubgroupLine.objects.bulk_create(
                SubgroupLine(group=self, key=key, position=position, text=text) for position, text in enumerate(texts)
            )
            self._raise(activity)
        return True

    def remove_line(self, line_id: int, *, by_staff: bool) -> None:
        with transaction.atomic():
            activity = self.split._change()
            if not by_staff and not takes_from_phones(activity):
                return
            self.lines.filter(pk=line_id).delete()
            self._raise(activity)

    def _raise(self, activity: Activity) -> None:
        shown = (Screen.SCHERM,) if activity.step == BACK and self.split.showing_id == self.pk else ()
        raise_revisions(activity.session_id, Screen.REGIE, Screen.GSM, *shown)


class SubgroupMember(models.Model):
    split = models.ForeignKey(Split, on_delete=models.CASCADE, related_name="members")
    group = models.ForeignKey(Subgroup, on_delete=models.CASCADE, related_name="members")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "lid van een subgroep"
        verbose_name_plural = "leden van subgroepen"
        ordering = ["group", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["split", "place"],
                name="one_subgroup_each",
                violation_error_message="Deze persoon zit al in een groep.",
            )
        ]

    def __str__(self) -> str:
        return f"lid van groep {self.group_id}"


class SubgroupWish(models.Model):
    """Two people who want to sit together, or better not; only the facilitator sees it, and closing wipes it."""

    class Kind(models.TextChoices):
        TOGETHER = "samen", "samen"
        APART = "niet", "niet samen"

    split = models.ForeignKey(Split, on_delete=models.CASCADE, related_name="wishes")
    one = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind)

    class Meta:
        verbose_name = "wens voor een subgroep"
        verbose_name_plural = "wensen voor subgroepen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["split", "one", "other"],
                name="one_wish_per_pair",
                violation_error_message="Over deze twee staat er al een wens.",
            ),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")),
                name="wish_about_two",
                violation_error_message="Een wens gaat over twee verschillende mensen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.one_id} {self.other_id}"


class SubgroupLine(models.Model):
    """A point that a group brings back; the group's, without a name."""

    group = models.ForeignKey(Subgroup, on_delete=models.CASCADE, related_name="lines")
    text = models.CharField("punt", max_length=500)
    # Made by the form in which it was typed; with its position it comes once.
    key = models.CharField(max_length=32, editable=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "punt van een subgroep"
        verbose_name_plural = "punten van subgroepen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "key", "position"],
                name="subgroup_line_once",
                violation_error_message="Dit punt staat er al.",
            )
        ]

    def __str__(self) -> str:
        return self.text


def takes_from_phones(activity: Activity) -> bool:
    """Also while the groups report: what a phone kept while it was out of reach still counts."""
    return activity.is_open and activity.step in (WORK, BACK)


def earlier_pairs(session: Session, *, besides: int | None = None) -> list[Pair]:
    """Which participants of this network were in one group before; by participation. One query."""
    rows = (
        SubgroupMember.objects.filter(
            split__activity__session__network=session.network_id, place__participation__isnull=False
        )
        .exclude(split=besides)
        .values_list("group", "place__participation")
    )
    return pairs_who_sat(rows)


def reports_before(session: Session, *, besides: int | None = None) -> Counter[int]:
    """How often each participant reported for a group of this network. One query."""
    rows = Subgroup.objects.filter(
        split__activity__session__network=session.network_id, reporter__participation__isnull=False
    ).exclude(split=besides)
    return Counter(rows.values_list("reporter__participation", flat=True))
