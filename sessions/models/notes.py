"""What was said and agreed. Every row carries a key made where it was written, so that nothing is saved twice,
and a version, so that two people who edit the same text both keep theirs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Max

from networks.models import Expectation, Participation
from sessions.models.session import Session


class SavedElsewhere(Exception):  # noqa: N818
    """Somebody else saved another text in between; `theirs` is what stands there now."""

    def __init__(self, theirs: str, version: int) -> None:
        super().__init__()
        self.theirs, self.version = theirs, version


class Written(models.Model):
    session_id: int

    text = models.TextField("tekst", max_length=2000)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1, editable=False)
    # Made by the page that wrote the row; the same key twice is the same row.
    key = models.CharField(max_length=32, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text[:80]

    @classmethod
    def write(cls, session: Session, key: str, version: int, **values: Any) -> Self:
        """A new row at the end of its list. The same key again corrects the row that it made. Raises SavedElsewhere."""
        with transaction.atomic():
            if not key:
                return cls._default_manager.create(session=session, **cls._at_the_end(session, values))
            row, made = cls._default_manager.get_or_create(
                session=session, key=key, defaults=cls._at_the_end(session, values)
            )
            if not made:
                row.correct(max(version, 1), **values)
            return row

    def correct(self, version: int, **values: Any) -> None:
        """Save on top of `version`. Raises SavedElsewhere when that is no longer what stands there."""
        with transaction.atomic():
            if self._says(values):
                return
            rows = type(self)._default_manager.filter(pk=self.pk)
            saved = rows.filter(version=version).update(version=version + 1, **values)
            self.refresh_from_db()
            # The same text again is a repeat whose answer got lost, not a conflict.
            if not saved and not self._says(values):
                raise SavedElsewhere(self.text, self.version)

    def move(self, step: int) -> None:
        """One place up (-1) or down (1) in its list."""
        with transaction.atomic():
            rows = list(self.beside())
            here = next(index for index, row in enumerate(rows) if row.pk == self.pk)
            there = min(max(here + step, 0), len(rows) - 1)
            rows.insert(there, rows.pop(here))
            for position, row in enumerate(rows):
                row.position = position
            type(self)._default_manager.bulk_update(rows, ["position"])

    def beside(self) -> models.QuerySet[Self]:
        """The list in which this row stands, in order."""
        return self.list_of(self.session_id, {}).order_by("position", "pk")

    @classmethod
    def list_of(cls, session_id: int, values: Mapping[str, Any]) -> models.QuerySet[Self]:
        return cls._default_manager.filter(session_id=session_id)

    @classmethod
    def _at_the_end(cls, session: Session, values: dict[str, Any]) -> dict[str, Any]:
        last = cls.list_of(session.pk, values).aggregate(last=Max("position"))["last"]
        return {**values, "position": 0 if last is None else last + 1}

    def hangs_on_it(self) -> list[models.Model]:
        """What goes, or loses its way, when this row is taken away: put back together with it."""
        return []

    def _says(self, values: dict[str, Any]) -> bool:
        return all(getattr(self, name) == value for name, value in values.items())


def key_once(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=["session", "key"], condition=~models.Q(key=""), name=name)


class SummaryPoint(Written):
    class Outcome(models.TextChoices):
        DONE = "rond", "rond"
        FURTHER = "verder", "verder"
        PARKED = "geparkeerd", "geparkeerd"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="summary_points")
    outcome = models.CharField("hoe staat het", max_length=12, choices=Outcome, default=Outcome.DONE)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [key_once("summary_point_key_once")]


class Note(Written):
    """The short lists of a session."""

    class Kind(models.TextChoices):
        TIP = "tip", "tip"
        LEARNING_POINT = "leerpunt", "leerpunt"
        GOOD = "goed", "wat liep goed"
        DIFFERENT = "anders", "wat doen we anders"
        PROPOSAL = "agenda", "voorstel voor de volgende agenda"
        SPEAKER = "spreker", "voorstel voor een spreker"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="short_notes")
    kind = models.CharField(max_length=10, choices=Kind)
    # Learning points only: ticked one by one for the programme's edition.
    for_programme = models.BooleanField("ook voor het programma", default=False)

    class Meta:
        ordering = ["kind", "position", "pk"]
        constraints = [key_once("note_key_once")]

    def beside(self) -> models.QuerySet["Note"]:
        return self.list_of(self.session_id, {"kind": self.kind}).order_by("position", "pk")

    @classmethod
    def list_of(cls, session_id: int, values: Mapping[str, Any]) -> models.QuerySet["Note"]:
        return cls._default_manager.filter(session_id=session_id, kind=values["kind"])


class Question(Written):
    """A question stays open until it is answered, over all sessions of its network."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="questions")
    asked_by = models.ForeignKey(
        Participation,
        verbose_name="wie vraagt het",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="questions",
    )
    answer = models.TextField("antwoord", max_length=4000, blank=True)
    answered_in = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="answered_questions"
    )
    # In words: somebody of the group, an expert, all of us.
    answered_by = models.CharField("wie antwoordde", max_length=160, blank=True)
    # Raised when the answer says something else, so that each answer is mailed once.
    answer_version = models.PositiveIntegerField(default=1, editable=False)
    for_expert = models.BooleanField("vraag voor een expert", default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [key_once("question_key_once")]

    @property
    def is_open(self) -> bool:
        return self.answered_in_id is None

    def correct(self, version: int, **values: Any) -> None:
        if values.get("answer", self.answer) != self.answer:
            values["answer_version"] = self.answer_version + 1
        super().correct(version, **values)


class Decision(Written):
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="decisions")
    # The group decides what leaves the group; decisions are what a programme may see, unless kept inside.
    for_programme = models.BooleanField("ook voor het programma", default=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [key_once("decision_key_once")]

    def hangs_on_it(self) -> list[models.Model]:
        """When it is looked at again, and the four steps that led to it."""
        return [getattr(self, name) for name in ("review", "path") if hasattr(self, name)]


class ActionPoint(Written):
    """Opens the next session until it is done."""

    class Owner(models.TextChoices):
        PERSON = "persoon", "een deelnemer"
        SUBGROUP = "subgroep", "een subgroep"
        GROUP = "groep", "de hele groep"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="action_points")
    owner = models.CharField("van wie", max_length=10, choices=Owner, default=Owner.GROUP)
    participation = models.ForeignKey(
        Participation,
        verbose_name="deelnemer",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="action_points",
    )
    subgroup = models.CharField("welke subgroep", max_length=160, blank=True)
    due_on = models.DateField("tegen", null=True, blank=True)
    done_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [key_once("action_point_key_once")]

    def tick(self, *, done: bool, now: datetime) -> None:
        """Done, or after all not; the first moment stays."""
        if done != self.is_done:
            self.correct(self.version, done_at=now if done else None)

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def whose(self) -> str:
        if self.owner == self.Owner.PERSON and self.participation:
            return self.participation.person.name
        if self.owner == self.Owner.SUBGROUP:
            return self.subgroup or "een subgroep"
        if self.owner == self.Owner.GROUP:
            return "de hele groep"
        return "een deelnemer" if self.is_done else "nog niemand"


