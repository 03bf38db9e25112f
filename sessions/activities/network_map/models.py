"""What the group may know of private maps, and how nobody can find out more. docs/privacy.md (Netwerk in kaart) tells it."""

from collections.abc import Sequence
from functools import partial

from django.db import models, transaction
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When

from lerendnetwerk.traces import forget_old_versions, lay_out, random_key
from networks.models import Participation
from sessions.activities.network_map.rules import MOST_PEOPLE, average_of
from sessions.live.revisions import ALL_SCREENS, Screen, raise_revisions
from sessions.models.activity import Activity
from sessions.models.place import Place
from sessions.models.session import Session

DRAW, REFLECT, SHARE = "tekenen", "vragen", "delen"


class NetworkMapQuerySet(models.QuerySet["NetworkMap"]):
    def with_first(self) -> "NetworkMapQuerySet":
        """Each with `first_asked` and `first_helped`: of the first session of its network in which there were enough,
        when that is an earlier one."""
        first = (
            NetworkMap.objects.filter(
                activity__session__network=OuterRef("activity__session__network"),
                activity__session__number__lt=OuterRef("activity__session__number"),
            )
            .exclude(asked=None)
            .order_by("activity__session__number", "pk")
        )
        return self.annotate(
            first_asked=Subquery(first.values("asked")[:1]), first_helped=Subquery(first.values("helped")[:1])
        )


class NetworkMap(models.Model):
    """Two averages in whole numbers, and nothing to calculate back from."""

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="network_map")
    asked = models.PositiveSmallIntegerField("aan wie ik iets vroeg, gemiddeld", null=True)
    helped = models.PositiveSmallIntegerField("wie ik hielp, gemiddeld", null=True)
    # Of all slips together, from the moment that they are typed until there is an average.
    slips = models.PositiveSmallIntegerField(default=0, editable=False)
    slips_asked = models.PositiveIntegerField(default=0, editable=False)
    slips_helped = models.PositiveIntegerField(default=0, editable=False)
    slips_key = models.CharField(max_length=32, blank=True, editable=False)

    objects = NetworkMapQuerySet.as_manager()

    class Meta:
        verbose_name = "netwerk in kaart"
        verbose_name_plural = "netwerken in kaart"

    def __str__(self) -> str:
        return f"netwerk in kaart {self.activity_id}"


class MapCountQuerySet(models.QuerySet["MapCount"]):
    def hand_in(self, activity: Activity, place: Place, asked: int, helped: int) -> bool:
        """Two numbers, once, and nobody's from then on. A second time changes nothing. False once they are added up."""
        with transaction.atomic():
            locked = activity.lock()
            if not is_counting(locked):
                return False
            MapFlag.objects.of_room(locked)
            flags = MapFlag.objects.filter(activity=activity)
            if flags.filter(place=place, is_in=True).exists():
                return True
            # All flags in one go: no trace in the database tells which of them changed.
            flags.update(is_in=Case(When(place=place, then=Value(True)), default=F("is_in")), stirred=F("stirred") + 1)
            counts = self.filter(activity=activity)
            rows: list[MapCount] = [*counts, MapCount(activity=activity, asked=asked, helped=helped)]
            lay_out(rows, counts)
            raise_revisions(activity.session_id, Screen.REGIE)
        return True

    def type_in(self, activity: Activity, pairs: Sequence[tuple[int, int]], *, key: str) -> bool:
        """All slips in one go, in the place of what was typed before. The same key again changes nothing."""
        with transaction.atomic():
            if not is_counting(activity.lock()):
                return False
            maps = NetworkMap.objects.filter(activity=activity).exclude(slips_key=key)
            maps.update(
                slips=len(pairs),
                slips_asked=sum(asked for asked, _ in pairs),
                slips_helped=sum(helped for _, helped in pairs),
                slips_key=key,
            )
            raise_revisions(activity.session_id, Screen.REGIE)
        return True

    def add_up(self, activity: Activity) -> None:
        """For good: two averages, when there are enough, and all that they came from is forgotten."""
        with transaction.atomic():
            found = NetworkMap.objects.get(activity=activity)
            counts = list(self.filter(activity=activity).values_list("asked", "helped"))
            if counts or found.slips:
                NetworkMap.objects.filter(pk=found.pk).update(
                    asked=average_of([asked for asked, _ in counts], found.slips_asked, found.slips),
                    helped=average_of([helped for _, helped in counts], found.slips_helped, found.slips),
                    slips=0,
                    slips_asked=0,
                    slips_helped=0,
                    slips_key="",
                )
            self.filter(activity=activity).delete()
            MapFlag.objects.filter(activity=activity).delete()
            raise_revisions(activity.session_id, *ALL_SCREENS)
            transaction.on_commit(partial(forget_old_versions, MapCount, MapFlag, NetworkMap), robust=True)


