"""Speed dating: how it is played, and who sits where in each round."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from lerendnetwerk.together import read_together
from sessions.activities.company import Company, pairs_who_sat, person_key, to_mix
from sessions.activities.speed_dating import rules
from sessions.grouping import Pair, make_rounds
from sessions.live.revisions import ALL_SCREENS, raise_revisions
from sessions.models.activity import Activity
from sessions.models.place import Place
from sessions.models.session import Session


class SpeedDatingQuerySet(models.QuerySet["SpeedDating"]):
    def with_dates(self, activity: Activity, *, only_now: bool = False) -> "tuple[SpeedDating, list[SpeedDate]]":
        """All of it, or of the round that is played now; without the people. One query."""
        dates = SpeedDate.objects.filter(dating__activity=activity)
        found = read_together(
            dating=self.filter(activity=activity),
            dates=dates.filter(round=models.F("dating__current_round")) if only_now else dates,
        )
        dating: SpeedDating = found["dating"][0]
        dating.activity = activity
        return dating, found["dates"]

    def earlier_pairs(self, session: Session, *, besides: int | None = None) -> list[Pair]:
        """Which participants of this network talked to each other in other activities; by participation. One query."""
        seats = SpeedDate.objects.filter(
            dating__activity__session__network=session.network_id, place__participation__isnull=False
        ).exclude(dating=besides)
        # Only rounds that were played count.
        played = seats.filter(round__lte=models.F("dating__current_round"))
        rows = played.values_list("dating", "round", "table", "place__participation")
        return pairs_who_sat(((dating, number, table), person) for dating, number, table, person in rows)


class SpeedDating(models.Model):
    """One time of speed dating. Its rounds up to `current_round` are played; those to come follow who is there."""

    class Size(models.IntegerChoices):
        PAIRS = 2, "per twee"
        THREES = 3, "per drie"
        FOURS = 4, "per vier"

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="speed_dating")
    size = models.PositiveSmallIntegerField("hoeveel aan een tafel", choices=Size, default=Size.PAIRS)
    talk_minutes = models.PositiveSmallIntegerField("minuten per ronde", default=rules.TALK_MINUTES)
    change_seconds = models.PositiveSmallIntegerField("seconden om te wisselen", default=rules.CHANGE_SECONDS)
    round_count = models.PositiveSmallIntegerField("rondes", default=6)
    # 0: nobody has to look for a table yet.
    current_round = models.PositiveSmallIntegerField(default=0, editable=False)
    # Each on a line of its own.
    questions = models.TextField("vragen", max_length=2000, blank=True)
    closing_questions = models.TextField("vragen om na te praten", max_length=1000, blank=True)

    objects = SpeedDatingQuerySet.as_manager()

    class Meta:
        verbose_name = "speeddaten"
        verbose_name_plural = "speeddaten"
        constraints = [
            models.CheckConstraint(
                condition=Q(current_round__lte=models.F("round_count")),
                name="speed_dating_round_exists",
                violation_error_message="Er zijn niet zoveel rondes.",
            ),
            models.CheckConstraint(
                condition=Q(size__in=[2, 3, 4]),
                name="speed_dating_size",
                violation_error_message="Kies twee, drie of vier aan een tafel.",
            ),
        ]

    def __str__(self) -> str:
        return f"speeddaten {self.activity_id}"

    @property
    def is_over(self) -> bool:
        return self.current_round >= self.round_count

    @property
    def next_round(self) -> int | None:
        return None if self.is_over else self.current_round + 1

    @property
    def previous_round(self) -> int:
        """0: before the first."""
        return max(0, self.current_round - 1)

    @property
    def round_seconds(self) -> int:
        return rules.seconds_of(1, self.talk_minutes, self.change_seconds)

    @property
    def seconds_to_come(self) -> int:
        return (self.round_count - self.current_round) * self.round_seconds

    @property
    def duration_in_words(self) -> str:
        """Of the rounds to come."""
        return rules.in_words(self.seconds_to_come)

    @property
    def talk_in_words(self) -> str:
        return rules.in_words(self.talk_minutes * 60)

    @property
    def change_in_words(self) -> str:
        return rules.in_words(self.change_seconds)

    @property
    def closing_question_list(self) -> list[str]:
        return rules.lines_of(self.closing_questions)

    def question_of(self, number: int) -> str:
        return rules.question_for(number, rules.lines_of(self.questions))

    def seed(self) -> int:
        """The same for all of a session: slips that were printed beforehand stay right when everybody came."""
        return self.activity.session_id

    def deal(self) -> None:
        """Make the rounds to come, for who is there now. What was played stays. Inside the caller's transaction."""
        company = Company.of(self.activity.session_id)
        people = to_mix(company.here)
        keys = {place.pk: person_key(place) for place in company.places}
        played = self.dates.filter(round__lte=self.current_round)
        met = pairs_who_sat(((date.round, date.table), keys[date.place_id]) for date in played)
        if not self.current_round:
            self.round_count = max(1, min(self.round_count, rules.most_rounds(len(people), self.size) or 1))
            self.save(update_fields=["round_count"])
        rounds = make_rounds(
            people,
            self.round_count - self.current_round,
            size=self.size,
            met=met,
            earlier=SpeedDating.objects.earlier_pairs(self.activity.session, besides=self.pk),
            seed=self.seed() + self.current_round,
        )
        self.dates.filter(round__gt=self.current_round).delete()
        SpeedDate.objects.bulk_create(
            SpeedDate(dating=self, round=number, table=table, place=company.by_key[key])
            for number, tables in enumerate(rounds, start=self.current_round + 1)
            for table, people_at in enumerate(tables, start=1)
            for key in people_at
        )

    def _change(self) -> Activity:
        """Lock what this belongs to, and read both as they are now."""
        activity = self.activity.lock()
        session = self.activity.session
        self.refresh_from_db()
        activity.session = session
        self.activity = activity
        return activity

    def fits_who_is_here(self) -> bool:
        """Whether the next round seats exactly who is there now."""
        here = {place.pk for place in Place.objects.in_room(self.activity.session_id)}
        return here == set(self.dates.filter(round=self.current_round + 1).values_list("place", flat=True))

    def begin(self, number: int, *, now: datetime) -> bool:
        """Start round `number`, or go back to the one before; False when that is not next to where we are.

        Who came or left since changes only rounds that have not begun.
        """
        with transaction.atomic():
            activity = self._change()
            if not activity.is_open:
                return False
            if number == self.current_round:
                return True
            if abs(number - self.current_round) != 1 or not 0 <= number <= self.round_count:
                return False
            if number > self.current_round:
                Place.objects.settle(self.activity.session)
                if not self.fits_who_is_here():
                    self.deal()
            self.current_round = number
            self.save(update_fields=["current_round"])
            ends_at = now + timedelta(seconds=self.round_seconds) if number else None
            minutes = -(-self.round_seconds // 60) if number else 0
            Activity.objects.filter(pk=activity.pk).update(timer_ends_at=ends_at, timer_minutes=minutes)
            raise_revisions(activity.session_id, *ALL_SCREENS)
        return True

    def replan(self, *, round_count: int, talk_minutes: int, change_seconds: int) -> None:
        """Play longer, shorter, or with who came meanwhile, from the next round on."""
        with transaction.atomic():
            activity = self._change()
            self.round_count = max(round_count, self.current_round, 1)
            self.talk_minutes, self.change_seconds = talk_minutes, change_seconds
            self.save(update_fields=["round_count", "talk_minutes", "change_seconds"])
            if activity.is_open:
                Place.objects.settle(self.activity.session)
                self.deal()
            raise_revisions(activity.session_id, *ALL_SCREENS)


class SpeedDate(models.Model):
    """Somebody sits at a table in a round."""

    dating = models.ForeignKey(SpeedDating, on_delete=models.CASCADE, related_name="dates")
    round = models.PositiveSmallIntegerField()
    table = models.PositiveSmallIntegerField()
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "speeddate"
        verbose_name_plural = "speeddates"
        ordering = ["round", "table", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dating", "round", "place"],
                name="one_table_per_round",
                violation_error_message="Deze persoon zit in deze ronde al aan een tafel.",
            )
        ]

    def __str__(self) -> str:
        return f"ronde {self.round}, tafel {self.table}"


type Tables = dict[int, list[list[int]]]


def tables_per_round(dates: list[SpeedDate]) -> Tables:
    """For each round its tables in order, each with the ids of the places."""
    rounds: Tables = {}
    for number, of_round in groupby(dates, key=lambda date: date.round):
        rounds[number] = [[date.place_id for date in at] for _, at in groupby(of_round, key=lambda date: date.table)]
    return rounds


def repeats(rounds: Tables) -> int:
    """How many times two people sit together again."""
    met: Counter[Any] = Counter(
        pair
        for tables in rounds.values()
        for pair in pairs_who_sat((n, one) for n, t in enumerate(tables) for one in t)
    )
    return sum(times - 1 for times in met.values())
