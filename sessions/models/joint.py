"""What the whole group does together: the trail of a joint action over the sessions."""

from datetime import datetime

from django.db import models, transaction

from networks.models import Network
from sessions.models.notes import ActionPoint
from sessions.models.session import Session


class ActionStepQuerySet(models.QuerySet["ActionStep"]):
    def tell(self, action: ActionPoint, session: Session, text: str, *, key: str, now: datetime) -> "ActionStep":
        """How far it is; without words: it came up. The same key again is the same step."""
        with transaction.atomic():
            ActionPoint.objects.select_for_update().get(pk=action.pk)
            known = self.filter(action_point=action, key=key).first() if key else None
            return known or self.create(action_point=action, session=session, text=text, key=key, told_at=now)


class ActionStep(models.Model):
    """A stop on the way: in which session the group spoke of it, and what it heard."""

    action_point = models.ForeignKey(ActionPoint, on_delete=models.CASCADE, related_name="steps")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="action_steps")
    text = models.TextField("hoe ver staat het", max_length=1000, blank=True)
    key = models.CharField(max_length=32, blank=True, editable=False)
    told_at = models.DateTimeField(editable=False)

    objects = ActionStepQuerySet.as_manager()

    class Meta:
        verbose_name = "stap van een gezamenlijke actie"
        verbose_name_plural = "stappen van gezamenlijke acties"
        ordering = ["told_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action_point", "key"],
                condition=~models.Q(key=""),
                name="action_step_once_by_key",
                violation_error_message="Dit staat er al.",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80] or "kwam ter sprake"


def session_now(network: Network, now: datetime) -> Session | None:
    """The session in which the group speaks now: the last that began, else the first that comes."""
    sessions = Session.objects.filter(network=network)
    return sessions.filter(starts_at__lte=now).order_by("-number").first() or sessions.order_by("number").first()
