"""What erasing a person does to the evaluations: an answer was never hers, her story is."""

from datetime import datetime

from django.db.models import Q

from evaluations.models import Story
from lerendnetwerk.erasing import Forgotten, erases
from lerendnetwerk.texts import Texts

TEXTS = [
    Texts(
        Story,
        "network_id",
        "een verhaal",
        ("evaluations:stories", "network_id"),
        only=~Q(consent=Story.Consent.KEPT),
    )
]


@erases(Story)
def forget_story(who: Forgotten, now: datetime) -> None:
    Story.objects.filter(participation__in=who.participation_ids).delete()
