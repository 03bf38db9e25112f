"""The end of a session in the room: nothing runs any more, and the phones may be put away."""

from datetime import datetime

from django.db import transaction

from sessions import room
from sessions.live.revisions import ALL_SCREENS, raise_revisions
from sessions.models import Activity, AgendaItem, Clock, Run, Session


def end_run(session: Session, *, now: datetime) -> None:
    """Close what is still open. Who closes the session at home ends it at the hour that was planned."""
    ended_at = now if room.is_open(session, now) else session.ends_at
    with transaction.atomic():
        if not Run.objects.filter(session=session).update(ended_at=ended_at):
            return
        for activity in Activity.objects.filter(session=session).open():
            activity.close(now=ended_at)
        running = AgendaItem.objects.filter(session=session, began_at__isnull=False, ended_at=None).first()
        if running is not None:
            Clock.objects.of(session).end(running.pk, now=ended_at)
        raise_revisions(session.pk, *ALL_SCREENS)
