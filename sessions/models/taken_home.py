from datetime import datetime
from typing import Self

from django.db import models, transaction

from networks.models import Participation
from sessions.models.session import Session

# More than this nobody tells at home.
MOST_AT_ONCE = 50


class TakenHomeQuerySet(models.QuerySet["TakenHome"]):
    def of_member(self, participation: Participation) -> Self:
        """Her own, the last one first, each with the number of its session."""
        return self.filter(participation=participation).select_related("session").order_by("-written_at", "-pk")


class TakenHome(models.Model):
    """What a participant takes along to her own organisation, and whom she tells. Hers alone, unless she shares it."""

    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="taken_home")
    # The last session that had begun when she wrote it.
    session = models.ForeignKey(Session, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField("wat neem ik mee", max_length=1000)
    tell_whom = models.CharField("aan wie vertel ik het", max_length=200, blank=True)
    is_shared = models.BooleanField("de groep mag dit lezen", default=False)
    told_at = models.DateTimeField(null=True, editable=False)
    written_at = models.DateTimeField(editable=False)
    # Made by the page that wrote it; the same key twice is the same note.
    key = models.CharField(max_length=32, editable=False)

    objects = TakenHomeQuerySet.as_manager()

    class Meta:
        verbose_name = "meegenomen"
        verbose_name_plural = "meegenomen"
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "key"],
                name="taken_home_once_by_key",
                violation_error_message="Dit staat er al.",
            )
        ]

    def __str__(self) -> str:
        return f"meegenomen {self.pk}"

    @classmethod
    def write(
        cls, participation: Participation, key: str, *, text: str, tell_whom: str, is_shared: bool, now: datetime
    ) -> Self:
        """A new one; the same key again is the one that it made, with these words."""
        words = {"text": text, "tell_whom": tell_whom, "is_shared": is_shared}
        with transaction.atomic():
            begun = Session.objects.filter(
                network=participation.network_id, number__gte=participation.from_session, starts_at__lte=now
            )
            session = begun.order_by("-number").first()
            note, _ = cls.objects.update_or_create(
                participation=participation,
                key=key,
                defaults=words,
                create_defaults={**words, "session": session, "written_at": now},
            )
        return note

    def tell(self, *, told: bool, now: datetime) -> None:
        """She told it, or after all not; the first moment stays."""
        if told:
            TakenHome.objects.filter(pk=self.pk, told_at=None).update(told_at=now)
        else:
            TakenHome.objects.filter(pk=self.pk).update(told_at=None)
