from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lerendnetwerk.accounts.models import User
from networks.models import NetworkFacilitator, Programme, ProgrammeCoordinator
from sessions.method_traits import Energy, Safety

# What a list, a search and a proposal look at; a card has the rest.
LISTED = [
    "slug",
    "title",
    "goal",
    "occasion",
    "yields",
    "phases",
    "fits",
    "aims",
    "energy",
    "safety",
    "least_people",
    "most_people",
    "least_minutes",
    "usual_minutes",
    "most_minutes",
    "material",
    "owner_id",
    "shared_with_id",
]


def programmes_of(user: User) -> models.QuerySet[Programme]:
    """Where this user coordinates or facilitates; none to practise in."""
    facilitates = NetworkFacilitator.objects.filter(user=user, network__is_rehearsal=False)
    coordinates = ProgrammeCoordinator.objects.filter(user=user)
    return Programme.objects.filter(
        Q(pk__in=facilitates.values("network__programme")) | Q(pk__in=coordinates.values("programme"))
    )


class MethodQuerySet(models.QuerySet["Method"]):
    def visible_to(self, user: User) -> "MethodQuerySet":
        """The library, the user's own, and what colleagues share with a programme of the user."""
        return self.filter(Q(owner=None) | Q(owner=user) | Q(shared_with__in=programmes_of(user)))

    def to_choose_from(self, user: User) -> "MethodQuerySet":
        """What a list or an agenda offers; one query."""
        return self.visible_to(user).filter(removed_at=None).only(*LISTED)


@dataclass(frozen=True)
class Liking:
    """How many of how many people gladly worked with a werkvorm, over so many networks."""

    networks: int
    gladly: int
    people: int


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

    objects = MethodQuerySet.as_manager()

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

    @property
    def is_own(self) -> bool:
        """Written by a facilitator, not out of the library."""
        return self.owner_id is not None

    def correct(self, version: int, values: Mapping[str, Any]) -> bool:
        """Save on top of `version`; False when somebody else saved something else in between."""
        rows = Method.objects.filter(pk=self.pk)
        saved = rows.filter(version=version).update(version=version + 1, **values)
        # The same again is a repeat whose answer got lost, not a conflict.
        return bool(saved) or rows.filter(**values).exists()

    def remove(self, *, now: datetime) -> None:
        """Out of every list. What stands in an agenda keeps it, to read what was done there."""
        Method.objects.filter(pk=self.pk, removed_at=None).update(removed_at=now)
