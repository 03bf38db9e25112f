"""Somebody is erased as the page and the worker do it."""

from datetime import datetime

from desk.erasing import carry_out
from networks.models import Erasure, Person


def erase(person: Person, now: datetime) -> Erasure:
    """Asked for and carried out; the state tells whether it is done or has to wait."""
    erasure = Erasure.objects.ask(person, by=None, now=now)
    taken = Erasure.objects.filter(pk=erasure.pk).take_next(now)
    if taken is not None:
        carry_out(taken, now)
    erasure.refresh_from_db()
    return erasure
