"""What the evaluations keep of a participant: only that she is asked, while one is open."""

from django.db.models import F

from evaluations.models import Invitee
from lerendnetwerk.own_data import Kept

KEPT = [
    Kept(
        "Evaluatie die nu open is",
        "om één keer te antwoorden; bij het sluiten weg voor iedereen. Wat je antwoordt, staat los van je naam",
        Invitee,
        lambda one: Invitee.objects.filter(participation=one).annotate(session_number=F("round__session__number")),
        lambda row: {"Gevraagd voor": f"sessie {row.session_number}"},
    )
]
