"""The silent wall: notes, the groups that they are put in, dots, and what became of a group."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, F, Max, OuterRef, Q, StringAgg, Subquery, Sum, Value

from lerendnetwerk.traces import random_key
from sessions.activities.wall import rules
from sessions.activities.wall.rules import Step
from sessions.models.activity import Activity
from sessions.models.notes import SavedElsewhere
from sessions.models.place import Place

# More steps back than anybody remembers.
KEPT_MOVES = 30


class WallQuerySet(models.QuerySet["Wall"]):
    def of(self, activity: Activity) -> "Wall":
        """The wall of this activity, knowing the activity as the caller has it."""
        wall = self.get(activity=activity)
        wall.activity = activity
        return wall

    def with_groups(self, activity: Activity) -> "tuple[Wall, list[WallCluster]]":
        """The wall with its groups, what became of each, and the last move: all that a screen needs, in one query."""
        last = WallMove.objects.filter(wall=OuterRef("pk")).order_by("-pk")
        fields = [field.name for field in WallCluster._meta.concrete_fields if field.name != "wall"]
        rows = list(
            self.filter(activity=activity)
            .annotate(
                last_batch=Subquery(last.values("batch")[:1]),
                last_into=Subquery(last.values("became__name")[:1]),
                **{f"cluster_{name}": F(f"clusters__{name}") for name in fields},
            )
            .annotate(became=StringAgg("clusters__outcomes__what", Value(",")))
            .order_by("clusters__position", "clusters__pk")
        )
        wall = rows[0]
        wall.activity = activity
        clusters = []
        for row in rows:
            if row.cluster_id is not None:  # type: ignore[attr-defined]
                cluster = WallCluster(wall=wall, **{name: getattr(row, f"cluster_{name}") for name in fields})
                cluster.became = frozenset((row.became or "").split(",")) - {""}  # type: ignore[attr-defined]
                clusters.append(cluster)
        return wall, clusters

    def have_chosen(self, activity: Activity) -> tuple[int, int]:
        """How many of those who are there gave all their dots, and how many there are. Never who. One query."""
        given = WallDot.objects.filter(wall__activity=activity, place=OuterRef("pk")).order_by().values("place")
        total = Subquery(given.annotate(total=Sum("count")).values("total"))
        each = Subquery(self.filter(activity=activity).values("dots_each"))
        people = Place.objects.in_room(activity.session_id).select_related(None).order_by()
        enough = Count("pk", filter=Q(total__gte=F("each")))
        counted = people.annotate(total=total, each=each).aggregate(done=enough, of=Count("pk"))
        return counted["done"], counted["of"]


class Wall(models.Model):
    """What the facilitator chose for one silent wall, beforehand."""

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="wall")
    # Both are chosen before the first note, and stay.
    with_names = models.BooleanField("met naam", default=False)
    hidden = models.BooleanField("verborgen tot je onthult", default=False)
    # 0: as many as is suggested for the number of groups.
    dots_each = models.PositiveSmallIntegerField("stippen per persoon", default=0)

    objects = WallQuerySet.as_manager()

    class Meta:
        verbose_name = "wand"
        verbose_name_plural = "wanden"
        constraints = [
            models.CheckConstraint(
                condition=Q(dots_each__lte=rules.MOST_DOTS),
                name="wall_ten_dots_at_most",
                violation_error_message="Geef iedereen hoogstens 10 stippen.",
            )
        ]

    def __str__(self) -> str:
        return self.activity.question

    @property
    def step(self) -> str:
        return self.activity.step

    @property
    def is_secret(self) -> bool:
        """Whether nobody may read a note yet, the facilitator neither."""
        return self.step == Step.HIDDEN

    def give_each(self, dots: int) -> None:
        """How many dots everybody gets."""
        self.dots_each = min(max(dots, 1), rules.MOST_DOTS)
        Wall.objects.filter(pk=self.pk).update(dots_each=self.dots_each)

    def count_dots(self) -> None:
        """What each group got, for good; who gave it is forgotten in the same moment."""
        with transaction.atomic():
            self._lock()
            for cluster, count in rules.tally(self.dots.values_list("cluster", "count")).items():
                self.clusters.filter(pk=cluster).update(dots=F("dots") + count)
            self.dots.all().delete()

    def write(
        self, key: str, text: str, *, parent: "WallNote | None" = None, author: Place | None = None
    ) -> "WallNote":
        """Hang a note. The same key again is the same note, with the last text. Raises ValidationError when full."""
        with transaction.atomic():
            self._lock()
            found = self.notes.filter(key=key).first()
            if found is not None:
                found.say(text)
                return found
            if self.notes.count() >= rules.MOST_NOTES:
                raise ValidationError("De wand hangt vol: er is plaats voor 300 briefjes. Je tekst staat hier nog.")
            # Behind what hangs there; what is written in secret has no order at all.
            position = 0 if self.is_secret else (self.notes.aggregate(last=Max("position"))["last"] or 0) + 1
            return WallNote.objects.create(
                wall=self,
                key=key,
                text=text,
                parent=parent,
                position=position,
                author=author if self.with_names else None,
            )

    def type_in(self, key: str, lines: Sequence[str]) -> int:
        """Notes from paper, one per line; the same key again writes the same notes. Gives how many hang there now."""
        with transaction.atomic():
            for number, line in enumerate(lines):
                self.write(f"{key}.{number}", line)
        return len(lines)

    def sort(self, key: str, note_ids: Iterable[int], into: "WallCluster | None", *, name: str | None = None) -> int:
        """Put notes in a group, in a new one when `name` is given, or loose again. Gives how many moved.

        Each note moves by itself: two people who sort at once both keep what they did. The same key again does nothing.
        """
        with transaction.atomic():
            self._lock()
            if self.moves.filter(batch=key).exists():
                return 0
            if name is not None:
                into = self._new_cluster(key, name)
            target = into.pk if into else None
            notes = self.notes.filter(pk__in=list(note_ids), parent=None)
            moving = [note for note in notes if note.cluster_id != target]
            WallMove.objects.bulk_create(
                WallMove(wall=self, batch=key, note=note, was_id=note.cluster_id, became=into) for note in moving
            )
            self.notes.filter(pk__in=[note.pk for note in moving]).update(cluster=into)
            self._forget_old_moves()
        return len(moving)

    def _new_cluster(self, key: str, name: str) -> "WallCluster":
        found = self.clusters.filter(key=key).first()
        if found is not None:
            return found
        if self.clusters.count() >= rules.MOST_CLUSTERS:
            raise ValidationError("Er zijn al 40 groepjes. Voeg er eerst enkele samen.")
        last = self.clusters.aggregate(last=Max("position"))["last"] or 0
        return WallCluster.objects.create(wall=self, key=key, name=name, position=last + 1)

    def undo(self, batch: str) -> int:
        """Take one move back, where nobody moved the note again since. Gives how many notes went back."""
        with transaction.atomic():
            self._lock()
            moves = list(self.moves.filter(batch=batch))
            back = 0
            for move in moves:
                still = self.notes.filter(pk=move.note_id, cluster=move.became_id)
                back += still.update(cluster=move.was_id)
            self.moves.filter(batch=batch).delete()
            # A group that this move made goes with it, unless somebody named it or filled it meanwhile.
            self.clusters.filter(key=batch, name="", notes=None).delete()
        return back

    def _forget_old_moves(self) -> None:
        batches = list(self.moves.values("batch").annotate(last=Max("pk")).order_by("-last"))
        old = [row["batch"] for row in batches[KEPT_MOVES:]]
        if old:
            self.moves.filter(batch__in=old).delete()

    def give_dots(self, place: Place, cluster: "WallCluster", count: int) -> bool:
        """Let somebody have `count` dots on one group; False when there are no more, or when it is over."""
        with transaction.atomic():
            self._lock()
            given = dict(self.dots.filter(place=place).values_list("cluster", "count"))
            if self.step != Step.DOTS or not rules.may_give(self.dots_each, given, cluster.pk, count):
                return False
            if count:
                self.dots.update_or_create(place=place, cluster=cluster, defaults={"count": count})
            else:
                self.dots.filter(place=place, cluster=cluster).delete()
        return True

    def _lock(self) -> None:
        """One change after the other, so that limits are exact and no dot comes in while they are counted."""
        self.dots_each = Wall.objects.select_for_update().get(pk=self.pk).dots_each
        # A statement of its own: what was read together with the lock may be older than the lock.
        self.activity.refresh_from_db(fields=["step"])


class WallCluster(models.Model):
    """Notes that belong together, with the name that the group gave."""

    wall = models.ForeignKey(Wall, on_delete=models.CASCADE, related_name="clusters")
    name = models.CharField("naam", max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    # Counted once, when the dots are closed; dots on paper are typed by the facilitator.
    dots = models.PositiveSmallIntegerField(default=0, editable=False)
    paper_dots = models.PositiveSmallIntegerField("stippen op papier", default=0)
    goes_on = models.BooleanField("verder mee", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    key = models.CharField(max_length=40, editable=False)
    # What it became already; filled by `with_groups`.
    became: frozenset[str] = frozenset()

    class Meta:
        verbose_name = "groepje"
        verbose_name_plural = "groepjes"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["wall", "key"], name="wall_cluster_key_once")]

    def __str__(self) -> str:
        return self.name or f"Groepje {self.position}"

    @property
    def all_dots(self) -> int:
        return self.dots + self.paper_dots

    def call(self, name: str, *, version: int) -> None:
        """Raises SavedElsewhere when somebody else named it since `version`."""
        with transaction.atomic():
            rows = WallCluster.objects.filter(pk=self.pk)
            saved = rows.filter(Q(version=version) | Q(name=name)).update(name=name, version=F("version") + 1)
            self.refresh_from_db()
            if not saved:
                raise SavedElsewhere(self.name, self.version)

    def clear_away(self) -> bool:
        """Remove a group in which nothing hangs any more."""
        with transaction.atomic():
            if self.notes.exists() or self.outcomes.exists():
                return False
            WallCluster.objects.filter(pk=self.pk).delete()
        return True


class NoteQuerySet(models.QuerySet["WallNote"]):
    def for_wall(self, wall: Wall) -> "NoteQuerySet":
        """As they hang, with who wrote them where names were chosen."""
        notes = self.filter(wall=wall).order_by("position", "pk")
        return notes.select_related("author__participation__person") if wall.with_names else notes


class WallNote(models.Model):
    """A thought on the wall, or a reaction below one. Without a name, a time or a phone, unless names were chosen."""

    id = models.BigAutoField(primary_key=True, default=random_key)
    wall = models.ForeignKey(Wall, on_delete=models.CASCADE, related_name="notes")
    # Empty: taken back, while reactions hang below it.
    text = models.CharField("briefje", max_length=500, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="reactions")
    cluster = models.ForeignKey(WallCluster, null=True, blank=True, on_delete=models.SET_NULL, related_name="notes")
    author = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="wall_notes")
    position = models.PositiveSmallIntegerField(default=0)
    # Made on the phone and only known there: who has it, may change the note.
    key = models.CharField(max_length=40, editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = "briefje"
        verbose_name_plural = "briefjes"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["wall", "key"], name="wall_note_key_once"),
            models.CheckConstraint(
                condition=Q(parent=None) | Q(cluster=None),
                name="wall_reaction_follows_its_note",
                violation_error_message="Een reactie verhuist mee met het briefje erboven.",
            ),
        ]
        indexes = [models.Index(fields=["wall", "position"], name="wall_note_order")]

    def __str__(self) -> str:
        return self.text[:80] or "teruggenomen"

    @property
    def author_name(self) -> str:
        return self.author.full_name if self.author else ""

    def say(self, text: str) -> None:
        WallNote.objects.filter(pk=self.pk).update(text=text)
        self.text = text

    def take_back(self) -> None:
        """Off the wall; where reactions hang below it, only its words go."""
        with transaction.atomic():
            if WallNote.objects.filter(parent=self.pk).exists():
                self.say("")
            else:
                WallNote.objects.filter(pk=self.pk).delete()


class WallMove(models.Model):
    """A note that was put somewhere, to be able to take that back. Kept for the last moves, without who did it."""

    wall = models.ForeignKey(Wall, on_delete=models.CASCADE, related_name="moves")
    batch = models.CharField(max_length=40)
    note = models.ForeignKey(WallNote, on_delete=models.CASCADE, related_name="+")
    was = models.ForeignKey(WallCluster, null=True, on_delete=models.SET_NULL, related_name="+")
    became = models.ForeignKey(WallCluster, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["wall", "batch"], name="wall_move_batch")]

    def __str__(self) -> str:
        return f"{self.note_id}: {self.was_id} -> {self.became_id}"


class WallDot(models.Model):
    """The dots of one person on one group. Only until the dots are counted; then this row is gone."""

    wall = models.ForeignKey(Wall, on_delete=models.CASCADE, related_name="dots")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="wall_dots")
    cluster = models.ForeignKey(WallCluster, on_delete=models.CASCADE, related_name="+")
    count = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "stip"
        verbose_name_plural = "stippen"
        constraints = [
            models.UniqueConstraint(fields=["place", "cluster"], name="wall_dots_once"),
            models.CheckConstraint(condition=Q(count__gte=1, count__lte=rules.MOST_DOTS), name="wall_dots_some"),
        ]

    def __str__(self) -> str:
        return str(self.count)
