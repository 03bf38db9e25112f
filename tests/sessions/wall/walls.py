"""A wall that hangs, and groups in it."""

from sessions.activities.wall.models import Wall, WallCluster
from sessions.models import Session
from tests import factories


def hang(session: Session, **options: bool) -> Wall:
    activity = factories.create_activity(session, "wand", question="Wat maakt praten moeilijk?", options=options)
    return Wall.objects.of(activity)


def put(wall: Wall, name: str, *texts: str) -> WallCluster:
    """A group with these notes."""
    notes = [wall.write(f"{name}-{text}"[:40], text) for text in texts]
    wall.sort(f"batch-{name}", [note.pk for note in notes], None, name=name)
    return wall.clusters.get(key=f"batch-{name}")
