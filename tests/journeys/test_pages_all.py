"""Every page of the house, with the case in its states: no barrier, no sideways scroll."""

import time

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.places import PLACES, Guide

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
WIDTHS = (320, 768, 1366)
ZOOMED = {"width": 320, "height": 192}  # what 1280 × 768 is at 400 %
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK = """async rules => {
  const options = { runOnly: rules, resultTypes: ["violations"], elementRef: false };
  const { violations } = await axe.run(document, options);
  return violations.map(one => [one.id, one.nodes[0].html.slice(0, 120)]);
}"""
PAST_SECONDS = 240


@pytest.fixture(scope="module")
def guide(stack):
    """Knows every address, once the demo's cases are made."""
    until = time.monotonic() + PAST_SECONDS
    while not (stack.data / "past").exists():
        assert time.monotonic() < until, (stack.data / "logs" / "past.log").read_text()
        time.sleep(0.2)
    return Guide(stack.url)


@pytest.fixture(scope="module")
def windows(browser: Browser, guide):
    """One browser window for each person, signed in."""
    opened: dict[str, BrowserContext] = {}

    def window(who: str) -> BrowserContext:
        if who not in opened:
            opened[who] = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
            opened[who].set_default_timeout(30_000)
            opened[who].add_cookies(list(guide.cookies(who)))
        return opened[who]

    yield window
    for context in opened.values():
        context.close()


@pytest.mark.parametrize("place", PLACES)
def test_page_has_no_barrier_and_never_scrolls_sideways(place, guide, windows):
    page = windows(PLACES[place][0]).new_page()
    answer = page.goto(guide.address(place))
    status, found = answer.status, barriers(page)
    page.close()

    assert (status, found) == (404 if place in NOT_FOUND else 200, [])


@pytest.mark.parametrize(
    ("what", "typed", "expected", "status"),
    [("refused", "", "", 422), ("conflict", "Ghi rõ thời gian cư trú", "1", 409)],
)
def test_answer_to_a_form_has_no_barrier(what, typed, expected, status, guide, windows):
    page = windows("lien.truongphong").new_page()
    page.goto(guide.address("O5 send back"))
    page.locator("[name=send_back-remark]").fill(typed)
    if expected:  # what somebody's screen saw before others moved the case
        page.locator("form [name=expected]").last.evaluate(
            "(e, n) => { e.value = n }", expected
        )
    with page.expect_navigation() as answer:
        page.locator("button[data-action=send_back]").first.click()
    found = barriers(page)
    kept = typed in page.content()
    page.close()

    assert (answer.value.status, found, kept) == (status, [], True)


def barriers(page: Page) -> list[tuple]:
    """What axe finds at each width, and whether the page scrolls sideways."""
    page.evaluate(AXE_SCRIPT)
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [(width, *fault) for fault in page.evaluate(LOOK, RULES)]
        found += [(width, "scrolls sideways")] if scrolls(page) else []
    page.set_viewport_size(ZOOMED)
    return found + ([("400 %", "scrolls sideways")] if scrolls(page) else [])


NOT_FOUND = {"C23 unknown", "C35 not found"}


def scrolls(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")
