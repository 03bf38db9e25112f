"""What the evaluations keep of a participant: only that she is asked, while one is open."""

from django.db.models import F

from evaluations.models import Invitee, Story
from lerendnetwerk.own_data import Kept
from lerendnetwerk.templatetags.look import moment

KEPT = [
    Kept(
        "Evaluatie die nu open is",
        "om één keer te antwoorden; bij het sluiten weg voor iedereen. Wat je antwoordt, staat los van je naam",
        Invitee,
        lambda one: Invitee.objects.filter(participation=one).annotate(session_number=F("round__session__number")),
        lambda row: {"Gevraagd voor": f"sessie {row.session_number}" if row.session_number else "de opvolging"},
    ),
    Kept(
        "Je verhaal",
        "tot je het weghaalt; wie het leest, koos je zelf",
        Story,
        lambda one: Story.objects.filter(participation=one),
        lambda row: {
            "Wat je vertelde": row.text,
            "Wie het mag lezen": row.get_consent_display(),
            "Verteld op": moment(row.told_at),
        },
    ),
]
