"""One case in the room: who brings it, in which way the group works with it, the cards for the bringer, what came of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Case as Either
from django.db.models import Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce
from django.template.loader import render_to_string

from lerendnetwerk.traces import random_key
from networks.mail import mail_participation
from networks.models import Network, Participation
from sessions.activities.case_talk.ways import WAYS, Step, Way, spread
from sessions.live.revisions import ALL_SCREENS, Screen, raise_revisions
from sessions.models.activity import Activity
from sessions.models.brought import Case
from sessions.models.notes import SavedElsewhere
from sessions.models.place import Place
from sessions.models.session import Session

# Words of another table, where there may be none.
NOTHING = Value("", models.TextField())
LONGEST_CARD, MOST_CARDS, LONGEST_QUESTION, LONGEST_TRY = 800, 120, 500, 2000


class CaseTalkQuerySet(models.QuerySet["CaseTalk"]):
    def of(self, activity: Activity) -> "CaseTalk":
        """With case, bringer and the number of cards; it knows the activity as the caller has it. One query."""
        talk = self.with_bringer().annotate(card_count=Count("cards")).get(activity=activity)
        talk.activity = activity
        return talk

    def with_bringer(self) -> Self:
        return self.select_related("case", "brought_by__person", "brought_by__organisation")

    def to_look_back_on(self, session: Session) -> Self:
        """Cases of earlier sessions of which the group did not hear yet what came of them, or hears it in this one; each with
        what the page says of it, as columns. Of what the bringer wrote only what she shares."""
        shared = When(case__shared_at__isnull=False, then=Cast("case__title", models.TextField()))
        asked = When(case__shared_at__isnull=False, then=F("case__question"))
        return (
            self.filter(
                Q(tried=None) | Q(tried__told_in=None) | Q(tried__told_in__number__gte=session.number),
                activity__session__network=session.network_id,
                activity__session__number__lt=session.number,
                brought_by__status=Participation.Status.TAKES_PART,
            )
            .annotate(
                number=F("activity__session__number"),
                first_name=F("brought_by__person__first_name"),
                last_name=F("brought_by__person__last_name"),
                shared_title=Either(shared, default=NOTHING),
                shared_question=Either(asked, default=NOTHING),
                sharpened=F("activity__question"),
                tried_shared=Either(When(tried__shared_at__isnull=False, then=F("tried__text")), default=NOTHING),
                told=Coalesce(F("tried__told"), NOTHING),
                told_number=F("tried__told_in__number"),
                told_version=Coalesce(F("tried__version"), Value(1)),
            )
            .order_by("activity__session__number", "pk")
        )

    def brought_in(self, network: Network) -> Self:
        """All that was talked about, for the facilitator: with how many cards there are, never what they say, and of what
        was tried only what the bringer shares."""
        cards = AdviceCard.objects.filter(talk=OuterRef("pk")).order_by().values("talk")
        return (
            self.with_bringer()
            .select_related("activity__session")
            .filter(activity__session__network=network)
            .exclude(brought_by=None)
            .annotate(
                card_count=Coalesce(Subquery(cards.annotate(n=Count("pk")).values("n")), 0),
                told_in_number=F("tried__told_in__number"),
                told=F("tried__told"),
                tried_shared=Either(When(tried__shared_at__isnull=False, then=F("tried__text"))),
            )
            .order_by("activity__session__number", "pk")
        )


class CaseTalk(models.Model):
    """One case that the group works with, in one of the ways of `ways.py`."""

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="case_talk")
    way = models.CharField("vorm", max_length=24, choices=[(way.slug, way.title) for way in WAYS.values()])
    minutes = models.PositiveSmallIntegerField("minuten")
    brought_by = models.ForeignKey(
        Participation, null=True, on_delete=models.SET_NULL, related_name="case_talks", editable=False
    )
    # What was prepared, where something was; its words are shown only as long as they are shared.
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="talks", editable=False)

    objects = CaseTalkQuerySet.as_manager()

    class Meta:
        verbose_name = "praktijkcase in de zaal"
        verbose_name_plural = "praktijkcases in de zaal"

    def __str__(self) -> str:
        return f"praktijkcase {self.activity_id}"

    @property
    def how(self) -> Way:
        return WAYS[self.way]

    @property
    def step(self) -> Step | None:
        """Where the group is; None while nobody was chosen."""
        return self.how.step(self.activity.step)

    @property
    def planned(self) -> list[tuple[Step, int]]:
        """Each step with its minutes in the time that there is."""
        return list(zip(self.how.steps, spread(self.how.steps, self.minutes), strict=True))

    @property
    def shared_case(self) -> Case | None:
        return self.case if self.case and self.case.is_shared else None

    @property
    def question(self) -> str:
        """As the group sharpened it, else as the bringer shared it."""
        shared = self.shared_case
        return self.activity.question or (shared.question if shared else "")

    def choose(self, participation_id: int | None, case_id: int | None) -> bool:
        """Who brings a case, with what she prepared and shared. False for who is not here, and once cards were written:
        those belong to one person for good."""
        with transaction.atomic():
            activity = self.activity.lock()
            here = Place.objects.in_room(activity.session_id).filter(participation=participation_id, name="")
            if not activity.is_open or not here.exists() or self.cards.exclude(to=participation_id).exists():
                return False
            cases = Case.objects.filter(brought_by=participation_id, shared_at__isnull=False)
            self.brought_by_id, self.case = participation_id, cases.filter(pk=case_id).first() if case_id else None
            self.save(update_fields=["brought_by", "case"])
            raise_revisions(activity.session_id, *ALL_SCREENS)
        return True

    def start_clock(self, now: datetime) -> None:
        """The time of this step, in the transaction in which it is entered."""
        minutes = next((minutes for step, minutes in self.planned if step == self.step), 0)
        self.activity.timer_minutes = minutes
        self.activity.timer_ends_at = now + timedelta(minutes=minutes) if minutes else None
        self.activity.save(update_fields=["timer_minutes", "timer_ends_at"])


class AdviceCardQuerySet(models.QuerySet["AdviceCard"]):
    def for_bringer(self, talk: CaseTalk) -> Self:
        """All cards of one case, with the names of who signed. Their words are read here, and by who wrote one."""
        return self.filter(talk=talk, to=talk.brought_by_id).select_related("signed_by__participation__person")

    def for_writer(self, activity: Activity, key: str) -> "AdviceCard | None":
        """A card for the phone that wrote it, which knows its key."""
        return self.filter(talk__activity=activity, key=key).first()

    def write(
        self, talk: CaseTalk, to_id: int, text: str, *, key: str, signed_by: Place | None = None, now: datetime
    ) -> bool:
        """A card for who brings the case, also when the phone only got through after closing. The same key again is the same
        card. False when it was written for somebody else, or there are far too many."""
        with transaction.atomic():
            activity = talk.activity.lock()
            if self.filter(talk=talk, key=key).exists():
                return True
            talk.refresh_from_db(fields=["brought_by"])
            if talk.brought_by_id != to_id or self.filter(talk=talk).count() >= MOST_CARDS:
                return False
            self.create(talk=talk, to_id=to_id, text=text, key=key, signed_by=signed_by)
            # What is written is nobody's business: only a number goes up, and it does so on the regie.
            raise_revisions(activity.session_id, Screen.REGIE)
            if not activity.is_open:
                tell_bringer(talk, now)
        return True

    def rewrite(self, activity: Activity, key: str, text: str, *, signed_by: Place | None) -> bool:
        """Other words on a card, by who wrote it and knows its key, before it can be read. False once it is too late."""
        with transaction.atomic():
            mine = self.filter(talk__activity=activity, key=key)
            return activity.lock().is_open and bool(mine.update(text=text, signed_by=signed_by))

    def take_back(self, activity: Activity, key: str) -> None:
        """Who wrote it, and knows its key, thinks better of it before it can be read."""
        with transaction.atomic():
            if activity.lock().is_open:
                self.filter(talk__activity=activity, key=key).delete()
                raise_revisions(activity.session_id, Screen.REGIE)

    def type_over(self, talk: CaseTalk, texts: Sequence[str], *, key: str) -> None:
        """The bringer types over what she got on paper; the same key again adds nothing."""
        with transaction.atomic():
            talk.activity.lock()
            if self.filter(talk=talk, key__startswith=f"{key}-").exists() or talk.brought_by_id is None:
                return
            room = max(MOST_CARDS - self.filter(talk=talk).count(), 0)
            AdviceCard.objects.bulk_create(
                AdviceCard(talk=talk, to_id=talk.brought_by_id, text=text, key=f"{key}-{number}")
                for number, text in enumerate(texts[:room])
            )
            raise_revisions(talk.activity.session_id, Screen.REGIE)


class AdviceCard(models.Model):
    """What one of the others writes to who brings the case. Nobody else ever reads it; it goes with the bringer."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    talk = models.ForeignKey(CaseTalk, on_delete=models.CASCADE, related_name="cards")
    to = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="advice_cards")
    text = models.TextField("advies", max_length=LONGEST_CARD)
    # Only of who chose to put the own name below it.
    signed_by = models.ForeignKey(Place, null=True, on_delete=models.SET_NULL, related_name="+")
    key = models.CharField(max_length=40, editable=False)

    objects = AdviceCardQuerySet.as_manager()

    class Meta:
        verbose_name = "advieskaart"
        verbose_name_plural = "advieskaarten"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["talk", "key"],
                name="advice_card_once_by_key",
                violation_error_message="Deze kaart is al bezorgd.",
            )
        ]

    def __str__(self) -> str:
        return f"advieskaart {self.pk}"


