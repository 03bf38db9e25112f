"""Sending through a real mail server: what arrives, what is tried again, and what a person must decide."""

import email.message
import email.policy
import smtplib
import socket
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from django.conf import LazySettings
from django.db import transaction

from lerendnetwerk.leases import InsideTransactionError
from lerendnetwerk.outbox.models import Attempt, OutgoingMail, PostOffice
from lerendnetwerk.outbox.queue import Enclosure
from lerendnetwerk.outbox.sending import BAG, NO_SERVER, MailRound, OutboxMessage, refused
from tests.factories import NOW
from tests.outbox.mails import mailers, queue, send
from tests.smtp_sink import Sink

pytestmark = pytest.mark.django_db

type OpenSink = Callable[..., Sink]
MINUTE = timedelta(minutes=1)


def fresh(mail: OutgoingMail) -> OutgoingMail:
    return OutgoingMail.objects.get(pk=mail.pk)


def outcomes(mail: OutgoingMail) -> list[str]:
    return list(mail.tries.values_list("outcome", flat=True))


def frozen_file(media: Path, name: str = "editions/v1.pdf") -> Enclosure:
    path = media / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.7 een verslag")
    return Enclosure(name, "verslag-sessie-3.pdf")


def test_one_mail_per_person_with_text_html_and_the_file(sink: Sink, settings: LazySettings) -> None:
    file = frozen_file(settings.MEDIA_ROOT)
    mail = queue(attachments=[file], reply_to="marijke@fonds.example", from_name="Marijke Dewulf")
    queue(recipient="participation:8", to_address="els@bedrijf.example", to_name="Els De Backer", attachments=[file])
    assert send() == 2
    message, other = sink.messages
    assert (message["To"], message["From"], message["Reply-To"], message["Subject"]) == (
        "Joris Vandaele <joris@bedrijf.example>",
        "Marijke Dewulf <post@lerendnetwerk.example>",
        "marijke@fonds.example",
        "Verslag van sessie 3",
    )
    text, html = message.get_body(["plain"]), message.get_body(["html"])
    assert text and html
    assert "https://lerendnetwerk.example/d/7/geheim/" in text.get_content()
    assert 'href="https://lerendnetwerk.example/d/7/geheim/"' in html.get_content()
    assert "{persoonlijke_link}" not in text.get_content() + html.get_content()
    assert [(part.get_filename(), part.get_content()) for part in message.iter_attachments()] == [
        ("verslag-sessie-3.pdf", b"%PDF-1.7 een verslag")
    ]
    assert "/d/8/geheim/" in other.get_body(["plain"]).get_content()
    assert (fresh(mail).state, fresh(mail).sent_at, outcomes(mail)) == ("verzonden", NOW, ["aanvaard"])
    assert mail.tries.get().message_id == message["Message-ID"]


def test_what_left_does_not_leave_again(sink: Sink) -> None:
    queue()
    assert (send(), send(), len(sink.messages)) == (1, 0, 1)


def test_a_mail_waits_for_its_moment(sink: Sink) -> None:
    queue(not_before=NOW + MINUTE)
    queue(recipient="participation:8", draft=True)
    assert (send(NOW), send(NOW + MINUTE)) == (0, 1)


def test_html_of_its_own_goes_along_as_it_is(sink: Sink) -> None:
    queue(html="<p>Klik <a href='{persoonlijke_link}'>hier</a></p>")
    send()
    assert "<a href='https://lerendnetwerk.example/d/7/geheim/'>hier</a>" in str(sink.messages[0].get_body(["html"]))


def test_a_long_subject_begins_on_its_own_line(sink: Sink) -> None:
    plain, accented = (
        "Nog twee minuten: wat bleef er hangen van Praten over wat zwaar weegt?",
        "Eén gesprek " * 8 + "is genoeg",
    )
    queue(subject=plain)
    queue(subject=accented, occasion="report:13:v1")
    send()
    assert sorted(mail["Subject"] for mail in sink.messages) == sorted([accented, plain])
    assert [raw for raw in sink.raw if b"Subject:\r\n" in raw] == []


def test_text_of_people_is_no_markup(sink: Sink) -> None:
    queue(text="<script>alert(1)</script> & co")
    send()
    html = sink.messages[0].get_body(["html"])
    assert html and "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in html.get_content()


