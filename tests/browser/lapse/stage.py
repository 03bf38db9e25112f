"""The stage of tests/browser/test_time_lapse.py: a network of four sessions, its clock, its worker, and the post that it reads."""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from functools import cache
from threading import Event

import pikepdf
from django.test import Client
from django.urls import reverse

from desk.management.commands.worker import jobs, periodic
from evaluations.models import Round
from lerendnetwerk.accounts.models import User
from lerendnetwerk.leases import LEASE
from lerendnetwerk.worker import run_worker
from networks.mail import personal_link
from networks.models import EngagementLine, Network, Participation
from reports.models import Certificate, Edition
from sessions.models import AgendaItem, Method, Session
from sessions.starter_agendas import starter_agenda
from tests import factories
from tests.browser.test_loop import text_of
from tests.clock import Clock
from tests.pdf_text import extract
from tests.smtp_sink import Sink
from tests.world import client_of_member, client_of_staff

TITLE = "Praten over wat zwaar weegt"
NAMES = ("Joris", "Fatma", "Bart", "Saskia", "Yannick", "An", "Karim", "Els", "Pieter", "Nele")
AIMS = ("Elkaars aanpak leren kennen", "Een eerste gesprek durven")
OFFERED = ("Een gast als jullie dat vragen", "Na elke sessie een verslag")
EXPECTATION = "Horen hoe anderen een eerste gesprek voeren"
# What people say in it.
SUMMARY = "Een eerste gesprek duurt een kwartier."
DECISION = "Elke ploeg houdt op maandag een kort startmoment."
QUESTION = "Mag een werfleider weten waarom iemand thuis is?"
PARKED = "Wie betaalt na een ongeval?"
TOGETHER = "Een fiche van één blad maken."
GROUP_CHANGE = "Wij bellen elkaar nu vóór het fout loopt."
THEME = "Hoe praat je met een ploegbaas die drinkt?"
WELL = "Iedereen durfde te spreken."
REPLY = "Alleen als die mens het zelf vertelt."
AT_WORK = "Op maandag is er koffie voor de ploeg."
WHY = "Je hoort ook wie stil is."
NEXT = "Neem meer tijd voor cases."
STORY = "Sinds de derde sessie eten we op maandag samen."
IN_SHORT = "Vier keer zaten we samen, telkens bij een ander bedrijf."
LATER = "Ik vraag nu eerst hoe het gaat."
SECOND = "Praten over wat zwaar weegt, tweede groep"
FEW = "Dit was te theoretisch."
# Said in the group, so never to the programme.
INSIDE = (SUMMARY, PARKED, QUESTION, TOGETHER, GROUP_CHANGE, THEME, WELL, REPLY, AT_WORK, WHY, NEXT, IN_SHORT)
# What may be called so, and nothing else.
PAPERS = {
    *(f"Verslag van sessie {number}: {TITLE}" for number in (1, 2, 3, 4)),
    f"Eindverslag: {TITLE}",
    *(f"Attest van aanwezigheid: {name} Smet" for name in NAMES),
}
# How many answered at the end, after three and after six months.
COUNTS = ["9 van 9", "6 van 10", "te weinig"]
SCORES = {"content": 8, "discussion": 7, "guidance": 9}


def address(first_name: str) -> str:
    return f"{first_name.lower()}@bedrijf.example"


def first_thursday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7)


def at_half_past_one(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 13, 30, tzinfo=factories.BRUSSELS)


@dataclass
class Site:
    """One installation: its pages, its clock, its worker, the mail server behind it, and the network that this is about."""

    url: str
    sink: Sink
    clock: Clock
    network: Network
    coordinator: User
    people: dict[str, Participation]
    # How many mails were read so far.
    known: int = field(default=0)
    # Each PDF that was read, from a mail or through a door.
    papers: set[bytes] = field(default_factory=set)

    def at(self, name: str, *args: object) -> str:
        return self.url + reverse(name, args=args)

    def work(self) -> list[EmailMessage]:
        """The worker goes round; what left is read, and given back."""
        run_worker(jobs(LEASE), periodic(), stop=Event(), now=self.clock.now, once=True)
        left = self.sink.messages[self.known :]
        self.known = len(self.sink.messages)
        for mail in left:
            self.read(mail)
        return left

    def read(self, mail: EmailMessage) -> None:
        """What holds for each mail: to one person, of her alone, with everything filled in."""
        (to,) = mail["To"].addresses
        words = f"{mail['Subject']}\n{mail['From']}\n{text_of(mail)}"
        for part in mail.iter_attachments():
            self.read_paper(part.get_content())
        assert "{" not in words
        assert [one for one in map(address, NAMES) if one in words and one != to.addr_spec] == []
        if to.addr_spec == self.facilitator.email:
            assert self.facilitator.first_name in words
            return
        (reader,) = [one for name, one in self.people.items() if address(name) == to.addr_spec]
        assert reader.person.first_name in words
        assert set(re.findall(r"http\S+/d/\S+", words)) <= {personal_link(reader)}
        assert str(mail["Reply-To"]) == self.facilitator.email

    def read_paper(self, pdf: bytes) -> str:
        """What holds for each PDF: everything filled in, nothing of a round that stayed small, and of one person alone if
        it is hers."""
        title, words = title_and_words(pdf)
        assert title in PAPERS
        assert [text for text in ("{", FEW, LATER) if text in words] == []
        if title.startswith("Attest"):
            assert [name for name in NAMES if f"{name} Smet" in words] == [title.split()[-2]]
        self.papers.add(pdf)
        return words

    def read_all_that_is_kept(self) -> None:
        """Each edition through the door of who may: the group's by one of them, the programme's by its coordinator, who
        reads nothing that was said in the group."""
        group, programme = client_of_member(self.people["Joris"]), client_of_staff(self.coordinator)
        for edition in Edition.objects.all():
            if edition.audience == Edition.Audience.GROUP:
                self.read_paper(group.get(reverse("reports:member_edition", args=[edition.pk])).content)
            else:
                words = self.read_paper(programme.get(reverse("reports:edition", args=[edition.pk])).content)
                assert [text for text in (*INSIDE, "Smet") if text in words] == []
        made = [*Edition.objects.all(), *Certificate.objects.all()]
        assert [one for one in made if bytes_of(one) not in self.papers] == []

    @property
    def facilitator(self) -> User:
        return self.network.facilitators.get().user

    def session(self, number: int) -> Session:
        return Session.objects.select_related("network").get(network=self.network, number=number)

    @property
    def closed_at(self) -> datetime:
        self.network.refresh_from_db()
        assert self.network.closed_at
        return self.network.closed_at

    def begin(self, number: int) -> Session:
        """The clock stands at the beginning of that session."""
        session = self.session(number)
        self.clock.put_at(session.starts_at)
        return session


