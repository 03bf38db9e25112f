"""Statements one by one, and where the group stands: counted in the room, and on phones without anybody's name."""

from collections.abc import Sequence
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, Count, F, Max, Q, When

from sessions.activities.statements.rules import (
    AGAIN,
    LONGEST_STATEMENT,
    MOST_PEOPLE,
    MOST_STATEMENTS,
    NEXT,
    VOTING,
    Camp,
    Moment,
    Phase,
    Spread,
    counted,
    may_turn,
)
from sessions.live.revisions import ALL_SCREENS, Screen, raise_revisions
from sessions.models.activity import Activity
from sessions.models.place import Place


class StatementQuerySet(models.QuerySet["Statement"]):
    def with_spreads(self) -> "StatementQuerySet":
        """Each with both its counts. Two queries."""
        return self.prefetch_related("tallies")

    def with_votes(self) -> "StatementQuerySet":
        """Each with how many chose on a phone in the vote that is open: never what."""
        counted = self.annotate(vote_count=Count("tallies__votes__place", distinct=True))
        # Counting groups the rows, and then the order of the model no longer counts.
        return counted.order_by("position", "pk")

    def on_screen(self, activity: Activity) -> "Statement | None":
        return self.filter(activity=activity, is_asked=True).with_spreads().first()

    def write(self, activity: Activity, texts: Sequence[str], *, key: str) -> None:
        """Put statements at the end; the same key again adds nothing. Raises ValidationError when there are too many."""
        with transaction.atomic():
            activity.lock()
            mine = self.filter(activity=activity)
            if mine.filter(key__startswith=f"{key}-").exists():
                return
            if mine.count() + len(texts) > MOST_STATEMENTS:
                raise ValidationError(f"Hou het bij {MOST_STATEMENTS} stellingen: meer houdt een groep niet vol.")
            first = (mine.aggregate(last=Max("position"))["last"] or 0) + 1
            made = Statement.objects.bulk_create(
                Statement(activity=activity, text=text, position=first + number, key=f"{key}-{number}")
                for number, text in enumerate(texts)
            )
            StatementTally.objects.bulk_create(
                StatementTally(statement=statement, moment=moment) for statement in made for moment in Moment.values
            )
            raise_revisions(activity.session_id, *ALL_SCREENS)


