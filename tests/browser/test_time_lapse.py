"""A whole network in time-lapse: four sessions, what people say of them, and what is left of it half a year later."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import EmailMessage
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from evaluations.models import Round
from lerendnetwerk.accounts.models import User
from networks.mail import personal_link
from networks.models import Network
from reports.models import Edition
from sessions.models import Session
from tests import factories
from tests.browser.lapse_stage import (
    AIMS,
    EXPECTATION,
    NAMES,
    OFFERED,
    TITLE,
    Site,
    answer,
    answer_by_mail,
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
STORY = "Sinds de derde sessie eten we op maandag samen."
IN_SHORT = "Vier keer zaten we samen, telkens bij een ander bedrijf."
LATER = "Ik vraag nu eerst hoe het gaat."
SECOND = "Praten over wat zwaar weegt, tweede groep"
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


# After the last session.


def tell_a_story(phone: Page, site: Site, name: str) -> None:
    """By her own button; she chooses who reads it."""
    open_personal_link(phone, personal_link(site.people[name]))
    phone.get_by_role("link", name="Vertel je verhaal").tap()
    phone.get_by_label("Wat doe je anders, en wat bracht dat op?").fill(STORY)
    phone.get_by_role("button", name="Bewaar mijn verhaal").tap()
    expect(phone.get_by_text("Kies of het gedeeld mag worden.").first).to_be_visible()
    phone.get_by_label("met mijn naam erbij").check()
    phone.get_by_role("button", name="Bewaar mijn verhaal").tap()
    expect(phone.get_by_text("Je verhaal is bewaard.")).to_be_visible()


def take_back_the_story(phone: Page, site: Site, name: str) -> None:
    open_personal_link(phone, personal_link(site.people[name]))
    phone.on("dialog", lambda dialog: dialog.accept())
    phone.get_by_role("link", name="Vertel je verhaal").tap()
    phone.get_by_role("button", name="Haal mijn verhaal weg").tap()
    expect(phone.get_by_text("Je verhaal is weg.")).to_be_visible()


def send_the_final_report(page: Page, site: Site) -> None:
    """It wrote itself; one part gets the facilitator's own words."""
    page.goto(site.at("desk:network", site.network.pk))
    page.get_by_role("link", name="Naar het eindverslag").click()
    page.get_by_role("link", name="In eigen woorden bij In het kort").click()
    page.locator("textarea").fill(IN_SHORT)
    page.get_by_role("button", name="Bewaar").click()
    expect(page.locator("#kort")).to_contain_text("eigen tekst")
    page.get_by_role("link", name="Voorbeeld voor het programma").click()
    expect(page.get_by_text(DECISION)).to_be_visible()
    for text in (IN_SHORT, TOGETHER, GROUP_CHANGE, AT_WORK, EXPECTATION):
        expect(page.get_by_text(text)).to_have_count(0)
    page.go_back()
    send_report(page)


def give_the_certificates(page: Page, site: Site) -> None:
    """Bart missed two of the four sessions; the programme asks three."""
    page.goto(site.at("reports:certificates", site.network.pk))
    expect(page.get_by_text("Dit programma vraagt minstens 3 sessies.")).to_be_visible()
    expect(page.get_by_role("region", name="Haalt het minimum niet")).to_contain_text("Bart Smet")
    page.get_by_role("button", name="Maak 9 attesten en verstuur 9").click()
    expect(page.get_by_text("9 attesten worden gemaakt. 9 berichten vertrekken zodra de pdf klaar is.")).to_be_visible()


def close_the_network(page: Page, site: Site) -> None:
    page.goto(site.at("desk:network", site.network.pk))
    expect(page.get_by_role("heading", name="De weg is rond")).to_be_visible()
    page.get_by_role("link", name="Sluit het netwerk af").first.click()
    expect(page.get_by_text("Tot drie maanden later kan je het weer openen.")).to_be_visible()
    page.get_by_role("button", name="Sluit het netwerk af").click()
    expect(page.get_by_text("Het netwerk is afgesloten.")).to_be_visible()


def read_for_the_programme(page: Page, site: Site) -> str:
    """What the coordinator opens; of the group itself she sees nothing."""
    page.goto(site.at("desk:programme", site.network.programme_id))
    with page.expect_download() as download:
        page.get_by_role("link", name=f"Eindverslag voor het programma van {TITLE}").click()
    group = Edition.objects.filter(report__session=None, audience=Edition.Audience.GROUP).order_by("-version")[0]
    assert page.request.get(site.at("reports:edition", group.pk)).status == 403
    return words_of(download.value.path().read_bytes(), f"Eindverslag: {TITLE}")


def answer_afterwards(phone: Page, link: str, months: str) -> None:
    phone.goto(link)
    expect(phone.get_by_role("heading", name="Wat bleef er hangen?")).to_be_visible()
    phone.get_by_role("button", name="Verstuur").tap()
    expect(phone.get_by_text("Je vulde nog niets in.").first).to_be_visible()
    phone.get_by_label("Ik zelf").fill(LATER)
    value = phone.get_by_role("radiogroup", name="Ik pak op mijn werk iets anders aan")
    value.get_by_label("10", exact=True).check()
    send_answer(phone)


