"""Rounds and answers. An answer has no person, time, order or address; docs/privacy.md says what remains."""

import secrets
from datetime import timedelta

from django.core.validators import MaxValueValidator
from django.db import models

from networks.models import Network, Participation
from sessions.models import Session

# Below this many answers nothing is shown; a programme may raise it, and lower it to 3 at the least.
LEAST_ANSWERS = 5
OPEN_FOR = timedelta(days=7)


class Round(models.Model):
    class Kind(models.TextChoices):
        SESSION = "sessie", "evaluatie van een sessie"

    class State(models.TextChoices):
        OPEN = "open", "open"
        CLOSED = "gesloten", "gesloten"

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="rounds")
    session = models.OneToOneField(Session, null=True, on_delete=models.CASCADE, related_name="round")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SESSION)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    # Closes by itself at this moment; closing is final.
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    # How many answers the facilitator will type from paper, and how many are typed.
    paper_expected = models.PositiveSmallIntegerField(default=0)
    paper_typed = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "evaluatie"
        verbose_name_plural = "evaluaties"
        ordering = ["opened_at"]

    def __str__(self) -> str:
        return f"evaluatie van {self.session}"


class Invitee(models.Model):
    """Frozen at the opening. `answered` is the only thing that an answer leaves behind about its giver, and each
    answer rewrites all rows of the round, so that no trace in the database tells which one changed."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="invitees")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="+")
    answered = models.BooleanField(default=False)
    # Rewritten with every answer, only so that every row really changes.
    stirred = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "participation"], name="invitee_once")]

    def __str__(self) -> str:
        return f"genodigde {self.pk}"


def random_key() -> int:
    """63 random bits: storage follows the key, so the key may not follow the moment."""
    return secrets.randbelow(2**63 - 1) + 1


class Answer(models.Model):
    id = models.BigAutoField(primary_key=True, default=random_key)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="answers")
    content = models.PositiveSmallIntegerField("inhoud", null=True, validators=[MaxValueValidator(10)])
    discussion = models.PositiveSmallIntegerField("gesprek", null=True, validators=[MaxValueValidator(10)])
    guidance = models.PositiveSmallIntegerField("begeleiding", null=True, validators=[MaxValueValidator(10)])
    content_comment = models.TextField("over de inhoud", max_length=2000, blank=True)
    discussion_comment = models.TextField("over het gesprek", max_length=2000, blank=True)
    guidance_comment = models.TextField("over de begeleiding", max_length=2000, blank=True)
    went_well = models.TextField("wat liep goed", max_length=2000, blank=True)
    should_differ = models.TextField("wat moet anders", max_length=2000, blank=True)
    learning_points = models.TextField("wat neem je mee", max_length=2000, blank=True)
    themes = models.TextField("thema's voor een volgende keer", max_length=2000, blank=True)
    from_paper = models.BooleanField("van papier", default=False)

    class Meta:
        verbose_name = "antwoord"
        verbose_name_plural = "antwoorden"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(content__isnull=True) | models.Q(content__lte=10), name="content_at_most_ten"
            ),
            models.CheckConstraint(
                condition=models.Q(discussion__isnull=True) | models.Q(discussion__lte=10),
                name="discussion_at_most_ten",
            ),
            models.CheckConstraint(
                condition=models.Q(guidance__isnull=True) | models.Q(guidance__lte=10), name="guidance_at_most_ten"
            ),
        ]

    def __str__(self) -> str:
        return "antwoord"
