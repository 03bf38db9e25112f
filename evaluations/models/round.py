"""Rounds: opened, answered, closed for good. docs/privacy.md (Anonimiteit) says what remains of an answer."""

import enum
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import Case, F, Value, When

from evaluations.asked import Asked, follow_up_questions, from_json, questions_for, to_json
from lerendnetwerk.accounts.models import User
from lerendnetwerk.audit.record import record
from lerendnetwerk.traces import forget_old_versions, lay_out
from networks.models import Network, Participation
from sessions.models import Attendance, Session

if TYPE_CHECKING:
    from evaluations.models.answer import Answer

# Below this many answers nothing is shown. If a programme ever chooses its own number: never below 3.
LEAST_ANSWERS = 5
# A question that most people had no opinion on: the few figures that remain would point at their givers.
LEAST_OPINIONS = 3
OPEN_FOR = timedelta(days=7)
FOLLOW_UP_OPEN_FOR = timedelta(days=28)
HIDDEN_SCOPE = "evaluation:"


class NobodyInvitedError(Exception):
    """Nobody is noted as present, and nobody is expected either."""


class Received(enum.Enum):
    """What happened to an answer."""

    KEPT = "bewaard"
    ALREADY = "al eerder bewaard"
    CLOSED = "gesloten"
    NOT_INVITED = "niet uitgenodigd"


def invited_to(session: Session, *, noted: bool | None = None) -> models.QuerySet[Participation]:
    """Who was there; as long as nobody is noted as present: who is expected and did not say no. `noted`: whether
    somebody is, where that is known already."""
    expected = session.network.participations.expected_at(session.number)
    there = Attendance.objects.filter(session=session, state__in=Attendance.WAS_THERE)
    if there.exists() if noted is None else noted:
        return expected.filter(attendances__in=there)
    not_there = Attendance.objects.filter(session=session).exclude(state__in=Attendance.WAS_THERE)
    return expected.exclude(pk__in=not_there.values("participation"))


class RoundQuerySet(models.QuerySet["Round"]):
    def open_for(self, session: Session, *, now: datetime, by: User | None = None) -> "Round":
        """Open the evaluation of a session; opened already is the same. Raises NobodyInvitedError."""
        with transaction.atomic():
            # The network's, not the session's: two sessions at once would both be the last.
            Network.objects.select_for_update().get(pk=session.network_id)
            if existing := self.filter(session=session).first():
                return existing
            invited = list(invited_to(session).order_by("pk"))
            if not invited:
                raise NobodyInvitedError
            is_final, more = questions_for(session)
            opened = self.create(
                network_id=session.network_id,
                session=session,
                kind=Round.Kind.FINAL if is_final else Round.Kind.SESSION,
                questions=to_json(more),
                opened_at=now,
                closes_at=now + OPEN_FOR,
                invited_count=len(invited),
            )
            Invitee.objects.bulk_create([Invitee(round=opened, participation=one) for one in invited])
            record("evaluatie-geopend", opened, now=now, user=by, network_id=session.network_id)
        return opened

    def open_follow_up(
        self, network: Network, kind: "Round.Kind", asked: list[Participation], *, now: datetime
    ) -> "Round | None":
        """Ask afterwards what it brought. None when it was asked already, or nobody is left to ask."""
        with transaction.atomic():
            Network.objects.select_for_update().get(pk=network.pk)
            if not asked or self.filter(network=network, kind=kind).exists():
                return None
            opened = self.create(
                network=network,
                kind=kind,
                questions=to_json(follow_up_questions()),
                opened_at=now,
                closes_at=now + FOLLOW_UP_OPEN_FOR,
                invited_count=len(asked),
            )
            Invitee.objects.bulk_create([Invitee(round=opened, participation=one) for one in asked])
            record("opvolging-geopend", opened, now=now, network_id=network.pk)
        return opened

    def with_session(self) -> "RoundQuerySet":
        return self.select_related("session", "network__programme")

    def with_counts(self) -> "RoundQuerySet":
        """Each with `answered_count`."""
        return self.annotate(answered_count=models.Count("answers"))

    def running(self) -> "RoundQuerySet":
        return self.filter(state=Round.State.OPEN)

    def closed(self) -> "RoundQuerySet":
        return self.filter(state=Round.State.CLOSED)


