"""The questions of a network over all its sessions: where each stands, and the mail that brings an answer to its asker."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.template.loader import render_to_string

from lerendnetwerk.outbox.models import MailState, OutgoingMail
from networks.mail import mail_participation
from networks.models import Network, Participation
from sessions.models import Question, Session


@dataclass(frozen=True)
class QuestionNow:
    """A question with the mail that carries its answer as it is now, and whether an earlier answer left."""

    question: Question
    mail: OutgoingMail | None
    had_earlier: bool

    @property
    def state(self) -> str:
        if self.question.is_open:
            return "open"
        return "beantwoord" if self.question.answer else "gesloten"

    @property
    def may_mail(self) -> bool:
        return self.mail is None and why_no_mail(self.question) == ""


def topic_of(question: Question) -> str:
    return f"answer:{question.pk}"


def occasion_of(question: Question) -> str:
    return f"{topic_of(question)}:v{question.answer_version}"


def questions_now(network: Network) -> list[QuestionNow]:
    """Open ones first, the oldest on top. Two queries."""
    questions = (
        Question.objects.filter(session__network=network)
        .select_related("session", "answered_in", "asked_by__person")
        .order_by(F("answered_in").asc(nulls_first=True), "session__number", "position", "pk")
    )
    mails: dict[str, list[OutgoingMail]] = {}
    sent = OutgoingMail.objects.filter(scope=network.mail_scope, topic__startswith="answer:")
    for mail in sent.exclude(state=MailState.WITHDRAWN).only("topic", "occasion", "state", "sent_at"):
        mails.setdefault(mail.topic, []).append(mail)
    return [_now(question, mails.get(topic_of(question), [])) for question in questions]


def _now(question: Question, mails: list[OutgoingMail]) -> QuestionNow:
    this = next((mail for mail in mails if mail.occasion == occasion_of(question)), None)
    return QuestionNow(question, this, had_earlier=any(mail is not this for mail in mails))


def why_no_mail(question: Question) -> str:
    """Why the asker gets no mail; empty when she can. `question` with its asker and her person."""
    asker = question.asked_by
    if question.is_open or not question.answer:
        return "Er is nog geen antwoord."
    if asker is None:
        return "Wie de vraag stelde, liet geen naam achter."
    if not asker.takes_part:
        return f"{asker.name} neemt niet meer deel."
    return "" if asker.person.email else f"{asker.name} heeft geen e-mailadres. Vertel het antwoord zelf."


def waiting_for_mail(session: Session) -> QuerySet[Question]:
    """What got an answer in this session, whose asker can be mailed and was not yet. See why_no_mail."""
    occasion = Concat(
        Value("answer:"),
        Cast(OuterRef("pk"), CharField()),
        Value(":v"),
        Cast(OuterRef("answer_version"), CharField()),
        output_field=CharField(),
    )
    mails = OutgoingMail.objects.filter(occasion=occasion).exclude(state=MailState.WITHDRAWN)
    asker = {"asked_by__status": Participation.Status.TAKES_PART, "asked_by__person__email__gt": ""}
    return Question.objects.filter(~Exists(mails), answered_in=session, answer__gt="", **asker)


def letter_for(question: Question, network: Network) -> tuple[str, str]:
    """Subject and text of the mail."""
    context = {"question": question, "network": network, "asker": question.asked_by}
    return "Je vraag heeft een antwoord", render_to_string("sessions/mail/answer.txt", context).strip()


def mail_answer(question: Question, network: Network, *, now: datetime) -> OutgoingMail | None:
    """Bring the answer to who asked; this answer once, however often it is asked for. One that was withdrawn leaves after
    all."""
    if why_no_mail(question) or question.asked_by is None:
        return None
    subject, text = letter_for(question, network)
    question.asked_by.network = network
    mail = mail_participation(
        question.asked_by, occasion=occasion_of(question), subject=subject, text=text, not_before=now, now=now
    )
    if mail and mail.state == MailState.WITHDRAWN:
        mail.undo_withdrawal()
    return mail


def session_of_answer(question: Question, now: datetime) -> int:
    """In which session a question is settled: the last that began, and never one before it was asked."""
    begun = Session.objects.filter(
        network=question.session.network_id, starts_at__lte=now, number__gte=question.session.number
    )
    return begun.order_by("-number").values_list("pk", flat=True).first() or question.session_id
