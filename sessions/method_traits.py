"""By what a facilitator looks for a werkvorm, besides phase, size and minutes. The values stand in the method files."""

from django.db import models


class Aim(models.TextChoices):
    ACQUAINTANCE = "kennismaken", "elkaar leren kennen"
    AGREEMENTS = "afspreken", "verwachtingen en afspraken"
    EXCHANGE = "uitwisselen", "ervaringen delen"
    DEPTH = "verdiepen", "een vraag uitdiepen"
    IDEAS = "ideeen", "ideeën vinden"
    CHOICE = "kiezen", "kiezen en beslissen"
    LOOK_BACK = "terugblikken", "terugkijken en bijsturen"
    TO_WORK = "meenemen", "meenemen naar het werk"
    APPRECIATION = "waarderen", "waarderen en vieren"


class Energy(models.TextChoices):
    CALM = "rustig", "rustig: zitten, schrijven, luisteren"
    MIXED = "gemengd", "gemengd: van alles wat"
    LIVELY = "levendig", "levendig: rechtstaan en bewegen"

    @property
    def word(self) -> str:
        return self.value


class Safety(models.TextChoices):
    """How much trust the group needs before it can do this; in the order from little to much."""

    LITTLE = "weinig", "kan van bij het begin"
    SOME = "enige", "als mensen elkaar al wat kennen"
    MUCH = "veel", "vraagt vertrouwen in de groep"
