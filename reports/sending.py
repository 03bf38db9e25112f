"""Who gets which mail, and queueing it: one message a person, with the frozen edition for the group."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from lerendnetwerk.accounts.models import User
from lerendnetwerk.audit.record import record
from lerendnetwerk.outbox.models import MailState, OutgoingMail
from lerendnetwerk.outbox.queue import Enclosure, queue_mail
from networks.mail import name_the_reader, shared_addresses
from networks.models import Participation
from reports.drafting import Draft
from reports.editions import freeze, group_edition, programme_edition
from reports.final.gathering import FinalMaterial
from reports.genres import AnyMaterial
from reports.letters import Letter
from reports.models import Edition, Report, ReportLetter
from reports.sections import Section
from sessions.models import Substitute

Kind = ReportLetter.Kind


@dataclass(frozen=True)
class Recipient:
    name: str
    first_name: str
    email: str
    key: str
    has_page: bool = True


@dataclass
class MailPlan:
    """Who gets which letter; who has no address gets it on paper."""

    by_kind: dict[str, list[Recipient]] = field(default_factory=dict)
    on_paper: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(len(recipients) for recipients in self.by_kind.values())


def recipient_of(participation: Participation) -> Recipient:
    person = participation.person
    return Recipient(person.name, person.first_name, person.email, participation.recipient)


def substitute_recipient(substitute: Substitute) -> Recipient:
    return Recipient(
        substitute.name, substitute.name.split()[0], substitute.email, substitute.recipient, has_page=False
    )


def plan_mails(
    material: AnyMaterial, *, already: Collection[str] = frozenset(), skip: Collection[str] = frozenset()
) -> MailPlan:
    """`already`: the keys of who got an earlier version; they get the correction. `skip`: of who has this one."""
    plan = MailPlan({kind: [] for kind in Kind.values})
    for kind, recipients in _groups(material):
        for recipient in recipients:
            if not recipient.email:
                plan.on_paper.append(recipient.name)
            elif recipient.key not in skip:
                chosen = Kind.CORRECTION if recipient.key in already else kind
                plan.by_kind[chosen].append(recipient)
    return plan


def _groups(material: AnyMaterial) -> list[tuple[ReportLetter.Kind, list[Recipient]]]:
    """Who stopped gets nothing any more; who came instead once gets that session's report and nothing else."""
    if isinstance(material, FinalMaterial):
        return [(Kind.EVERYBODY, [recipient_of(p) for p in material.people if p.takes_part])]
    return [
        (Kind.PRESENT, [recipient_of(p) for p in material.present if p.takes_part]),
        (Kind.ABSENT, [recipient_of(line.participation) for line in material.missing if line.participation.takes_part]),
        (Kind.SUBSTITUTE, [substitute_recipient(s) for s in material.substitutes]),
    ]


def got_before(mails: Iterable[OutgoingMail], version: int) -> set[str]:
    """The keys of who got a version before this one, or may have. Not of whose mail still waits: that one is replaced
    before it leaves, and who reads about a mistake must have had it."""
    left = (MailState.BUSY, MailState.SENT, MailState.MAYBE)
    return {mail.recipient for mail in mails if mail.version < version and mail.state in left}


def mailed(mails: Iterable[OutgoingMail], version: int) -> set[str]:
    """The keys of who has a mail with this version, wherever it is on its way."""
    return {mail.recipient for mail in mails if mail.version == version}


def words_for(letter: Letter, recipient: Recipient, *, shared: Collection[str]) -> tuple[str, str]:
    """Subject and text as this person gets them. Who has no page (a substitute) gets no paragraph that leads there."""
    text = letter.text.replace("\r\n", "\n").replace("{voornaam}", recipient.first_name)
    if not recipient.has_page:
        kept = [part for part in text.split("\n\n") if not any(mark in part for mark in settings.OUTBOX_LINKS)]
        text = "\n\n".join(kept)
    if recipient.email.lower() in shared:
        return name_the_reader(recipient.name, letter.subject, text)
    return letter.subject, text


def send_report(
    draft: Draft, material: AnyMaterial, sections: list[Section], letters: dict[str, Letter], *, by: User, now: datetime
) -> tuple[Edition, int]:
    """Freeze both editions and queue one mail a person. Pressing twice sends once. Returns how many were queued."""
    report, network = draft.report, material.network
    with transaction.atomic():
        edition = freeze(report, group_edition(material, sections), by=by, now=now)
        freeze(report, programme_edition(material), by=by, now=now)
        # Asked again: somebody else may have sent it since the draft was read.
        mails = list(OutgoingMail.objects.filter(topic=report.mail_topic))
        plan = plan_mails(material, already=got_before(mails, edition.version), skip=mailed(mails, edition.version))
        shared = shared_addresses(network.programme_id)
        name = f"{file_stem(material)}.pdf"
        queued = 0
        for kind, recipients in plan.by_kind.items():
            for recipient in recipients:
                subject, text = words_for(letters[kind], recipient, shared=shared)
                queue_mail(
                    occasion=f"{report.mail_topic}:v{edition.version}",
                    recipient=recipient.key,
                    scope=network.mail_scope,
                    to_name=recipient.name,
                    to_address=recipient.email,
                    from_name=network.programme.mail_name or network.programme.title,
                    reply_to=by.email,
                    subject=subject,
                    text=text,
                    attachments=[Enclosure(str(edition.file.name), name)],
                    not_before=now,
                    now=now,
                )
                queued += 1
        Report.objects.filter(pk=report.pk, sent_at__isnull=True).update(sent_at=now)
        if queued:
            record("verslag-verstuurd", report, now=now, user=by, network_id=network.pk)
    return edition, queued


def file_stem(what: AnyMaterial | Report) -> str:
    """How the file is called in a mail or a download; `what` with its network, and its session if it has one."""
    session = None if isinstance(what, FinalMaterial) else what.session
    if session is None:
        return f"eindverslag-{slugify(what.network.title)}"
    return f"verslag-{slugify(what.network.title)}-sessie-{session.number}"
