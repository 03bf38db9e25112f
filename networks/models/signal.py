from datetime import datetime

from django.conf import settings
from django.db import models

from lerendnetwerk.accounts.models import User
from networks.models.network import Network


class QuietSignalQuerySet(models.QuerySet["QuietSignal"]):
    def set_aside(self, network: Network, key: str, *, by: User, now: datetime) -> None:
        self.get_or_create(network=network, key=key, defaults={"set_aside_by": by, "set_aside_at": now})

    def bring_back(self, network: Network, key: str) -> None:
        self.filter(network=network, key=key).delete()


class QuietSignal(models.Model):
    """A signal that a facilitator set aside. Its key says what it was about, so that it may come again about something else."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="quiet_signals")
    key = models.CharField(max_length=60)
    set_aside_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    set_aside_at = models.DateTimeField()

    objects = QuietSignalQuerySet.as_manager()

    class Meta:
        verbose_name = "signaal dat opzij ligt"
        verbose_name_plural = "signalen die opzij liggen"
        constraints = [
            models.UniqueConstraint(
                fields=["network", "key"],
                name="one_quiet_signal_each",
                violation_error_message="Dit signaal ligt al opzij.",
            )
        ]

    def __str__(self) -> str:
        return self.key
