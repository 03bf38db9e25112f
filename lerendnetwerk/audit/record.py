from datetime import datetime

from django.db.models import Model

from lerendnetwerk.accounts.models import User
from lerendnetwerk.audit.models import AuditEntry


def record(
    action: str, subject: Model, *, now: datetime, user: User | None = None, by: str = "", network_id: int | None = None
) -> None:
    """Note that something happened to `subject`. Never for an evaluation answer: its time would point at a person."""
    AuditEntry.objects.create(
        at=now,
        user=user,
        by=by or ("medewerker" if user else "vanzelf"),
        action=action,
        object_kind=subject._meta.model_name or "",
        object_id=subject.pk,
        network_id=network_id,
    )
