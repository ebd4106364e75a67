"""The style guide in a browser: reachable, readable, nothing to scroll sideways."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("style guide browser"),
]

PAGES = ("/mau-giao-dien/", "/mau-giao-dien/can-bo/", "/mau-giao-dien/hoi-lai/?sai=1",
         "/kha-nang-tiep-can/", "/khong-co-trang-nay/")  # fmt: skip


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", PAGES)
def test_page_bears_wide_spacing_and_double_size(live_server, page, address):
    page.set_viewport_size({"width": 640, "height": 900})
    page.goto(live_server.url + address)
    page.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`html { font-size: 200% } * { line-height: 1.5 !important;
                letter-spacing: .12em !important; word-spacing: .16em !important }`);
            document.adoptedStyleSheets = [sheet];
        }"""
    )

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_page_breaks_no_rule_of_its_own_policy(live_server, page):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.goto(live_server.url + PAGES[1])
    page.keyboard.press("Tab")
    page.wait_for_timeout(300)

    assert said == []


def test_first_view_costs_four_requests(live_server, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(live_server.url + "/kha-nang-tiep-can/", wait_until="networkidle")

    assert len(asked) <= 4


def test_first_tab_is_the_way_past_the_header(live_server, page):
    page.goto(live_server.url + PAGES[0])
    page.keyboard.press("Tab")

    expect(page.locator(".skip")).to_be_focused()


def test_refused_form_takes_the_focus(live_server, page):
    page.goto(live_server.url + "/mau-giao-dien/hoi-lai/?sai=1")

    expect(page.locator("[data-error-summary]")).to_be_focused()


def test_text_size_is_remembered_on_this_device(live_server, page):
    page.goto(live_server.url + PAGES[0])
    page.click("[data-step='1']")
    page.goto(live_server.url + PAGES[0])

    assert page.evaluate("document.documentElement.dataset.size") == "1"


def test_first_shortcut_is_not_lost_while_modules_load(live_server, page):
    page.goto(live_server.url + PAGES[1])
    page.keyboard.press("j")

    expect(page.locator("tr[data-clock=overdue] a")).to_be_focused()


def test_ticked_rows_are_counted(live_server, page):
    page.goto(live_server.url + PAGES[1])
    page.locator("[data-select-all]").check()

    expect(page.locator("[data-count]")).to_contain_text("3")
    expect(page.locator("tbody .tick:checked")).to_have_count(3)


def test_shortcuts_open_on_a_question_mark(live_server, page):
    page.goto(live_server.url + PAGES[1])
    page.keyboard.press("?")

    expect(page.locator("dialog[open] h2")).to_be_visible()


def answer(page, status, kind, body):
    """Play the server that takes files."""
    page.route(
        "**/giay-to/**",
        lambda route: route.fulfill(
            status=status, content_type=f"{kind}; charset=utf-8", body=body
        ),
    )


def test_photo_is_made_smaller_before_it_goes_out(live_server, page, tmp_path):
    photo = tmp_path / "giay.png"
    Image.effect_noise((3000, 4000), 90).save(photo)
    sent = []
    page.on("request", lambda request: sent.append(request.post_data_buffer or b""))
    answer(page, 201, "text/html", "<div data-file>giay.jpg, 1 trang</div>")
    page.goto(live_server.url + PAGES[0])
    page.set_input_files("#id_paper-cu_tru", photo)
    expect(page.locator("#giay-cu_tru [data-file]")).to_be_visible(timeout=20_000)
    picture = Image.open(BytesIO(max(sent, key=len).partition(b"\r\n\r\n")[2]))

    assert (picture.format, max(picture.size)) == ("JPEG", 2400)


def test_upload_that_fails_leaves_the_rest_and_says_so(live_server, page, tmp_path):
    photo = tmp_path / "giay.jpg"
    photo.write_bytes(b"\xff\xd8\xff")
    answer(page, 422, "text/plain", "Tệp không mở được")
    page.goto(live_server.url + PAGES[0])
    page.set_input_files("#id_paper-cu_tru", photo)

    expect(page.locator("[data-refused] .err")).to_have_text("Tệp không mở được")


def test_upload_that_arrives_is_shown_as_the_server_draws_it(live_server, page, tmp_path):
    photo = tmp_path / "giay.jpg"
    photo.write_bytes(b"\xff\xd8\xff")
    answer(page, 201, "text/html", "<div data-file>giay.jpg, 1 trang</div>")
    page.goto(live_server.url + PAGES[0])
    page.set_input_files("#id_paper-cu_tru", photo)

    expect(page.locator("#giay-cu_tru [data-file]")).to_have_text("giay.jpg, 1 trang")
