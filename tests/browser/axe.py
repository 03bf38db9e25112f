"""What every page must pass: WCAG 2.2 A and AA in light and dark, and no scrolling sideways on a small phone."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
# What of these hangs on the colours.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}
# What may be right in one window and wrong in another, with the same things on it.
LOOKS = {
    "runOnly": ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"],
    "resultTypes": ["violations"],
}
# The head of all pages is another one on a phone; tests/browser/looker.py sees it with the pages that are empty.
SHOWN = "[...document.body.querySelectorAll(':not(header.top, header.top *)')].filter(e => e.checkVisibility())"
REMEMBER = f"() => {{ window.shown = {SHOWN} }}"
SHOWS_THE_SAME = (
    f"() => {{ const now = {SHOWN}; return now.length === shown.length && now.every((e, n) => e === shown[n]) }}"
)
# Half a megabyte, so a page reads it once; and only what is wrong comes back, not what axe says of each element.
SCRIPT = Axe().axe_script
RUN = """rules => axe.run(rules).then(found => found.violations.map(rule =>
    rule.id + ': ' + rule.nodes.slice(0, 4).map(node => node.target.join(' ')).join('; ')))"""


def violations(page: Page) -> list[str]:
    """Each thing that axe finds in the page as it stands: in the light, and of its colours also in the dark."""
    found = []
    for scheme, rules in (("light", RULES), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme} {rule}" for rule in broken_rules(page, rules)]
    return found


def broken_rules(page: Page, rules: dict[str, object] = RULES) -> list[str]:
    """Each of these rules that the page breaks as it stands, and where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    return page.evaluate(RUN, rules)


def rules_that_are_left(page: Page) -> dict[str, object]:
    """After REMEMBER, in another window: what shows the same things can only break there how it looks."""
    return LOOKS if page.evaluate(SHOWS_THE_SAME) else RULES


def violations_on_both(page: Page, height: int = 900) -> list[str]:
    """Of the page as it stands, on a laptop and on a small phone; what sticks out of that phone too."""
    page.set_viewport_size({"width": 1280, "height": height})
    found = violations(page)
    page.evaluate(REMEMBER)
    page.set_viewport_size({"width": 320, "height": height})
    page.emulate_media(color_scheme="light")
    found += [f"320 {rule}" for rule in broken_rules(page, rules_that_are_left(page))]
    return found + ([f"{too_wide} pixels too wide at 320"] if (too_wide := sideways(page)) else [])


def sideways(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
