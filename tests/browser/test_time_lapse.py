"""A whole network in time-lapse: four sessions, what people say of them, and what is left of it half a year later."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from lerendnetwerk.accounts.models import User
from networks.mail import personal_link
from sessions.models import Session
from tests.browser.lapse_stage import (
    AIMS,
    EXPECTATION,
    NAMES,
    OFFERED,
    TITLE,
    Site,
    answer,
    build_network,
    link_in,
    mail_to,
    pdf_in,
    readers,
    words_of,
)
from tests.browser.test_loop import open_personal_link, text_of, write_line
from tests.clock import Clock
from tests.outbox.mails import mailers
from tests.smtp_sink import smtp_sink
from tests.world import client_of_staff

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.once, pytest.mark.django_db(transaction=True)]

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
FEW = "Dit was te theoretisch."
SCORES = {"content": 8, "discussion": 7, "guidance": 9}


@pytest.fixture
def site(live_server: LiveServer, settings: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    call_command("load_methods", stdout=StringIO())
    network, coordinator, people = build_network()
    clock = Clock(timezone.now)
    monkeypatch.setattr(timezone, "now", clock.now)
    clock.put_at(network.sessions.get(number=1).starts_at - timedelta(weeks=2))
    with smtp_sink() as sink:
        settings.BASE_URL = live_server.url
        settings.MAILERS = mailers(sink.port)
        settings.PRACTICE_MAILBOX = False
        yield Site(live_server.url, sink, clock, network, coordinator, people)
    cache.clear()
    connections.close_all()


def laptop_of(user: User, window: Callable[..., Page]) -> Page:
    return window(client_of_staff(user).cookies["sessionid"].value, 1280, 900)


# The facilitator, at a laptop.


def to_next_phase(page: Page, site: Site, phase: str) -> None:
    page.goto(site.at("desk:change_phase", site.network.pk))
    page.get_by_role("button", name=f"Ga naar {phase}").click()
    expect(page.get_by_text(f"Het netwerk staat nu in de fase {phase}.")).to_be_visible()


def lead_the_session(page: Page, site: Site, session: Session, minutes: dict[str, int]) -> None:
    """By the key N, block after block; each takes as long as it took."""
    page.goto(site.at("sessions:regie", session.pk))
    for title, length in minutes.items():
        page.keyboard.press("n")
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
        site.clock.pass_by(timedelta(minutes=length))
    page.get_by_role("button", name="Rond het laatste onderdeel af").click()
    expect(page.get_by_role("heading", name="Alle onderdelen zijn gedaan")).to_be_visible()


def note_who_is_there(page: Page, site: Site, session: Session, excused: str) -> None:
    page.goto(site.at("sessions:attendance", session.pk))
    page.get_by_role("radiogroup", name=excused).get_by_text("verontschuldigd", exact=True).click()
    expect(page.get_by_text("nog 9 te noteren")).to_be_visible()
    page.get_by_role("button", name="Zet wie nog open staat op aanwezig").click()
    expect(page.get_by_text("9 van 10 aanwezig")).to_be_visible()


def take_notes(page: Page, site: Site, session: Session) -> None:
    page.goto(site.at("sessions:notes", session.pk))
    write_line(page, "samenvatting", "samenvatting", SUMMARY, "rond")
    next_line(page, "samenvatting")
    write_line(page, "samenvatting", "samenvatting", PARKED, "geparkeerd")
    write_line(page, "besluiten", "besluiten", DECISION, "")
    for slug, text, label, who in (
        ("actiepunten", TOGETHER, "Wie?", "de hele groep"),
        ("vragen", QUESTION, "Wie vraagt het?", "Joris Smet"),
    ):
        write_line(page, slug, slug, text, "")
        page.locator(f"#nieuw-{slug}").get_by_label(label).select_option(label=who)
        next_line(page, slug)


def next_line(page: Page, slug: str) -> None:
    page.locator(f"#nieuw-{slug}").get_by_role("button", name="Volgende regel").click()
    expect(page.locator(f"#nieuw-{slug} textarea").first).to_have_value("")


def look_back(page: Page, site: Site, session: Session) -> None:
    """What was promised is done, the expectation is partly met, and the group does something in another way."""
    page.goto(site.at("sessions:look_back", session.pk))
    expect(page.get_by_text("6 van 9 antwoordden")).to_be_visible()
    page.get_by_label(TOGETHER).check()
    page.get_by_role("group", name=EXPECTATION).get_by_text("deels", exact=True).click()
    page.locator("#nu-anders").get_by_role("textbox").fill(GROUP_CHANGE)
    page.locator("#nu-anders").get_by_role("button", name="Voeg toe").click()
    expect(page.locator("#nu-anders").get_by_text(GROUP_CHANGE)).to_be_visible()


def open_evaluation(page: Page, site: Site, session: Session) -> None:
    page.goto(site.at("evaluations:round", session.pk))
    page.get_by_role("button", name="Evaluatie openen").click()
    expect(page.get_by_text("0 antwoorden van 9")).to_be_visible()


def close_evaluation(page: Page, site: Site, session: Session) -> None:
    page.goto(site.at("evaluations:close", session.pk))
    page.get_by_role("button", name="Ja, sluit de evaluatie").click()


def close_session(page: Page, site: Site, session: Session) -> None:
    page.goto(site.at("sessions:close", session.pk))
    page.get_by_role("button", name="Sluit de sessie").click()
    expect(page.get_by_role("heading", name="Verslag", exact=True)).to_be_visible()


def send_report(page: Page, count: int = 10) -> None:
    page.get_by_role("link", name="Naar versturen").click()
    page.get_by_role("button", name=f"Verstuur {count} berichten").click()
    expect(page.get_by_text(f"{count} berichten staan klaar")).to_be_visible()


def plan_the_last(page: Page, site: Site, session: Session) -> None:
    """From the worked out example, and what the group asked for goes in with one tap; each block says why it is there."""
    page.goto(site.at("sessions:agenda", session.pk))
    page.get_by_role("button", name="Begin hiermee").click()
    page.goto(site.at("desk:ahead", session.pk))
    expect(page.get_by_text("Geef elke zin met één tik een plaats in sessie 4")).to_be_visible()
    theme = page.get_by_role("listitem").filter(has_text=THEME)
    expect(theme).to_contain_text("5 keer gevraagd")
    theme.get_by_role("button", name="Onderdeel").click()
    expect(page.get_by_role("heading", name="Wat al een plaats kreeg 1")).to_be_visible()
    parked = page.get_by_role("listitem").filter(has_text=PARKED)
    parked.get_by_text("Leg opzij").first.click()
    parked.get_by_role("button", name="bespreken we buiten de sessie").click()
    expect(page.get_by_role("heading", name="Wat al een plaats kreeg 2")).to_be_visible()
    page.locator("#vooruit .keep").last.get_by_role("link").click()
    page.get_by_text("Waarom staat dit op de agenda?").click()
    expect(page.get_by_text("Gevraagd thema uit sessie 2, 5 keer gevraagd")).to_be_visible()


def answer_the_question(page: Page, site: Site, session: Session) -> None:
    """In the look-back; who asked it, hears it by mail."""
    page.goto(site.at("sessions:look_back", session.pk))
    line = page.get_by_role("listitem").filter(has_text=QUESTION)
    line.get_by_role("textbox", name="Antwoord").fill(REPLY)
    line.get_by_label("deze vraag is beantwoord").check()
    expect(line.locator("[data-saved]")).to_contain_text("opgeslagen om")
    page.goto(site.at("sessions:questions", site.network.pk))
    page.get_by_role("link", name="Mail het antwoord naar Joris").click()
    page.get_by_role("button", name="Verstuur het antwoord").click()
    expect(page.get_by_text("de mail staat klaar")).to_be_visible()


# Who takes part, on a phone.


def score(phone: Page) -> None:
    for question, value in (("De inhoud", 8), ("Het gesprek", 7), ("De begeleiding", 9)):
        phone.get_by_role("radiogroup", name=question).get_by_label(str(value), exact=True).check()


def send_answer(phone: Page) -> None:
    phone.get_by_role("button", name="Verstuur").tap()
    expect(phone.get_by_role("heading", name="Dank je")).to_be_visible()


def answer_in_the_room(phone: Page, site: Site, session: Session, name: str) -> None:
    phone.goto(site.at("sessions:join"))
    phone.get_by_label("De code van de zaal").fill(session.room_code)
    phone.get_by_role("button", name="Ga binnen").tap()
    phone.get_by_role("link", name=site.people[name].person.name).tap()
    phone.get_by_label("De laatste drie cijfers van je gsm-nummer").fill("123")
    phone.get_by_role("button", name="Ga binnen").tap()
    phone.get_by_role("link", name="Vul de evaluatie in").tap()
    phone.get_by_label("Wat liep goed?").fill(WELL)
    score(phone)
    # Nothing is asked of promises yet.
    expect(phone.get_by_text(OFFERED[0])).to_have_count(0)
    send_answer(phone)


def look_back_on_all(phone: Page, link: str) -> None:
    """The long form: today as always, then the whole row in parts that open one by one."""
    open_personal_link(phone, link)
    expect(phone.get_by_text("Het was de laatste: kijk ook even terug op de hele reeks.")).to_be_visible()
    phone.get_by_role("link", name="Vul de evaluatie in").tap()
    expect(phone.get_by_role("heading", name="Hoe was het netwerk?")).to_be_visible()
    score(phone)
    phone.get_by_role("radiogroup", name=AIMS[0]).get_by_label("10", exact=True).check()
    open_part(phone, "Kwamen de verwachtingen uit?")
    phone.get_by_role("radiogroup", name=EXPECTATION).get_by_label("9", exact=True).check()
    open_part(phone, "Wat doe je nu anders?")
    phone.get_by_label("In mijn organisatie").fill(AT_WORK)
    phone.get_by_label("mensen: wie je kent en hoe je samenwerkt").check()
    open_part(phone, "De werkvormen: hoe vond je ze?")
    phone.get_by_role("radiogroup", name="Stillewanddiscussie").get_by_text("graag", exact=True).tap()
    phone.get_by_text("Zeg waarom: Waarom: Stillewanddiscussie").tap()
    phone.get_by_label("Waarom: Stillewanddiscussie").fill(WHY)
    open_part(phone, "Voor wie na ons komt")
    phone.get_by_label("Wat moet een volgend netwerk").fill(NEXT)
    send_answer(phone)


def open_part(phone: Page, title: str) -> None:
    phone.locator("summary").filter(has=phone.get_by_role("heading", name=title)).tap()


def answer_halfway(phone: Page, link: str) -> None:
    """By the link in the reminder; signed in nowhere."""
    phone.goto(link)
    expect(phone.get_by_role("heading", name="Hoe was sessie 2?")).to_be_visible()
    score(phone)
    promises = phone.get_by_role("region", name="Dit boden we aan. Merk je het al?")
    promises.get_by_role("radiogroup", name=OFFERED[0]).get_by_text("nog niet", exact=True).tap()
    send_answer(phone)


# Session by session.


def first_session(page: Page, site: Site, new_phone: Callable[[], Page]) -> None:
    session = site.begin(1)
    note_who_is_there(page, site, session, "Nele")
    lead_the_session(page, site, session, {"Ontvangst": 22, "Wat verwachten we?": 60, "Pauze": 15, "Evaluatie": 9})
    take_notes(page, site, session)
    open_evaluation(page, site, session)
    answer_in_the_room(new_phone(), site, session, "Joris")
    answer(site, session, NAMES[1:6], SCORES)
    close_evaluation(page, site, session)
    expect(page.get_by_text("6 van 9 antwoordden")).to_be_visible()
    expect(page.get_by_text(WELL)).to_be_visible()
    close_session(page, site, session)
    send_report(page)
    mails = site.work()
    assert sorted(readers(mails, "")) == sorted(NAMES)
    assert readers(mails, "Wat je gemist hebt") == ["Nele"]
    (pdf,) = {pdf_in(mail) for mail in mails}
    words = words_of(pdf, f"Verslag van sessie 1: {TITLE}")
    for text in (SUMMARY, PARKED, DECISION, TOGETHER, QUESTION, "Joris Smet"):
        assert text in words, text


def second_session(page: Page, site: Site, new_phone: Callable[[], Page]) -> None:
    session = site.begin(2)
    note_who_is_there(page, site, session, "Els")
    look_back(page, site, session)
    page.goto(site.at("evaluations:round", session.pk))
    expect(page.get_by_role("heading", name="Halfweg vragen we iets meer")).to_be_visible()
    open_evaluation(page, site, session)
    answer(site, session, NAMES[:5], SCORES | {"themes": THEME}, belofte="beetje")
    close_session(page, site, session)
    send_report(page)
    mails = site.work()
    # The same line for who answered and who did not; not for who was not there.
    assert {name for name in NAMES if "in een minuut" in str(mail_to(mails, name))} == set(NAMES) - {"Els"}
    site.clock.pass_by(timedelta(days=2))
    mails = site.work()
    assert sorted(readers(mails, "Nog één minuut: hoe was sessie 2?")) == ["An", "Karim", "Nele", "Pieter"]
    answer_halfway(new_phone(), link_in(mail_to(mails, "An"), "e"))
    site.clock.pass_by(timedelta(days=5))
    assert site.work() == []
    page.goto(site.at("evaluations:round", session.pk))
    expect(page.get_by_text("6 van 9 antwoordden")).to_be_visible()
    promises = page.get_by_role("region", name="Dit boden we aan. Merk je het al?")
    expect(promises.get_by_role("listitem").filter(has_text="een beetje").first).to_have_text("5 een beetje")


def third_session(page: Page, site: Site) -> None:
    """Four answers: nobody gets to see anything of them."""
    session = site.begin(3)
    note_who_is_there(page, site, session, "Bart")
    open_evaluation(page, site, session)
    answer(site, session, NAMES[3:7], SCORES | {"discussion": 1, "went_well": FEW})
    close_evaluation(page, site, session)
    expect(page.get_by_role("heading", name="Te weinig antwoorden om iets te tonen")).to_be_visible()
    expect(page.get_by_text(FEW)).to_have_count(0)
    close_session(page, site, session)
    send_report(page)
    mails = site.work()
    assert FEW not in words_of(pdf_in(mails[0]), f"Verslag van sessie 3: {TITLE}")


def last_session(page: Page, site: Site, new_phone: Callable[[], Page]) -> None:
    session = site.session(4)
    note_who_is_there(page, site, session, "Bart")
    answer_the_question(page, site, session)
    (mail,) = site.work()
    assert readers([mail], "") == ["Joris"]
    assert REPLY in text_of(mail)
    page.goto(site.at("evaluations:round", session.pk))
    expect(page.get_by_role("heading", name="Dit is de eindevaluatie")).to_be_visible()
    open_evaluation(page, site, session)
    look_back_on_all(new_phone(), personal_link(site.people["Joris"]))
    others = [name for name in NAMES if name not in ("Joris", "Bart")]
    said = {"doel": 8, "verwachting": 7, "proces": 9, "waarde": 8, "belofte": 6, "werkvorm": "graag", "volgende": NEXT}
    answer(site, session, others, SCORES, **said)
    # With the last answer it closes by itself.
    page.goto(site.at("evaluations:round", session.pk))
    expect(page.get_by_text("9 van 9 antwoordden")).to_be_visible()
    aims = page.get_by_role("region", name="Haalden we onze doelen?").get_by_role("row")
    expect(aims.filter(has_text=AIMS[0])).to_contain_text("8,2")
    expect(aims.filter(has_text=AIMS[1])).to_contain_text("8,0")
    expect(page.get_by_text(NEXT)).to_have_count(9)
    close_session(page, site, session)
    send_report(page)
    mails = site.work()
    assert [name for name in NAMES if "/e/" in text_of(mail_to(mails, name))] == []
    words = words_of(pdf_in(mails[0]), f"Verslag van sessie 4: {TITLE}")
    # It was open in each report until now.
    assert (QUESTION in words, "9 van 9" in words) == (False, True)


def test_four_sessions_and_half_a_year(site: Site, window: Callable[..., Page], new_phone: Callable[[], Page]) -> None:
    page = laptop_of(site.facilitator, window)
    first_session(page, site, new_phone)
    to_next_phase(page, site, "onderhoud")
    second_session(page, site, new_phone)
    third_session(page, site)
    to_next_phase(page, site, "afronding")
    plan_the_last(page, site, site.session(4))
    site.begin(4)
    # A web session lasts ninety days.
    page = laptop_of(site.facilitator, window)
    last_session(page, site, new_phone)
