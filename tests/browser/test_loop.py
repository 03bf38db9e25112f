"""The whole loop, as people go through it: a list from Excel, a session, an evaluation on phones, and a report in the mail."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from networks.mail import personal_link
from networks.models import Network, Participation
from sessions.models import Session
from tests import factories, pdf_text
from tests.outbox.mails import mailers
from tests.smtp_sink import Sink, smtp_sink

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

FACILITATOR = "marijke.dewulf@fonds.example"
PEOPLE = [
    ("Vandaele", "Joris", "0499 00 01 01", "Bouwgroep Leieland"),
    ("Demir", "Fatma", "0499 00 01 02", "Bouwgroep Leieland"),
    ("Peña", "José", "0499 00 01 03", "Café Noir"),
    ("Müller", "Zoë", "0499 00 01 04", "Café Noir"),
    ("Coppens", "Bart", "0499 00 01 05", "Daktechniek Noord"),
    ("Lambrecht", "Saskia", "0499 00 01 06", "Daktechniek Noord"),
    ("Mbala", "Yannick", "0499 00 01 07", "Rénovatie Zuid"),
    ("Verstraete", "An", "0499 00 01 08", "Rénovatie Zuid"),
    ("El Amrani", "Karim", "0499 00 01 09", "Rénovatie Zuid"),
    ("De Backer", "Els", "0499 00 01 10", "Hout & Co"),
    ("Goossens", "Pieter", "0499 00 01 11", "Hout & Co"),
    ("Hoste", "Nele", "0499 00 01 12", "Hout & Co"),
    ("Thijs", "Wim", "0499 00 01 13", "Hout & Co"),
    ("Maertens", "Griet", "0499 00 01 14", "Café Noir"),
    ("Daemen", "Loïc", "0499 00 01 15", "Daktechniek Noord"),
]
EXCUSED, AWAY, SUBSTITUTE = "Griet Maertens", "Loïc Daemen", "Tine Smet"
SUMMARY = "Een eerste gesprek duurt een kwartier, en dat is lang genoeg."
PARKED = "Wie betaalt de verzekering na een ongeval?"
DECISION = "Elke ploeg houdt op maandag een kort startmoment."
ACTION = "Een fiche van één blad maken."
QUESTION = "Mag een werfleider weten waarom iemand thuis is?"
EXPECTATION = "Horen hoe anderen een eerste gesprek voeren"
OWN_TIPS = "Bel dezelfde avond nog, ook als het laat is."
COMMENT = "De stille muur werkte goed."


def address(first_name: str) -> str:
    return f"{first_name.lower().translate(str.maketrans('éëï', 'eei'))}@bedrijf.example"


def spreadsheet() -> bytes:
    """What Excel in Belgium writes: semicolons, Windows-1252, columns in the order of whoever made the list."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Naam", "Voornaam", "GSM-nummer", "Bedrijf", "E-mailadres", "Schoenmaat"])
    for last, first, phone, firm in PEOPLE:
        writer.writerow([last, first, phone, firm, address(first), "42"])
    return sheet.getvalue().encode("cp1252")


@dataclass
class Site:
    """One installation: the pages, the mail server behind it, and the network that this is about."""

    url: str
    sink: Sink
    network: Network

    def at(self, name: str, *args: object) -> str:
        return self.url + reverse(name, args=args)

    def work(self) -> None:
        call_command("worker", "--once")

    def session(self, number: int) -> Session:
        return Session.objects.get(network=self.network, number=number)

    def who(self, first_name: str) -> Participation:
        return Participation.objects.with_people().get(network=self.network, person__first_name=first_name)


@pytest.fixture
def site(live_server: LiveServer, settings: object) -> Iterator[Site]:
    user = factories.create_user(FACILITATOR, "Marijke Dewulf")
    with smtp_sink() as sink:
        settings.BASE_URL = live_server.url
        settings.MAILERS = mailers(sink.port)
        settings.PRACTICE_MAILBOX = False
        yield Site(live_server.url, sink, factories.create_network(facilitator=user))
    cache.clear()
    connections.close_all()


# What the facilitator does.


