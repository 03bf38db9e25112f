"""Which notes this phone wrote: it knows their keys (`activities/own_keys.py`)."""

from collections.abc import Sequence

from sessions.activities.wall.models import WallNote
from sessions.models.activity import Activity


def own_notes(keys: Sequence[str], activity: Activity, notes: Sequence[WallNote] | None) -> list[WallNote]:
    """What this phone wrote and still hangs, the last first; looked up among `notes` when those are at hand."""
    if not keys:
        return []
    if notes is None:
        notes = list(WallNote.objects.filter(wall__activity=activity, key__in=keys))
    written = {note.key: note for note in notes}
    return [written[key] for key in reversed(keys) if key in written and written[key].text]
