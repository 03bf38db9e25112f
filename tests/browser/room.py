"""What is done in each room, and what one then waits for."""

from playwright.sync_api import Page, expect


def round_off(regie: Page, what: str) -> None:
    """End the werkvorm that runs. It is over when the regie no longer shows it."""
    regie.get_by_role("button", name=f"Rond {what} af").click()
    expect(regie.locator("#activiteit-nu")).to_have_count(0)
