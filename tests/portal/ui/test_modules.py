"""Modules on bad days: session over, somebody else was faster, no network, no time."""

import json

import pytest
from playwright.sync_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("modules browser"),
]
FORM = """<!doctype html><html lang="vi"><body><form data-module="autosave" data-url="/luu/">
<input type="hidden" name="expected" value="6"><label>Họ tên <input name="toi-ho_ten"></label>
<p role="status" data-autosave-status></p></form>
<form data-module="suggest" data-url="/goi-y/"><label>Tìm
<input type="search" id="q"></label></form>
<dialog data-module="session" data-seconds="{seconds}" data-url="/giu/" data-end="/het/">
<p role="status"></p><button data-keep>Tiếp tục</button></dialog>
<script type="module" src="/static/ui/ui.js"></script></body></html>"""


@pytest.fixture
def page(browser, live_server, request):
    """A page with three modules; what it asks is answered by the test. `param`: seconds of
    its session."""
    context = browser.new_context(base_url=live_server.url)
    form = FORM.format(seconds=getattr(request, "param", 1800))
    opened = context.new_page()
    opened.set_default_timeout(8000)
    kind = "text/html; charset=utf-8"
    opened.route("**/mau/", lambda route: route.fulfill(content_type=kind, body=form))
    opened.goto("/mau/")
    yield opened
    context.close()


def answer(page, address, status=200, body=None):
    page.route(
        f"**{address}*",
        lambda route: route.fulfill(
            status=status, content_type="application/json", body=json.dumps(body or {})
        ),
    )


def status(page):
    return expect(page.locator("[data-autosave-status]"))


def type_name(page):
    page.get_by_label("Họ tên").press_sequentially("Châu")


def test_draft_says_when_it_was_saved_and_keeps_the_new_revision(page):
    answer(page, "/luu/", body={"saved_at": "2026-11-23T10:42:00+07:00", "version": 7})
    type_name(page)

    status(page).to_contain_text("Đã lưu bản nháp lúc")
    expect(page.locator("[name=expected]")).to_have_value("7")


def test_session_that_ended_offers_to_sign_in_beside(page):
    answer(page, "/luu/", status=401, body={"sign_in": "/dang-nhap/can-bo/"})
    type_name(page)

    status(page).to_contain_text("Phiên làm việc đã hết, chữ bạn nhập vẫn còn đây.")
    expect(page.locator("[data-autosave-status] a")).to_have_attribute(
        "href", "/dang-nhap/can-bo/"
    )


def test_form_saved_elsewhere_asks_which_one_to_keep(page):
    answer(page, "/luu/", status=409)
    type_name(page)

    status(page).to_contain_text("Chọn bản muốn giữ")


def test_fault_of_the_server_is_told_and_tried_again(page):
    answer(page, "/luu/", status=500)
    type_name(page)
    status(page).to_contain_text("Chưa lưu được, đang thử lại.")
    page.unroute("**/luu/*")
    answer(page, "/luu/", body={"saved_at": "2026-11-23T10:42:00+07:00", "version": 7})
    page.locator("[data-autosave-status] button").click()

    status(page).to_contain_text("Đã lưu bản nháp lúc")


def test_without_network_nothing_typed_is_lost(page):
    page.get_by_label("Họ tên").focus()
    expect(page.get_by_role("combobox")).to_be_visible()  # the modules are here
    page.context.set_offline(True)
    type_name(page)

    status(page).to_contain_text("Mất kết nối. Nội dung vừa nhập vẫn còn trên trang")
    expect(page.get_by_label("Họ tên")).to_have_value("Châu")


def test_suggestions_are_offered_and_chosen_by_keyboard(page):
    answer(
        page, "/goi-y/", body={"items": [{"name": "Đăng ký khai sinh", "url": "/mau/#khai"}]}
    )
    page.get_by_label("Tìm").press_sequentially("khai")
    expect(page.get_by_role("option")).to_have_text("Đăng ký khai sinh")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page).to_have_url(page.url.split("#")[0] + "#khai")


def test_suggestions_never_change_what_is_typed(page):
    answer(page, "/goi-y/", body={"items": [{"name": "Đăng ký khai sinh", "url": "/x/"}]})
    page.get_by_label("Tìm").press_sequentially("kha sinh")
    expect(page.get_by_role("option")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_label("Tìm")).to_have_value("kha sinh")


@pytest.mark.parametrize("page", [121], indirect=True)
def test_session_warns_two_minutes_before_and_can_be_kept(page):
    answer(page, "/giu/", body={"ok": True})
    page.get_by_label("Họ tên").focus()
    expect(page.locator("dialog")).to_be_visible()
    page.locator("[data-keep]").click()

    expect(page.locator("dialog")).not_to_be_visible()
