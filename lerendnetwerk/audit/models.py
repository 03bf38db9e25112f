from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """Who did or opened what, without content. Kept 13 months; see docs/privacy.md."""

    at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # "facilitator", "deelnemer", "vanzelf": whoever has no account is only named by kind.
    by = models.CharField(max_length=20)
    action = models.CharField(max_length=60)
    # Loose references, so that an entry outlives what it speaks about.
    object_kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField(null=True)
    network_id = models.BigIntegerField(null=True, db_index=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.object_kind} {self.object_id}"
