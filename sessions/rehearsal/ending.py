"""Throws a rehearsal away, so that every table holds the same rows as before."""

from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.models import Session as WebSession
from django.db import transaction

from lerendnetwerk.audit.models import AuditEntry
from lerendnetwerk.doors import Member, Seat
from networks.models import Organisation, Person, Programme
from sessions.models import Rehearsal
from sessions.models import Seat as RoomSeat


def throw_away(rehearsal: Rehearsal) -> None:
    """Network, session and all that hangs below them, the invented people, and what says that it happened."""
    network = rehearsal.session.network
    with transaction.atomic():
        seats = set(RoomSeat.objects.filter(session=rehearsal.session_id).values_list("pk", flat=True))
        AuditEntry.objects.filter(network_id=network.pk).delete()
        network.delete()
        Person.objects.filter(programme=network.programme_id).delete()
        Organisation.objects.filter(programme=network.programme_id).delete()
        Programme.objects.filter(pk=network.programme_id).delete()
    _empty_phones(seats)


def throw_away_left_behind(now: datetime) -> int:
    """Those that nobody stopped. Returns how many."""
    left = list(Rehearsal.objects.left_behind(now))
    for rehearsal in left:
        throw_away(rehearsal)
    return len(left)


def _empty_phones(seats: set[int]) -> None:
    """A phone of one's own that joined has a web session for it; one that is also something else keeps the rest."""
    if not seats:
        return
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for row in WebSession.objects.all().iterator():
        kept = row.get_decoded()
        if kept.get(Seat.KEY, {}).get("seat") not in seats:
            continue
        if Member.KEY in kept or "_auth_user_id" in kept:
            session = store(row.session_key)
            del session[Seat.KEY]
            session.save()
        else:
            row.delete()
