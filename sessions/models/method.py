from django.conf import settings
from django.db import models
from django.db.models import F, Q

from networks.models import Programme
from sessions.method_traits import Energy, Safety


class Method(models.Model):
    """A werkvorm: of the library (no owner, from the text files in sessions/methods/), or a facilitator's own."""

    slug = models.SlugField(unique=True)
    title = models.CharField("naam", max_length=120)
    goal = models.TextField("doel", max_length=2000)
    occasion = models.TextField("wanneer", max_length=2000, blank=True)
    # Comma separated, for the three: phases, steps of the road as "opstart.acquaintance", and values of Aim.
    phases = models.CharField("fasen", max_length=60)
    fits = models.CharField("stappen", max_length=200, blank=True)
    aims = models.CharField("waarvoor", max_length=120, blank=True)
    energy = models.CharField("energie", max_length=12, choices=Energy, default=Energy.MIXED)
    safety = models.CharField("vertrouwen", max_length=12, choices=Safety, default=Safety.SOME)
    least_people = models.PositiveSmallIntegerField("vanaf hoeveel mensen")
    most_people = models.PositiveSmallIntegerField("tot hoeveel mensen")
    least_minutes = models.PositiveSmallIntegerField("minstens (minuten)")
    usual_minutes = models.PositiveSmallIntegerField("meestal (minuten)")
    most_minutes = models.PositiveSmallIntegerField("hoogstens (minuten)")
    material = models.TextField("materiaal", max_length=1000, blank=True)
    room = models.TextField("zaal", max_length=500, blank=True)
    # One step per line, each with its minutes at the end: "... (5 min)".
    steps = models.TextField("stappen", max_length=6000)
    questions = models.TextField("vragen om te stellen", max_length=3000, blank=True)
    pitfalls = models.TextField("valkuilen", max_length=3000, blank=True)
    large_group = models.TextField("met een grote groep", max_length=2000, blank=True)
    paper_form = models.TextField("op papier", max_length=2000, blank=True)
    yields = models.TextField("wat het oplevert", max_length=2000, blank=True)

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="+"
    )
    # Whose facilitators and coordinators see it besides the owner.
    shared_with = models.ForeignKey(
        Programme, verbose_name="gedeeld met", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    based_on = models.ForeignKey("self", null=True, blank=True, editable=False, on_delete=models.SET_NULL)
    # Out of every list, but kept for the agendas that used it.
    removed_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    # Made by the form that wrote it; the same key twice is the same werkvorm.
    key = models.CharField(max_length=32, blank=True, editable=False)

    class Meta:
        verbose_name = "werkvorm"
        verbose_name_plural = "werkvormen"
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(least_people__gte=1, least_people__lte=F("most_people")),
                name="method_people_go_up",
                violation_error_message="Het kleinste aantal mensen kan niet boven het grootste liggen.",
            ),
            models.CheckConstraint(
                condition=Q(
                    least_minutes__gte=1, least_minutes__lte=F("usual_minutes"), usual_minutes__lte=F("most_minutes")
                ),
                name="method_minutes_go_up",
                violation_error_message="De minuten gaan van minstens over meestal naar hoogstens.",
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | Q(shared_with=None, removed_at=None),
                name="method_of_the_library_is_for_everybody",
                violation_error_message="Een werkvorm uit de bibliotheek is van iedereen.",
            ),
            models.UniqueConstraint(
                fields=["owner", "key"],
                condition=~Q(key=""),
                name="method_once_by_key",
                violation_error_message="Deze werkvorm is al bewaard.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
