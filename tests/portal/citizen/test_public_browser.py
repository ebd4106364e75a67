"""The public pages in a browser: no barrier, light, by keyboard, without scripts."""

import pytest
from playwright.sync_api import expect

from procedures.definitions import shipped
from procedures.models import CatalogueEntry
from procedures.operations.catalogue import publish_shipped
from tests import make
from tests.barriers import barriers
from tests.portal.citizen import public

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("public browser"),
]
PUBLISHED = ("1.000894", "1.001193", "1.013831", "2.000815")
MARITAL = "/thu-tuc/1.004873-xac-nhan-tinh-trang-hon-nhan/"


@pytest.fixture
def published(place):
    """A portal with procedures; that of the place is the one cases are about."""
    contents = [one.content for one in shipped() if one.content["code"] in PUBLISHED]
    publish_shipped(contents=contents, at=make.AT)
    CatalogueEntry.objects.create(
        code="1.000656", name="Đăng ký khai tử", sector="Hộ tịch", level="xa"
    )
    return place


def test_followed_case_has_no_barrier(live_server, page, published):
    case = public.received(published)
    page.goto(f"{live_server.url}/tra-cuu/?ma={case.code}")
    page.fill("[name=so-cuoi]", public.CHAU_ID[-4:])
    page.click("main form .btn")

    expect(page.locator("li.now")).to_be_visible()
    assert barriers(page) == []


def test_refused_form_takes_the_focus_and_has_no_barrier(live_server, page, published):
    page.goto(f"{live_server.url}/xac-minh/")
    page.fill("[name=code]", "12")
    page.click("main form .btn")

    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert barriers(page) == []


def test_from_the_door_to_the_form_by_keyboard_in_two_steps(live_server, page, published):
    page.goto(live_server.url + "/")
    page.focus("#q")
    page.keyboard.type("giay doc than")
    page.keyboard.press("Enter")
    page.wait_for_url("**/thu-tuc/?q=giay+doc+than")
    page.locator("li[data-procedure='1.004873'] a").press("Enter")

    expect(page.locator("[data-action=submit]")).to_have_attribute(
        "href", "/ho-so/moi/1.004873/"
    )


def test_suggestion_leads_to_the_procedure(live_server, page, published):
    page.goto(live_server.url + "/")
    page.locator("#q").press_sequentially("doc than")
    expect(page.locator("#q-opts li").first).to_have_text("Xác nhận tình trạng hôn nhân")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page).to_have_url(live_server.url + MARITAL)


def test_everything_works_without_scripts(live_server, browser, published):
    case = public.received(published)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + "/")
    page.fill("#q", "giay doc than")
    page.click("[role=search] .btn")
    page.click("li[data-procedure='1.004873'] a")
    page.goto(live_server.url + "/")
    page.fill("[name=ma]", case.code)
    page.click(".gate-side .btn")
    page.fill("[name=so-cuoi]", public.CHAU_ID[-4:])
    page.click("main form .btn")

    expect(page.locator("[data-case]")).to_have_attribute("data-step", "thu_ly")
    expect(page.locator("li.now")).to_be_visible()
    context.close()


@pytest.mark.parametrize("address", ["/", MARITAL, "/tra-cuu/", "/xac-minh/"])
def test_first_view_costs_four_requests_and_breaks_no_rule(
    live_server, page, published, address
):
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(live_server.url + address, wait_until="networkidle")

    assert (len(asked) <= 5, said) == (True, []), asked
