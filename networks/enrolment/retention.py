"""How long is kept what somebody filled in; docs/privacy.md and the form promise it."""

from datetime import datetime, timedelta

from networks.models import Enrolment
from networks.models.enrolment import KEEP_ENDED, KEEP_UNCONFIRMED

# A waiting list that led to nothing, of a network that never set a date.
KEEP_WAITING = timedelta(days=396)


def forget_enrolments(now: datetime) -> int:
    """Erase who did not confirm in time, and who withdrew, was declined or fell silent long enough ago.
    Returns how many."""
    rows = Enrolment.objects
    return (
        rows.filter(state=Enrolment.State.UNCONFIRMED, created_at__lt=now - KEEP_UNCONFIRMED).erase()
        + rows.filter(state__in=Enrolment.ENDED, ended_at__lt=now - KEEP_ENDED).erase()
        + rows.filter(state__in=Enrolment.IN_LINE, confirmed_at__lt=now - KEEP_WAITING).erase()
    )
