from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Q

from networks.models import Participation
from sessions.activities.postcard.rules import LEAST_WEEKS, MOST_WEEKS, comes_at
from sessions.live.revisions import Screen, raise_revisions
from sessions.models.activity import Activity
from sessions.models.session import Session

LONGEST_CARD = 2000
# A phone sends something again for a few minutes, not after twenty other cards.
KEPT_KEYS = 20
# A card without an address waits so long for one.
WAITS = timedelta(days=30)


class PostcardQuerySet(models.QuerySet["Postcard"]):
    def in_the_box(self) -> "PostcardQuerySet":
        """Without those that were taken back."""
        return self.exclude(text="")

    def of(self, session: Session, participation: Participation) -> "PostcardQuerySet":
        """A participant's own cards of one session that are still to come."""
        return self.in_the_box().filter(activity__session=session, participation=participation).order_by("comes_at")

    def due(self, now: datetime) -> "PostcardQuerySet":
        """What leaves now: of who still takes part, and never from a rehearsal."""
        takes_part = Participation.Status.TAKES_PART
        return (
            self.in_the_box()
            .filter(comes_at__lte=now, participation__status=takes_part)
            .exclude(Q(participation__person__email="") | Q(activity__session__network__is_rehearsal=True))
            .order_by("comes_at", "pk")
        )

    def overdue(self, now: datetime) -> "PostcardQuerySet":
        """What will not leave any more: taken back, of who stopped, or without an address for too long."""
        gone = Q(text="") | Q(participation__status=Participation.Status.STOPPED)
        return self.filter(gone & Q(comes_at__lte=now) | Q(comes_at__lte=now - WAITS))

    def post(
        self, activity: Activity, participation: Participation, text: str, weeks: int, *, key: str, now: datetime
    ) -> None:
        """Somebody's card, in the place of an earlier one. A key that came before changes nothing: what a phone sends
        again because it did not hear us, may arrive after a newer card. Also after closing: nothing may get lost."""
        self._change(activity, participation, key, text=text, weeks=weeks, comes_at=comes_at(now, weeks))

    def take_back(self, activity: Activity, participation: Participation, *, key: str) -> None:
        """Not a word of it stays; a later card is welcome."""
        self._change(activity, participation, key, text="")

    def _change(self, activity: Activity, participation: Participation, key: str, **fields: object) -> None:
        with transaction.atomic():
            activity.lock()
            card = self.filter(activity=activity, participation=participation).first()
            known: Sequence[str] = card.keys.split(".") if card else ()
            if key in known:
                return
            keys = ".".join([*known, key][-KEPT_KEYS:])
            if card:
                self.filter(pk=card.pk).update(keys=keys, **fields)
            elif fields["text"]:
                self.create(activity=activity, participation=participation, keys=keys, **fields)
            raise_revisions(activity.session_id, Screen.REGIE)


class Postcard(models.Model):
    """What somebody wrote to herself, until it is delivered. Nobody but the writer ever reads it: no page shows it, also
    not to her own phone, on which somebody else may sit later."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="postcards")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="+")
    # Empty: taken back.
    text = models.TextField("kaart", max_length=LONGEST_CARD)
    weeks = models.PositiveSmallIntegerField("over hoeveel weken")
    comes_at = models.DateTimeField(db_index=True)
    # Of the last writes, made on the phone.
    keys = models.CharField(max_length=KEPT_KEYS * 33, editable=False)

    objects = PostcardQuerySet.as_manager()

    class Meta:
        verbose_name = "postkaart"
        verbose_name_plural = "postkaarten"
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "participation"],
                name="postcard_once",
                violation_error_message="Deze persoon schreef al een kaart.",
            ),
            models.CheckConstraint(
                condition=Q(weeks__gte=LEAST_WEEKS, weeks__lte=MOST_WEEKS),
                name="postcard_one_to_twenty_six_weeks",
                violation_error_message="Kies 1 tot 26 weken.",
            ),
        ]

    def __str__(self) -> str:
        return f"postkaart {self.pk}"