def test_a_refusal_for_the_moment_is_tried_again_later(open_sink: OpenSink) -> None:
    tries = []
    sink = open_sink(lambda message, n: tries.append(1) or ("451 later" if len(tries) < 3 else None))
    mail = queue()
    assert (send(NOW), send(NOW + MINUTE / 2), send(NOW + MINUTE), send(NOW + 5 * MINUTE)) == (1, 0, 1, 0)
    assert (fresh(mail).state, fresh(mail).error) == ("klaar", "De mailserver nam het bericht nog niet aan: 451 later")
    assert send(NOW + 6 * MINUTE) == 1
    assert (fresh(mail).state, fresh(mail).error, outcomes(mail)) == ("verzonden", "", ["later", "later", "aanvaard"])
    assert len(sink.messages) == 1
    assert len(set(mail.tries.values_list("message_id", flat=True))) == 3


def test_a_refusal_that_never_ends_has_failed_after_a_day(open_sink: OpenSink) -> None:
    open_sink(lambda message, n: "451 later")
    mail = queue()
    for _ in range(10):
        send(max(NOW, fresh(mail).not_before))
    assert (fresh(mail).state, fresh(mail).attempts, fresh(mail).not_before < NOW + timedelta(days=1)) == (
        "mislukt",
        8,
        True,
    )


def test_a_refusal_for_good_has_failed(open_sink: OpenSink) -> None:
    open_sink(lambda message, n: "550 no such person" if "joris" in message["To"] else None)
    mail = queue()
    other = queue(recipient="participation:8", to_address="els@bedrijf.example")
    assert send() == 2
    assert (fresh(mail).state, outcomes(mail)) == ("mislukt", ["geweigerd"])
    assert fresh(mail).error == "De mailserver weigert het bericht: 550 no such person"
    assert fresh(other).state == "verzonden"


def test_a_newer_version_during_a_refusal_withdraws_the_older(sink: Sink) -> None:
    mail = queue()
    bag = OutgoingMail.objects.take_bag(NOW, timedelta(minutes=2), BAG)
    attempt = bag[0].start(NOW, timedelta(minutes=2), "<een@hier>")
    assert attempt
    newer = queue(occasion="report:12:v2")
    refused(bag[0], attempt, 451, "later", NOW)
    assert (fresh(mail).state, fresh(mail).error) == ("ingetrokken", "Ingehaald door een nieuwere versie.")
    assert (fresh(newer).state, outcomes(mail)) == ("klaar", ["later"])


def test_a_server_that_is_away_is_no_mails_fault(settings: LazySettings, sink: Sink) -> None:
    working = settings.MAILERS
    settings.MAILERS = mailers(1)
    mail, postman = queue(), MailRound()
    assert send(postman=postman) == 0
    assert (fresh(mail).state, fresh(mail).attempts, fresh(mail).error, outcomes(mail)) == ("klaar", 0, NO_SERVER, [])
    settings.MAILERS = working
    assert (send(NOW, postman=postman), send(NOW + MINUTE, postman=postman)) == (0, 1)
    assert (fresh(mail).state, fresh(mail).error) == ("verzonden", "")