def stop(phone: Page, mail: EmailMessage) -> None:
    """By the way that the mail tells; from then on the link is shut."""
    link = link_in(mail, "d")
    open_personal_link(phone, link)
    phone.get_by_role("link", name="Mijn gegevens").tap()
    phone.get_by_role("link", name="Ik stop met dit netwerk").tap()
    expect(phone.get_by_text("Je plaats komt vrij")).to_have_count(0)
    phone.get_by_role("button", name="Ik stop met dit netwerk").tap()
    expect(phone.get_by_role("heading", name="Je bent gestopt")).to_be_visible()
    assert phone.request.get(link).status == 404


STAFF_PAGES = ("desk:network", "desk:next_network", "desk:close_network", "evaluations:value", "evaluations:stories")


def nobody_else_gets_in(site: Site, window: Callable[..., Page], phone: Page) -> None:
    """Another facilitator finds nothing, a coordinator may not, and a participant is asked to sign in."""
    outsider, coordinator = laptop_of(factories.create_user(), window), laptop_of(site.coordinator, window)
    open_personal_link(phone, personal_link(site.people["Joris"]))
    for name in STAFF_PAGES:
        url = site.at(name, site.network.pk)
        assert (outsider.request.get(url).status, coordinator.request.get(url).status) == (404, 403), name
        phone.goto(url)
        expect(phone.get_by_label("E-mailadres")).to_be_visible()


def end(page: Page, site: Site, window: Callable[..., Page], new_phone: Callable[[], Page]) -> None:
    phone = new_phone()
    tell_a_story(phone, site, "Fatma")
    send_the_final_report(page, site)
    mails = site.work()
    assert sorted(readers(mails, f"Het eindverslag van {TITLE}")) == sorted(NAMES)
    words = words_of(pdf_in(mails[0]), f"Eindverslag: {TITLE}")
    for text in (
        IN_SHORT,
        *AIMS,
        DECISION,
        TOGETHER,
        GROUP_CHANGE,
        AT_WORK,
        STORY,
        NEXT,
        "op het einde",
        "8,2",
        "Fatma Smet",
    ):
        assert text in words, text
    # Each said why in an evaluation that nobody may read, or in one that has its own page.
    assert [text for text in (FEW, WHY, THEME) if text in words] == []
    words = read_for_the_programme(laptop_of(site.coordinator, window), site)
    for text in (DECISION, STORY, AIMS[0]):
        assert text in words, text
    assert [text for text in (IN_SHORT, TOGETHER, AT_WORK, NEXT, "Joris", "op het einde") if text in words] == []

    give_the_certificates(page, site)
    mails = site.work()
    # A mail that found its paper in the making, tries again.
    site.clock.pass_by(timedelta(minutes=2))
    mails += site.work()
    assert sorted(readers(mails, "Je attest van aanwezigheid")) == sorted(set(NAMES) - {"Bart"})
    words = words_of(pdf_in(mail_to(mails, "Nele")), "Attest van aanwezigheid: Nele Smet")
    assert "9 uur" in words
    assert [name for name in NAMES if name in words] == ["Nele"]
    close_the_network(page, site)
    phone.goto(site.at("desk:me"))
    expect(phone.get_by_role("heading", name="De reeks is voorbij")).to_be_visible()
    for link in ("Het eindverslag (pdf)", "Je attest van aanwezigheid (pdf)"):
        with phone.expect_download() as download:
            phone.get_by_role("link", name=link).tap()
        assert download.value.path().read_bytes()[:5] == b"%PDF-"
    nobody_else_gets_in(site, window, new_phone())


def after_three_months(site: Site, window: Callable[..., Page], new_phone: Callable[[], Page]) -> None:
    """Six of ten answer, and the group sees what it was worth."""
    site.clock.pass_by(timedelta(days=90))
    assert site.work() == []
    site.clock.pass_by(timedelta(days=2))
    mails = site.work()
    assert sorted(readers(mails, f"Wat bleef er hangen van {TITLE}?")) == sorted(NAMES)
    round = Round.objects.get(kind=Round.Kind.AFTER_3)
    answer_afterwards(new_phone(), link_in(mail_to(mails, "Joris"), "e"), "drie")
    answer_by_mail([mail_to(mails, name) for name in NAMES[1:6]], round, waarde=7)
    site.clock.pass_by(timedelta(days=10))
    mails = site.work()
    assert sorted(readers(mails, "Nog twee minuten")) == sorted(NAMES[6:])
    page = laptop_of(site.facilitator, window)
    page.goto(site.at("evaluations:follow_up", site.network.pk, "na-3"))
    expect(page.get_by_text("6 van 10 antwoordden. Je ziet het in één keer")).to_be_visible()
    expect(page.get_by_text(LATER)).to_have_count(0)
    site.clock.pass_by(timedelta(days=19))
    assert site.work() == []
    page.reload()
    expect(page.get_by_text(LATER)).to_be_visible()
    page.goto(site.at("evaluations:value", site.network.pk))
    applied = page.get_by_role("row", name="Gedaan")
    expect(applied.get_by_role("cell")).to_have_text(["8,0", "7,5", re.compile("niet gevraagd")])

    take_back_the_story(new_phone(), site, "Fatma")
    page.goto(site.at("reports:report", f"netwerken/{site.network.pk}"))
    page.get_by_role("link", name="Verstuur een verbetering").click()
    page.get_by_role("button", name="Verstuur 10 berichten").click()
    mails = site.work()
    assert sorted(readers(mails, f"Nieuwe versie van het eindverslag van {TITLE}")) == sorted(NAMES)
    words = words_of(pdf_in(mails[0]), f"Eindverslag: {TITLE}")
    assert ("7,5" in words, "na drie maanden" in words, STORY in words) == (True, True, False)
    assert STORY not in read_for_the_programme(laptop_of(site.coordinator, window), site)


