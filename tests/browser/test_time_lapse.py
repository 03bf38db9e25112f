"""A whole network in time-lapse: four sessions, what people say of them, and what is left of it half a year later."""

import re
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

from evaluations.models import Round
from networks.mail import personal_link
from networks.models import Network
from tests import factories
from tests.browser.lapse.laptop import (
    answer_the_question,
    close_evaluation,
    close_session,
    close_the_network,
    give_the_certificates,
    laptop_of,
    lead_the_session,
    look_back,
    note_who_is_there,
    open_evaluation,
    plan_the_last,
    read_for_the_programme,
    send_report,
    send_the_final_report,
    take_notes,
    to_next_phase,
)
from tests.browser.lapse.phone import (
    answer_afterwards,
    answer_halfway,
    answer_in_the_room,
    look_back_on_all,
    see_what_it_brought,
    stop,
    take_back_the_story,
    tell_a_story,
)
from tests.browser.lapse.stage import (
    AIMS,
    AT_WORK,
    COUNTS,
    DECISION,
    EXPECTATION,
    FEW,
    GROUP_CHANGE,
    IN_SHORT,
    LATER,
    NAMES,
    NEXT,
    OFFERED,
    PARKED,
    QUESTION,
    REPLY,
    SCORES,
    SECOND,
    STORY,
    SUMMARY,
    THEME,
    TITLE,
    TOGETHER,
    WELL,
    WHY,
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
from tests.browser.test_loop import open_personal_link, text_of
from tests.clock import Clock
from tests.outbox.mails import mailers
from tests.smtp_sink import smtp_sink

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.once, pytest.mark.django_db(transaction=True)]


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
    words = words_of(pdf_in(mail_to(mails, "Els")), f"Verslag van sessie 2: {TITLE}")
    for text in (GROUP_CHANGE, EXPECTATION, "deels", QUESTION):
        assert text in words, text
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
    assert words.index("Vragen die een antwoord kregen") < words.index(QUESTION) < words.index(REPLY)
    assert ("Open vragen" in words, "9 van 9" in words) == (False, True)


# After the last session.


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
    hours = {name: "12 uur" for name in NAMES if name != "Bart"} | {"Nele": "9 uur", "Els": "9 uur"}
    for name, time in hours.items():
        words = words_of(pdf_in(mail_to(mails, name)), f"Attest van aanwezigheid: {name} Smet")
        assert f"was {time} aanwezig" in words, name
    close_the_network(page, site)
    phone.goto(site.at("desk:me"))
    expect(phone.get_by_role("heading", name="De reeks is voorbij")).to_be_visible()
    # Who is who stays; nobody is asked to bring something to a session that will not come.
    expect(phone.get_by_role("heading", name="Wie is wie?")).to_be_visible()
    expect(phone.get_by_role("heading", name="Wat breng je mee?")).to_have_count(0)
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
    (mail,) = site.work()
    assert (mail["Subject"], mail["To"].addresses[0].addr_spec) == (
        f"{TITLE}: wat mensen na drie maanden zeggen",
        site.facilitator.email,
    )
    page.goto(link_in(mail, "netwerken"))
    expect(page.get_by_text("6 van 10 antwoordden.")).to_be_visible()
    expect(page.get_by_text(LATER)).to_be_visible()
    page.goto(site.at("evaluations:value", site.network.pk))
    applied = page.get_by_role("row", name="Gedaan")
    expect(applied.get_by_role("cell")).to_have_text(["8,0", "7,5", re.compile("niet gevraagd")])

    take_back_the_story(new_phone(), site, "Fatma")
    assert site.work() == []
    # Gone at once, also from what was sent before.
    assert STORY not in read_for_the_programme(laptop_of(site.coordinator, window), site)
    page.goto(site.at("reports:report", f"netwerken/{site.network.pk}"))
    page.get_by_role("link", name="Verstuur een verbetering").click()
    page.get_by_role("button", name="Verstuur 10 berichten").click()
    expect(page.get_by_text("10 berichten staan klaar")).to_be_visible()
    mails = site.work()
    assert sorted(readers(mails, f"Nieuwe versie van het eindverslag van {TITLE}")) == sorted(NAMES)
    words = words_of(pdf_in(mails[0]), f"Eindverslag: {TITLE}")
    assert ("7,5" in words, "na drie maanden" in words, STORY in words) == (True, True, False)


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
    to_staff, *mails = site.work()
    assert "Er kwamen te weinig antwoorden om iets te tonen" in text_of(to_staff)
    assert sorted(readers(mails, f"Wat {TITLE} opbracht")) == sorted(set(NAMES) - {"Pieter"})
    see_what_it_brought(new_phone(), link_in(mail_to(mails, "Bart"), "d"))
    page = laptop_of(site.facilitator, window)
    page.goto(site.at("evaluations:follow_up", site.network.pk, "na-6"))
    expect(page.get_by_text("Te weinig antwoorden om iets te tonen")).to_be_visible()
    for text in (FEW, LATER):
        expect(page.get_by_text(text)).to_have_count(0)
    page.goto(site.at("evaluations:value", site.network.pk))
    expect(page.get_by_role("row").last.get_by_role("cell")).to_have_text(COUNTS)
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
    expect(page.get_by_text("De beschrijving is bewaard.")).to_be_visible()
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
    site.read_all_that_is_kept()
    the_next_network(site, window, new_phone())
