"""The way out of the outbox: one bag of mails after the other, over one connection, outside any transaction."""

import email.generator
import email.message
import email.policy
import io
import logging
import re
import secrets
import smtplib
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.utils import make_msgid, parseaddr
from pathlib import Path
from threading import Event

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, InterfaceError, OperationalError, connection
from django.utils.module_loading import import_string

from lerendnetwerk.leases import LEASE, WorkRefusedError, check_outside_transaction, retry_at
from lerendnetwerk.outbox.bodies import fill_links, marks_in
from lerendnetwerk.outbox.html_letter import html_of
from lerendnetwerk.outbox.models import SUPERSEDED, Attempt, MailAttachment, MailState, OutgoingMail

log = logging.getLogger(__name__)

BAG = 20
NO_SERVER = "De mailserver antwoordt niet. Het bericht vertrekt vanzelf zodra hij er weer is."
BROKEN = "De verbinding met de mailserver viel weg."
# How long to leave a server alone that cannot be reached.
SERVER_RESTS = [timedelta(seconds=seconds) for seconds in (5, 15, 60, 300)]


class NotYetError(Exception):
    """Something that goes along is still in the making; the message says what, in Dutch."""


class LinesAtOnce(email.generator.BytesGenerator):
    """Writes the same bytes; the library hands over a PDF in base64 line by line, three thousand times."""

    def _write_lines(self, lines: str) -> None:
        if "\r" in lines:
            super()._write_lines(lines)  # type: ignore[misc]
        else:
            self.write(lines.replace("\n", self._NL))  # type: ignore[attr-defined]


class WrittenAtOnce(email.message.EmailMessage):
    def as_bytes(self, unixfrom: bool = False, policy: email.policy.Policy | None = None) -> bytes:
        # Chosen here, or the library reads the whole PDF to see that its own choice does not stand in it.
        if self.is_multipart():
            self.set_boundary(f"={secrets.token_hex(16)}=")
        written = io.BytesIO()
        LinesAtOnce(written, mangle_from_=False, policy=policy or self.policy).flatten(self, unixfrom=unixfrom)
        return written.getvalue()


