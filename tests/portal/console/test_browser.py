"""The administrators' room in a real browser: no barrier at any width, and without scripts."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from procedures.models import OutboxMessage
from procedures.operations import deliveries
from tests import make
from tests.barriers import barriers
from tests.portal.console.conftest import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("console browser"),
]


def enter(page: Page, url: str, onward: str = "/quan-tri/") -> None:
    page.goto(f"{url}{onward}")
    page.locator("[name=username]").fill("quantri")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main .btn").click()
    expect(page).to_have_url(url + onward)


@pytest.fixture
def parked(place: make.Office) -> OutboxMessage:
    """A push that the national portal will not take."""
    row = OutboxMessage.objects.get(case=make.case(place), name="push_status")
    deliveries.park(message_id=row.pk, why="gate: no_phone", at=make.AT)
    return row


def test_health_page_with_a_parked_line_has_no_barrier(
    live_server: Any, page: Page, administrator: User, parked: OutboxMessage
) -> None:
    enter(page, live_server.url)

    assert barriers(page) == []


def test_refused_form_takes_the_focus_and_has_no_barrier(
    live_server: Any, page: Page, administrator: User, place: make.Office
) -> None:
    enter(page, live_server.url, f"/quan-tri/nguoi-dung/{place.viewer('van_thu').person}/")
    page.locator("[data-action=give_post]").click()

    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert page.locator("[data-error-summary] a").count() == 3
    assert barriers(page) == []


def test_parked_line_is_sent_again_without_scripts(
    live_server: Any, browser: Any, administrator: User, parked: OutboxMessage
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    enter(page, live_server.url)
    page.locator(f"[name=tin][value='{parked.pk}']").check()
    page.locator("[data-action=retry]").click()
    expect(page.locator("[role=status]").first).to_be_visible()
    parked.refresh_from_db()
    context.close()

    assert parked.parked_at is None


def test_drawing_leads_to_the_step_by_keyboard(
    live_server: Any, page: Page, administrator: User, place: make.Office
) -> None:
    enter(page, live_server.url, "/quan-tri/thu-tuc/1.004873/quy-trinh/")
    page.locator(".graph").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.url.endswith("#buoc-thu_ly")