def after_six_months(site: Site, window: Callable[..., Page], new_phone: Callable[[], Page]) -> None:
    """Four answer: nobody sees anything of it."""
    site.clock.put_at(site.closed_at + timedelta(days=184))
    mails = site.work()
    assert sorted(readers(mails, f"Wat bleef er hangen van {TITLE}?")) == sorted(NAMES)
    stop(new_phone(), mail_to(mails, "Pieter"))
    answer_afterwards(new_phone(), link_in(mail_to(mails, "An"), "e"), "zes")
    round = Round.objects.get(kind=Round.Kind.AFTER_6)
    answer_by_mail([mail_to(mails, name) for name in NAMES[:3]], round, waarde=3, anders=FEW)
    site.clock.pass_by(timedelta(days=10))
    assert sorted(readers(site.work(), "Nog twee minuten")) == ["Els", "Karim", "Nele", "Saskia", "Yannick"]
    site.clock.pass_by(timedelta(days=19))
    assert site.work() == []
    page = laptop_of(site.facilitator, window)
    page.goto(site.at("evaluations:follow_up", site.network.pk, "na-6"))
    expect(page.get_by_text("Te weinig antwoorden om iets te tonen")).to_be_visible()
    for text in (FEW, LATER):
        expect(page.get_by_text(text)).to_have_count(0)
    page.goto(site.at("evaluations:value", site.network.pk))
    expect(page.get_by_role("row").last.get_by_role("cell")).to_have_text(
        ["9 van 9", "6 van 10", "te weinig antwoorden"]
    )
    expect(page.get_by_text("3,0")).to_have_count(0)
    page.goto(site.at("desk:close_network", site.network.pk))
    expect(page.get_by_text("Weer openen kan niet meer")).to_be_visible()
    expect(page.get_by_role("button", name="Open het weer")).to_have_count(0)


def the_next_network(site: Site, window: Callable[..., Page], phone: Page) -> None:
    """From what was announced, how long it all took and what the group says to who comes next; without the group."""
    page = laptop_of(site.facilitator, window)
    page.goto(site.at("desk:network", site.network.pk))
    page.get_by_role("link", name="Maak een volgend netwerk zoals dit").click()
    expect(page.get_by_label("Lessen voor wie het begeleidt")).to_have_value(re.compile(NEXT))
    page.get_by_label("Hoe heet het nieuwe netwerk?").fill(SECOND)
    page.get_by_role("button", name="Maak het netwerk").click()
    expect(page.get_by_role("heading", name=f"Lessen uit {TITLE}")).to_be_visible()
    page.get_by_role("link", name="Naar de beschrijving").click()
    page.locator("#id_period").fill("Vier donderdagen in de herfst")
    page.locator("#id_enrol_until").fill("2100-01-31")
    page.get_by_role("button", name="Bewaar").click()
    made = Network.objects.get(title=SECOND)
    page.goto(site.at("networks:announcement", made.pk))
    page.get_by_role("button", name="Zet online").click()
    expect(page.get_by_role("link", name="Mail de contacten")).to_be_visible()
    phone.goto(site.at("desk:public", made.announcement.slug))
    for text in (*AIMS, *OFFERED):
        expect(phone.get_by_text(text)).to_be_visible()
    page.goto(site.at("networks:people", made.pk))
    for name in NAMES:
        expect(page.get_by_text(f"{name} Smet")).to_have_count(0)
    page.goto(site.at("sessions:plan", made.pk))
    expect(page.get_by_label("Draaiboek om mee te beginnen")).to_have_value("vorig-1")
    page.get_by_label("Datum").fill("2099-01-31")
    page.get_by_label("Begint om").fill("13:30")
    page.get_by_label("Eindigt om").fill("16:30")
    page.get_by_role("button", name="Plan de sessie").click()
    page.wait_for_url("**/draaiboek/**")
    blocks = made.sessions.get().agenda_items.order_by("position").values_list("title", "minutes")
    assert list(blocks) == [("Ontvangst", 22), ("Wat verwachten we?", 60), ("Pauze", 15), ("Evaluatie", 9)]
    expect(page.get_by_text("Het past; je eindigt om 15.16 uur")).to_be_visible()


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
    end(page, site, window, new_phone)
    after_three_months(site, window, new_phone)
    after_six_months(site, window, new_phone)
    the_next_network(site, window, new_phone())
