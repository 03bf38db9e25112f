"""A whole afternoon in one run: a facilitator, a projector, five phones and a late one, over an address as a real room has it."""

import re
import socket
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from evaluations.models import Round
from sessions.activities.wall.models import WallCluster, WallNote
from sessions.models import Activity, AgendaItem, Attendance, Session
from tests import factories
from tests.browser.conftest import ASKS_OFTEN
from tests.browser.room import round_off
from tests.world import client_of_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = ("Fatma", "Joris", "Els", "Nele", "Karim")
NOTES = {
    "Fatma": "Niemand neemt de tijd",
    "Joris": "Ik ben bang om het erger te maken",
    "Els": "De planning loopt gewoon door",
    "Nele": "Wat zeg je de dag erna?",
    "Karim": "Een ploegbaas weet niet of hij mag",
}


# What each phone was sent, body by body: a browser forgets the pages that it left.
HEARD: dict[str, list[str]] = defaultdict(list)


class Listening:
    """Middleware that keeps every body, under the name that the phone says in a header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if who := request.headers.get("X-Who"):
            HEARD[who].append(response.content.decode(errors="replace") if not response.streaming else "")
        return response


def own_address() -> str:
    """This machine's address on its network, where a browser gives a page over http fewer rights than on 127.0.0.1."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # No packet leaves: it only asks which address would be used.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


@pytest.fixture
def url(db: None, settings: object) -> Iterator[str]:
    settings.ALLOWED_HOSTS = ["*"]
    settings.MIDDLEWARE = [f"{__name__}.Listening", *settings.MIDDLEWARE]
    HEARD.clear()
    server = LiveServer("0.0.0.0")
    address = re.sub(r"//[^:]+", f"//{own_address()}", server.url)
    settings.BASE_URL = address
    yield address
    server.stop()
    connections.close_all()


@pytest.fixture
def session(url: str) -> Session:
    network = factories.create_network(facilitator=factories.create_user())
    session = factories.create_session(network, starts_at=timezone.now() - timedelta(minutes=5))
    for name in (*NAMES, "Wim"):
        organisation = factories.create_organisation(network.programme)
        factories.create_participation(network, first_name=name, organisation=organisation)
    factories.create_ground_rule(network, "Zwijgen mag")
    factories.create_agenda_item(session, "Aankomen", 20)
    factories.create_agenda_item(session, "Wat maakt het moeilijk?", 60)
    factories.create_agenda_item(session, "Evaluatie", 10, kind="evaluatie", elastic=False)
    return session


@pytest.fixture
def laptop(browser: Browser, url: str, session: Session) -> Iterator[Callable[..., Page]]:
    contexts = []

    def make(path: str, width: int = 1280, height: int = 900) -> Page:
        context = browser.new_context(locale="nl-BE", viewport={"width": width, "height": height})
        context.set_default_timeout(20_000)
        context.add_init_script(ASKS_OFTEN)
        contexts.append(context)
        cookie = client_of_staff(session.network.facilitators.get().user).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": url}])
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"{url}/sessies/{session.pk}/{path}/")
        return page

    yield make
    for context in contexts:
        context.close()


def join(phone: Page, url: str, session: Session, name: str) -> None:
    phone.goto(f"{url}/zaal/{session.room_code}/")
    phone.get_by_role("link", name=name).tap()
    phone.get_by_label("De laatste drie cijfers van je gsm-nummer").fill("123")
    phone.get_by_role("button", name="Ga binnen").tap()
    expect(phone).to_have_url(f"{url}/zaal/nu/")


def start(regie: Page, kind: str, *, paper: bool = False, **fields: str) -> None:
    """Another kind than the block asks for, from the regie."""
    regie.goto(f"{regie.url.split('/sessies/')[0]}/sessies/{regie.url.split('/sessies/')[1].split('/')[0]}/regie/")
    regie.goto(regie.url.replace("/regie/", f"/activiteiten/nieuw/{kind}/"))
    for label, value in fields.items():
        regie.get_by_label(label.replace("_", " ")).fill(value)
    regie.get_by_role("button", name="Start op papier" if paper else "Start op gsm").click()
    expect(regie).to_have_url(re.compile("/regie/$"))


def put_away(phones: list[Page]) -> None:
    for phone in phones:
        expect(phone.get_by_text("Leg je gsm even weg")).to_be_visible()


