"""A private map on four phones, with one that loses its line; two averages on the projector; and once on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from sessions.models import Activity, ActivityLine, MapCount, NetworkMap, Session
from tests import factories
from tests.browser.axe import sideways, violations

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

MAPS = "Object.entries(localStorage).filter(([name]) => name.includes(':kaart-')).map(([, value]) => value)"


def put(page: Page, who: str, *ways: str) -> None:
    """With the keyboard alone."""
    page.get_by_label("Wie staat er rond je werk?").fill(who)
    page.keyboard.press("Enter")
    for way in ways:
        page.get_by_label(f"{way} {who}").focus()
        page.keyboard.press("Space")


def test_maps_stay_on_their_phones_and_the_group_sees_two_averages(
    session: Session, laptop: Callable[..., Page], phone: Callable[[str], Page]
) -> None:
    fatma, joris, karim, els = (phone(name) for name in ("Fatma", "Joris", "Karim", "Els"))
    sent: list[str] = []
    for one in (fatma, joris):
        one.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    regie = laptop("activiteiten/nieuw/netwerk-in-kaart")
    regie.get_by_role("button", name="Start op gsm").click()
    scherm = laptop("scherm", 1920, 1080)

    for who, *ways in (("Zwaluw", "hulp gevraagd"), ("Merel", "hulp gevraagd", "geholpen"), ("Specht",)):
        put(fatma, who, *ways)
    expect(fatma.locator("[data-map-says]")).to_have_text("3 mensen op je kaart. Hulp gevraagd aan 2, 1 geholpen.")
    expect(fatma.locator("[data-map] svg circle")).to_have_count(4)
    fatma.get_by_role("button", name="Haal weg Specht").click()
    expect(fatma.locator("[data-map] svg circle")).to_have_count(3)
    # A page that is loaded again still has the map, and the numbers to send.
    fatma.reload()
    expect(fatma.locator("[data-map] svg circle")).to_have_count(3)
    expect(fatma.get_by_label("Aan hoeveel mensen vroeg je hulp?")).to_have_value("2")
    assert (MapCount.objects.count(), violations(fatma), sideways(fatma)) == (0, [], 0)
    fatma.set_viewport_size({"width": 320, "height": 700})
    assert sideways(fatma) == 0
    fatma.get_by_role("button", name="Tel mij mee").click()
    expect(fatma.get_by_text("Je twee getallen tellen mee")).to_be_visible()

    # Without a line the numbers wait on the phone; without a drawing they are typed from paper.
    joris.context.set_offline(True)
    put(joris, "Sperwer", "geholpen")
    joris.get_by_label("Aan hoeveel mensen vroeg je hulp?").fill("4")
    joris.get_by_role("button", name="Tel mij mee").click()
    expect(joris.get_by_text("nog niet opgeslagen").first).to_be_visible()
    joris.context.set_offline(False)
    expect(joris.get_by_text("Je twee getallen tellen mee")).to_be_visible()
    for one in (karim, els):
        one.get_by_label("Aan hoeveel mensen vroeg je hulp?").fill("3")
        one.get_by_label("Hoeveel mensen hielp je?").fill("1")
        one.get_by_role("button", name="Tel mij mee").click()
        expect(one.get_by_text("Je twee getallen tellen mee")).to_be_visible()
    activity = Activity.objects.get()
    assert MapCount.objects.hand_in(activity, factories.create_place(session, name="Rik Gast"), 3, 1)
    expect(regie.locator("#klaar")).to_contain_text("5 van")

    regie.get_by_role("button", name="Tel en toon de vragen").click()
    expect(scherm.get_by_text("Gemiddeld 3 mensen aan wie ik iets vroeg")).to_be_visible()
    assert (sideways(scherm), scherm.evaluate("document.documentElement.scrollHeight")) == (0, 1080)
    expect(fatma.get_by_role("heading", name="Kijk naar je eigen kaart")).to_be_visible()
    fatma.get_by_text("Bekijk mijn kaart").click()
    expect(fatma.get_by_label("hulp gevraagd Merel")).to_be_disabled()
    assert [violations(page) for page in (regie, scherm, fatma)] == [[], [], []]

    regie.get_by_role("button", name="Ga naar vraag en aanbod").click()
    for one, way, text in (
        (karim, "Ik zoek", "Hulp bij een planning"),
        (els, "Ik bied aan", "Planningen in Excel, Els"),
    ):
        one.get_by_label(way).check()
        one.get_by_label("In één regel").fill(text)
        one.get_by_role("button", name="Zet op het scherm").click()
    expect(scherm.get_by_text("Praat eens met elkaar")).to_be_visible()
    assert scherm.evaluate("document.documentElement.scrollHeight") == 1080
    # A full room: what does not fit is counted, and stands on the regie.
    for part, text in (
        ("vraag", "Iemand die een planning voor twintig ploegen maakt"),
        ("aanbod", "Planningen die op één blad passen, met kleuren"),
    ):
        ActivityLine.objects.write_down(activity, part, [f"{number}. {text}" for number in range(1, 10)], key=part)
    expect(scherm.get_by_text("en nog 98: je vindt ze in het verslag")).to_be_visible()
    assert scherm.evaluate("document.documentElement.scrollHeight") == 1080
    expect(regie.locator("#vinden .chip")).to_have_text("100")

    # The map: in no request, on no other page, and gone with who drew it.
    birds = ("Zwaluw", "Merel", "Specht", "Sperwer")
    others = [page.content() for page in (regie, scherm, karim, els)]
    assert [bird for bird in birds if any(bird in text for text in [*sent, *others])] == []
    assert "Merel" in fatma.evaluate(MAPS)[0]
    fatma.get_by_role("button", name="Ik ben iemand anders").click()
    expect(fatma.get_by_role("heading", level=1)).not_to_have_text("Vraag en aanbod")
    assert fatma.evaluate(MAPS) == []


def test_on_paper_slips_are_typed_all_together(session: Session, laptop: Callable[..., Page]) -> None:
    regie = laptop("activiteiten/nieuw/netwerk-in-kaart")
    regie.get_by_role("button", name="Start op papier").click()
    scherm = laptop("scherm", 1920, 1080)
    regie.get_by_role("link", name="Typ de strookjes").click()
    regie.get_by_label("Twee getallen per strookje").fill("2 5\n3 1")
    regie.get_by_role("button", name="Tel ze mee").click()
    expect(regie.get_by_text("pas vanaf 3 strookjes").first).to_be_visible()
    regie.get_by_label("Twee getallen per strookje").fill("2 5\n3 1\n0 4\n4 2\n1 3")
    assert violations(regie) == []
    regie.get_by_role("button", name="Tel ze mee").click()
    expect(regie.get_by_text("Er zijn er nu 5 getypt")).to_be_visible()
    regie.get_by_role("button", name="Tel en toon de vragen").click()
    expect(scherm.get_by_text("Gemiddeld 2 mensen aan wie ik iets vroeg")).to_be_visible()
    expect(scherm.get_by_text("Gemiddeld 3 mensen die ik hielp")).to_be_visible()
    assert NetworkMap.objects.get().slips == 0
