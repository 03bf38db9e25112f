"""Mails for the tests of the outbox, and a worker to empty it into a sink."""

from datetime import datetime
from threading import Event
from typing import Any

from lerendnetwerk.outbox.models import OutgoingMail
from lerendnetwerk.outbox.queue import queue_mail
from lerendnetwerk.outbox.sending import MailRound
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


def link_for(recipient: str) -> str:
    """Stands in for what the higher floor knows; only participations have a link."""
    if not recipient.startswith("participation:"):
        raise LookupError(recipient)
    return f"https://lerendnetwerk.example/d/{recipient.partition(':')[2]}/geheim/"


def mailers(port: int) -> dict[str, object]:
    options = {"host": "127.0.0.1", "port": port, "timeout": 5}
    return {"default": {"BACKEND": "lerendnetwerk.outbox.smtp.Smtp", "OPTIONS": options}}


def send(now: datetime = NOW, *, postman: MailRound | None = None, stop: Event | None = None) -> int:
    """Empty the outbox as a worker does; returns how many mails were spoken about."""
    postman, stop = postman or MailRound(), stop or Event()
    total = 0
    while done := postman.work(lambda: now, stop):
        total += done
    return total
