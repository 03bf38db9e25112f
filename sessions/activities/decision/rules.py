"""The four steps of a decision, and how many proposals a group can weigh."""

from django.db.models import TextChoices

MOST_PROPOSALS = 20
MOST_WEIGHED = 150
LONGEST_LINE = 300
TOO_LATE = "Dit besluit is al genomen. Zeg het gerust nog hardop."


class Step(TextChoices):
    EXPLORE = "verkennen", "verkennen"
    PROPOSE = "voorstellen", "voorstellen"
    WEIGH = "afwegen", "afwegen"
    DECIDE = "besluiten", "besluiten"


class Side(TextChoices):
    STRONG = "sterk", "sterk"
    WEAK = "zwak", "zwak"
    CHANCE = "kans", "kans"
    THREAT = "risico", "wat kan tegenzitten"


QUESTIONS = (
    "Wat is precies de vraag?",
    "Waar komt ze vandaan, wie heeft er last van?",
    "Waarom telt het, en waarom nu?",
)
# The same in a narrow column of the report.
TERMS = ("De vraag", "Vanwaar", "Waarom nu")