class Statement(models.Model):
    """One sentence to agree or disagree with, and how far the group is with it."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="statements")
    text = models.CharField("stelling", max_length=LONGEST_STATEMENT)
    position = models.PositiveSmallIntegerField(default=0)
    is_asked = models.BooleanField(default=False, editable=False)
    phase = models.CharField(max_length=8, choices=Phase, default=Phase.BEFORE)
    key = models.CharField(max_length=40, editable=False)

    objects = StatementQuerySet.as_manager()

    # Filled by `with_votes`.
    vote_count = 0

    class Meta:
        verbose_name = "stelling"
        verbose_name_plural = "stellingen"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "key"],
                name="statement_once_by_key",
                violation_error_message="Deze stelling staat er al.",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def moment(self) -> Moment | None:
        """For which spread people choose now; None while they talk, and afterwards."""
        return VOTING.get(Phase(self.phase))

    def tally(self, moment: str) -> "StatementTally":
        return next(tally for tally in self.tallies.all() if tally.moment == moment)

    @property
    def open_tally(self) -> "StatementTally | None":
        return self.tally(self.moment) if self.moment else None

    @property
    def before(self) -> Spread:
        """Nothing until that vote is closed."""
        return Spread() if self.phase == Phase.BEFORE else self.tally(Moment.BEFORE).spread

    @property
    def after(self) -> Spread:
        return self.tally(Moment.AFTER).spread if self.phase == Phase.DONE else Spread()

    @property
    def leaves_out_phones(self) -> bool:
        """Whether a spread that is shown has people of the room alone: too few chose on a phone, or nobody."""
        shown = [self.tally(at) for at, spread in zip(Moment, (self.before, self.after), strict=True) if spread.total]
        return any(tally.spread == tally.room for tally in shown)

    def ask(self) -> bool:
        """This one on all screens; what was being chosen there is counted first. False when it is over."""
        with transaction.atomic():
            activity = self.activity.lock()
            if not activity.is_open:
                return False
            for other in Statement.objects.filter(activity=activity, is_asked=True).exclude(pk=self.pk):
                other.count_votes(when_any=True)
            Statement.objects.filter(activity=activity).update(
                is_asked=Case(When(pk=self.pk, then=True), default=False)
            )
            Activity.objects.filter(pk=activity.pk).update(question=self.text)
            raise_revisions(activity.session_id, *ALL_SCREENS)
        return True

    def turn_to(self, phase: str, *, seen: str) -> bool:
        """On, or back to choosing, from the phase that the page showed; False when it stands elsewhere by now."""
        with transaction.atomic():
            activity = self.activity.lock()
            self.refresh_from_db(fields=["phase"])
            if self.phase == phase:
                return True
            if not activity.is_open or self.phase != seen or not may_turn(seen, phase):
                return False
            if AGAIN.get(Phase(seen)) == phase:
                moment = VOTING[Phase(phase)]
                nothing = {f"phone_{name}": 0 for name in Spread._fields}
                self.tallies.filter(moment=moment).update(turn=F("turn") + 1, **nothing)
                self._go_to(phase)
            else:
                self.count_votes(when_any=False)
            raise_revisions(activity.session_id, *ALL_SCREENS)
        return True

    def count_votes(self, *, when_any: bool) -> None:
        """Close the vote that is open: only totals stay. `when_any`: leave it open when nobody chose or was counted yet.

        Inside the transaction in which the activity is locked.
        """
        if self.moment:
            tally = StatementTally.objects.get(statement=self, moment=self.moment)
            votes = tally.votes.order_by("pk").values_list("place", "camp")
            if when_any and not votes.exists() and not tally.room.total:
                return
            found = counted(votes)
            tally.phone_agree, tally.phone_undecided, tally.phone_disagree = found
            tally.save(update_fields=["phone_agree", "phone_undecided", "phone_disagree"])
            tally.votes.all().delete()
        if (after := NEXT.get(Phase(self.phase))) is not None:
            self._go_to(after)

    def _go_to(self, phase: str) -> None:
        self.phase = phase
        self.save(update_fields=["phase"])

    def count_in_room(self, moment: str, spread: Spread) -> None:
        """How many stand where, as the facilitator counted; also after closing. It replaces what was typed before."""
        with transaction.atomic():
            activity = self.activity.lock()
            typed = {f"room_{name}": number for name, number in spread._asdict().items()}
            self.tallies.filter(moment=moment).update(**typed)
            if not activity.is_open and spread.total:
                # Nobody chooses any more: what was noted on paper counts at once.
                self.refresh_from_db(fields=["phase"])
                if moment == Moment.AFTER:
                    self._go_to(Phase.DONE)
                elif self.phase == Phase.BEFORE:
                    self._go_to(Phase.TALK)
            raise_revisions(self.activity.session_id, Screen.REGIE, Screen.SCHERM)


class StatementTally(models.Model):
    """How many stand in each camp at one moment: people in the room, and phones once their vote is closed."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="tallies")
    moment = models.CharField(max_length=6, choices=Moment)
    # Raised when the same vote is held again: a choice of an earlier turn comes too late.
    turn = models.PositiveSmallIntegerField(default=1, editable=False)
    room_agree = models.PositiveSmallIntegerField("eens", default=0)
    room_undecided = models.PositiveSmallIntegerField("onbeslist", default=0)
    room_disagree = models.PositiveSmallIntegerField("oneens", default=0)
    phone_agree = models.PositiveSmallIntegerField(default=0, editable=False)
    phone_undecided = models.PositiveSmallIntegerField(default=0, editable=False)
    phone_disagree = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "stand bij een stelling"
        verbose_name_plural = "standen bij stellingen"
        ordering = ["statement", "-moment"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "moment"],
                name="statement_tally_once",
                violation_error_message="Deze stand is er al.",
            ),
            models.CheckConstraint(
                condition=Q(
                    room_agree__lte=MOST_PEOPLE, room_undecided__lte=MOST_PEOPLE, room_disagree__lte=MOST_PEOPLE
                ),
                name="statement_tally_fits_a_room",
                violation_error_message=f"Hoogstens {MOST_PEOPLE} mensen in een kamp.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.moment}: {self.spread.in_words}"

    @property
    def room(self) -> Spread:
        return Spread(self.room_agree, self.room_undecided, self.room_disagree)

    @property
    def spread(self) -> Spread:
        return self.room.plus(Spread(self.phone_agree, self.phone_undecided, self.phone_disagree))


class VoteQuerySet(models.QuerySet["StatementVote"]):
    def choose(self, tally: StatementTally, place: Place, camp: str, *, turn: int, key: str) -> bool:
        """Where somebody stands; the last choice counts, and one that was sent twice counts where it came first.

        False when that vote is closed.
        """
        with transaction.atomic():
            activity = tally.statement.activity.lock()
            tally.statement.refresh_from_db(fields=["phase", "is_asked"])
            tally.refresh_from_db(fields=["turn"])
            statement = tally.statement
            if not activity.is_open or not statement.is_asked or (statement.moment, tally.turn) != (tally.moment, turn):
                return False
            if not self.filter(tally=tally, key=key).exists():
                self.create(tally=tally, place=place, camp=camp, key=key)
            # Nobody may see what is chosen; the regie only counts how many did.
            raise_revisions(activity.session_id, Screen.REGIE)
        return True

    def of(self, activity: Activity, place: Place) -> Self:
        """What somebody chose in the vote that is open: all other votes are counted and gone. The last one counts."""
        return self.filter(tally__statement__activity=activity, place=place).order_by("-pk")


class StatementVote(models.Model):
    """A choice on a phone. Only until that vote is closed; then this row is gone, and one of three numbers is higher."""

    tally = models.ForeignKey(StatementTally, on_delete=models.CASCADE, related_name="votes")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    camp = models.CharField(max_length=9, choices=Camp)
    # Made on the phone. A row per choice, so that an old one which arrives again overwrites nothing.
    key = models.CharField(max_length=40, editable=False)

    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = "keuze bij een stelling"
        verbose_name_plural = "keuzes bij stellingen"
        constraints = [
            models.UniqueConstraint(
                fields=["tally", "key"],
                name="statement_vote_once_by_key",
                violation_error_message="Deze keuze is al bewaard.",
            )
        ]

    def __str__(self) -> str:
        return "keuze"
