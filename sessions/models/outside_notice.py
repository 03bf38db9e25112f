from django.db import models
from django.db.models import Q

from sessions.models.expert import ExpertVisit
from sessions.models.hosting import Host
from sessions.models.invitation import Told
from sessions.models.session import Session


class OutsideNotice(Told):
    """What a host or a guest, whose calendar we do not write in, was last told about a session.

    When it moves or does not take place, who has to hear of that is read from here.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="outside_notices")
    host = models.ForeignKey(Host, null=True, on_delete=models.CASCADE, related_name="notices")
    visit = models.OneToOneField(ExpertVisit, null=True, on_delete=models.CASCADE, related_name="notice")

    class Meta:
        verbose_name = "bericht aan gastheer of gast"
        verbose_name_plural = "berichten aan gastheer of gast"
        constraints = [
            models.UniqueConstraint(fields=["session", "host"], name="outside_notice_once_a_host"),
            models.CheckConstraint(
                condition=Q(host=None, visit__isnull=False) | Q(host__isnull=False, visit=None),
                name="outside_notice_of_host_or_guest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session} voor {self.name}"

    @property
    def name(self) -> str:
        if self.host:
            return self.host.contact_name or self.host.organisation.name
        return self.visit.expert.name if self.visit else ""

    @property
    def role(self) -> str:
        return "gastheer" if self.host else "gast"

    @property
    def address(self) -> str:
        if self.host:
            return self.host.contact_email
        return self.visit.expert.email if self.visit else ""

    @property
    def recipient(self) -> str:
        if self.host:
            return self.host.recipient
        return self.visit.expert.recipient if self.visit else ""

    @property
    def occasion(self) -> str:
        return f"outside:{self.pk}:v{self.sequence}"
