"""What the facilitator does at her laptop, and the coordinator at hers."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from lerendnetwerk.accounts.models import User
from reports.models import Edition
from sessions.models import Session
from tests.browser.lapse.stage import (
    AT_WORK,
    DECISION,
    EXPECTATION,
    GROUP_CHANGE,
    IN_SHORT,
    PARKED,
    QUESTION,
    REPLY,
    SUMMARY,
    THEME,
    TITLE,
    TOGETHER,
    Site,
    words_of,
)
from tests.browser.test_loop import write_line
from tests.world import client_of_staff


def laptop_of(user: User, window: Callable[..., Page]) -> Page:
    return window(client_of_staff(user).cookies["sessionid"].value, 1280, 900)


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
    expect(page.locator(".agenda")).to_be_visible()
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
