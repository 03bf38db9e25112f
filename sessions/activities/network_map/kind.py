from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any

from django.db.models import Count, QuerySet

from sessions.activities.face import Heard, Kind, Part, Ready, Sheet, Step
from sessions.activities.network_map.models import (
    DRAW,
    REFLECT,
    SHARE,
    MapCount,
    MapFlag,
    NetworkMap,
    is_counting,
)
from sessions.activities.network_map.rules import LEAST_SLIPS, matches
from sessions.anonymous import LEAST
from sessions.models import Activity, ActivityLine, AgendaItem, Place, Session

# After the exercise in "Kennis delen via lerende netwerken", for oneself first and then by twos.
QUESTIONS = (
    "Wat houdt mij tegen om hulp te vragen?",
    "Wat weet ik goed, en wie is daarmee geholpen?",
    "Wat heb ik nodig, en wie kan dat weten?",
    "Aan wie vraag ik het, en hoe begin ik?",
)
HINT = "Alleen wie het zelf wil delen. Het komt op het scherm en in het verslag."


class MappingNetworks(Kind):
    """Each draws her own network for herself alone; the group hears two averages, and whatever somebody chooses to share."""

    slug = "netwerk-in-kaart"
    title = "Netwerk in kaart"
    icon = "waypoints"
    method_slugs = ("netwerk-in-kaart",)
    urls = "sessions.activities.network_map.urls"
    steps = (
        Step(DRAW, "Terug naar tekenen"),
        Step(
            REFLECT,
            "Tel en toon de vragen",
            "De getallen worden opgeteld en een voor een gewist. Daarna geeft niemand er nog door.",
        ),
        Step(SHARE, "Ga naar vraag en aanbod"),
    )
    heard = (
        Heard("vraag", "Typ wat iemand zoekt", "Wat we zoeken", in_report="Wat we zoeken", hint=HINT, steps=(SHARE,)),
        Heard(
            "aanbod",
            "Typ wat iemand aanbiedt",
            "Wat we aanbieden",
            in_report="Wat we aanbieden",
            hint=HINT,
            steps=(SHARE,),
        ),
    )

    @property
    def folder(self) -> str:
        return "sessions/activities/network_map"

    def suggestion(self, item: AgendaItem | None, session: Session) -> dict[str, Any]:
        return {"question": "Wie staat er rond jouw werk?"}

    def paper(self, session: Session, item: AgendaItem | None) -> list[Sheet]:
        context = {"questions": QUESTIONS, "network": session.network.title, "per_page": 1, "pages": range(1)}
        return [Sheet("Netwerk in kaart: bladen om te tekenen", "paper/network_map.html", context)]

    def opened(self, activity: Activity, options: Mapping[str, Any], now: datetime) -> None:
        NetworkMap.objects.create(activity=activity)

    def may_go_to(self, activity: Activity, step: str) -> bool:
        # What was added up is forgotten.
        return step != DRAW and super().may_go_to(activity, step)

    def entered(self, activity: Activity, now: datetime) -> None:
        MapCount.objects.add_up(activity)

    def closed(self, activity: Activity, now: datetime) -> None:
        MapCount.objects.add_up(activity)

    def may_reopen(self, activity: Activity) -> bool:
        return activity.step != DRAW

    def regie(self, activity: Activity) -> dict[str, Any]:
        now = NetworkMap.objects.with_first().get(activity=activity)
        shared = activity.step == SHARE
        return {
            "found": found_among(ActivityLine.objects.filter(activity=activity)) if shared else [],
            "is_counting": is_counting(activity),
            "least": LEAST,
            "least_slips": LEAST_SLIPS,
            "questions": QUESTIONS,
            "slips": now.slips,
            "averages": in_words(now),
        }

    def scherm(self, activity: Activity) -> dict[str, Any]:
        says: dict[str, Any] = {"questions": QUESTIONS, "found": []}
        if activity.step == REFLECT:
            says["averages"] = in_words(NetworkMap.objects.with_first().get(activity=activity))
        if activity.step == SHARE:
            says["found"] = found_among(ActivityLine.objects.filter(activity=activity))
        return says

    def gsm(self, activity: Activity, place: Place) -> dict[str, Any] | None:
        if activity.on_paper:
            return None
        # Only that there is something, never what: somebody else may sit here later.
        is_in = activity.step == DRAW and MapFlag.objects.filter(activity=activity, place=place, is_in=True).exists()
        return {"is_in": is_in, "dark": is_in or activity.step == REFLECT, "least": LEAST}

    def ready(self, activity: Activity) -> Ready | None:
        if activity.step != DRAW:
            return None
        found = NetworkMap.objects.annotate(phones=Count("activity__map_counts")).get(activity=activity)
        done = found.phones + found.slips
        return Ready(done, max(done, Place.objects.in_room(activity.session_id).count()))

    def pretend(self, activity: Activity, place: Place, *, now: datetime, chance: Random) -> None:
        if activity.step == DRAW and chance.random() < 0.3:
            MapCount.objects.hand_in(activity, place, chance.randint(0, 5), chance.randint(0, 6))

    def report_rows(self, session: int) -> Mapping[str, QuerySet[Any, Any]]:
        return {
            "maps": NetworkMap.objects.with_first().filter(activity__session=session),
            "shared": ActivityLine.objects.filter(activity__session=session, activity__kind=self.slug),
        }

    def report(self, activity: Activity, rows: Mapping[str, Sequence[Any]]) -> list[Part]:
        lines = [line for one in rows["maps"] for line in in_words(one)]
        found = [list(pair) for pair in found_among(rows["shared"])]
        table = {"head": ["Wat iemand zoekt", "Wat iemand aanbiedt"], "rows": found}
        return [
            Part("Netwerk in kaart", "list", lines),
            *([Part("Wie met elkaar kan praten", "table", table)] if found else []),
        ]


def found_among(shared: Iterable[ActivityLine]) -> list[tuple[str, str]]:
    """Which offers meet which needs, among the lines that people chose to share."""
    lines = list(shared)
    needs = [line.text for line in lines if line.part == "vraag"]
    return matches(needs, [line.text for line in lines if line.part == "aanbod"])


def in_words(now: NetworkMap) -> list[str]:
    """*Gemiddeld van 2 naar 5 mensen aan wie ik iets vroeg.* Nothing below five answers. Needs `with_first`."""
    lines = []
    for field, whom in (("asked", "aan wie ik iets vroeg"), ("helped", "die ik hielp")):
        value = getattr(now, field)
        if value is not None:
            earlier = getattr(now, f"first_{field}")
            count = f"van {earlier} naar {value}" if earlier is not None else str(value)
            lines.append(f"Gemiddeld {count} {'mens' if value == 1 else 'mensen'} {whom}")
    return lines


KIND = MappingNetworks()