def test_a_whole_afternoon_with_phones(
    url: str, session: Session, laptop: Callable[..., Page], new_phone: Callable[[], Page]
) -> None:
    errors: list[str] = []
    regie, scherm = laptop("regie"), laptop("scherm", 1920, 1080)
    phones = {name: new_phone() for name in NAMES}
    for name, phone in phones.items():
        phone.context.set_extra_http_headers({"X-Who": name})
        join(phone, url, session, name)
    for page in (regie, scherm, *phones.values()):
        page.on("pageerror", lambda error: errors.append(str(error)))
    expect(scherm.get_by_text("5 van 6 binnen")).to_be_visible()
    assert Attendance.objects.count() == 5

    regie.keyboard.press("n")
    expect(scherm.get_by_role("heading", name="Aankomen")).to_be_visible()

    # A word each; hidden until the last one is in.
    start(regie, "aankomstrondje")
    for name, phone in phones.items():
        expect(scherm.locator(".words")).to_have_count(0)
        phone.get_by_label("Jouw woord").fill(f"woord van {name}")
        phone.get_by_role("button", name="Bewaar").tap()
    expect(scherm.locator(".words li")).to_have_count(5)
    round_off(regie, "aankomstrondje")
    put_away(list(phones.values()))

    # Two rounds in pairs; somebody comes late between them.
    start(regie, "speeddaten", Rondes="2")
    regie.get_by_role("button", name="Begin ronde 1").click()
    expect(scherm.locator(".room-tables > li")).to_have_count(2)
    for name, phone in phones.items():
        expect(phone.get_by_role("heading", name="Jij praat met")).not_to_contain_text(name)
    wim = new_phone()
    join(wim, url, session, "Wim")
    expect(wim.get_by_role("heading", name="Deze ronde is al bezig")).to_be_visible()
    phones["Wim"] = wim
    regie.get_by_role("button", name="Begin ronde 2").click()
    expect(scherm.locator(".room-tables > li")).to_have_count(3)
    expect(wim.get_by_role("heading", name="Jij praat met")).to_be_visible()
    round_off(regie, "speeddaten")
    put_away(list(phones.values()))

    # The wall, in silence and hidden. One phone loses the line in the middle of a note.
    regie.keyboard.press("n")
    expect(scherm.get_by_role("heading", name="Wat maakt het moeilijk?")).to_be_visible()
    regie.goto(f"{url}/sessies/{session.pk}/activiteiten/nieuw/wand/")
    regie.get_by_label("De vraag").fill("Wat maakt praten moeilijk?")
    regie.get_by_label("Pas als je onthult").check()
    regie.get_by_role("button", name="Start op gsm").click()
    for name, text in NOTES.items():
        phone = phones[name]
        expect(phone.get_by_label("Jouw briefje")).to_be_visible()
        if name == "Karim":
            phone.get_by_label("Jouw briefje").fill(text[:12])
            phone.context.set_offline(True)
            phone.get_by_label("Jouw briefje").fill(text)
        else:
            phone.get_by_label("Jouw briefje").fill(text)
        phone.get_by_role("button", name="Hang op de wand").tap()
    expect(regie.get_by_text("4 briefjes ·")).to_be_visible()
    phones["Karim"].context.set_offline(False)
    expect(regie.get_by_text("5 briefjes ·")).to_be_visible()
    assert WallNote.objects.count() == 5
    # Hidden is hidden: nobody was sent what another wrote.
    for name in NAMES:
        others = [text for writer, text in NOTES.items() if writer != name]
        assert HEARD[name]
        assert [text for text in others if any(text in body for body in HEARD[name])] == []
    assert [text for text in NOTES.values() if text in regie.content() + scherm.content()] == []

    # The laptop falls out; another device takes over where it was.
    regie.reload()
    expect(regie.get_by_text("5 briefjes ·")).to_be_visible()
    regie.context.close()
    regie = laptop("regie", 1024, 768)
    regie.get_by_role("button", name="Onthul de briefjes").click()
    for text in NOTES.values():
        expect(scherm.get_by_text(text, exact=True)).to_be_visible()
        expect(phones["Wim"].get_by_text(text, exact=True)).to_be_visible()
    regie.get_by_role("button", name="Ga groeperen").click()
    for texts in (list(NOTES.values())[:2], list(NOTES.values())[2:]):
        for text in texts:
            regie.get_by_role("checkbox", name=text).check()
        regie.get_by_role("button", name="Nieuw groepje").click()
        expect(regie.get_by_role("checkbox", name=texts[0])).not_to_be_checked()
    expect(scherm.get_by_role("heading", name="Groepje 2")).to_be_visible()
    regie.get_by_role("button", name="Laat stippen").click()
    for phone in phones.values():
        phone.get_by_role("button", name="Eén stip meer op Groepje 2").tap()
        expect(phone.get_by_text("Al je stippen kleven.")).to_be_visible()
    regie.get_by_role("button", name="Sluit en tel de stippen").click()
    expect(scherm.locator(".wall-list li").first).to_contain_text("6")
    assert sorted(WallCluster.objects.values_list("dots", flat=True)) == [0, 6]
    round_off(regie, "stille wand")
    put_away(list(phones.values()))

    # Groups with an outcome, back in the circle.
    start(regie, "subgroepen", De_opdracht="Wat helpt?", Mensen_per_groep="4")
    regie.get_by_role("button", name="Toon de groepen").click()
    expect(scherm.locator(".room-groups > li")).not_to_have_count(0)
    phones["Els"].get_by_label("Dit brengen we mee terug").fill("Een vaste babbel op maandag")
    phones["Els"].get_by_role("button", name="Bewaar").tap()
    expect(phones["Els"].locator(".points > li")).to_have_count(1)
    regie.get_by_role("button", name="Terug naar de grote groep").click()
    expect(scherm.get_by_role("heading", name="Groep 1")).to_be_visible()
    round_off(regie, "subgroepen")

    start(regie, "slotrondje")
    for phone in phones.values():
        phone.get_by_label("Jouw woord").fill("goed")
        phone.get_by_role("button", name="Bewaar").tap()
    expect(scherm.locator(".words li")).not_to_have_count(0)
    round_off(regie, "slotrondje")

    # The last minutes: five answers, and then it is over.
    regie.keyboard.press("n")
    expect(scherm.get_by_role("heading", name="Evaluatie")).to_be_visible()
    regie.goto(f"{url}/sessies/{session.pk}/evaluatie/")
    regie.get_by_role("button", name="Evaluatie openen").click()
    for phone in phones.values():
        phone.get_by_role("link", name="Vul de evaluatie in").tap()
        for question in ("De inhoud", "Het gesprek", "De begeleiding"):
            phone.get_by_role("radiogroup", name=question).get_by_label("8", exact=True).check()
        phone.get_by_role("button", name="Verstuur").tap()
        # With the last answer it closes by itself.
        expect(phone.get_by_role("heading", name=re.compile("Dank je|gesloten"))).to_be_visible()
    assert Round.objects.get().answers.count() == 6
    assert [item.title for item in AgendaItem.objects.filter(began_at__isnull=False).order_by("began_at")] == [
        "Aankomen",
        "Wat maakt het moeilijk?",
        "Evaluatie",
    ]
    assert errors == []


