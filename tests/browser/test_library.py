"""Looking for a werkvorm, printing its card, and one tap that puts it in the agenda; filled and in narrow windows."""

import io
import re

import pikepdf
import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page, expect

from sessions.models import Method, Session
from tests.browser.axe import sideways, violations
from tests.world import client_of_staff

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def signed_in(page: Page, session: Session, live_server: object) -> Page:
    call_command("load_methods", verbosity=0)
    user = session.network.facilitators.get().user
    cookie = client_of_staff(user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    return page


def test_what_is_found_follows_the_choices_and_the_address_keeps_them(signed_in: Page, live_server: object) -> None:
    page = signed_in
    page.goto(live_server.url + reverse("sessions:methods"))
    page.get_by_label("Fase").select_option("afronding")
    page.get_by_label("Ik heb (minuten)").fill("20")
    page.get_by_label("Waarvoor").select_option("waarderen")
    expect(page.locator("#gevonden h2")).to_have_text("2 werkvormen passen")
    page.locator("input[value=vieren]").check()
    page.get_by_label("Zoek").fill("trofee")
    expect(page.locator("#gevonden h2")).to_have_text("1 werkvorm past")
    expect(page.get_by_label("Zoek")).to_be_focused()
    # What was ticked before stays so, also where it is not found now.
    expect(page.locator("fieldset input[value=vieren]")).to_be_checked()
    expect(page).to_have_url(re.compile("zoek=trofee&fase=afronding&doel=waarderen&minuten=20"))
    page.reload()
    expect(page.locator("#gevonden h2")).to_have_text("1 werkvorm past")
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert sideways(page) == 0
    page.get_by_role("button", name="Druk de aangeduide kaarten af").click()
    expect(page.locator("article h2")).to_have_text("Vieren")
    assert violations(page) == []


@pytest.mark.parametrize(("size", "paper"), [("a4", (595, 842)), ("a5", (420, 595))])
def test_each_card_of_the_library_fits_on_one_sheet(
    signed_in: Page, live_server: object, size: str, paper: tuple[int, int]
) -> None:
    page = signed_in
    slugs = list(Method.objects.values_list("slug", flat=True))
    for some in (slugs[:24], slugs[24:]):
        page.goto(f"{live_server.url}{reverse('sessions:method_cards')}?formaat={size}&kaart={'&kaart='.join(some)}")
        printed = pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        sheets = {tuple(round(float(side)) for side in sheet.mediabox[2:]) for sheet in printed.pages}
        assert (len(printed.pages), sheets) == (len(some), {paper})


def test_a_proposal_is_in_the_agenda_with_one_tap(signed_in: Page, session: Session, live_server: object) -> None:
    session.agenda_items.create(session=session, title="Ontvangst", minutes=20)
    page = signed_in
    page.goto(live_server.url + reverse("sessions:agenda", kwargs={"session_id": session.pk}))
    page.get_by_label("Hoeveel minuten?").fill("30")
    page.get_by_label("Voor welke stap?").select_option("opstart.expectations")
    expect(page.locator(".proposals b").first).to_have_text("Stillewanddiscussie")
    assert violations(page) == []
    page.get_by_role("button", name=re.compile("Zet erin, 30 min.*Stillewanddiscussie")).click()
    expect(page.locator(".agenda h2")).to_have_text(["Ontvangst", "Stillewanddiscussie"])
    assert session.agenda_items.get(method__slug="stillewanddiscussie").minutes == 30
