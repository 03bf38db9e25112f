"""What every page must pass: WCAG 2.2 A and AA in light and dark, and no scrolling sideways on a small phone."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}


def violations(page: Page) -> list[str]:
    """Each thing that axe finds, in the light and the dark colours of the page as it stands."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme} {rule}" for rule in broken_rules(page)]
    return found


def broken_rules(page: Page) -> list[str]:
    """Each rule that the page breaks as it stands, and where."""
    return [
        f"{rule['id']}: " + "; ".join(" ".join(map(str, node["target"])) for node in rule["nodes"][:4])
        for rule in Axe().run(page, options=RULES).response["violations"]
    ]


def sideways(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
