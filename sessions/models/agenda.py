from collections.abc import Iterable

from django.db import models, transaction

from sessions.models.session import Session
from sessions.starter_agendas import StarterBlock


class Method(models.Model):
    """A werkvorm from the library, loaded from the text files in sessions/methods/."""

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=120)
    goal = models.TextField()
    # Comma separated phases that it fits.
    phases = models.CharField(max_length=60)
    least_people = models.PositiveSmallIntegerField()
    most_people = models.PositiveSmallIntegerField()
    least_minutes = models.PositiveSmallIntegerField()
    usual_minutes = models.PositiveSmallIntegerField()
    most_minutes = models.PositiveSmallIntegerField()
    material = models.TextField(blank=True)
    room = models.TextField(blank=True)
    steps = models.TextField()
    questions = models.TextField(blank=True)
    pitfalls = models.TextField(blank=True)
    large_group = models.TextField(blank=True)
    paper_form = models.TextField(blank=True)
    yields = models.TextField(blank=True)

    class Meta:
        verbose_name = "werkvorm"
        verbose_name_plural = "werkvormen"
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def for_agenda(self) -> "AgendaItemQuerySet":
        return self.select_related("method")

    def start_from(self, session: Session, blocks: Iterable[StarterBlock]) -> None:
        """Fill an empty run sheet with a starter agenda."""
        blocks = list(blocks)
        methods = Method.objects.in_bulk([block.method for block in blocks if block.method], field_name="slug")
        self._fill(
            session,
            (
                AgendaItem(
                    kind=block.kind,
                    title=block.title,
                    method=methods.get(block.method),
                    minutes=block.minutes,
                    least_minutes=block.least_minutes,
                    elastic=block.elastic,
                    led_by=block.who,
                    material=block.material,
                    notes=block.notes,
                    preparation=block.preparation,
                )
                for block in blocks
            ),
        )

    def copy_structure(self, session: Session, source: Session) -> None:
        """Fill an empty run sheet as `source` has it, without its hours and its names: those belong to that day."""
        self._fill(
            session,
            (
                AgendaItem(
                    kind=item.kind,
                    title=item.title,
                    method_id=item.method_id,
                    minutes=item.minutes,
                    least_minutes=item.least_minutes,
                    elastic=item.elastic,
                    material=item.material,
                    preparation=item.preparation,
                )
                for item in source.agenda_items.all()
            ),
        )

    def _fill(self, session: Session, items: "Iterable[AgendaItem]") -> None:
        with transaction.atomic():
            Session.objects.select_for_update().get(pk=session.pk)
            if self.filter(session=session).exists():
                return
            filled = list(items)
            for position, item in enumerate(filled):
                item.session, item.position = session, position
            AgendaItem.objects.bulk_create(filled)


class AgendaItem(models.Model):
    """One block of the run sheet; its clock time is computed (sessions/timetable.py), never stored."""

    class Kind(models.TextChoices):
        BLOCK = "onderdeel", "onderdeel"
        BREAK = "pauze", "pauze"
        GUEST = "gast", "gast"
        EVALUATION = "evaluatie", "evaluatie"
        CLOSING = "afsluiting", "afsluiting"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="agenda_items")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField("soort", max_length=12, choices=Kind, default=Kind.BLOCK)
    title = models.CharField("titel", max_length=160)
    method = models.ForeignKey(
        Method, verbose_name="werkvorm", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    minutes = models.PositiveSmallIntegerField("minuten", default=15)
    least_minutes = models.PositiveSmallIntegerField("minstens", default=5)
    # A fixed block lasts exactly this long; an elastic one may shrink to its minimum.
    elastic = models.BooleanField("rekbaar", default=True)
    fixed_start = models.TimeField("begint vast om", null=True, blank=True)
    led_by = models.CharField("wie leidt", max_length=120, blank=True)
    material = models.CharField("materiaal", max_length=500, blank=True)
    notes = models.TextField("notities", max_length=4000, blank=True)
    preparation = models.TextField("voorbereiding die je vraagt", max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = "onderdeel"
        verbose_name_plural = "onderdelen"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=480),
                name="agenda_item_one_minute_to_eight_hours",
                violation_error_message="Een onderdeel duurt 1 tot 480 minuten.",
            ),
            models.CheckConstraint(
                condition=models.Q(least_minutes__gte=1, least_minutes__lte=models.F("minutes")),
                name="agenda_item_least_not_over_planned",
                violation_error_message="Het minimum kan niet hoger zijn dan de geplande minuten.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shortest(self) -> int:
        """The fewest minutes this block can be brought to."""
        return self.least_minutes if self.elastic else self.minutes