def break_the_line(after: bytes) -> int:
    """A server that hangs up at one line of the talk; returns its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def talk() -> None:
        peer, _ = listener.accept()
        with listener, peer, peer.makefile("rb") as lines:
            peer.sendall(b"220 hallo\r\n")
            for line in map(bytes.upper, lines):
                if line.startswith(after):
                    return
                if line.startswith(b"DATA"):
                    peer.sendall(b"354 ga je gang\r\n")
                elif line[:4] in (b"EHLO", b"MAIL", b"RCPT"):
                    peer.sendall(b"250 goed\r\n")

    threading.Thread(target=talk, daemon=True).start()
    return int(listener.getsockname()[1])


@pytest.mark.parametrize(
    ("after", "state", "outcome"),
    [(b"RCPT", "klaar", "later"), (b".\r\n", "misschien", "onbekend")],
    ids=["before the message", "after the message"],
)
def test_a_line_that_breaks(after: bytes, state: str, outcome: str, settings: LazySettings) -> None:
    settings.MAILERS = mailers(break_the_line(after))
    settings.OUTBOX_LINKS = {"{persoonlijke_link}": "tests.outbox.mails.link_for"}
    mail = queue()
    send()
    assert (fresh(mail).state, outcomes(mail)) == (state, [outcome])


def test_a_worker_that_fell_silent_while_speaking_leaves_a_riddle(sink: Sink) -> None:
    mail = queue()
    bag = OutgoingMail.objects.take_bag(NOW, timedelta(minutes=2), BAG)
    attempt = bag[0].start(NOW, timedelta(minutes=2), "<een@hier>")
    assert (MailRound().recover(NOW + MINUTE), MailRound().recover(NOW + 3 * MINUTE)) == (0, 1)
    assert (fresh(mail).state, fresh(mail).crashes, outcomes(mail)) == ("misschien", 1, ["onbekend"])
    # The silent one comes back: its lease is no longer its own.
    assert attempt
    assert bag[0].finish_attempt(attempt, Attempt.Outcome.ACCEPTED, "", "verzonden") is False
    assert (fresh(mail).state, outcomes(mail), send(NOW + 9 * MINUTE)) == ("misschien", ["onbekend"], 0)


def test_a_bag_of_a_silent_worker_comes_free(sink: Sink) -> None:
    queue()
    OutgoingMail.objects.take_bag(NOW, timedelta(minutes=2), BAG)
    assert (send(NOW + MINUTE), send(NOW + 3 * MINUTE)) == (0, 1)


def test_what_is_changed_or_withdrawn_in_the_bag_does_not_leave_as_it_was(sink: Sink) -> None:
    mail = queue()
    bag = OutgoingMail.objects.take_bag(NOW, timedelta(minutes=2), BAG)
    queue(occasion="report:12:v2", subject="Verslag, versie 2")
    assert bag[0].start(NOW, timedelta(minutes=2), "<een@hier>") is None
    send()
    assert [message["Subject"] for message in sink.messages] == ["Verslag, versie 2"]
    assert fresh(mail).state == "ingetrokken"


def test_a_paused_post_keeps_everything_and_takes_it_out_of_the_bags(sink: Sink) -> None:
    queue()
    bag = OutgoingMail.objects.take_bag(NOW, timedelta(minutes=2), BAG)
    PostOffice.objects.pause("Marijke Dewulf", NOW)
    assert bag[0].start(NOW, timedelta(minutes=2), "<een@hier>") is None
    assert send() == 0
    PostOffice.objects.resume()
    assert send() == 1


def test_a_stop_ends_after_the_mail_in_hand(open_sink: OpenSink) -> None:
    stop = Event()
    sink = open_sink(lambda message, n: stop.set())
    for n in range(3):
        queue(recipient=f"participation:{n}")
    assert (send(stop=stop), len(sink.messages)) == (1, 1)
    assert sorted(OutgoingMail.objects.values_list("state", "lease_id")) == [
        ("klaar", ""),
        ("klaar", ""),
        ("verzonden", ""),
    ]


def test_a_file_that_is_still_being_made_is_waited_for(sink: Sink, settings: LazySettings) -> None:
    mail = queue(attachments=[Enclosure("editions/v1.pdf", "verslag.pdf")])
    assert send() == 0
    assert (fresh(mail).state, fresh(mail).error) == ("klaar", "De bijlage verslag.pdf is er nog niet.")
    frozen_file(settings.MEDIA_ROOT)
    assert (send(NOW + MINUTE), outcomes(mail)) == (1, ["aanvaard"])


def test_who_has_no_link_gets_no_mail_that_needs_one(sink: Sink) -> None:
    mail = queue(recipient="substitute:4")
    assert send() == 0
    assert (fresh(mail).state, fresh(mail).error) == ("mislukt", "Deze persoon heeft geen persoonlijke link (meer).")


def test_an_impossible_address_fails_alone(sink: Sink) -> None:
    mail = queue(to_address="joris bij bedrijf")
    queue(recipient="participation:8")
    assert (send(), len(sink.messages), fresh(mail).state) == (1, 1, "mislukt")


@pytest.mark.slow
def test_one_connection_serves_a_bag(sink: Sink) -> None:
    opened = []
    original = smtplib.SMTP.connect
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(smtplib.SMTP, "connect", lambda self, *a, **k: opened.append(1) or original(self, *a, **k))
        for n in range(BAG):
            queue(recipient=f"participation:{n}")
        send()
    assert (len(opened), len(sink.messages)) == (1, BAG)


def test_sending_inside_a_transaction_is_refused(sink: Sink) -> None:
    queue()
    with transaction.atomic(), pytest.raises(InsideTransactionError):
        send()
    assert sink.messages == []


def test_a_mail_is_written_as_the_library_would_write_it() -> None:
    message = OutboxMessage("Verslag", "Dag Zoë,\n\nHier is het.\n" * 40, "post@fonds.example", ["zoe@bedrijf.example"])
    message.attach("verslag.pdf", bytes(range(256)) * 400, "application/pdf")
    message.attach_alternative("<p>Dag Zoë</p>", "text/html")
    written = message.message(policy=email.policy.SMTP)
    quick = written.as_bytes()
    # The same object with the same boundary, written by the library.
    written.__class__ = email.message.EmailMessage
    assert quick == written.as_bytes()


def test_a_mail_of_one_part_keeps_its_header() -> None:
    written = OutboxMessage("Verslag", "Dag", "post@fonds.example", ["zoe@bedrijf.example"]).message()
    assert b"boundary" not in written.as_bytes()
