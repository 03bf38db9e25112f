"""All that comes before a first session, as people go through it: from an empty programme to a group with a date."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from networks.enrolment.forms import QUICKEST
from networks.models import Enrolment, Network, Programme
from sessions.models import Session
from tests import factories
from tests.browser.test_loop import open_personal_link, text_of
from tests.networks.enrolling import filled_in
from tests.outbox.mails import mailers
from tests.sessions.calendar.reader import calendar_part, moment, read
from tests.smtp_sink import Sink, smtp_sink
from tests.world import client_of_staff

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.once, pytest.mark.django_db(transaction=True)]

TITLE = "Praten over wat zwaar weegt"
FACILITATOR = "marijke.dewulf@fonds.example"
# In the order in which they confirm: the first ten have a place.
NAMES = ["Joris", "Fatma", "Bart", "Saskia", "Yannick", "An", "Karim", "Els", "Pieter", "Nele", "Wim"]
ON_A_PHONE, LATE, NEWCOMER, SUBSTITUTE = ("Joris", "Fatma"), "Wim", "Griet", "Tine Smet"
ANNOUNCEMENT = {
    "theme": "Hoe begin je over wat iemand dwarszit?",
    "audience": "Werfleiders en ploegbazen.",
    "added_value": "Je oefent een gesprek dat je anders uitstelt.",
    "organisation_value": "Minder mensen die weken thuis zijn.",
    "aims": "Elkaars praktijk leren kennen.",
    "ways_of_working": "Geven en nemen, met eigen cases.",
    "guidance": "Marijke Dewulf begeleidt.",
    "period": "In de zomer en de winter",
    "duration": "Drie uur",
    "meeting_place": "Bij een van ons",
    "enrol_until": "2100-01-31",
    "expected": "Vier keer drie uur",
    "offered": "Een ervaren begeleider",
    "group_sought": "8",
    "group_most": "10",
}


def address(first_name: str) -> str:
    return f"{first_name.lower()}@bedrijf.example"


def thursday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7)


@dataclass
class Site:
    """One installation with an empty programme, and the mail server behind it."""

    url: str
    sink: Sink
    programme: Programme

    def at(self, name: str, *args: object) -> str:
        return self.url + reverse(name, args=args)

    def work(self) -> list[EmailMessage]:
        """The worker goes round; what left, is given back."""
        known = len(self.sink.messages)
        call_command("worker", "--once")
        return self.sink.messages[known:]

    @property
    def network(self) -> Network:
        return Network.objects.get(title=TITLE)

    def session(self, number: int) -> Session:
        return Session.objects.get(network=self.network, number=number)


@pytest.fixture
def site(live_server: LiveServer, settings: object) -> Iterator[Site]:
    with smtp_sink() as sink:
        settings.BASE_URL = live_server.url
        settings.MAILERS = mailers(sink.port)
        settings.PRACTICE_MAILBOX = False
        yield Site(live_server.url, sink, factories.create_programme())
    cache.clear()
    connections.close_all()


def link_in(mail: EmailMessage, path: str) -> str:
    return re.search(rf"http\S+/{path}/\S+", text_of(mail))[0]


def mail_to(mails: list[EmailMessage], whom: str, subject: str) -> EmailMessage:
    (found,) = [mail for mail in mails if whom in str(mail["To"]) and mail["Subject"].startswith(subject)]
    return found


# The coordinator and the facilitator.


def start_network(page: Page, site: Site) -> None:
    page.goto(site.at("desk:programme", site.programme.pk))
    expect(page.get_by_text("Dit programma heeft nog geen netwerk.")).to_be_visible()
    page.get_by_role("link", name="Maak een netwerk").click()
    page.locator("#id_title").fill(TITLE)
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_label("Naam").fill("Marijke Dewulf")
    page.get_by_label("E-mailadres").fill(FACILITATOR)
    page.get_by_role("button", name="Duid aan").click()
    expect(page.get_by_text("Marijke Dewulf").first).to_be_visible()
    assert mail_to(site.work(), FACILITATOR, f"Jij begeleidt {TITLE}")


def announce(page: Page, site: Site) -> None:
    page.goto(site.at("networks:announcement", site.network.pk))
    expect(page.get_by_role("button", name="Zet online")).to_have_count(0)
    page.get_by_role("link", name="Schrijf verder").click()
    for name, text in ANNOUNCEMENT.items():
        page.locator(f"#id_{name}").fill(text)
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_role("link", name="Naar de aankondiging").first.click()
    page.get_by_role("button", name="Zet online").click()
    expect(page.get_by_role("link", name="Mail de contacten")).to_be_visible()


def ask_for_a_day(page: Page, site: Site, days: list[date]) -> None:
    page.goto(site.at("sessions:polls", site.network.pk))
    page.get_by_label("Waarvoor zoek je een dag?").fill("sessie 1")
    page.get_by_label("Begint om").fill("13:30")
    page.get_by_label("Eindigt om").fill("16:30")
    for number, day in enumerate(days, 1):
        page.get_by_label(f"Dag {number}").fill(day.isoformat())
    page.get_by_role("button", name="Vraag het hun").click()
    expect(page.get_by_text("Nog 10 antwoorden te komen.")).to_be_visible()


def choose_the_best_day(page: Page) -> None:
    page.reload()
    best = page.locator("#dagen ~ ul > li").first
    expect(best).to_contain_text("2 ja")
    best.get_by_role("link", name="Kies").click()
    page.get_by_label("Plaats").fill("De Kring, Gent")
    page.get_by_role("button", name="Plan en nodig uit").click()
    expect(page.get_by_text("Sessie 1 staat gepland. 10 uitnodigingen vertrekken nu.")).to_be_visible()


def move(page: Page, site: Site, day: date) -> None:
    page.goto(site.at("sessions:edit", site.session(1).pk))
    page.get_by_label("Datum").fill(day.isoformat())
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("heading", name="Wie als vervanger komt: de nieuwe datum, uren of plaats")).to_be_visible()
    page.get_by_role("button", name="Verstuur 11 berichten").click()
    expect(page.get_by_text("11 berichten klaar om te vertrekken.")).to_be_visible()


def take_in_a_newcomer(page: Page, site: Site) -> None:
    page.goto(site.at("networks:add_participant", site.network.pk))
    page.get_by_label("Voornaam").fill(NEWCOMER)
    page.get_by_label("E-mailadres").fill(address(NEWCOMER))
    page.get_by_label("Doet mee vanaf sessie").fill("2")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_text(f"{NEWCOMER} neemt deel.")).to_be_visible()
    page.goto(site.at("networks:send_links", site.network.pk))
    page.get_by_role("button", name="Verstuur 1 bericht").click()
    expect(page.get_by_text("Eén bericht staat klaar.")).to_be_visible()


def plan_the_second(page: Page, site: Site, day: date) -> None:
    page.goto(site.at("sessions:plan", site.network.pk))
    page.get_by_label("Datum").fill(day.isoformat())
    page.get_by_label("Begint om").fill("09:00")
    page.get_by_label("Eindigt om").fill("12:00")
    page.get_by_role("button", name="Plan de sessie").click()
    page.wait_for_url("**/draaiboek/**")
    page.goto(site.at("sessions:invitations", site.session(2).pk))
    page.get_by_role("button", name="Verstuur 11 berichten").click()
    expect(page.get_by_text("11 berichten klaar om te vertrekken.")).to_be_visible()


def call_off_the_second(page: Page, site: Site) -> None:
    page.goto(site.at("sessions:delete", site.session(2).pk))
    page.get_by_role("button", name="Verwijder en zeg af").click()
    expect(page.get_by_text("11 afzeggingen vertrekken nu.")).to_be_visible()


# Who takes part.


def fill_in_the_form(phone: Page, site: Site, first_name: str) -> None:
    phone.goto(site.at("desk:open_networks", site.programme.pk))
    phone.get_by_role("link", name=TITLE).tap()
    phone.get_by_role("link", name="Schrijf je in").tap()
    phone.get_by_label("Voornaam").fill(first_name)
    phone.get_by_label("Achternaam").fill("Demir")
    phone.get_by_label("E-mailadres").fill(address(first_name))
    phone.get_by_label("Waar werk je?").fill("Bouwgroep Leieland")
    phone.get_by_label("Wat hoop je te leren?").fill("Hoe begin ik erover?")
    phone.get_by_label("Ik heb dit gelezen").check()


def send_the_form(phone: Page) -> None:
    phone.get_by_role("button", name="Schrijf me in").tap()
    expect(phone.get_by_role("heading", name="Nu nog één ding: kijk in je mail")).to_be_visible()


def enrol_everybody(site: Site, new_phone: Callable[[], Page]) -> dict[str, str]:
    """Two on a phone, the others by the same form; returns the link of each from the mail."""
    phones = {name: new_phone() for name in ON_A_PHONE}
    for name, phone in phones.items():
        fill_in_the_form(phone, site, name)
    opened = timezone.now()
    form = site.at("networks:enrol", site.network.announcement.slug)
    for name in NAMES:
        if name not in phones:
            answers = filled_in(site.network, first_name=name, last_name="Smet", email=address(name))
            assert Client().post(form, answers).status_code == 302
    phones[ON_A_PHONE[0]].wait_for_timeout(max(0, (opened + QUICKEST - timezone.now()).total_seconds() * 1000))
    for phone in phones.values():
        send_the_form(phone)
    mails = site.work()
    links = {name: link_in(mail_to(mails, address(name), "Bevestig"), "inschrijving") for name in NAMES}
    assert Enrolment.objects.filter(state=Enrolment.State.UNCONFIRMED).count() == 11
    for name in NAMES:
        if name in phones:
            phones[name].goto(links[name])
            phones[name].get_by_role("button", name="Bevestig mijn inschrijving").tap()
            expect(phones[name].get_by_role("heading", name=f"Je doet mee, {name}")).to_be_visible()
        else:
            assert Client().post(f"{links[name]}bevestigen/").status_code == 302
    return links


def give_up_the_place(phone: Page, link: str) -> None:
    phone.goto(link)
    phone.get_by_text("Ik wil me terugtrekken").tap()
    phone.get_by_role("button", name="Trek me terug").tap()
    expect(phone.get_by_role("heading", name="Je bent niet meer ingeschreven")).to_be_visible()


def move_up(phone: Page, link: str) -> None:
    phone.goto(link)
    phone.get_by_role("button", name="Ja, ik doe mee").tap()
    expect(phone.get_by_role("heading", name=f"Je doet mee, {LATE}")).to_be_visible()


def say_which_day(phone: Page, mail: EmailMessage, answers: tuple[str, ...]) -> None:
    phone.goto(link_in(mail, "datums"))
    days = phone.get_by_role("group")
    expect(days).to_have_count(len(answers))
    for number, answer in enumerate(answers):
        days.nth(number).get_by_text(answer, exact=True).tap()
    phone.get_by_role("button", name="Laat het weten").tap()
    expect(phone.get_by_role("heading", name="Bedankt, je antwoord is bewaard")).to_be_visible()


def send_somebody(phone: Page, link: str) -> None:
    open_personal_link(phone, link)
    phone.get_by_role("link", name="Ik kan er niet bij zijn").tap()
    phone.get_by_role("link", name="Of stuur iemand in jouw plaats").tap()
    phone.get_by_label("Wie komt in jouw plaats?").fill(SUBSTITUTE)
    phone.get_by_label("E-mailadres").fill(address("Tine"))
    phone.get_by_role("button", name="Geef door").tap()
    expect(phone.get_by_role("heading", name=f"{SUBSTITUTE} komt in jouw plaats")).to_be_visible()


# What lies in the mailboxes.


@dataclass(frozen=True)
class Entry:
    """What a calendar does with one mail."""

    method: str
    identity: str
    sequence: int
    starts_at: datetime


def entries_in(mails: list[EmailMessage]) -> dict[str, Entry]:
    """Per address, of the mails that speak to a calendar."""
    found = {}
    for mail in mails:
        if "text/calendar" not in [part.get_content_type() for part in mail.walk()]:
            continue
        method, text = calendar_part(mail)
        calendar = read(text)
        (event,) = calendar.all("VEVENT")
        assert calendar.value("METHOD") == method
        # What is forwarded opens nothing.
        assert "://" not in text
        whom = event.value("ATTENDEE").removeprefix("mailto:")
        assert whom in str(mail["To"]) and whom not in found
        found[whom] = Entry(method, event.value("UID"), int(event.value("SEQUENCE")), moment(calendar, "DTSTART"))
    return found


def said(entries: dict[str, Entry]) -> set[tuple[str, int, datetime]]:
    return {(entry.method, entry.sequence, entry.starts_at) for entry in entries.values()}


def test_from_an_empty_programme_to_a_group_with_a_date(
    site: Site, window: Callable[..., Page], new_phone: Callable[[], Page]
) -> None:
    coordinator = client_of_staff(factories.create_coordinator(site.programme))
    start_network(window(coordinator.cookies["sessionid"].value, 1280, 900), site)
    facilitator = client_of_staff(site.network.facilitators.get().user)
    page = window(facilitator.cookies["sessionid"].value, 1280, 900)
    announce(page, site)

    links = enrol_everybody(site, new_phone)
    mails = site.work()
    assert [name for name in NAMES if site.sink.to(address(name))[-1]["Subject"].startswith("Je staat op")] == [LATE]
    personal = {name: link_in(mail_to(mails, address(name), "Jouw link"), "d") for name in NAMES if name != LATE}
    give_up_the_place(new_phone(), links["Nele"])
    offer = mail_to(site.work(), address(LATE), "Er is een plaats voor je")
    assert link_in(offer, "inschrijving") == links[LATE]
    move_up(new_phone(), links[LATE])
    assert mail_to(site.work(), address(LATE), "Jouw link")
    page.goto(site.at("networks:enrolments", site.network.pk))
    expect(page.get_by_text("10 van 10 plaatsen zijn bezet. Er wacht niemand.")).to_be_visible()
    coming = [address(name) for name in NAMES if name != "Nele"]

    year = timezone.localdate().year + 1
    summer, winter = thursday(year, 7), thursday(year + 1, 1)
    ask_for_a_day(page, site, [summer - timedelta(weeks=1), summer])
    asked = site.work()
    assert sorted(mail["To"].addresses[0].addr_spec for mail in asked) == sorted(coming)
    for name in ON_A_PHONE:
        say_which_day(new_phone(), mail_to(asked, address(name), "Welke dag past"), ("nee", "ja"))
    choose_the_best_day(page)
    invited = entries_in(site.work())
    in_summer = datetime(summer.year, 7, summer.day, 11, 30, tzinfo=UTC)
    assert (sorted(invited), said(invited)) == (sorted(coming), {("REQUEST", 0, in_summer)})

    send_somebody(new_phone(), personal["Joris"])
    tine = entries_in(site.work())
    assert (list(tine), said(tine)) == ([address("Tine")], {("REQUEST", 0, in_summer)})
    move(page, site, winter)
    moved = entries_in(site.work())
    # The same hour on the clock, an hour later for the sun.
    in_winter = datetime(winter.year, 1, winter.day, 12, 30, tzinfo=UTC)
    assert said(moved) == {("REQUEST", 1, in_winter)}
    known = invited | tine
    assert {whom: entry.identity for whom, entry in moved.items()} == {
        whom: entry.identity for whom, entry in known.items()
    }

    take_in_a_newcomer(page, site)
    welcome = mail_to(site.work(), address(NEWCOMER), f"Welkom in {TITLE}")
    phone = new_phone()
    open_personal_link(phone, link_in(welcome, "d"))
    phone.get_by_role("link", name="Waar de groep al staat").tap()
    expect(phone.get_by_role("heading", name=f"Welkom, {NEWCOMER}")).to_be_visible()
    plan_the_second(page, site, winter + timedelta(weeks=4))
    second = entries_in(site.work())
    assert sorted(second) == sorted([*coming, address(NEWCOMER)])
    call_off_the_second(page, site)
    off = entries_in(site.work())
    assert {(entry.method, entry.sequence) for entry in off.values()} == {("CANCEL", 1)}
    assert {whom: entry.identity for whom, entry in off.items()} == {
        whom: entry.identity for whom, entry in second.items()
    }
    assert not {entry.identity for entry in off.values()} & {entry.identity for entry in known.values()}
    assert site.work() == []
