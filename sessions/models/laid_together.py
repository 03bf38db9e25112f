"""Two things that the group asked for in other words, and that who facilitates hears as one."""

from datetime import datetime
from typing import Self

from django.db import models, transaction
from django.db.models import F, Q

from sessions.models.picked_up import Said
from sessions.models.session import Session


class LaidTogetherQuerySet(models.QuerySet["LaidTogether"]):
    def of_network(self, network_id: int) -> Self:
        return self.filter(session__network=network_id).order_by("pk")

    def lay(self, session: Session, said: Said, under: Said, *, now: datetime) -> None:
        """One belongs to the other from now on, with all that was laid under it. What belongs to it itself comes first."""
        if said.key == under.key:
            return
        with transaction.atomic():
            Session.objects.select_for_update().get(pk=session.pk)
            of_network = self.of_network(session.network_id)
            if of_network.filter(key=under.key).exists():
                return
            of_network.filter(under=said.key).update(under=under.key)
            words = {"session": session, "under": under.key, "text": said.text, "laid_at": now}
            self.update_or_create(key=said.key, defaults=words)

    def lay_apart(self, session: Session, key: str) -> None:
        self.of_network(session.network_id).filter(key=key).delete()


class LaidTogether(models.Model):
    """The words as they stood, under the key (`Said.key`) of what they belong to; so a block leads back to each of them."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="laid_together")
    key = models.CharField(max_length=60, unique=True)
    under = models.CharField(max_length=60, db_index=True)
    text = models.TextField("wat de groep zei", max_length=2000)
    laid_at = models.DateTimeField(editable=False)

    objects = LaidTogetherQuerySet.as_manager()

    class Meta:
        verbose_name = "wat samen hoort"
        verbose_name_plural = "wat samen hoort"
        constraints = [
            models.CheckConstraint(
                condition=~Q(key=F("under")),
                name="laid_under_something_else",
                violation_error_message="Iets hoort niet bij zichzelf.",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
