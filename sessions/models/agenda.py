from django.db import models

from sessions.models.session import Session


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
