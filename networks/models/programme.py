from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models.functions import Lower

from lerendnetwerk.accounts.models import User


class ChangedMeanwhileError(Exception):
    """Somebody else saved the same text since this page was opened."""


class Programme(models.Model):
    """The initiative that runs networks; the boundary of what a coordinator sees."""

    title = models.CharField("naam", max_length=120)
    organiser = models.CharField("organisatie", max_length=120, blank=True)
    # Mails carry one fixed address per programme; answers go to the facilitator.
    mail_name = models.CharField("naam van de afzender", max_length=120, blank=True)
    # What a certificate of attendance asks at least; both 0: who was there once gets one.
    certificate_sessions = models.PositiveSmallIntegerField(
        "sessies voor een attest", default=0, validators=[MaxValueValidator(12)]
    )
    certificate_hours = models.PositiveSmallIntegerField(
        "uren voor een attest", default=0, validators=[MaxValueValidator(100)]
    )
    # Raised with each save through a page: saving on an old one gives 409 with both texts.
    version = models.PositiveIntegerField(default=1, editable=False)

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

    @property
    def mail_scope(self) -> str:
        """How the outbox knows the programme's own mails."""
        return f"programme:{self.pk}"

    def describe(self, fields: Mapping[str, object], *, seen_version: int) -> None:
        """Raises ChangedMeanwhileError when `seen_version` is not the last one and something else stands there."""
        with transaction.atomic():
            saved = Programme.objects.filter(pk=self.pk, version=seen_version).update(
                **fields, version=models.F("version") + 1
            )
            if not saved and not Programme.objects.filter(pk=self.pk, **fields).exists():
                raise ChangedMeanwhileError
        self.refresh_from_db()

    def appoint_coordinator(self, user: User) -> tuple["ProgrammeCoordinator", bool]:
        """Give the role, and with it the duty of a second factor; says whether the role is new."""
        with transaction.atomic():
            role, is_new = ProgrammeCoordinator.objects.get_or_create(programme=self, user=user)
            User.objects.filter(pk=user.pk).update(second_factor_required=True)
        user.second_factor_required = True
        return role, is_new

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
