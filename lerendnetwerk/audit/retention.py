"""How long is kept who did what; docs/privacy.md promises it."""

from datetime import datetime, timedelta

from lerendnetwerk.audit.models import AuditEntry

KEEP = timedelta(days=396)  # thirteen months


def forget_old_entries(now: datetime) -> int:
    """Throw away what is older. Returns how many entries."""
    gone, _ = AuditEntry.objects.filter(at__lt=now - KEEP).delete()
    return gone