def sign_in(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.get_by_role("link", name="Meld je aan").click()
    page.get_by_label("E-mailadres").fill(FACILITATOR)
    page.get_by_role("button", name="Stuur me een code").click()
    page.get_by_label("Code").wait_for()
    code = re.search(r"^\S{6,}$", text_of(site.sink.messages.pop()), re.MULTILINE)
    page.get_by_label("Code").fill(code[0])
    page.get_by_role("button", name="Meld me aan").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def import_the_list(page: Page, site: Site) -> None:
    page.goto(site.at("networks:people", site.network.pk))
    page.get_by_role("link", name="Importeer").first.click()
    page.get_by_label("Bestand").set_input_files(
        {"name": "deelnemers.csv", "mimeType": "text/csv", "buffer": spreadsheet()}
    )
    page.get_by_role("button", name="Bekijk wat er gebeurt").click()
    expect(page.get_by_text("15 nieuw. Er is nog niets bewaard.")).to_be_visible()
    expect(page.get_by_text("We laten liggen: Schoenmaat")).to_be_visible()
    assert site.network.participations.count() == 0
    page.get_by_role("button", name="Importeren").click()
    expect(page.get_by_text("Geïmporteerd: 15 nieuw")).to_be_visible()
    for name in ("José Peña", "Zoë Müller", EXCUSED):
        expect(page.get_by_text(name).first).to_be_visible()


def plan_session(page: Page, site: Site, number: int, starts_at: datetime, theme: str) -> Session:
    page.goto(site.at("sessions:list", site.network.pk))
    page.get_by_role("link", name="Plan").first.click()
    expect(page.get_by_label("Sessie nummer")).to_have_value(str(number))
    page.get_by_label("Datum").fill(f"{starts_at:%Y-%m-%d}")
    page.get_by_label("Begint om").fill(f"{starts_at:%H:%M}")
    page.get_by_label("Eindigt om").fill(f"{starts_at + timedelta(hours=3):%H:%M}")
    page.get_by_label("Thema").fill(theme)
    page.get_by_label("Plaats").fill("Bouwgroep Leieland, Deinze")
    page.get_by_role("button", name="Plan de sessie").click()
    expect(page.get_by_text("Evaluatie").first).to_be_visible()
    return site.session(number)


def write_expectation(page: Page, site: Site) -> None:
    page.goto(site.at("networks:expectations", site.network.pk))
    page.locator("textarea").last.fill(EXPECTATION)
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_text(EXPECTATION).first).to_be_visible()


def note_attendance(page: Page, site: Site, session: Session) -> None:
    page.goto(site.at("sessions:attendance", session.pk))
    for name, state in ((EXCUSED, "verontschuldigd"), (AWAY, "afwezig")):
        page.get_by_role("radiogroup", name=name).get_by_text(state, exact=True).click()
    expect(page.get_by_text("nog 13 te noteren")).to_be_visible()
    page.get_by_role("button", name="Zet wie nog open staat op aanwezig").click()
    expect(page.get_by_text("13 van 15 aanwezig")).to_be_visible()
    page.get_by_text("Vervanger toevoegen").click()
    page.get_by_label("Vervanger van").select_option(label=EXCUSED)
    page.locator("#vervangers").get_by_label("Naam", exact=True).fill(SUBSTITUTE)
    page.locator("#vervangers").get_by_label("E-mailadres").fill("tine.smet@bedrijf.example")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_text(f"vervangt {EXCUSED}")).to_be_visible()


def take_notes(page: Page, site: Site, session: Session) -> None:
    """Nobody presses a button that says save."""
    page.goto(site.at("sessions:notes", session.pk))
    for slug, fold, text, choice in (
        ("samenvatting", "samenvatting", SUMMARY, "rond"),
        ("actiepunten", "actiepunten", ACTION, ""),
        ("besluiten", "besluiten", DECISION, ""),
        ("vragen", "vragen", QUESTION, ""),
        ("tips", "tips", "Bel dezelfde avond nog.", ""),
        ("goed", "terugblik-op-vandaag", "Iedereen durfde te spreken.", ""),
    ):
        write_line(page, slug, fold, text, choice)
    page.locator("#nieuw-samenvatting").get_by_role("button", name="Volgende regel").click()
    expect(page.locator("#nieuw-samenvatting textarea")).to_have_value("")
    write_line(page, "samenvatting", "samenvatting", PARKED, "geparkeerd")
    page.reload()
    for text in (SUMMARY, PARKED, DECISION):
        assert page.locator("textarea").evaluate_all("(all, text) => all.some(one => one.value === text)", text)


