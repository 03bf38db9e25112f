"""How long a paper pack is kept; docs/privacy.md promises it."""

from datetime import datetime

from reports.models import PaperPack


def forget_old_packs(now: datetime) -> int:
    """Throw away what was kept long enough to print it, with its file. Returns how many."""
    return PaperPack.objects.filter(kept_until__lte=now).remove()
