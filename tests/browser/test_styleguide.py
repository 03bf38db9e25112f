"""The parts of a page as the browser shows them."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.axe import violations_on_both

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def test_the_style_guide_is_accessible_in_light_and_dark(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/stijl/")
    assert violations_on_both(page) == []


def test_nothing_is_refused_by_the_content_security_policy(page: Page, live_server: LiveServer) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{live_server.url}/stijl/")
    page.wait_for_load_state("networkidle")
    # The fonts are made by script/bootstrap; a machine without them shows its own letter.
    assert [line for line in said if "404" not in line] == []


def test_the_menu_closes_with_escape(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/stijl/")
    page.evaluate("document.querySelector('details.fold-quiet').dataset.menu = ''")
    page.locator("details.fold-quiet > summary").first.click()
    assert page.locator("details.fold-quiet").first.get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert page.locator("details.fold-quiet").first.get_attribute("open") is None
