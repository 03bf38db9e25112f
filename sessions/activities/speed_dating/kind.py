from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import F, QuerySet
from django.utils import timezone

from lerendnetwerk.templatetags.look import in_words
from sessions.activities.company import Company, to_mix
from sessions.activities.face import Heard, Kind, Part, Sheet, Step
from sessions.activities.speed_dating import rules
from sessions.activities.speed_dating.forms import SpeedDatingStartForm
from sessions.activities.speed_dating.models import (
    SpeedDate,
    SpeedDating,
    repeats,
    tables_per_round,
)
from sessions.grouping import LARGE_GROUP, make_rounds
from sessions.models.place import Place

if TYPE_CHECKING:
    from sessions.models import Activity, AgendaItem, Session

ROUNDS, TALK = "rondes", "napraten"
SLIPS = "Strookjes voor het speeddaten"


@dataclass(frozen=True)
class Table:
    number: int
    people: list[str]


@dataclass(frozen=True)
class RoundShown:
    number: int
    state: str  # voorbij, nu, komt
    tables: list[Table]


class SpeedDatingKind(Kind):
    slug = "speeddaten"
    title = "Speeddaten"
    icon = "users"
    method_slugs = ("speeddaten",)
    start_form = SpeedDatingStartForm
    heard = (
        Heard(
            "kring",
            button="Typ wat de groep zegt",
            title="Wat de groep zei",
            in_report="Wat de groep na het speeddaten zei",
            label="Wat de groep zei",
            hint="Eén punt per regel, zonder namen. Het komt in het verslag.",
            steps=(TALK,),
        ),
    )
    steps = (Step(ROUNDS, "Terug naar de rondes"), Step(TALK, "Praat na in de kring"))
    urls = "sessions.activities.speed_dating.urls"

    @property
    def folder(self) -> str:
        return "sessions/activities/speed_dating"

    def suggestion(self, item: "AgendaItem | None", session: "Session") -> dict[str, Any]:
        return {"round_count": rules.rounds_that_fit(item.minutes if item else 0)}

    def opened(self, activity: "Activity", options: Mapping[str, Any], now: datetime) -> None:
        here = Place.objects.in_room(activity.session_id).count()
        dating = SpeedDating.objects.create(
            activity=activity,
            size=options.get("size") or SpeedDating.Size.PAIRS if here >= LARGE_GROUP else SpeedDating.Size.PAIRS,
            talk_minutes=options.get("talk_minutes") or rules.TALK_MINUTES,
            change_seconds=options.get("change_seconds", rules.CHANGE_SECONDS),
            round_count=options.get("round_count") or 6,
            questions=options.get("questions", rules.ROUND_QUESTIONS),
            closing_questions=options.get("closing_questions", rules.CLOSING_QUESTIONS),
        )
        dating.deal()

    def may_go_to(self, activity: "Activity", step: str) -> bool:
        """There is nothing to talk about before the first round."""
        return super().may_go_to(activity, step) and (step == ROUNDS or activity.speed_dating.current_round > 0)

    def entered(self, activity: "Activity", now: datetime) -> None:
        # The last round's time is over when the group sits in a circle again.
        type(activity).objects.filter(pk=activity.pk).update(timer_ends_at=None, timer_minutes=0)

    def regie(self, activity: "Activity") -> dict[str, Any]:
        company = Company.of(activity.session_id)
        dating, dates = SpeedDating.objects.with_dates(activity)
        rounds = tables_per_round(dates)
        # Who is there but not in the next round, or the other way round.
        planned = {one for table in rounds.get(dating.next_round or 0, []) for one in table}
        came, left = company.here_ids - planned, planned - company.here_ids
        return {
            "dating": dating,
            "main_here": activity.step == ROUNDS and not dating.is_over,
            "rounds": [_shown(number, tables, dating, company.names) for number, tables in rounds.items()],
            "people_count": len(company.here),
            "came": company.named(sorted(came)) if dating.next_round else [],
            "left": company.named(sorted(left)) if dating.next_round else [],
            "repeats": repeats(rounds),
            "until": timezone.now() + timedelta(seconds=dating.seconds_to_come),
            "question": dating.question_of(dating.current_round),
            "next_question": dating.question_of(dating.next_round or 0),
        }

    def scherm(self, activity: "Activity") -> dict[str, Any]:
        company = Company.of(activity.session_id)
        dating, dates = SpeedDating.objects.with_dates(activity, only_now=True)
        tables = tables_per_round(dates).get(dating.current_round, [])
        return {
            "dating": dating,
            "tables": _tables(tables, company.names),
            "crowd": "many" if len(tables) > 16 else "some" if len(tables) > 8 else "few",
            "question": dating.question_of(dating.current_round),
        }

    def gsm(self, activity: "Activity", place: Place) -> dict[str, Any] | None:
        if activity.on_paper or activity.step != ROUNDS or not activity.is_open:
            return None
        dating, dates = SpeedDating.objects.with_dates(activity, only_now=True)
        mine = next((date for date in dates if date.place_id == place.pk), None)
        if mine is None:
            return {"dating": dating, "table": None}
        others = [date.place_id for date in dates if date.table == mine.table and date.place_id != place.pk]
        people = Place.objects.filter(pk__in=others).with_people().order_by("pk")
        return {
            "dating": dating,
            "table": mine.table,
            "others": [one.full_name for one in people],
            "question": dating.question_of(dating.current_round),
        }

    def report_rows(self, session: int) -> "Mapping[str, QuerySet[Any, Any]]":
        return {
            "dating": SpeedDating.objects.filter(activity__session=session),
            "dates": SpeedDate.objects.filter(
                dating__activity__session=session, round__lte=F("dating__current_round")
            ).annotate(activity_id=F("dating__activity")),
        }

    def report(self, activity: "Activity", rows: Mapping[str, Sequence[Any]]) -> list[Part]:
        """How it was played and what was said afterwards; never who talked with whom."""
        dating: SpeedDating = rows["dating"][0]
        people = len({date.place_id for date in rows["dates"]})
        played = "1 ronde" if dating.current_round == 1 else f"{dating.current_round} rondes"
        told = f"{people} mensen praatten in {played} van {dating.talk_in_words} met telkens iemand anders."
        return [Part(self.title, "text", told)] if people else []

    def paper(self, session: "Session", item: "AgendaItem | None") -> list[Sheet]:
        """Slips to cut out. Made beforehand they are for who is expected; when all of them come, they stay right."""
        dating = SpeedDating.objects.filter(activity__session=session, activity__state="open").order_by("-pk").first()
        if dating:
            company = Company.of(session.pk)
            rounds = tables_per_round(list(dating.dates.all()))
            return [_slips(company.places, rounds, rules.lines_of(dating.questions))]
        expected = session.network.participations.expected_at(session.number).with_people()
        places = [Place(pk=one.pk, session=session, participation=one) for one in expected]
        count = min(rules.rounds_that_fit(item.minutes if item else 0), rules.most_rounds(len(places), 2))
        earlier = SpeedDating.objects.earlier_pairs(session)
        made = make_rounds(to_mix(places), count, earlier=earlier, seed=session.pk)
        planned = {number: [list(table) for table in tables] for number, tables in enumerate(made, start=1)}
        return [_slips(places, planned, rules.lines_of(rules.ROUND_QUESTIONS))]


def _shown(number: int, tables: list[list[int]], dating: SpeedDating, names: Mapping[int, str]) -> RoundShown:
    state = "voorbij" if number < dating.current_round else "nu" if number == dating.current_round else "komt"
    return RoundShown(number, state, _tables(tables, names))


def _tables(tables: list[list[int]], names: Mapping[int, str]) -> list[Table]:
    return [Table(number, [names[one] for one in people]) for number, people in enumerate(tables, start=1)]


def _slips(places: Sequence[Place], rounds: Mapping[int, list[list[int]]], questions: Sequence[str]) -> Sheet:
    names = {place.pk: place.full_name for place in places}
    stops: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for number, tables in rounds.items():
        for table, people in enumerate(tables, start=1):
            for one in people:
                others = in_words([names[other] for other in people if other != one])
                stops[one].append({"number": number, "who": others, "table": table})
    slips = [
        {"name": place.full_name, "organisation": place.organisation_label, "rounds": stops[place.pk]}
        for place in sorted(places, key=lambda place: place.full_name.casefold())
        if place.pk in stops
    ]
    return Sheet(SLIPS, "paper/slips.html", {"title": SLIPS, "slips": slips, "questions": questions})


KIND = SpeedDatingKind()
