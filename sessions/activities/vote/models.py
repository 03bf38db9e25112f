"""A vote: what is asked, what there is to choose, and ballots that are nobody's any more once they are counted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from random import SystemRandom

from django.db import models, transaction
from django.db.models import F, Q

from sessions.activities.keyed import new_key
from sessions.activities.vote import rules
from sessions.live.revisions import Screen, raise_revisions
from sessions.models.activity import Activity
from sessions.models.notes import Decision, SavedElsewhere
from sessions.models.place import Place
from sessions.models.session import Session

VOTING, RESULT = "stemmen", "uitslag"
LONGEST_OPTION = 120
LONGEST_REASON = 500


class Vote(models.Model):
    """What one vote is about and how it goes; after counting, what came of it."""

    class About(models.TextChoices):
        THEME = "thema", "een thema"
        DATE = "datum", "een datum"
        PROPOSAL = "voorstel", "een voorstel"

    class Way(models.TextChoices):
        DOTS = "stippen", "Stippen: ieder verdeelt er enkele"
        CONSENT = "consent", "Akkoord of bezwaar: kan iedereen ermee verder?"
        RANKING = "volgorde", "Volgorde: ieder zet de keuzes op een rij"

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="vote")
    about = models.CharField("waarover", max_length=10, choices=About, default=About.THEME)
    way = models.CharField("hoe", max_length=10, choices=Way, default=Way.DOTS)
    dots_each = models.PositiveSmallIntegerField("stippen per persoon", default=3)
    # Said on each phone before anybody votes: a reason with the name, or without.
    names_shown = models.BooleanField("bezwaar met naam", default=False)
    # Of the phones; written once, when the vote closes.
    counted = models.PositiveSmallIntegerField(default=0, editable=False)
    counted_agrees = models.PositiveSmallIntegerField(default=0, editable=False)
    # From paper: how many voted by dots, or how many agreed; and reasons, or orders such as `2 1 3`, one per line.
    paper_count = models.PositiveSmallIntegerField("op papier", default=0)
    paper_lines = models.TextField("van papier", max_length=20_000, blank=True)
    paper_version = models.PositiveIntegerField(default=1, editable=False)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    theme_of = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    class Meta:
        verbose_name = "stemming"
        verbose_name_plural = "stemmingen"
        constraints = [
            models.CheckConstraint(
                condition=Q(dots_each__gte=1, dots_each__lte=rules.MOST_DOTS),
                name="vote_one_to_five_dots",
                violation_error_message="Geef iedereen 1 tot 5 stippen.",
            )
        ]

    def __str__(self) -> str:
        return f"stemming {self.activity_id}"

    @property
    def is_by_dots(self) -> bool:
        return self.way == self.Way.DOTS

    @property
    def is_by_consent(self) -> bool:
        return self.way == self.Way.CONSENT

    @property
    def is_by_ranking(self) -> bool:
        return self.way == self.Way.RANKING

    @property
    def dot_choices(self) -> range:
        return range(self.dots_each + 1)

    def cast(
        self,
        place: Place,
        *,
        key: str,
        turn: int,
        marks: Mapping[int, int] | None = None,
        agrees: bool | None = None,
        reason: str = "",
    ) -> bool:
        """The whole vote of one person replaces what that person chose before. False when the vote is closed.

        `turn`: when it was chosen, in milliseconds of our clock; what was chosen earlier and arrives later changes nothing.
        `marks`: dots, or the place in the row, by option.
        """
        with transaction.atomic():
            activity = self.activity.lock()
            if not activity.is_open or activity.step != VOTING:
                # A phone that did not hear that it counted, hears it now.
                return self.ballots.filter(key=key).exists()
            ballot = self.ballots.filter(place=place).first()
            if ballot is not None and ballot.turn > turn:
                return True
            if ballot is None:
                ballot = Ballot(vote=self, place=place)
            if self.ballots.filter(key=key).exclude(pk=ballot.pk).exists():
                key = new_key()  # of another phone: never one vote less
            ballot.key, ballot.turn, ballot.agrees, ballot.reason = key, turn, agrees, reason
            ballot.save()
            ballot.marks.all().delete()
            BallotMark.objects.bulk_create(
                BallotMark(ballot=ballot, option_id=option, number=number) for option, number in (marks or {}).items()
            )
            # Hidden: no other screen may even tell that somebody voted.
            raise_revisions(activity.session_id, Screen.REGIE)
        return True

    def count(self) -> None:
        """Add up, and forget in the same moment whose ballot was whose. Inside the caller's transaction, under its lock."""
        ballots = list(self.ballots.all())
        if any(ballot.place_id is None for ballot in ballots):
            return  # counted already
        options = self.options.count()
        points: Counter[int] = Counter()
        for option, number in BallotMark.objects.filter(ballot__vote=self).values_list("option", "number"):
            points[option] += rules.points_for(number, options) if self.is_by_ranking else number
        for option, total in points.items():
            self.options.filter(pk=option).update(points=total)
        # Neither a column nor the order of rows says whose they were: only that a key was counted stays.
        SystemRandom().shuffle(ballots)
        Objection.objects.bulk_create(
            Objection(vote=self, place=ballot.place if self.names_shown else None, text=ballot.reason)
            for ballot in ballots
            if ballot.agrees is False
        )
        self.ballots.all().delete()
        SystemRandom().shuffle(ballots)
        Ballot.objects.bulk_create(Ballot(vote=self, key=ballot.key) for ballot in ballots)
        self.counted = len(ballots)
        self.counted_agrees = sum(ballot.agrees is True for ballot in ballots)
        self.save(update_fields=["counted", "counted_agrees"])

    def type_in(self, *, version: int, count: int, lines: str, dots: Mapping[int, int]) -> None:
        """All that was voted on paper, in place of what was typed before. Raises SavedElsewhere."""
        with transaction.atomic():
            activity = self.activity.lock()
            rows = Vote.objects.filter(pk=self.pk)
            same = Q(paper_count=count, paper_lines=lines)
            if not rows.filter(Q(paper_version=version) | same).update(
                paper_count=count, paper_lines=lines, paper_version=version + 1
            ):
                self.refresh_from_db()
                raise SavedElsewhere(self.paper_lines, self.paper_version)
            for option, number in dots.items():
                self.options.filter(pk=option).update(paper_points=number)
            is_over = activity.step == RESULT
            raise_revisions(activity.session_id, Screen.REGIE, *([Screen.SCHERM] if is_over else []))

    def decide(self, session: Session, text: str) -> Decision:
        """The outcome as a decision of the session; the second time the same one."""
        with transaction.atomic():
            self.activity.lock()
            self.refresh_from_db()
            if self.decision is None:
                self.decision = Decision.write(session, f"stemming-{self.pk}", 0, text=text)
                self.save(update_fields=["decision"])
            raise_revisions(session.pk, Screen.REGIE)
        return self.decision

    def become_theme(self, option: "VoteOption", session: Session) -> None:
        """The theme of a session; the last choice stands."""
        with transaction.atomic():
            self.activity.lock()
            Session.objects.filter(pk=session.pk).update(theme=option.text)
            Vote.objects.filter(pk=self.pk).update(theme_of=session)
            raise_revisions(self.activity.session_id, *Screen)
        self.theme_of = session


