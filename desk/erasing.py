"""Erasing one person: all floors, one after the other. It may be done again, and goes on where it was killed."""

from datetime import datetime

from lerendnetwerk.erasing import erasers
from networks.erasing import forgotten
from networks.models import Person


def erase(person: Person, now: datetime) -> None:
    """Take her out of the data of every floor. Raises NotYetError when something has to end first."""
    if person.erased_at:
        return
    who = forgotten(person)
    for _, eraser in erasers():
        eraser(who, now)