def is_counting(activity: Activity) -> bool:
    return activity.is_open and activity.step == DRAW


class MapCount(models.Model):
    """Two numbers of a private map, until they are added up: nobody's, without a moment or an order. The map itself is
    never here."""

    id = models.BigAutoField(primary_key=True, default=random_key)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="map_counts")
    asked = models.PositiveSmallIntegerField("aan hoeveel mensen vroeg ik iets")
    helped = models.PositiveSmallIntegerField("hoeveel mensen hielp ik")

    objects = MapCountQuerySet.as_manager()

    class Meta:
        verbose_name = "telling van een netwerk in kaart"
        verbose_name_plural = "tellingen van een netwerk in kaart"
        constraints = [
            models.CheckConstraint(
                condition=Q(asked__lte=MOST_PEOPLE, helped__lte=MOST_PEOPLE),
                name="map_count_at_most_ninety_nine",
                violation_error_message="Hoogstens 99 mensen.",
            ),
        ]

    def __str__(self) -> str:
        return f"telling {self.pk}"


class MapFlagQuerySet(models.QuerySet["MapFlag"]):
    def of_room(self, activity: Activity) -> None:
        """One for everybody who has a place, also who came in late."""
        known = self.filter(activity=activity).values("place")
        places = Place.objects.filter(session=activity.session_id).exclude(pk__in=known).order_by("pk")
        MapFlag.objects.bulk_create(MapFlag(activity=activity, place=place) for place in places)


class MapFlag(models.Model):
    """That somebody handed in, and nothing else; the guard against twice. Gone when the numbers are added up."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="map_flags")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    is_in = models.BooleanField(default=False)
    # Raised with every answer, for all: without it a database may skip rows that do not change.
    stirred = models.PositiveIntegerField(default=0)

    objects = MapFlagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "place"],
                name="map_flag_once",
                violation_error_message="Deze persoon staat er al.",
            )
        ]

    def __str__(self) -> str:
        return f"vlag {self.pk}"


class OwnMapQuerySet(models.QuerySet["OwnMap"]):
    def of(self, participation: Participation) -> "OwnMapQuerySet":
        return self.filter(participation=participation).select_related("session").order_by("session__number")

    def keep(self, participation: Participation, session: Session, asked: int, helped: int) -> None:
        """In the place of what she kept of this session before."""
        numbers = {"asked": asked, "helped": helped}
        self.update_or_create(participation=participation, session=session, defaults=numbers)


class OwnMap(models.Model):
    """The two numbers of somebody's own map, kept because she chose to and for her alone; written at home, apart from
    what the room added up."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="+")
    asked = models.PositiveSmallIntegerField("aan hoeveel mensen vroeg je hulp")
    helped = models.PositiveSmallIntegerField("hoeveel mensen hielp je")

    objects = OwnMapQuerySet.as_manager()

    class Meta:
        verbose_name = "eigen getallen van een netwerk in kaart"
        verbose_name_plural = "eigen getallen van een netwerk in kaart"
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "session"],
                name="own_map_once",
                violation_error_message="Van deze sessie bewaarde je al twee getallen.",
            ),
            models.CheckConstraint(
                condition=Q(asked__lte=MOST_PEOPLE, helped__lte=MOST_PEOPLE),
                name="own_map_at_most_ninety_nine",
                violation_error_message="Hoogstens 99 mensen.",
            ),
        ]

    def __str__(self) -> str:
        return f"eigen getallen {self.pk}"