class CaseTryQuerySet(models.QuerySet["CaseTry"]):
    def shared_with(self, reader: Participation) -> Self:
        """What others of the group tried and let the group read, the last one first. One query."""
        return (
            self.filter(
                participation__network=reader.network_id,
                participation__status=Participation.Status.TAKES_PART,
                shared_at__isnull=False,
            )
            .exclude(participation=reader)
            .select_related("participation__person", "talk__case", "talk__activity__session")
            .order_by("-shared_at", "pk")
        )


class CaseTry(models.Model):
    """*Wat heb je geprobeerd?*: what the bringer writes for herself or shares, and what the group heard of it."""

    talk = models.OneToOneField(CaseTalk, on_delete=models.CASCADE, related_name="tried")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="case_tries")
    text = models.TextField("wat heb je geprobeerd", max_length=LONGEST_TRY, blank=True)
    shared_at = models.DateTimeField(null=True, editable=False)
    # As it was told in the room of `told_in`.
    told = models.TextField("wat vertelde je in de groep", max_length=LONGEST_TRY, blank=True)
    told_in = models.ForeignKey(Session, null=True, on_delete=models.SET_NULL, related_name="case_tries")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CaseTryQuerySet.as_manager()

    class Meta:
        verbose_name = "wat iemand met een case probeerde"
        verbose_name_plural = "wat mensen met een case probeerden"

    def __str__(self) -> str:
        return f"geprobeerd na praktijkcase {self.talk_id}"

    @property
    def shared_text(self) -> str:
        return self.text if self.shared_at else ""

    @classmethod
    def write(cls, talk: CaseTalk, text: str, *, share: bool, now: datetime) -> None:
        """The bringer's own words."""
        with transaction.atomic():
            row = cls._of(talk)
            shared_at = (row.shared_at or now) if share and text else None
            cls.objects.filter(pk=row.pk).update(text=text, shared_at=shared_at)

    @classmethod
    def tell(cls, talk: CaseTalk, session: Session, told: str, *, is_told: bool, version: int) -> int:
        """What the group hears in this session; gives the version that stands now. Raises SavedElsewhere."""
        with transaction.atomic():
            row = cls._of(talk)
            told_in = (row.told_in_id or session.pk) if is_told else None
            if (row.told, row.told_in_id) == (told, told_in):
                return row.version
            if row.version != max(version, 1):
                raise SavedElsewhere(row.told, row.version)
            cls.objects.filter(pk=row.pk).update(told=told, told_in=told_in, version=row.version + 1)
            return row.version + 1

    @classmethod
    def _of(cls, talk: CaseTalk) -> "CaseTry":
        row, _ = cls.objects.select_for_update().get_or_create(
            talk=talk, defaults={"participation_id": talk.brought_by_id or 0}
        )
        return row


def tell_bringer(talk: CaseTalk, now: datetime) -> None:
    """That cards lie ready, in the evening of the session and once; the mail holds a link and not a word of them."""
    participation = talk.brought_by
    network = talk.activity.session.network
    if participation is None or network.is_rehearsal:
        return
    participation.network = network
    session = talk.activity.session
    context: dict[str, Any] = {"participation": participation, "network": network, "session": session}
    mail_participation(
        participation,
        occasion=f"advice-cards:{talk.pk}",
        subject="Er liggen advieskaarten voor je klaar",
        text=render_to_string("sessions/mail/advice_cards.txt", context).strip(),
        # Not in the middle of the session: then phones lie aside.
        not_before=max(now, session.ends_at),
        now=now,
    )