# What it writes is written with phones too, on both databases.
@pytest.mark.once
def test_a_whole_afternoon_without_one_phone(url: str, session: Session, laptop: Callable[..., Page]) -> None:
    regie, scherm = laptop("regie"), laptop("scherm", 1920, 1080)
    for participation in session.network.participations.all():
        factories.attend(session, participation)
        factories.create_place(session, participation)
    regie.keyboard.press("n")
    expect(scherm.get_by_role("heading", name="Aankomen")).to_be_visible()
    for kind, title in (("aankomstrondje", "aankomstrondje"), ("receptie", "receptie met richtvragen")):
        start(regie, kind, paper=True)
        round_off(regie, title)
    start(regie, "speeddaten", paper=True, Rondes="2")
    regie.get_by_role("button", name="Begin ronde 1").click()
    expect(scherm.locator(".room-tables > li")).to_have_count(3)
    round_off(regie, "speeddaten")
    start(regie, "wand", paper=True, De_vraag="Wat maakt praten moeilijk?")
    regie.get_by_label("Briefjes van papier").fill("\n".join(NOTES.values()))
    regie.get_by_role("button", name="Hang ze op").click()
    expect(regie.locator("[data-wall-note]")).to_have_count(5)
    round_off(regie, "stille wand")
    start(regie, "subgroepen", paper=True, De_opdracht="Wat helpt?", Mensen_per_groep="4")
    regie.get_by_role("button", name="Toon de groepen").click()
    expect(scherm.locator(".room-groups > li")).not_to_have_count(0)
    round_off(regie, "subgroepen")
    assert [one.state for one in Activity.objects.all()] == [Activity.State.CLOSED] * 5
    assert set(WallNote.objects.values_list("text", flat=True)) == set(NOTES.values())
