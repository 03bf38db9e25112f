from collections.abc import Sequence

from django.db import models, transaction
from django.db.models import Q

from sessions.activities.network_map.rules import MOST_PEOPLE, whole_average
from sessions.activities.wall.models import random_key
from sessions.live.revisions import ALL_SCREENS, Screen, raise_revisions
from sessions.models.activity import Activity
from sessions.models.place import Place

DRAW, REFLECT, SHARE = "tekenen", "vragen", "delen"


class NetworkMap(models.Model):
    """What the group may know of private maps: two averages in whole numbers, and nothing to calculate back from."""

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="network_map")
    asked = models.PositiveSmallIntegerField("aan wie ik iets vroeg, gemiddeld", null=True)
    helped = models.PositiveSmallIntegerField("wie ik hielp, gemiddeld", null=True)

    class Meta:
        verbose_name = "netwerk in kaart"
        verbose_name_plural = "netwerken in kaart"

    def __str__(self) -> str:
        return f"netwerk in kaart {self.activity_id}"


class MapCountQuerySet(models.QuerySet["MapCount"]):
    def hand_in(self, activity: Activity, place: Place, asked: int, helped: int) -> bool:
        """Two numbers of one person, in the place of earlier ones; False once they are added up."""
        with transaction.atomic():
            locked = activity.lock()
            if not locked.is_open or locked.step != DRAW:
                return False
            self.filter(activity=activity, place=place).delete()
            self.create(activity=activity, place=place, asked=asked, helped=helped)
            raise_revisions(activity.session_id, Screen.REGIE)
        return True

    def type_in(self, activity: Activity, pairs: Sequence[tuple[int, int]], *, key: str) -> bool:
        """From slips without a name; the same key again adds nothing."""
        with transaction.atomic():
            locked = activity.lock()
            if not locked.is_open or locked.step != DRAW:
                return False
            if not self.filter(activity=activity, key=key).exists():
                MapCount.objects.bulk_create(
                    MapCount(activity=activity, asked=asked, helped=helped, key=key) for asked, helped in pairs
                )
                raise_revisions(activity.session_id, Screen.REGIE)
        return True

    def add_up(self, activity: Activity) -> None:
        """For good: the averages from five answers up, and every single number is forgotten."""
        with transaction.atomic():
            counts = list(self.filter(activity=activity).values_list("asked", "helped"))
            if counts:
                NetworkMap.objects.filter(activity=activity).update(
                    asked=whole_average([asked for asked, _ in counts]),
                    helped=whole_average([helped for _, helped in counts]),
                )
                self.filter(activity=activity).delete()
            raise_revisions(activity.session_id, *ALL_SCREENS)


class MapCount(models.Model):
    """Two numbers of a private map, until they are added up. The map itself is never here."""

    id = models.BigAutoField(primary_key=True, default=random_key)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="map_counts")
    # Nobody's when it came from a slip.
    place = models.ForeignKey(Place, null=True, on_delete=models.CASCADE, related_name="+")
    asked = models.PositiveSmallIntegerField("aan hoeveel mensen vroeg ik iets")
    helped = models.PositiveSmallIntegerField("hoeveel mensen hielp ik")
    key = models.CharField(max_length=40, blank=True, editable=False)

    objects = MapCountQuerySet.as_manager()

    class Meta:
        verbose_name = "telling van een netwerk in kaart"
        verbose_name_plural = "tellingen van een netwerk in kaart"
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "place"],
                name="map_count_once",
                violation_error_message="Deze persoon gaf al getallen door.",
            ),
            models.CheckConstraint(
                condition=Q(asked__lte=MOST_PEOPLE, helped__lte=MOST_PEOPLE),
                name="map_count_at_most_ninety_nine",
                violation_error_message="Hoogstens 99 mensen.",
            ),
        ]

    def __str__(self) -> str:
        return f"telling {self.pk}"


def earlier_averages(activity: Activity) -> NetworkMap | None:
    """Of the first session of this network in which there were enough."""
    return (
        NetworkMap.objects.filter(
            activity__session__network=activity.session.network_id,
            activity__session__number__lt=activity.session.number,
            asked__isnull=False,
        )
        .order_by("activity__session__number")
        .first()
    )
