"""How a session lives and ends, and that what was typed outlives it.

The views a form is sent to are small ones of this file: what counts is the guard before them.
"""

import os
import re
import subprocess
import sys
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from portal.accounts.guard import needs
from portal.accounts.models import KeptForm, SignIn, User
from tests.portal.accounts.conftest import PASSWORD, enter, signed_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.portal.accounts.test_session"),
]


def _echo(request: HttpRequest, code: str = "") -> HttpResponse:
    """What arrived, for the test to look at."""
    posted = {k: v for k, v in request.POST.lists() if k != "csrfmiddlewaretoken"}
    return HttpResponse(repr(sorted(posted.items())), content_type="text/plain")


urlpatterns = [
    path("can-bo/viec/", needs("officer")(_echo)),
    path("quan-tri/viec/", needs("administrator")(_echo)),
    path("ho-so/viec/", needs("citizen")(_echo)),
    path("cong-khai/", _echo),
    path("", include("portal.urls")),
]
TYPED = {"items": ["Quyết định ly hôn", "Bản sao"], "reason": "Thiếu <b>giấy tờ</b>\ncủa vợ"}


# --- L4, L5, L16: what ends a session from outside


def test_l4_signing_out_ends_the_session_on_the_server(client: Client, officer: User) -> None:
    enter(client)
    key = client.session.session_key
    client.post("/dang-xuat/")

    assert (Session.objects.filter(pk=key).exists(), SignIn.objects.count()) == (False, 0)
    client.cookies["phien"] = key
    assert not signed_in(client)


def test_l4_changing_the_password_ends_all_other_sessions(
    client: Client, officer: User
) -> None:
    other = Client()
    enter(other)
    enter(client)
    client.post("/tai-khoan/mat-khau/", _passwords())

    assert (signed_in(client), signed_in(other)) == (True, False)
    assert SignIn.objects.get().session_key == client.session.session_key


def _passwords(**changes: str) -> dict[str, str]:
    new = "trời lại mưa nữa rồi"
    told = {"password": PASSWORD, "new_password": new, "repeated_password": new}
    return told | changes


@pytest.mark.parametrize(
    ("changes", "bad"),
    [
        ({"password": "sai"}, "password"),
        ({"new_password": "ngan", "repeated_password": "ngan"}, "new_password"),
        ({"repeated_password": "khác hẳn thế"}, "repeated_password"),
        ({"new_password": "á" * 2049}, "new_password"),
    ],
)
def test_password_that_cannot_be_taken_is_named(
    client: Client, officer: User, changes: dict[str, str], bad: str
) -> None:
    enter(client)
    response = client.post("/tai-khoan/mat-khau/", _passwords(**changes))

    assert response.status_code == 422
    assert f'id="id_{bad}_error"' in response.content.decode()


def test_l5_deactivated_officer_is_out_with_the_next_request(
    client: Client, officer: User
) -> None:
    enter(client)
    User.objects.update(is_active=False)

    assert client.get("/can-bo/viec/").status_code == 302


def test_l16_changed_kind_counts_with_the_next_request(client: Client, officer: User) -> None:
    enter(client)
    before = client.get("/can-bo/viec/").status_code
    User.objects.update(kind="administrator")

    after = client.get("/can-bo/viec/").status_code, client.get("/quan-tri/viec/").status_code
    assert (before, after) == (200, (404, 200))


def test_own_session_elsewhere_can_be_ended(client: Client, officer: User) -> None:
    other = Client()
    enter(other)
    enter(client)
    row = SignIn.objects.get(session_key=other.session.session_key)
    client.post("/tai-khoan/phien/", {"sign_in": str(row.pk)})

    assert (signed_in(client), signed_in(other)) == (True, False)


def test_session_of_somebody_else_cannot_be_ended(
    client: Client, officer: User, administrator: User
) -> None:
    other = Client()
    enter(other, "huy")
    enter(client)
    row = SignIn.objects.get(user=administrator)
    client.post("/tai-khoan/phien/", {"sign_in": str(row.pk)})

    assert signed_in(other)


def test_l18_several_sessions_are_allowed_and_listed(client: Client, officer: User) -> None:
    enter(Client())
    enter(client)

    page = client.get("/tai-khoan/").content.decode()
    assert len(re.findall(r'<li data-sign-in="\d+">', page)) == 2


@pytest.mark.parametrize(
    "address",
    [
        "/tai-khoan/password/reset/",
        "/accounts/password/reset/",
        "/dang-nhap/can-bo/quen-mat-khau/",
    ],
)
def test_l10_no_password_is_reset_by_mail(client: Client, officer: User, address: str) -> None:
    enter(client)

    assert client.get(address).status_code == 404


# --- L6, L9, L20, L22: cookies and headers


