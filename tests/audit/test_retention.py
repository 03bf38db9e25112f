"""Who did what is forgotten after thirteen months."""

from datetime import timedelta

from lerendnetwerk.audit.models import AuditEntry
from lerendnetwerk.audit.retention import KEEP, forget_old_entries
from tests.factories import NOW


def test_only_what_is_older_than_thirteen_months_is_forgotten(db: None) -> None:
    for at, action in ((NOW - KEEP, "kept"), (NOW - KEEP - timedelta(seconds=1), "old")):
        AuditEntry.objects.create(at=at, by="vanzelf", action=action, object_kind="session")
    assert (forget_old_entries(NOW), [entry.action for entry in AuditEntry.objects.all()]) == (1, ["kept"])