class ChangeNote(Written):
    """Wat doen we nu anders: of a person, an organisation or the whole group."""

    class Level(models.TextChoices):
        PERSON = "persoon", "ik"
        ORGANISATION = "organisatie", "mijn organisatie"
        GROUP = "groep", "wij als groep"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="change_notes")
    level = models.CharField("van wie", max_length=12, choices=Level, default=Level.GROUP)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [key_once("change_note_key_once")]


class ExpectationReview(models.Model):
    """How far one expectation is, as the group says in one session."""

    class State(models.TextChoices):
        MET = "ingelost", "ingelost"
        PARTLY = "deels", "deels"
        NOT_YET = "nog-niet", "nog niet"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="expectation_reviews")
    expectation = models.ForeignKey(Expectation, on_delete=models.CASCADE, related_name="reviews")
    state = models.CharField(max_length=10, choices=State)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "expectation"], name="expectation_review_once")]

    def __str__(self) -> str:
        return self.state

    @classmethod
    def give(cls, session: Session, expectation: Expectation, state: str) -> None:
        """The state that the group gives now; an empty one takes it away."""
        if state:
            cls.objects.update_or_create(session=session, expectation=expectation, defaults={"state": state})
        else:
            cls.objects.filter(session=session, expectation=expectation).delete()
