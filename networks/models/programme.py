from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Lower

from lerendnetwerk.accounts.models import User


class Programme(models.Model):
    """The initiative that runs networks; the boundary of what a coordinator sees."""

    title = models.CharField("naam", max_length=120)
    organiser = models.CharField("organisatie", max_length=120, blank=True)
    # Mails carry one fixed address per programme; answers go to the facilitator.
    mail_name = models.CharField("naam van de afzender", max_length=120, blank=True)

    class Meta:
        verbose_name = "programma"
        verbose_name_plural = "programma's"
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                Lower("title"), name="programme_title_once", violation_error_message="Dit programma bestaat al."
            )
        ]

    def __str__(self) -> str:
        return self.title

    def appoint_coordinator(self, user: User) -> "ProgrammeCoordinator":
        """Give the role, and with it the duty of a second factor."""
        with transaction.atomic():
            role, _ = ProgrammeCoordinator.objects.get_or_create(programme=self, user=user)
            User.objects.filter(pk=user.pk).update(second_factor_required=True)
        user.second_factor_required = True
        return role

    def remove_coordinator(self, user: User) -> None:
        """Take the role away, and the duty of a second factor with the last one. Raises ValidationError for the last."""
        with transaction.atomic():
            Programme.objects.select_for_update().get(pk=self.pk)
            if not self.coordinators.exclude(user=user).exists():
                raise ValidationError("Een programma heeft altijd een coördinator. Duid eerst iemand anders aan.")
            self.coordinators.filter(user=user).delete()
            if not ProgrammeCoordinator.objects.filter(user=user).exists():
                User.objects.filter(pk=user.pk).update(second_factor_required=False)


class ProgrammeCoordinator(models.Model):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="coordinators")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="coordinates")

    class Meta:
        verbose_name = "coördinator"
        verbose_name_plural = "coördinatoren"
        constraints = [models.UniqueConstraint(fields=["programme", "user"], name="coordinator_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.programme}"
