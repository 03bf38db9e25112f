from django.db import models

from lerendnetwerk.leases import LeasedWork


class LinkRequest(LeasedWork):
    """Somebody typed an address to get a link again. The worker finds out whether we know it: a page that looked would
    answer later for an address that we know. Gone as soon as it was looked at."""

    email = models.EmailField()

    class Meta:
        verbose_name = "gevraagde link"
        verbose_name_plural = "gevraagde links"

    def __str__(self) -> str:
        return f"gevraagde link {self.pk}"
