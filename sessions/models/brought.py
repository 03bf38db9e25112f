from datetime import datetime

from django.db import models

from networks.models import Participation


class Case(models.Model):
    """A situation from somebody's own practice; nobody else reads it until its owner shares it."""

    brought_by = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="cases")
    title = models.CharField("titel", max_length=120)
    question = models.TextField("je vraag", max_length=500)
    story = models.TextField("wat is er aan de hand", max_length=3000, blank=True)
    shared_at = models.DateTimeField(null=True, editable=False)
    brought_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = "case"
        verbose_name_plural = "cases"
        ordering = ["brought_at", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_shared(self) -> bool:
        return self.shared_at is not None

    def share(self, now: datetime) -> None:
        """With the group; once more keeps the first moment."""
        Case.objects.filter(pk=self.pk, shared_at=None).update(shared_at=now)

    def take_back(self) -> None:
        Case.objects.filter(pk=self.pk).update(shared_at=None)
