"""Signing in with a real browser: no barrier at any width, by keyboard, without scripts."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from portal.standin.__main__ import make
from tests.portal.accounts.conftest import CHAU, PASSWORD
from tests.portal.standin.conftest import Peer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("sign-in browser"),
]


@pytest.fixture
def standin(
    live_server: Any, tmp_path: Any, signing_key: bytes, settings: Any
) -> Iterator[Peer]:
    """The stand-in, knowing where this test's portal is."""
    (tmp_path / "standin").mkdir()
    (tmp_path / "standin" / "key.pem").write_bytes(signing_key)
    server = make(
        {"DATA_DIR": str(tmp_path), "STANDIN_PORT": "0", "PUBLIC_URL": live_server.url}
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.IDENTITY_URL = f"http://127.0.0.1:{server.server_port}"
    yield Peer(server.server_port, tmp_path)
    server.ending.set()
    server.shutdown()
    server.server_close()
    thread.join()


def as_citizen(page: Page, url: str) -> None:
    page.goto(f"{url}/dang-nhap/?next=/tai-khoan/")
    page.locator("[data-sign-in=citizen]").click()
    page.locator("[name=personal_id]").first.fill(CHAU)
    page.locator("form .btn").first.click()


def as_officer(page: Page, url: str) -> None:
    page.goto(f"{url}/dang-nhap/can-bo/?next=/tai-khoan/")
    page.locator("[name=username]").fill("hien")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main .btn").click()


def test_citizen_signs_in_by_keyboard_alone(
    live_server: Any, page: Page, standin: Peer
) -> None:
    page.goto(f"{live_server.url}/dang-nhap/?next=/tai-khoan/")
    _tab_to(page, "[data-sign-in=citizen]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/oidc/authorize?**")
    _tab_to(page, "[name=personal_id]")
    page.keyboard.type(CHAU)
    page.keyboard.press("Enter")

    expect(page).to_have_url(live_server.url + "/tai-khoan/")


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"no way to {selector} by keyboard")


def test_both_sign_in_without_scripts(
    live_server: Any, browser: Any, standin: Peer, officer: User
) -> None:
    for way_in in (as_citizen, as_officer):
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        way_in(page, live_server.url)
        assert page.url == live_server.url + "/tai-khoan/"
        context.close()


def test_each_sentence_of_a_refused_form_leads_to_its_box(
    live_server: Any, page: Page, officer: User
) -> None:
    page.goto(f"{live_server.url}/dang-nhap/can-bo/")
    page.locator("main .btn").click()

    links = page.locator("[data-error-summary] a")
    assert [link.get_attribute("href") for link in links.all()] == [
        "#id_username",
        "#id_password",
    ]