def write_line(page: Page, slug: str, fold: str, text: str, choice: str) -> None:
    if page.locator(f"#deel-{fold}").get_attribute("open") is None:
        page.locator(f"#deel-{fold} > summary").click()
    line = page.locator(f"#nieuw-{slug}")
    line.locator("textarea").first.fill(text)
    if choice:
        line.get_by_text(choice, exact=True).click()
    expect(line.locator("[data-saved]")).to_contain_text("opgeslagen om")


def open_evaluation(page: Page, site: Site, session: Session) -> None:
    page.goto(site.at("desk:session", session.pk))
    page.get_by_role("link", name="Evaluatie nog niet geopend").click()
    page.get_by_role("button", name="Evaluatie openen").click()
    expect(page.get_by_text("0 antwoorden van 13")).to_be_visible()


def close_evaluation(page: Page, site: Site, session: Session) -> None:
    expect(page.get_by_text("6 antwoorden van 13")).to_be_visible(timeout=20_000)
    page.get_by_role("link", name="Sluit nu en toon").click()
    page.get_by_role("button", name="Ja, sluit de evaluatie").click()
    expect(page.get_by_text("6 van 13 antwoordden")).to_be_visible()
    expect(page.get_by_text(COMMENT)).to_be_visible()


def close_session(page: Page, site: Site, session: Session) -> None:
    page.goto(site.at("desk:session", session.pk))
    page.get_by_role("link", name="Sluit de sessie af").click()
    # Nothing is asked that a first session cannot give.
    expect(page.get_by_text("nog geen stand")).to_have_count(0)
    page.get_by_role("button", name="Sluit de sessie").click()
    expect(page.get_by_role("heading", name="Verslag", exact=True)).to_be_visible()


def trim_report(page: Page) -> None:
    page.get_by_role("link", name="In eigen woorden bij Tips").click()
    page.locator("textarea").fill(OWN_TIPS)
    page.get_by_role("button", name="Bewaar").click()
    expect(page.locator("#tips")).to_contain_text("eigen tekst")
    page.get_by_role("link", name="Voorbeeld voor de groep").click()
    for text in (SUMMARY, DECISION, OWN_TIPS, "Zoë Müller", f"{SUBSTITUTE} (voor {EXCUSED})"):
        expect(page.get_by_text(text).first).to_be_visible()
    page.get_by_role("link", name="Verslag van sessie 1").click()


def send_report(page: Page) -> None:
    page.get_by_role("link", name="Naar versturen").click()
    expect(page.get_by_role("heading", name="13 voor wie erbij was")).to_be_visible()
    absent = page.get_by_role("region", name="2 voor wie er niet bij was")
    for name in (EXCUSED, AWAY):
        expect(absent).to_contain_text(name)
    expect(page.get_by_role("region", name="1 voor vervangers")).to_contain_text(SUBSTITUTE)
    page.get_by_role("button", name="Verstuur 16 berichten").click()
    expect(page.get_by_text("16 berichten staan klaar")).to_be_visible()


# What participants do.


def join_and_answer(phone: Page, site: Site, session: Session, first_name: str, content: int) -> None:
    who = site.who(first_name)
    phone.goto(site.at("sessions:join"))
    phone.get_by_label("De code van de zaal").fill(session.room_code.lower())
    phone.get_by_role("button", name="Ga binnen").tap()
    phone.get_by_role("link", name=who.person.name).tap()
    phone.get_by_label("De laatste drie cijfers van je gsm-nummer").fill(who.phone.replace(" ", "")[-3:])
    phone.get_by_role("button", name="Ga binnen").tap()
    phone.get_by_role("link", name="Vul de evaluatie in").tap()
    fill_in(phone, content)


def answer_by_personal_link(phone: Page, site: Site, first_name: str) -> None:
    open_personal_link(phone, personal_link(site.who(first_name)))
    phone.get_by_role("link", name="Vul de evaluatie in").tap()
    phone.get_by_label("Wat liep goed?").fill(COMMENT)
    fill_in(phone, 9)