class VoteOption(models.Model):
    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="options")
    text = models.CharField("keuze", max_length=LONGEST_OPTION)
    position = models.PositiveSmallIntegerField(default=0)
    # Dots or points of the phones; written once, when the vote closes.
    points = models.PositiveIntegerField(default=0, editable=False)
    paper_points = models.PositiveIntegerField("stippen op papier", default=0)
    # Phones and paper together; filled by `result_of`.
    points_all = 0

    class Meta:
        verbose_name = "keuze bij een stemming"
        verbose_name_plural = "keuzes bij een stemming"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def number(self) -> int:
        """As it stands on a ballot."""
        return self.position + 1


class Ballot(models.Model):
    """What one person voted, until it is counted; after that only that this key was counted."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="ballots")
    place = models.ForeignKey(Place, null=True, on_delete=models.CASCADE, related_name="+")
    agrees = models.BooleanField(null=True)
    reason = models.CharField("bezwaar", max_length=LONGEST_REASON, blank=True)
    # Made on the phone.
    key = models.CharField(max_length=32, editable=False)
    turn = models.BigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "stem"
        verbose_name_plural = "stemmen"
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "place"],
                name="one_ballot_each",
                violation_error_message="Deze persoon stemde al.",
            ),
            models.UniqueConstraint(
                fields=["vote", "key"],
                name="ballot_once_by_key",
                violation_error_message="Deze stem is er al.",
            ),
            models.CheckConstraint(
                condition=~Q(agrees=False) | ~Q(reason=""),
                name="objection_has_a_reason",
                violation_error_message="Zeg wat je bezwaar is, anders kan de groep er niets mee.",
            ),
        ]

    def __str__(self) -> str:
        return f"stem {self.pk}"


class BallotMark(models.Model):
    """Dots on an option, or its place in the row."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="marks")
    option = models.ForeignKey(VoteOption, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "option"],
                name="one_mark_per_option",
                violation_error_message="Deze keuze staat er twee keer.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=rules.MOST_OPTIONS),
                name="mark_counts",
                violation_error_message="Kies een getal van 1 tot 10.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} op {self.option_id}"


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def with_names(self) -> "ObjectionQuerySet":
        """Whose it is, where that was said beforehand."""
        person = "place__participation__person__"
        return self.annotate(
            guest=F("place__name"), first_name=F(f"{person}first_name"), last_name=F(f"{person}last_name")
        )


class Objection(models.Model):
    """Why somebody could not go along; there from the moment that the vote is closed."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="objections")
    place = models.ForeignKey(Place, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField("bezwaar", max_length=LONGEST_REASON)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = "bezwaar"
        verbose_name_plural = "bezwaren"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


def options_in_order(vote: Vote, texts: Sequence[str]) -> None:
    VoteOption.objects.bulk_create(
        VoteOption(vote=vote, text=text, position=position) for position, text in enumerate(texts)
    )