def test_l6_l22_cookies_over_https_are_bound_to_the_host() -> None:
    program = (
        "from django.conf import settings as s\n"
        "print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY,"
        " s.SESSION_COOKIE_SAMESITE, s.CSRF_USE_SESSIONS)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ
        | {
            "PUBLIC_URL": "https://motcua.hue.gov.vn",
            "DJANGO_SETTINGS_MODULE": "portal.settings",
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.split() == ["__Host-phien", "True", "True", "Lax", "True"]


def test_l6_session_cookie_is_hidden_from_scripts(client: Client, officer: User) -> None:
    cookie = enter(client).cookies["phien"]

    assert (cookie["httponly"], cookie["samesite"], cookie["domain"]) == (True, "Lax", "")


@pytest.mark.parametrize("page", ["/dang-nhap/", "/dang-nhap/can-bo/", "/dang-xuat/"])
def test_l9_page_cannot_be_framed(client: Client, page: str) -> None:
    response = client.get(page)

    assert response.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]


def test_l20_page_of_a_person_is_in_no_cache(client: Client, officer: User) -> None:
    enter(client)

    assert "no-store" in client.get("/tai-khoan/").headers["Cache-Control"]
    assert "no-store" in client.get("/cong-khai/").headers["Cache-Control"]


def test_l20_signing_out_clears_what_the_browser_kept(client: Client, officer: User) -> None:
    enter(client)

    assert client.post("/dang-xuat/").headers["Clear-Site-Data"] == '"cache"'


@pytest.mark.parametrize("address", ["unix:///nowhere/at/all.sock", "redis://127.0.0.1:1/"])
def test_l21_session_and_throttle_outlive_redis(
    client: Client, officer: User, settings: Any, address: str
) -> None:
    settings.REDIS_URL = address
    enter(client)

    assert signed_in(client)
    assert [enter(Client(), password="sai").status_code for _ in range(6)][4:] == [422, 429]


# --- L7: CSRF


@pytest.mark.parametrize(
    "address", ["/dang-xuat/", "/phien/giu/", "/tai-khoan/phien/", "/can-bo/viec/"]
)
def test_l7_post_without_a_token_from_elsewhere_does_nothing(
    officer: User, address: str
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    response = client.post(address, TYPED, headers={"Origin": "https://evil.example"})

    assert response.status_code == 403
    assert TYPED["items"][0] not in response.content.decode()
    assert (signed_in(client), KeptForm.objects.count()) == (True, 0)


def test_l7_sign_out_by_a_link_only_asks(client: Client, officer: User) -> None:
    enter(client)

    assert client.get("/dang-xuat/").status_code == 200
    assert signed_in(client)


# --- who may open what


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/can-bo/viec/?trang=2", "/dang-nhap/can-bo/?next=%2Fcan-bo%2Fviec%2F%3Ftrang%3D2"),
        ("/quan-tri/viec/", "/dang-nhap/can-bo/?next=%2Fquan-tri%2Fviec%2F"),
        ("/ho-so/viec/", "/dang-nhap/?next=%2Fho-so%2Fviec%2F"),
    ],
)
def test_stranger_is_sent_to_the_right_sign_in(
    client: Client, address: str, page: str
) -> None:
    assert client.get(address).headers["Location"] == page


@pytest.mark.parametrize("who", ["hien", "huy"])
def test_person_of_another_kind_finds_nothing_there(
    client: Client, officer: User, administrator: User, who: str
) -> None:
    enter(client, who)
    closed = {"hien": ["/quan-tri/viec/", "/ho-so/viec/"], "huy": ["/can-bo/viec/"]}[who]

    assert {client.get(address).status_code for address in closed} == {404}


def test_guarded_view_says_what_it_needs() -> None:
    assert needs("officer")(_echo).needs == "officer"


# --- the way back


@pytest.mark.parametrize(
    ("referer", "onward"),
    [
        ("http://testserver/ho-so/nhap/7/?sua=1", "%2Fho-so%2Fnhap%2F7%2F%3Fsua%3D1"),
        ("http://evil.example/ho-so/", "%2F"),
        ("http://testserver/dang-xuat/", "%2F"),
        ("http://testserver//evil.example/", "%2F"),
        ("", "%2F"),
    ],
)
def test_link_in_the_page_head_leads_back_to_its_page(
    client: Client, referer: str, onward: str
) -> None:
    page = client.get("/dang-nhap/", headers={"Referer": referer}).content.decode()

    assert set(re.findall(r'/dang-nhap/vneid/\?next=([^"]*)"', page)) == {onward}


def test_locked_officer_is_led_to_the_officers_sign_in(client: Client, officer: User) -> None:
    enter(client)
    session = client.session
    session["locked"] = True
    session.save()
    response = client.get("/dang-nhap/", headers={"Referer": "http://testserver/can-bo/viec/"})

    assert response.headers["Location"] == "/dang-nhap/can-bo/?next=%2Fcan-bo%2Fviec%2F"
