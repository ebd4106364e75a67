"""Pages for eyes: marked as a stand-in, in Vietnamese, safe against what cases carry."""

import re

import pytest

from tests.portal.standin import golden
from tests.portal.standin.conftest import Peer

PAGES = ["/", f"/ho-so/{golden.CODE}/", "/tin-nhan/", "/ho-so/unknown/"]


def fill(peer: Peer) -> None:
    peer.create(ChuHoSo="<script>alert(1)</script>")
    peer.progress(golden.step(NoiDungXuLy="<img src=x>"))


@pytest.mark.parametrize("path", PAGES)
def test_page_says_that_it_is_a_stand_in(peer: Peer, path: str) -> None:
    fill(peer)

    ribbon = re.search(r'<p class="stand">(.*?)</p>', peer.get(path).text)
    assert ribbon
    expected = "Hệ thống thử, thay cho Cổng Dịch vụ công quốc gia. Không phải cổng thật."
    assert ribbon[1] == expected


@pytest.mark.parametrize("path", PAGES)
def test_page_has_no_script_and_no_inline_style(peer: Peer, path: str) -> None:
    fill(peer)
    page = peer.get(path)

    assert re.findall(r"<script|<style|<img| style=| on\w+=", page.text) == []
    assert page.headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'none'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def test_home_lists_cases_with_their_status(peer: Peer) -> None:
    fill(peer)

    rows = re.findall(r'data-case="([^"]+)" data-status="([^"]+)"', peer.get("/").text)
    assert rows == [(golden.CODE, "2")]


def test_case_page_shows_its_progress(peer: Peer) -> None:
    fill(peer)

    page = peer.get(f"/ho-so/{golden.CODE}/").text
    assert re.findall(r'<li data-status="(\d+)">', page) == ["2"]


def test_unknown_case_is_not_found(peer: Peer) -> None:
    assert peer.get("/ho-so/H57.00-261120-0001/").status == 404
    assert peer.get("/api/cases/H57.00-261120-0001").status == 404


def test_list_of_cases_for_programs(peer: Peer) -> None:
    fill(peer)

    told = peer.get("/api/cases").json
    assert [(one["code"], one["status"], one["journey"]) for one in told] == [
        (golden.CODE, "2", ["2"])
    ]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nowhere", 404), ("POST", "/", 405), ("GET", "/mapi/g", 405)],
)
def test_address_or_method_that_is_not_there(
    peer: Peer, method: str, path: str, status: int
) -> None:
    assert peer.send(method, path).status == status


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"Transfer-Encoding: chunked", 411),
        (b"Content-Length: -1", 411),
        (b"Content-Length: 8000001", 413),
    ],
)
def test_body_without_an_honest_length_is_refused(
    peer: Peer, head: bytes, status: int
) -> None:
    told = peer.raw(b"POST /mapi/g HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n\r\n")

    assert told.split(b"\r\n")[0].startswith(b"HTTP/1.1 %d" % status)
