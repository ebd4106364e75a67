"""What stands in somebody's way on a page: axe's findings, and scrolling sideways."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WIDTHS = (320, 768, 1366)
ZOOMED = {"width": 320, "height": 192}  # what 1280 × 768 is at 400 %
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK = """async rules => {
  const options = { runOnly: rules, resultTypes: ["violations"], elementRef: false };
  const { violations } = await axe.run(document, options);
  return violations.map(one => [one.id, one.nodes[0].html.slice(0, 120)]);
}"""


def barriers(page: Page) -> list[tuple]:
    """The barriers of the page that is open, at each width and magnified four times."""
    page.evaluate(AXE_SCRIPT)
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [(width, *fault) for fault in page.evaluate(LOOK, RULES)]
        found += [(width, "scrolls sideways")] if _scrolls(page) else []
    page.set_viewport_size(ZOOMED)
    return found + ([("400 %", "scrolls sideways")] if _scrolls(page) else [])


def _scrolls(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")