def build_network() -> tuple[Network, User, dict[str, Participation]]:
    """Ten people of five organisations, and the run sheets of three of the four sessions."""
    programme = factories.create_programme()
    programme.certificate_sessions = 3
    programme.save()
    user = factories.create_user("marijke.dewulf@fonds.example", "Marijke Dewulf")
    network = factories.complete_announcement(factories.create_network(programme, user, title=TITLE))
    network.aims = "\n".join(AIMS)
    network.save()
    network.write_lines({EngagementLine.Kind.OFFERED: OFFERED})
    factories.create_expectation(network, EXPECTATION)
    factories.create_ground_rule(network)
    firms = [
        factories.create_organisation(programme, name) for name in ("Leieland", "Café Noir", "Noord", "Zuid", "Hout")
    ]
    people = {
        name: factories.create_participation(
            network, first_name=name, last_name="Smet", email=address(name), organisation=firms[number % 5]
        )
        for number, name in enumerate(NAMES)
    }
    year = network.created_at.year + 1
    for number, month in enumerate((3, 4, 5, 6), 1):
        session = factories.create_session(network, starts_at=at_half_past_one(first_thursday(year, month)))
        if number in (2, 3):
            AgendaItem.objects.start_from(session, starter_agenda("onderhoud"))
    first = network.sessions.get(number=1)
    wall = Method.objects.get(slug="stillewanddiscussie")
    factories.create_agenda_item(first, "Ontvangst", 15)
    factories.create_agenda_item(first, "Wat verwachten we?", 60, method=wall)
    factories.create_agenda_item(first, "Pauze", 15, kind="pauze", elastic=False, least_minutes=15)
    factories.create_agenda_item(first, "Evaluatie", 10, kind="evaluatie", elastic=False, least_minutes=10)
    return network, factories.create_coordinator(programme), people


# Answers.


def posted(round: Round, scores: dict[str, object], **said: object) -> dict[str, object]:
    """What a phone posts; `said` by the beginning of the key of each further question."""
    found = dict(scores)
    for number, one in enumerate(round.asked):
        for key, value in said.items():
            if one.key.replace(":", "_").startswith(key):
                found[f"v{number}"] = value
    return found


def answer(site: Site, session: Session, names: Iterable[str], scores: dict[str, object], **said: object) -> None:
    """By the same form as the phones that a browser plays, through the personal page of each."""
    round = Round.objects.get(session=session)
    for name in names:
        member = client_of_member(site.people[name])
        url = site.at("evaluations:member_form", session.pk)
        assert member.post(url, posted(round, scores, **said)).status_code == 302


def answer_by_mail(mails: Iterable[EmailMessage], round: Round, **said: object) -> None:
    """By the link in each mail; nobody is signed in."""
    for mail in mails:
        assert Client().post(link_in(mail, "e"), posted(round, {}, **said)).status_code == 302


# What lies in the mailboxes.


def link_in(mail: EmailMessage, path: str) -> str:
    found = re.search(rf"http\S+/{path}/\S+", text_of(mail))
    assert found
    return found[0]


def readers(mails: Iterable[EmailMessage], subject: str) -> list[str]:
    """The first names to whom something with this subject went."""
    by_address = {address(name): name for name in NAMES}
    return [by_address[mail["To"].addresses[0].addr_spec] for mail in mails if mail["Subject"].startswith(subject)]


def mail_to(mails: Iterable[EmailMessage], name: str) -> EmailMessage:
    (found,) = [mail for mail in mails if address(name) in str(mail["To"])]
    return found


def pdf_in(mail: EmailMessage) -> bytes:
    (part,) = mail.iter_attachments()
    return part.get_content()


def words_of(pdf: bytes, title: str) -> str:
    """All that the PDF says; `title` is how it is called."""
    called, words = title_and_words(pdf)
    assert called == title
    return words


# The same paper goes to ten people.
@cache
def title_and_words(pdf: bytes) -> tuple[str, str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang).startswith("nl")
        title = str(document.docinfo["/Title"])
    return title, extract(pdf)


def bytes_of(paper: Edition | Certificate) -> bytes:
    with paper.file.open() as file:
        return file.read()
