"""The citizen's pages in a real browser: no barriers, alive with scripts, whole without."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from procedures.queries import drafts
from tests.barriers import barriers
from tests.portal.filing import uploads
from tests.portal.filing.filled import AGAIN, filled_in, send

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("filing browser"),
]


@pytest.fixture
def chau(chau, desk):
    return filled_in(chau, desk, AGAIN)


@pytest.fixture
def window(live_server, page, chau):
    """Châu's browser: the same session as her client's."""
    cookie = chau.client.cookies[settings.SESSION_COOKIE_NAME].value
    language = {"name": settings.LANGUAGE_COOKIE_NAME, "value": "en"}
    session = {"name": settings.SESSION_COOKIE_NAME, "value": cookie}
    page.context.add_cookies([one | {"url": live_server.url} for one in (language, session)])
    return page


def saved(citizen):
    return drafts.draft(draft_id=citizen.draft, viewer=citizen.viewer)


def photo(name="IMG_2041.jpg", **options):
    return {
        "name": name,
        "mimeType": "image/jpeg",
        "buffer": uploads.jpeg((700, 900)),
    } | options


@pytest.mark.parametrize("key", ["giay-to", "kiem-tra"])
def test_page_with_a_paper_has_no_barrier(live_server, window, chau, key):
    send(chau)
    window.goto(live_server.url + chau.url(key))

    assert barriers(window) == []


def test_refused_page_has_no_barrier_and_its_summary_takes_the_focus(
    live_server, window, chau
):
    window.goto(live_server.url + chau.url("noi_da_cu_tru"))
    window.locator("[name$='tu_ngay_year']").fill("")
    window.get_by_role("button", name="Continue", exact=True).click()
    summary = window.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(window.locator("[name$='tu_ngay_year']")).to_be_focused()


def test_question_below_an_answer_comes_with_it(live_server, window, chau):
    window.goto(live_server.url + chau.url("noi_dung"))
    other = window.locator("[name=noi_dung-muc_dich_khac]")
    expect(other).to_be_hidden()
    window.get_by_label("Việc khác", exact=True).check()
    expect(other).to_be_visible()


def test_draft_is_saved_while_typing(live_server, window, chau):
    window.goto(live_server.url + chau.url("noi_dung"))
    window.get_by_label("Việc khác", exact=True).check()
    with window.expect_response(re.compile("/luu/")):
        window.locator("[name=noi_dung-muc_dich_khac]").fill("Xin học bổng")
    assert saved(chau).answers["noi_dung"]["muc_dich_khac"] == "Xin học bổng"


def test_page_typed_after_an_autosave_goes_on_without_a_conflict(live_server, window, chau):
    window.goto(live_server.url + chau.url("noi_dung"))
    with window.expect_response(re.compile("/luu/")):
        window.get_by_label("Kết hôn", exact=True).check()
    window.get_by_role("button", name="Continue", exact=True).click()
    expect(window).to_have_url(re.compile("ket_hon_voi"))


def test_communes_follow_the_province(live_server, window, chau):
    window.goto(live_server.url + chau.url("noi_da_cu_tru"))
    window.locator("[name$='-1-noi-province']").select_option(label="Thành phố Huế")
    commune = window.locator("[name$='-1-noi-commune']")
    expect(commune.locator("option", has_text="Phường Thuận Hoá")).to_have_count(1)


def test_photos_are_sent_at_once_and_one_that_fails_holds_up_nothing(
    live_server, window, chau
):
    window.goto(live_server.url + chau.url("giay-to"))
    bad = {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": b"<html>"}
    box = window.locator("#giay-giay_xn_cu")
    box.locator("input[type=file]").set_input_files([photo(), bad, photo("hai.jpg")])
    expect(box.locator("progress")).to_have_count(0)
    expect(box.get_by_role("link", name="IMG_2041.jpg")).to_be_visible()
    expect(box.get_by_role("link", name="hai.jpg")).to_be_visible()
    expect(box.get_by_text("must be a photo")).to_be_visible()
    assert saved(chau).paper("giay_xn_cu").pages == 2


def test_whole_application_without_scripts(live_server, browser, chau):
    context = browser.new_context(java_script_enabled=False)
    cookie = chau.client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(live_server.url + chau.url("giay-to"))
    page.locator("[name=paper-giay_xn_cu]").set_input_files([photo()])
    page.locator(".acts button").first.click()
    page.locator("[name=cam_doan-cam_doan]").check()
    page.locator("[data-action=submit]").click()
    assert re.search("/ho-so/H57.30-[0-9]{6}-0001/da-nop/", page.url)
    context.close()


def test_page_weighs_little_and_asks_for_few_files(live_server, window, chau):
    seen = []
    window.on("response", lambda answer: seen.append(answer.url))
    window.goto(live_server.url + chau.url("noi_dung"))
    window.wait_for_load_state("networkidle")
    assert len(chau.get("noi_dung").content) < 14_000 * 3
    assert len([url for url in seen if url.endswith(".css") or "/ho-so/" in url]) <= 4
