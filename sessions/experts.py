"""What is written to somebody from outside: the briefing, the invitation and the thank-you, each with a good beginning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.template.loader import render_to_string

from lerendnetwerk.outbox.models import MailState, OutgoingMail
from lerendnetwerk.outbox.queue import Enclosure, queue_mail
from lerendnetwerk.together import read_together
from sessions.calendar.outside import guest_was_told
from sessions.models import Document, ExpertVisit, Question

INVITATION, THANKS = "uitnodiging", "bedankje"


@dataclass(frozen=True)
class LetterKind:
    slug: str
    field: str
    title: str
    subject: str
    template: str


LETTERS = {
    kind.slug: kind
    for kind in (
        LetterKind(
            INVITATION, "invitation", "De uitnodiging", "Kom je bij ons langs?", "sessions/mail/expert_invitation.txt"
        ),
        LetterKind(THANKS, "thanks", "Het bedankje", "Bedankt voor je komst", "sessions/mail/expert_thanks.txt"),
    )
}


@dataclass(frozen=True)
class Letter:
    """What the expert reads; `documents` go along."""

    kind: LetterKind
    subject: str
    text: str
    is_own: bool
    documents: Sequence[Document]


def letter_of(visit: ExpertVisit, kind: LetterKind, signed: str) -> Letter:
    """In the facilitator's own words, or else composed from how things stand now. One query."""
    found = read_together(
        questions=visit.questions.order_by("session__number", "position", "pk"),
        documents=visit.documents.order_by("pk"),
    )
    documents = found["documents"] if kind.slug == INVITATION else []
    subject = f"{kind.subject} {visit.session.network.title}"
    if own := getattr(visit, kind.field):
        return Letter(kind, subject, own, is_own=True, documents=documents)
    context: dict[str, Any] = {
        "visit": visit,
        "expert": visit.expert,
        "session": visit.session,
        "network": visit.session.network,
        "questions": found["questions"],
        "documents": documents,
        "briefing": visit.briefing or briefing_for(visit),
        "signed": signed,
    }
    return Letter(kind, subject, render_to_string(kind.template, context).strip(), is_own=False, documents=documents)


def briefing_for(visit: ExpertVisit) -> str:
    """A beginning: who we are, what helps us, and what stays in the room."""
    context = {"session": visit.session, "network": visit.session.network, "expert": visit.expert}
    return render_to_string("sessions/mail/expert_briefing.txt", context).strip()


def topic_of(visit: ExpertVisit, kind: LetterKind) -> str:
    return f"expert-{kind.slug}:{visit.pk}"


def sent_letters(visit: ExpertVisit) -> dict[str, list[OutgoingMail]]:
    """By letter, the newest first. One query."""
    topics = {topic_of(visit, kind): slug for slug, kind in LETTERS.items()}
    mails = OutgoingMail.objects.filter(topic__in=topics, scope=visit.session.network.mail_scope)
    found: dict[str, list[OutgoingMail]] = {slug: [] for slug in LETTERS}
    for mail in mails.exclude(state=MailState.WITHDRAWN).order_by("-version"):
        found[topics[mail.topic]].append(mail)
    return found


def is_sent(mails: Sequence[OutgoingMail], visit: ExpertVisit, letter: Letter) -> bool:
    """Whether exactly this left, or is about to. One query."""
    if not mails:
        return False
    last, files = mails[0], {one.file.name for one in letter.documents if one.file}
    return (
        last.text == letter.text
        and last.to_address == visit.expert.email
        and {one.file_path for one in last.attachments.all()} == files
    )


def send_letter(visit: ExpertVisit, kind: LetterKind, *, signed: str, now: datetime) -> OutgoingMail | None:
    """Each text once; other words or other documents are a new version. None for who has no address."""
    if not visit.expert.email:
        return None
    with transaction.atomic():
        ExpertVisit.objects.select_for_update().get(pk=visit.pk)
        letter = letter_of(visit, kind, signed)
        mails = sent_letters(visit)[kind.slug]
        if is_sent(mails, visit, letter):
            return mails[0]
        network = visit.session.network
        # Above each version there ever was, also one that was withdrawn.
        versions = OutgoingMail.objects.filter(topic=topic_of(visit, kind)).values_list("version", flat=True)
        if kind.slug == INVITATION:
            guest_was_told(visit, now=now)
        return queue_mail(
            occasion=f"{topic_of(visit, kind)}:v{max(versions, default=0) + 1}",
            recipient=visit.expert.recipient,
            scope=network.mail_scope,
            to_name=visit.expert.name,
            to_address=visit.expert.email,
            subject=letter.subject,
            text=letter.text,
            reply_to=network.reply_to,
            from_name=network.programme.mail_name or network.programme.title,
            attachments=[
                Enclosure(str(one.file.name), one.file_name, one.content_type) for one in letter.documents if one.file
            ],
            not_before=now,
            now=now,
        )


@dataclass(frozen=True)
class Choices:
    """What may be asked and sent along. A question knows its `session_number` and whether it is `asked`, a document whether
    it `goes_along`."""

    questions: Sequence[Question]
    documents: Sequence[Document]


def choices_for(visit: ExpertVisit) -> Choices:
    """Open questions of the network and what this guest is asked already; documents of the group. One query."""
    asked = ExpertVisit.questions.through.objects.filter(expertvisit=visit.pk, question=OuterRef("pk"))
    along = ExpertVisit.documents.through.objects.filter(expertvisit=visit.pk, document=OuterRef("pk"))
    found = read_together(
        questions=Question.objects.filter(session__network=visit.session.network_id)
        .annotate(asked=Exists(asked), session_number=F("session__number"))
        .filter(Q(answered_in=None) | Q(asked=True))
        .order_by("-for_expert", "session__number", "position", "pk"),
        documents=Document.objects.for_group(visit.session.network_id)
        .annotate(goes_along=Exists(along))
        .order_by("pk"),
    )
    return Choices(found["questions"], found["documents"])
