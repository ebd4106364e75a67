"""Every page of the house, with the case in its states: no barrier, no sideways scroll."""

import time

import pytest
from playwright.sync_api import Browser, Page

from tests.barriers import barriers
from tests.journeys.places import PLACES, Guide

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
STATUS = {"C35 not found": 404, "style guide, refused": 422}
PAST_SECONDS = 240


@pytest.fixture(scope="module")
def guide(stack):
    """Knows every address, once the demo's cases are made."""
    until = time.monotonic() + PAST_SECONDS
    while not (stack.data / "past").exists():
        assert time.monotonic() < until, (stack.data / "logs" / "past.log").read_text()
        time.sleep(0.2)
    return Guide(stack.url, stack.standin_url)


@pytest.fixture(scope="module")
def pages(browser: Browser, guide):
    """One page for each person, signed in; keeping it open saves starting a process anew."""
    opened: dict[str, Page] = {}

    def page(who: str) -> Page:
        if who not in opened:
            context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
            context.set_default_timeout(30_000)
            context.add_cookies(list(guide.cookies(who)))
            opened[who] = context.new_page()
        return opened[who]

    yield page
    for page in opened.values():
        page.context.close()


@pytest.mark.parametrize("place", PLACES)
def test_page_has_no_barrier_and_never_scrolls_sideways(place, guide, pages):
    page = pages(PLACES[place][0])
    answer = page.goto(guide.address(place))

    assert answer.status == STATUS.get(place, 200)
    assert barriers(page) == []


@pytest.mark.parametrize(
    ("what", "typed", "expected", "status"),
    [("refused", "", "", 422), ("conflict", "Ghi rõ thời gian cư trú", "1", 409)],
)
def test_answer_to_a_form_has_no_barrier(what, typed, expected, status, guide, pages):
    page = pages("lien.truongphong")
    page.goto(guide.address("O5 send back"))
    page.locator("[name=send_back-remark]").fill(typed)
    if expected:  # what somebody's screen saw before others moved the case
        page.locator("form [name=expected]").last.evaluate(
            "(e, n) => { e.value = n }", expected
        )
    with page.expect_navigation() as answer:
        page.locator("button[data-action=send_back]").first.click()

    assert (answer.value.status, typed in page.content()) == (status, True)
    assert barriers(page) == []
