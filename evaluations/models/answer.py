from django.core.validators import MaxValueValidator
from django.db import models

from evaluations.models.round import Round
from lerendnetwerk.traces import random_key


class Answer(models.Model):
    """The form of the source: three scores from 0 to 10 (nothing means: geen mening) with a comment, four free
    questions. No person, no time, no order, no address."""

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

    # To what the round asks besides these (`Round.questions`), by the key of the question; what was left open is not there.
    more = models.JSONField(default=dict, blank=True)

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