def open_personal_link(phone: Page, link: str) -> None:
    phone.goto(link)
    phone.get_by_role("button", name="Open mijn pagina").tap()
    # Whoever goes elsewhere at once would break off the page that is on its way.
    phone.wait_for_url(lambda url: "/d/" not in url)


def fill_in(phone: Page, content: int) -> None:
    for question, value in (("De inhoud", content), ("Het gesprek", 7), ("De begeleiding", 9)):
        phone.get_by_role("radiogroup", name=question).get_by_label(str(value), exact=True).check()
    phone.get_by_role("button", name="Verstuur").tap()
    expect(phone.get_by_role("heading", name="Dank je")).to_be_visible()


# What lies in the mailboxes.


def text_of(mail: EmailMessage) -> str:
    return mail.get_body(["plain"]).get_content().replace("\r\n", "\n")


def check_mails(sink: Sink) -> EmailMessage:
    """One each, the right one, all with the same PDF; returns Joris' mail."""
    expected = sorted([*(address(first) for _, first, _, _ in PEOPLE), "tine.smet@bedrijf.example"])
    assert sorted(re.search(r"[\w.]+@[\w.]+", str(mail["To"]))[0] for mail in sink.messages) == expected
    subjects = {mail["To"].addresses[0].display_name: mail["Subject"].split(" ")[:3] for mail in sink.messages}
    missed = ["Wat", "je", "gemist"]
    assert {name for name, words in subjects.items() if words == missed} == {EXCUSED, AWAY}
    (absent,) = sink.to(address("Griet"))
    assert "Wat je nog kan doen:" in text_of(absent)
    assert f"- {SUMMARY}" in text_of(absent)
    (substitute,) = sink.to("tine.smet@")
    assert "Bedankt dat je inviel" in text_of(substitute)
    assert "/d/" not in text_of(substitute)
    (joris,) = sink.to(address("Joris"))
    # The evaluation is closed: nobody is asked to fill it in any more.
    assert "in een minuut" not in text_of(joris)
    pdfs = {b"".join(part.get_content() for part in mail.iter_attachments()) for mail in sink.messages}
    assert len(pdfs) == 1
    words = pdf_text.extract(pdfs.pop())
    for text in (SUMMARY, PARKED, DECISION, ACTION, QUESTION, OWN_TIPS, "Joris Vandaele", AWAY, SUBSTITUTE):
        assert text in words
    assert "Bel dezelfde avond nog." not in words
    return joris


def test_from_a_list_in_excel_to_a_report_in_the_mail(site: Site, page: Page, new_phone: Callable[[], Page]) -> None:
    page.set_default_timeout(20_000)
    sign_in(page, site)
    import_the_list(page, site)
    now = timezone.localtime().replace(second=0, microsecond=0)
    today = now.replace(hour=0, minute=0)
    # An hour ago, and whole within today: so that the room is open.
    starts_at = max(today, min(now - timedelta(hours=1), today + timedelta(hours=20, minutes=45)))
    session = plan_session(page, site, 1, starts_at, "Hoe begin ik een gesprek?")
    write_expectation(page, site)
    note_attendance(page, site, session)
    take_notes(page, site, session)

    open_evaluation(page, site, session)
    for number, first_name in enumerate(("Joris", "Fatma", "José", "Zoë", "Bart")):
        join_and_answer(new_phone(), site, session, first_name, 5 + number)
    answer_by_personal_link(new_phone(), site, "Saskia")
    close_evaluation(page, site, session)

    close_session(page, site, session)
    trim_report(page)
    send_report(page)
    assert site.sink.messages == []
    site.work()
    joris = check_mails(site.sink)
    site.work()
    assert len(site.sink.messages) == 16

    phone = new_phone()
    open_personal_link(phone, re.search(r"http\S+/d/\S+", text_of(joris))[0])
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Verslag (pdf)").tap()
    assert download.value.path().read_bytes() == next(joris.iter_attachments()).get_content()

    second = plan_session(page, site, 2, today + timedelta(weeks=4, hours=13, minutes=30), "En daarna?")
    page.goto(site.at("desk:session", second.pk))
    page.get_by_role("link", name="Terugblik 1 open actiepunt").click()
    for text in (ACTION, QUESTION, PARKED, EXPECTATION):
        expect(page.get_by_text(text).first).to_be_visible()
    expect(page.get_by_text(SUMMARY)).to_have_count(0)
