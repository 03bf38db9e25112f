"""The post of one network as its facilitator reads it: what needs a look, what waits for a word, what leaves when."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString

from lerendnetwerk.leases import WorkRefusedError
from lerendnetwerk.outbox.bodies import anchors, marks_in, paragraphs
from lerendnetwerk.outbox.models import MailState, OutgoingMail
from lerendnetwerk.outbox.sending import own_links
from lerendnetwerk.templatetags.look import chip, in_words
from networks.models import Network

AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Group:
    """The mails of one occasion: usually one to each person."""

    title: str
    mails: list[OutgoingMail]

    @property
    def versions(self) -> list["Group"]:
        """The same occasion with another subject is another text: who was absent reads something else."""
        by_subject = defaultdict(list)
        for mail in self.mails:
            by_subject[mail.subject].append(mail)
        return [Group(subject, mails) for subject, mails in by_subject.items()]

    @property
    def names(self) -> str:
        return in_words([mail.to_name.split(" ")[0] for mail in self.mails])

    @property
    def occasion(self) -> str:
        return self.mails[0].occasion

    @property
    def last_sent_at(self) -> datetime | None:
        return max((mail.sent_at for mail in self.mails if mail.sent_at), default=None)


@dataclass(frozen=True)
class ToCome:
    """A mail that the worker will make and send by itself; `to` says in words who gets it."""

    at: datetime
    subject: str
    to: str
    # The participations, where that is known beforehand and betrays nothing.
    who: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Day:
    day: date
    mails: list[OutgoingMail] = field(default_factory=list)
    to_come: list[ToCome] = field(default_factory=list)


@dataclass
class Post:
    """All mails of a network, on the pile where they belong."""

    attention: list[OutgoingMail] = field(default_factory=list)
    drafts: list[Group] = field(default_factory=list)
    leaving: list[OutgoingMail] = field(default_factory=list)
    planned: list[Day] = field(default_factory=list)
    later: int = 0
    sent: list[Group] = field(default_factory=list)
    withdrawn: list[OutgoingMail] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.attention or self.drafts or self.leaving or self.planned or self.later or self.sent)

    @property
    def first(self) -> OutgoingMail | None:
        """What to show beside the list when nobody asked for a mail."""
        drafts, planned = [group.mails for group in self.drafts], [day.mails for day in self.planned]
        lists: list[list[OutgoingMail]] = [
            *drafts,
            self.attention,
            *planned,
            self.leaving,
            *(group.mails for group in self.sent),
        ]
        return next((mails[0] for mails in lists if mails), None)


def to_come(network: Network, now: datetime, *, besides: str = "") -> list[ToCome]:
    """What leaves without anybody's word; the floors above know it. One query each. `besides`: what the caller knows better."""
    return [mail for path in settings.POST_TO_COME if path != besides for mail in import_string(path)(network, now)]


def sort_post(mails: Iterable[OutgoingMail], now: datetime, to_come: Iterable[ToCome] = ()) -> Post:
    """Mails in the order of `for_post()`, each on its pile; and what is still to be made, on its day."""
    post = Post()
    drafts, waiting, sent = [], [], []
    for mail in mails:
        if mail.state == MailState.FAILED or (mail.state == MailState.MAYBE and not mail.settled_at):
            post.attention.append(mail)
        elif mail.state == MailState.DRAFT:
            drafts.append(mail)
        elif mail.state == MailState.WITHDRAWN:
            # What a newer version replaced is no news.
            if mail.withdrawn_from:
                post.withdrawn.append(mail)
        elif mail.state == MailState.BUSY or (mail.state == MailState.READY and mail.not_before <= now):
            post.leaving.append(mail)
        elif mail.state == MailState.READY:
            waiting.append(mail)
        else:
            sent.append(mail)
    post.drafts, post.sent = grouped(drafts), grouped(sent)
    post.sent.sort(key=lambda group: (group.last_sent_at is not None, group.last_sent_at), reverse=True)
    soon = [mail for mail in waiting if mail.not_before <= now + AHEAD]
    days: dict[date, Day] = {}
    for mail in soon:
        days.setdefault(on := timezone.localdate(mail.not_before), Day(on)).mails.append(mail)
    for coming in to_come:
        if coming.at <= now + AHEAD:
            days.setdefault(on := timezone.localdate(coming.at), Day(on)).to_come.append(coming)
    post.planned = [days[on] for on in sorted(days)]
    post.later = len(waiting) - len(soon)
    return post


def grouped(mails: Sequence[OutgoingMail]) -> list[Group]:
    by_occasion = defaultdict(list)
    for mail in mails:
        by_occasion[mail.occasion].append(mail)
    return [
        Group(Counter(mail.subject for mail in group).most_common(1)[0][0], group) for group in by_occasion.values()
    ]


def letter(mail: OutgoingMail) -> SafeString:
    """A mail's text as it will be read. Staff never see a personal link, except in the demo: there it is the way in."""
    marks = link_chips(mail.text)
    if settings.DEMO:
        with suppress(WorkRefusedError):
            marks |= anchors(own_links(mail.recipient, mail.text))
    return paragraphs(mail.text, marks)


def as_read(text: str, *, with_first_names: bool = False) -> SafeString:
    """A letter before it leaves, with a chip where each person reads something else."""
    names: dict[str, str] = {"{voornaam}": chip("draft", "voornaam", "user")} if with_first_names else {}
    return paragraphs(text, link_chips(text) | names)


def link_chips(text: str) -> dict[str, str]:
    """A chip for each link that comes in the text while it is sent."""
    return {
        mark: chip("draft", kind.strip("{:}").replace("_", " "), "link")
        for mark, (kind, _) in marks_in(text, settings.OUTBOX_LINKS).items()
    }
