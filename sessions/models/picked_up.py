"""What the group asked for, and what came of it in the run sheet of a session: with the way back to where it was said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Q

from sessions.models.agenda import AgendaItem
from sessions.models.brought import Contribution
from sessions.models.method import Method
from sessions.models.notes import Question
from sessions.models.session import Session

# To begin with; the facilitator changes them in the run sheet.
BLOCK_MINUTES, CASE_MINUTES = 30, 45
CASE_METHOD = "ervaringsuitwisseling"
# What people wrote about the session itself is no title for a screen.
HOW_WE_WORK = "Wat we deze keer anders doen"
LONGEST_TITLE = 160


@dataclass(frozen=True)
class Said:
    """One thing that the group said. `key` is the same as long as it is the same thing."""

    key: str
    kind: str
    text: str
    from_session_id: int | None
    from_number: int | None
    times: int = 1
    # Already a question of the network; else one is made when an expert has to answer it.
    question_id: int | None = None
    # Written without a name for the evaluation: never a title or a question that others read.
    for_facilitator_only: bool = False
    note: str = ""
    # What a participant brought through her own link; the block leads back to it.
    brought: Contribution | None = None
    # What was asked in other words and laid under it: no line of its own.
    others: "tuple[Said, ...]" = ()
    # The key of what it might belong to; who facilitates has the last word.
    may_belong_to: str = ""


class PickedUpQuerySet(models.QuerySet["PickedUp"]):
    def of_network(self, network_id: int) -> Self:
        return self.filter(session__network=network_id).order_by("pk")

    def pick_up(self, session: Session, said: Said, became: str, *, reason: str = "", now: datetime) -> "PickedUp":
        """Give it a place in this session. The same thing again keeps the place that it has."""
        with transaction.atomic():
            Session.objects.select_for_update().get(pk=session.pk)
            if known := self.filter(session=session, key=said.key).first():
                return known
            row = PickedUp(
                session=session,
                key=said.key,
                kind=said.kind,
                text=said.text,
                times=said.times,
                from_session_id=said.from_session_id,
                became=became,
                picked_up_at=now,
            )
            if became == PickedUp.Became.EXPERT:
                row.question, row.made_question = _for_expert(session, said)
            elif became == PickedUp.Became.ASIDE:
                row.reason = reason
            elif said.brought:
                row.item = AgendaItem.objects.add_brought(session, said.brought)
            else:
                row.item = AgendaItem.objects.add_at_the_end(session, f"groep-{said.key}"[:32], **_block(said, became))
            row.save()
        return row


class PickedUp(models.Model):
    """*Waarom staat dit op de agenda?*: the words as they stood, from which session, and what they became."""

    class Kind(models.TextChoices):
        THEME = "thema", "gevraagd thema"
        QUESTION = "vraag", "open vraag"
        PARKED = "geparkeerd", "geparkeerd punt"
        DIFFERENT = "anders", "wat anders moet"
        EXPECTATION = "verwachting", "verwachting"
        PROPOSAL = "voorstel", "voorstel voor de agenda"
        SPEAKER = "spreker", "voorstel voor een spreker"
        BROUGHT = "inbreng", "inbreng van een deelnemer"

    class Became(models.TextChoices):
        BLOCK = "onderdeel", "een onderdeel"
        CASE = "case", "een case"
        EXPERT = "expert", "een vraag voor een expert"
        ASIDE = "opzij", "opzij gelegd"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="picked_up")
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField("wat de groep zei", max_length=2000)
    # How often it was asked in the same words.
    times = models.PositiveSmallIntegerField(default=1)
    from_session = models.ForeignKey(Session, null=True, on_delete=models.SET_NULL, related_name="+")
    became = models.CharField(max_length=10, choices=Became)
    # Goes with its block, so that what the group said lies on the table again.
    item = models.OneToOneField(AgendaItem, null=True, on_delete=models.CASCADE, related_name="picked_up")
    question = models.ForeignKey(Question, null=True, on_delete=models.CASCADE, related_name="picked_up")
    made_question = models.BooleanField(default=False)
    reason = models.CharField("waarom", max_length=300, blank=True)
    picked_up_at = models.DateTimeField(editable=False)

    objects = PickedUpQuerySet.as_manager()

    class Meta:
        verbose_name = "wat de groep vroeg"
        verbose_name_plural = "wat de groep vroeg"
        constraints = [
            models.UniqueConstraint(
                fields=["session", "key"],
                name="picked_up_once_in_a_session",
                violation_error_message="Dit kreeg al een plaats in deze sessie.",
            ),
            models.CheckConstraint(
                condition=Q(became__in=["onderdeel", "case"], item__isnull=False, question=None, reason="")
                | Q(became="expert", item=None, question__isnull=False, reason="")
                | (Q(became="opzij", item=None, question=None) & ~Q(reason="")),
                name="picked_up_leads_somewhere",
                violation_error_message="Zeg wat het wordt, of waarom je het opzij legt.",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_aside(self) -> bool:
        return self.became == self.Became.ASIDE

    def put_back(self) -> None:
        """Beside the block that was taken away and is there again, unless the same was picked up once more meanwhile."""
        with transaction.atomic():
            Session.objects.select_for_update().get(pk=self.session_id)
            if not PickedUp.objects.filter(session=self.session_id, key=self.key).exists():
                self.save()

    def put_down(self) -> bool:
        """Undo: the block goes out of the run sheet, or the question is no longer for an expert. False once the block began:
        what happened stays."""
        with transaction.atomic():
            locked = PickedUp.objects.select_for_update(of=("self",)).filter(pk=self.pk).first()
            if locked is None:
                return True
            if locked.item_id and not AgendaItem.objects.filter(pk=locked.item_id, began_at=None).delete()[0]:
                return False
            if locked.made_question:
                # Once it was answered or changed it is the group's own.
                Question.objects.filter(picked_up=locked, answer="", answered_in=None).delete()
            elif locked.question_id:
                Question.objects.filter(picked_up=locked).update(for_expert=False)
            PickedUp.objects.filter(pk=self.pk).delete()
        return True


def _for_expert(session: Session, said: Said) -> tuple[Question, bool]:
    """The question that it is already, or a new one without an asker."""
    question = Question.objects.select_for_update(of=("self",)).filter(pk=said.question_id or 0).first()
    if question:
        Question.objects.filter(pk=question.pk).update(for_expert=True)
        return question, False
    return Question.write(session, f"groep-{said.key}"[:32], 1, text=said.text, for_expert=True), True


def _block(said: Said, became: str) -> Mapping[str, Any]:
    is_case = became == PickedUp.Became.CASE
    minutes = CASE_MINUTES if is_case else BLOCK_MINUTES
    words = " ".join(said.text.split())
    title = HOW_WE_WORK if said.for_facilitator_only else words
    return {
        "title": f"Case: {title}"[:LONGEST_TITLE] if is_case else title[:LONGEST_TITLE],
        "method": Method.objects.filter(slug=CASE_METHOD).first() if is_case else None,
        "minutes": minutes,
        "least_minutes": minutes // 2,
        "notes": said.text if said.for_facilitator_only or len(words) > LONGEST_TITLE else "",
    }