class Round(models.Model):
    class Kind(models.TextChoices):
        SESSION = "sessie", "evaluatie van een sessie"
        # Of the last session: the same form, with the aims and the process after it.
        FINAL = "eind", "eindevaluatie"
        AFTER_3 = "na-3", "opvolging na drie maanden"
        AFTER_6 = "na-6", "opvolging na zes maanden"

    class State(models.TextChoices):
        OPEN = "open", "open"
        CLOSED = "gesloten", "gesloten"

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="rounds")
    session = models.OneToOneField(Session, null=True, on_delete=models.CASCADE, related_name="round")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SESSION)
    # What is asked besides the form of the source (evaluations/asked.py), as it was when the round opened.
    questions = models.JSONField(default=list, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    # Closes by itself at this moment; closing is final.
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    # Frozen at the opening. The invitees themselves are forgotten at closing, this number stays.
    invited_count = models.PositiveSmallIntegerField()
    # How many answers the facilitator types from paper, and how many are typed. Told once, for all papers together;
    # an answer itself does not say that it came from paper: two papers would be two people.
    paper_told_at = models.DateTimeField(null=True)
    paper_expected = models.PositiveSmallIntegerField(default=0)
    paper_typed = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    # When who facilitates heard that a follow-up is closed, and after the last one the group that there is something to see.
    told_at = models.DateTimeField(null=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "evaluatie"
        verbose_name_plural = "evaluaties"
        ordering = ["opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(paper_typed__lte=F("paper_expected")),
                name="no_more_paper_than_told",
                violation_error_message="Er zijn niet meer papieren formulieren dan aangevinkt.",
            ),
            models.UniqueConstraint(
                fields=["network", "kind"],
                condition=models.Q(session=None),
                name="one_follow_up_of_each_kind",
                violation_error_message="Deze opvolging loopt al.",
            ),
            models.UniqueConstraint(
                fields=["network"],
                condition=models.Q(kind="eind"),
                name="one_final_evaluation",
                violation_error_message="De eindevaluatie van dit netwerk is al gevraagd.",
            ),
            models.CheckConstraint(
                condition=models.Q(session=None) ^ models.Q(kind__in=("sessie", "eind")),
                name="only_a_follow_up_has_no_session",
                violation_error_message="Alleen een opvolging hoort niet bij een sessie.",
            ),
        ]

    def __str__(self) -> str:
        return f"evaluatie van {self.session}" if self.session else self.get_kind_display()

    @property
    def asked(self) -> list[Asked]:
        """What is asked besides the form of the source."""
        return from_json(self.questions)

    @property
    def is_final(self) -> bool:
        return self.kind == self.Kind.FINAL

    @property
    def time_it_takes(self) -> str:
        if self.is_final:
            return "vijf minuten"
        return "twee minuten" if self.is_follow_up else "een minuut"

    @property
    def is_follow_up(self) -> bool:
        return self.session_id is None

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    def takes_answers(self, now: datetime) -> bool:
        # The worker closes; an answer that comes before it passed is too late all the same.
        return self.is_open and now < self.closes_at

    @property
    def paper_left(self) -> int:
        return self.paper_expected - self.paper_typed

    @property
    def hidden_scope(self) -> str:
        """Mails of this scope stand on no page: nobody sees who is reminded, so nobody sees who answered."""
        return f"{HIDDEN_SCOPE}{self.pk}"

    def receive(self, participation: Participation, answer: "Answer", *, now: datetime) -> Received:
        """Keep one answer, once. It leaves no audit row, no web session, no key: the flag is the guard."""
        with transaction.atomic():
            locked = self._lock()
            if not locked.takes_answers(now):
                return Received.CLOSED
            invitee = locked.invitees.filter(participation=participation).first()
            if invitee is None:
                return Received.NOT_INVITED
            if invitee.answered:
                return Received.ALREADY
            locked._flag([invitee.pk])
            locked._keep(answer, now=now)
        return Received.KEPT

    def tell_paper(self, participations: list[Participation], *, now: datetime, by: User | None = None) -> int:
        """Note who answered on paper, all at once and one time only. Returns how many forms may be typed.

        Who had answered on a phone already does not count again, and is not named.
        """
        with transaction.atomic():
            locked = self._lock()
            if not locked.takes_answers(now) or locked.paper_told_at:
                return locked.paper_left
            fresh = locked.invitees.filter(participation__in=participations, answered=False)
            keys = list(fresh.values_list("pk", flat=True))
            locked._flag(keys)
            locked.paper_told_at, locked.paper_expected = now, len(keys)
            locked.save(update_fields=["paper_told_at", "paper_expected"])
            record("evaluatie-papier-geteld", locked, now=now, user=by, network_id=locked.network_id)
        return len(keys)

    def receive_paper(self, answer: "Answer", *, number: int, now: datetime) -> Received:
        """Keep form `number` from paper, without a name; each number once, and no more of them than were told."""
        with transaction.atomic():
            locked = self._lock()
            if not locked.takes_answers(now):
                return Received.CLOSED
            if not locked.paper_left or number != locked.paper_typed + 1:
                return Received.ALREADY
            locked.paper_typed += 1
            locked.save(update_fields=["paper_typed"])
            locked._flag([])
            locked._keep(answer, now=now)
        return Received.KEPT

    def close(self, *, now: datetime, by: User | None = None) -> None:
        """For good: the answers get new keys in a random order, and who was asked and who answered is forgotten."""
        with transaction.atomic():
            locked = self._lock()
            if locked.is_open:
                locked._close(now, by)
        self.refresh_from_db()

    def take_back(self, *, now: datetime, by: User | None = None) -> bool:
        """Opened too early, or as the wrong one: it was never asked. False, and nothing happens, once somebody answered,
        on paper too. Links that left in a mail open nothing any more."""
        with transaction.atomic():
            locked = Round.objects.select_for_update().filter(pk=self.pk).first()
            if locked is None or not locked.is_open or locked.paper_told_at or locked.answers.exists():
                return False
            record("evaluatie-teruggenomen", locked, now=now, user=by, network_id=locked.network_id)
            locked.delete()
        return True

    def _lock(self) -> "Round":
        """This row, for this transaction only: two answers, or an answer and a closing, come one after the other."""
        return Round.objects.select_for_update().get(pk=self.pk)

    def _flag(self, invitee_keys: list[int]) -> None:
        """Mark who answered in one UPDATE that rewrites every row of the round, so that none of them stands out."""
        self.invitees.update(
            answered=Case(When(pk__in=invitee_keys, then=Value(True)), default=F("answered")),
            stirred=F("stirred") + 1,
        )

    def _keep(self, answer: "Answer", *, now: datetime) -> None:
        answer.round = self
        lay_out([*self.answers.all(), answer], self.answers.all())
        if not self.paper_left and not self.invitees.filter(answered=False).exists():
            self._close(now, None)

    def _close(self, now: datetime, by: User | None) -> None:
        lay_out(list(self.answers.all()), self.answers.all())
        self.invitees.all().delete()
        self.state, self.closed_at = self.State.CLOSED, now
        self.save(update_fields=["state", "closed_at"])
        record("evaluatie-gesloten", self, now=now, user=by, network_id=self.network_id)
        transaction.on_commit(partial(forget_old_versions, self.answers.model, Invitee), robust=True)


class Invitee(models.Model):
    """Frozen at the opening, gone at closing. `answered` is the only thing that an answer leaves behind about its
    giver, and each answer rewrites all rows of the round, so that no trace in the database tells which one changed."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="invitees")
    participation = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="+")
    answered = models.BooleanField(default=False)
    # Raised with every answer, for all: without it a database may skip rows that do not change.
    stirred = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "participation"], name="invitee_once")]

    def __str__(self) -> str:
        return f"genodigde {self.pk}"
