"""Mails for the tests of the outbox."""

from typing import Any

from lerendnetwerk.outbox.models import OutgoingMail
from lerendnetwerk.outbox.queue import queue_mail
from tests.factories import NOW

TEXT = "Dag Joris\n\nHet verslag zit bij dit bericht.\n\n{persoonlijke_link}\n\nTot op 22 april"


def queue(**changes: Any) -> OutgoingMail:
    """One mail that may leave at once; what is not named is believable."""
    return queue_mail(
        **{
            "occasion": "report:12:v1",
            "recipient": "participation:7",
            "scope": "network:3",
            "to_name": "Joris Vandaele",
            "to_address": "joris@bedrijf.example",
            "subject": "Verslag van sessie 3",
            "text": TEXT,
            "not_before": NOW,
            "now": NOW,
        }
        | changes
    )
