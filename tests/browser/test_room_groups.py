"""Speed dating and subgroups on real screens, with phones, without, and by keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from sessions.activities.subgroups.models import SubgroupLine
from sessions.models import Seat, Session
from tests import factories
from tests.browser.axe import sideways, violations
from tests.browser.room import round_off
from tests.world import client_of_staff, client_with_seat

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
NAMES = ("Fatma", "Joris", "Els", "Bram", "Nele", "Karim")


@pytest.fixture
def seats(session: Session) -> list[Seat]:
    people = [factories.create_participation(session.network, first_name=name) for name in NAMES]
    return [factories.create_seat(factories.create_place(session, one)) for one in people]


def test_pairs_and_groups_on_three_screens(
    live_server: LiveServer, session: Session, seats: list[Seat], window: Callable[..., Page]
) -> None:
    url = live_server.url
    staff = client_of_staff(session.network.facilitators.get().user).cookies["sessionid"].value
    regie, scherm = window(staff, 1280, 900), window(staff, 1920, 1080)
    fatma = window(client_with_seat(seats[0]).cookies["sessionid"].value, 390, 844)
    factories.create_agenda_item(session, "Kennismaking")

    # The whole duration is there before the start, and follows what is typed.
    regie.goto(f"{url}/sessies/{session.pk}/activiteiten/nieuw/speeddaten/")
    expect(regie.locator("[data-duration-total]")).to_have_text("15 minuten")
    regie.get_by_label("Rondes").fill("3")
    expect(regie.locator("[data-duration-total]")).to_have_text("7 en een halve minuut")
    assert violations(regie) == []
    regie.get_by_role("button", name="Start op gsm").click()
    expect(regie.get_by_text("Samen 7 en een halve minuut")).to_be_visible()
    # What the kind tells the regie leaves the agenda alone.
    expect(regie.get_by_text("Kennismaking").first).to_be_visible()
    scherm.goto(f"{url}/sessies/{session.pk}/scherm/")
    fatma.goto(f"{url}/zaal/nu/")

    regie.get_by_role("button", name="Begin ronde 1").click()
    expect(scherm.locator(".room-tables > li")).to_have_count(3)
    mate = fatma.get_by_role("heading", name="Jij praat met").inner_text()
    table = mate.rsplit(" ", 1)[1]
    expect(scherm.locator(".room-tables > li", has_text="Fatma")).to_contain_text(table)
    expect(regie.locator("#timer")).to_be_visible()
    assert [violations(page) for page in (regie, scherm, fatma)] == [[], [], []]

    # Somebody comes late: the round that is played stays, the next one has a trio.
    late = factories.create_place(session, factories.create_participation(session.network, first_name="Wim"))
    expect(scherm.locator(".room-tables")).not_to_contain_text("Wim")
    regie.get_by_role("button", name="Begin ronde 2").click()
    expect(scherm.locator(".room-tables")).to_contain_text(late.first_name)
    expect(fatma.get_by_text("Ronde 2 van 3")).to_be_visible()
    assert fatma.get_by_role("heading", name="Jij praat met").inner_text().split(" aan ")[0] != mate.split(" aan ")[0]
    regie.get_by_role("button", name="Praat na in de kring").click()
    expect(scherm.locator(".room-points > li")).to_have_count(3)
    expect(fatma.get_by_text("Leg je gsm even weg")).to_be_visible()
    regie.get_by_role("link", name="Typ wat de groep zegt").click()
    regie.get_by_label("Wat de groep zei").fill("Luisteren was het moeilijkst\nTwee minuten is kort")
    regie.get_by_role("button", name="Bewaar").click()
    expect(scherm.locator(".room-points > li")).to_have_count(2)
    round_off(regie, "speeddaten")

    # Groups stay with the facilitator until they are shown; two names change places by keyboard alone.
    expect(regie.get_by_role("heading", name="Speeddaten")).to_have_count(0)
    regie.goto(f"{url}/sessies/{session.pk}/activiteiten/nieuw/subgroepen/")
    regie.get_by_label("De opdracht").fill("Wat helpt een nieuwe collega?")
    regie.get_by_label("Mensen per groep").fill("4")
    regie.get_by_role("button", name="Start op gsm").click()
    expect(regie.locator(".group")).to_have_count(2)
    expect(scherm.get_by_text("We gaan zo in kleine groepen")).to_be_visible()
    first, second = (regie.get_by_role("group", name=f"Groep {number}").get_by_role("checkbox") for number in (1, 2))
    moves, stays = first.first.get_attribute("id"), second.first.get_attribute("id")
    for box in (first.first, second.first):
        box.focus()
        regie.keyboard.press("Space")
    expect(regie.get_by_role("group", name="Groep 2").locator(f"#{moves}")).to_have_count(1)
    expect(regie.get_by_role("group", name="Groep 1").locator(f"#{stays}")).to_have_count(1)
    expect(regie.locator(".pick :checked")).to_have_count(0)
    assert violations(regie) == []

    regie.get_by_role("button", name="Toon de groepen").click()
    expect(scherm.locator(".room-groups > li")).to_have_count(2)
    fatma.get_by_label("Dit brengen we mee terug").fill("Een peter of meter\nSamen lunchen")
    fatma.get_by_role("button", name="Bewaar").click()
    expect(fatma.locator(".points > li")).to_have_count(2)
    expect(regie.locator("#klaar")).to_have_text("1 van 2 klaar")
    assert "peter of meter" not in scherm.content()
    assert [violations(page) for page in (scherm, fatma)] == [[], []]

    # Back in the circle, group by group; what stands on a flap is typed.
    regie.get_by_role("button", name="Terug naar de grote groep").click()
    expect(scherm.get_by_role("heading", name="Groep 1")).to_be_visible()
    regie.get_by_role("link", name="Typ punten van groep 2").click()
    regie.get_by_label("Dit brengen we mee terug").fill("Iemand die belt")
    regie.get_by_role("button", name="Bewaar").click()
    regie.get_by_role("button", name="Toon groep 2", exact=True).click()
    expect(scherm.get_by_role("heading", name="Groep 2")).to_be_visible()
    assert sorted(SubgroupLine.objects.values_list("text", flat=True)) == [
        "Een peter of meter",
        "Iemand die belt",
        "Samen lunchen",
    ]
    assert [violations(page) for page in (regie, scherm)] == [[], []]
    for page in (regie, fatma):
        page.set_viewport_size({"width": 320, "height": 700})
        assert sideways(page) == 0
    round_off(regie, "subgroepen")
    expect(fatma.get_by_text("Leg je gsm even weg")).to_be_visible()