class UnbrokenHeader(str):
    """A header whose value stays on one line. The library writes a long address as encoded words, and then it is none."""

    name: str

    def __new__(cls, name: str, value: str) -> "UnbrokenHeader":
        made = super().__new__(cls, value)
        made.name = name
        return made

    def fold(self, policy: email.policy.Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


class OutboxMessage(EmailMultiAlternatives):
    """A mail that remembers whose page shows it."""

    scope = ""
    calendar = ""
    # Where one POST ends mails of this kind for this reader.
    opt_out = ""

    def message(self, *, policy: email.policy.Policy | None = email.policy.default) -> email.message.EmailMessage:
        made: email.message.EmailMessage = super().message(policy=policy)
        if (subject := str(self.subject)).isascii():
            # The library begins one of some seventy letters on the next line; readers get a space in front, or nothing.
            made.replace_header("Subject", UnbrokenHeader("Subject", subject))
        if self.opt_out:
            # Mail programs show a button of their own for it (RFC 2369, RFC 8058), and large providers ask it.
            made["List-Unsubscribe"] = UnbrokenHeader("List-Unsubscribe", f"<{self.opt_out}>")
            made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        made.__class__ = WrittenAtOnce
        return made

    def _add_bodies(self, msg: email.message.EmailMessage) -> email.message.EmailMessage:
        made: email.message.EmailMessage = super()._add_bodies(msg)  # type: ignore[misc]
        if self.calendar:
            # The method stands in the header too (RFC 6047); calendars that do not find it there show a plain file.
            # Last of the alternatives, in lines that end as the format demands.
            made.add_alternative(
                self.calendar, subtype="calendar", cte="quoted-printable", params={"method": method_of(self.calendar)}
            )
        return made


@dataclass
class MailRound:
    """A worker's job: send what is due."""

    lease: timedelta = LEASE
    resting_until: datetime | None = None
    failures: int = 0
    # Attachments of the bag in hand: the same report goes to a whole group, and encoding it is most of the work.
    parts: dict[tuple[str, str], email.message.MIMEPart] = field(default_factory=dict)

    def recover(self, now: datetime) -> int:
        return OutgoingMail.objects.recover_abandoned(now)

    def work(self, clock: Callable[[], datetime], stop: Event) -> int:
        """Send one bag; returns how many were spoken about. A set `stop` ends it after the mail in hand."""
        check_outside_transaction("sending mail")
        now = clock()
        if self.resting_until and now < self.resting_until:
            return 0
        bag = OutgoingMail.objects.take_bag(now, self.lease, BAG)
        if not bag:
            return 0
        lease_id = bag[0].lease_id
        server = mailers.default
        handled = 0
        keep_on_disk(True)
        try:
            for mail in bag:
                if stop.is_set() or not self.reach(server, lease_id, clock()):
                    break
                handled += self.deliver(mail, server, clock)
        finally:
            self.parts.clear()
            hang_up(server)
            OutgoingMail.objects.give_back(lease_id)
            keep_on_disk(False)
        return handled

    def reach(self, server: BaseEmailBackend, lease_id: str, now: datetime) -> bool:
        """Open the line, if it is not open, before a mail is touched: a server that is away is no mail's fault."""
        try:
            server.open()
        except OSError as error:
            rest = SERVER_RESTS[min(self.failures, len(SERVER_RESTS) - 1)]
            self.failures += 1
            self.resting_until = now + rest
            log.warning("No mail server: %s. Trying again in %s.", error, rest)
            OutgoingMail.objects.filter(lease_id=lease_id, state=MailState.READY).update(error=NO_SERVER)
            return False
        self.failures, self.resting_until = 0, None
        return True

    def deliver(self, mail: OutgoingMail, server: BaseEmailBackend, clock: Callable[[], datetime]) -> int:
        """Hand one mail to the server; 1 when it was spoken about."""
        now = clock()
        message_id = make_msgid(domain=sender_address().rpartition("@")[2])
        try:
            message = self.message(mail, message_id)
        except NotYetError as wait:
            mail.put_off(retry_at(mail.attempts + 1, now), str(wait))
            return 0
        except WorkRefusedError as refusal:
            mail.put_off(None, str(refusal))
            return 0
        except Exception as error:
            # One broken mail must not stop the post of everybody.
            log.exception("Mail %s cannot be made", mail.pk)
            mail.put_off(retry_at(mail.attempts + 1, now), f"Het bericht kon niet gemaakt worden ({error}).")
            return 0
        attempt = mail.start(now, self.lease, message_id)
        if attempt is None:
            return 0
        try:
            server.send_messages([message])
        except smtplib.SMTPRecipientsRefused as refusal:
            code, answer = next(iter(refusal.recipients.values()))
            refused(mail, attempt, code, as_text(answer), clock())
        except smtplib.SMTPResponseException as refusal:
            if 400 <= refusal.smtp_code < 600:
                refused(mail, attempt, refusal.smtp_code, as_text(refusal.smtp_error), clock())
            else:
                lost(mail, attempt, server, f"onverstaanbaar antwoord: {as_text(refusal.smtp_error)}", clock())
        except (ValueError, smtplib.SMTPNotSupportedError) as error:
            # Not a word was said: the message or its address cannot be written as mail.
            refused(mail, attempt, 550, str(error), clock())
        except OSError as error:
            lost(mail, attempt, server, str(error), clock())
        else:
            write(
                lambda: mail.finish_attempt(
                    attempt, Attempt.Outcome.ACCEPTED, "", MailState.SENT, sent_at=clock(), error=""
                )
            )
            return 1
        # Whatever went wrong may have closed the line or left it half way.
        hang_up(server)
        return 1

    def message(self, mail: OutgoingMail, message_id: str) -> OutboxMessage:
        """The mail as it leaves. Raises NotYetError or WorkRefusedError."""
        text, html = mail.text, mail.html
        urls = own_links(mail.recipient, text + html)
        try:
            to = str(Address(mail.to_name, addr_spec=mail.to_address))
            sender = str(Address(mail.from_name, addr_spec=sender_address())) if mail.from_name else settings.MAIL_FROM
        except ValueError:
            raise WorkRefusedError(f"{mail.to_address} is geen geldig e-mailadres.")
        message = OutboxMessage(
            subject=mail.subject,
            body=fill_links(text, urls),
            from_email=sender,
            to=[to],
            reply_to=[mail.reply_to] if mail.reply_to else None,
            # An automatic answer to an automatic mail would only come back to us.
            headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
        )
        for attachment in mail.attachments.all():
            message.attach(self.part(attachment))
        message.attach_alternative(fill_links(html, urls) if html else html_of(mail.subject, text, urls), "text/html")
        message.scope, message.calendar = mail.scope, mail.calendar
        message.opt_out = urls.get(settings.OUTBOX_OPT_OUT, "")
        return message

    def part(self, attachment: MailAttachment) -> email.message.MIMEPart:
        key = attachment.file_path, attachment.file_name
        if key not in self.parts:
            try:
                content = (Path(settings.MEDIA_ROOT) / attachment.file_path).read_bytes()
            except FileNotFoundError:
                raise NotYetError(f"De bijlage {attachment.file_name} is er nog niet.")
            part = email.message.MIMEPart(policy=email.policy.SMTP)
            maintype, _, subtype = attachment.content_type.partition("/")
            part.set_content(content, maintype, subtype, filename=attachment.file_name, disposition="attachment")
            self.parts[key] = part
        return self.parts[key]


def method_of(calendar: str) -> str:
    """REQUEST, CANCEL: what a calendar is asked to do."""
    found = re.search(r"^METHOD:([A-Z]+)\r?$", calendar, re.MULTILINE)
    return found[1] if found else "PUBLISH"


def sender_address() -> str:
    return parseaddr(settings.MAIL_FROM)[1]


def own_links(recipient: str, body: str) -> dict[str, str]:
    """The addresses for whom the mail is for, per mark that stands in it; the outbox itself knows nobody.

    Raises WorkRefusedError.
    """
    try:
        return {
            mark: import_string(settings.OUTBOX_LINKS[kind])(recipient, *about)
            for mark, (kind, about) in marks_in(body, settings.OUTBOX_LINKS).items()
        }
    except LookupError:
        raise WorkRefusedError("Deze persoon heeft geen persoonlijke link (meer).")


def refused(mail: OutgoingMail, attempt: Attempt, code: int, answer: str, now: datetime) -> None:
    """The server said no: for the moment (4..) or for good."""
    until = retry_at(mail.attempts, now) if 400 <= code < 500 else None
    answer = f"{code} {answer}"
    if until is None:
        outcome = Attempt.Outcome.LATER if 400 <= code < 500 else Attempt.Outcome.REFUSED
        error = f"De mailserver weigert het bericht: {answer}"
        write(lambda: mail.finish_attempt(attempt, outcome, answer, MailState.FAILED, error=error))
    else:
        later(mail, attempt, answer, until, f"De mailserver nam het bericht nog niet aan: {answer}")


def lost(mail: OutgoingMail, attempt: Attempt, server: BaseEmailBackend, error: str, now: datetime) -> None:
    """The line broke: harmless before the message itself left, a riddle after that."""
    if getattr(server, "may_have_left", True):
        write(lambda: mail.finish_attempt(attempt, Attempt.Outcome.UNKNOWN, error, MailState.MAYBE, error=BROKEN))
    else:
        until = retry_at(mail.attempts, now)
        if until is None:
            write(lambda: mail.finish_attempt(attempt, Attempt.Outcome.LATER, error, MailState.FAILED, error=BROKEN))
        else:
            later(mail, attempt, error, until, BROKEN)


def later(mail: OutgoingMail, attempt: Attempt, answer: str, until: datetime, error: str) -> None:
    outcome = Attempt.Outcome.LATER
    try:
        write(lambda: mail.finish_attempt(attempt, outcome, answer, MailState.READY, error=error, not_before=until))
    except IntegrityError:
        # A newer version was queued while this one was refused.
        write(lambda: mail.finish_attempt(attempt, outcome, answer, MailState.WITHDRAWN, error=SUPERSEDED))


def write(outcome: Callable[[], bool]) -> None:
    """Keep trying while the database restarts: what the server said must not be lost for that."""
    for wait in (0.5, 1, 2, 4, 8, 16):
        try:
            outcome()
        except (OperationalError, InterfaceError):
            log.warning("The database is away; the outcome of a mail waits.")
            connection.close()
            time.sleep(wait)
        else:
            return
    outcome()


def hang_up(server: BaseEmailBackend) -> None:
    with suppress(OSError):
        server.close()


def as_text(answer: bytes | str) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else answer


def keep_on_disk(certain: bool) -> None:
    """SQLite may forget its last commits in a power cut; forgetting that a mail left would send it twice."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA synchronous={'FULL' if certain else 'NORMAL'}")
