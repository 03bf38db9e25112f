"""What a participant does on a phone."""

from email.message import EmailMessage

from playwright.sync_api import Page, expect

from networks.mail import personal_link
from sessions.models import Session
from tests.browser.lapse.stage import (
    AIMS,
    AT_WORK,
    COUNTS,
    EXPECTATION,
    LATER,
    NEXT,
    OFFERED,
    STORY,
    WELL,
    WHY,
    Site,
    link_in,
)
from tests.browser.test_loop import open_personal_link


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
    phone.get_by_role("link", name="Lees of verander je verhaal").tap()
    phone.get_by_role("button", name="Haal mijn verhaal weg").tap()
    expect(phone.get_by_text("Je verhaal is weg.")).to_be_visible()


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


def see_what_it_brought(phone: Page, link: str) -> None:
    """The figures of the whole group; of a round that stayed under the minimum nothing."""
    open_personal_link(phone, link)
    phone.get_by_role("link", name="Wat het netwerk opbracht").tap()
    expect(phone.get_by_role("row", name="Gedaan")).to_contain_text("7,5")
    expect(phone.get_by_role("row").last.get_by_role("cell")).to_have_text(COUNTS)
    expect(phone.get_by_text("3,0")).to_have_count(0)
