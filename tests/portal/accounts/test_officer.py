"""Officers and administrators sign in by password; the throttle counts in the database."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from portal.accounts import throttle
from portal.accounts.models import Attempt, SignIn, User
from portal.accounts.staff import PER_ACCOUNT, PER_ADDRESS
from tests.portal.accounts.conftest import AT, PASSWORD, enter, signed_in

pytestmark = pytest.mark.django_db


def test_right_password_opens_the_officers_side(client: Client, officer: User) -> None:
    response = enter(client)

    assert response.headers["Location"] == "/can-bo/"
    assert signed_in(client)


def test_right_password_opens_the_administrators_side(
    client: Client, administrator: User
) -> None:
    assert enter(client, "huy").headers["Location"] == "/quan-tri/"


def test_officer_returns_to_the_page_they_asked_for(client: Client, officer: User) -> None:
    response = enter(client, next="/can-bo/ho-so/H57.01-261124-0001/")

    assert response.headers["Location"] == "/can-bo/ho-so/H57.01-261124-0001/"


def test_wrong_password_keeps_the_name_and_says_which_two_to_check(
    client: Client, officer: User
) -> None:
    client.cookies["ngon-ngu"] = "en"
    response = enter(client, password="sai")
    page = response.content.decode()

    assert (response.status_code, 'value="hien"' in page) == (422, True)
    assert "User name or password is wrong. Check both" in page


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"username": "", "password": "x"}, "Type your user name"),
        ({"username": "hien", "password": ""}, "Type your password"),
    ],
)
def test_box_left_empty_is_named(client: Client, form: dict[str, str], said: str) -> None:
    client.cookies["ngon-ngu"] = "en"
    response = client.post("/dang-nhap/can-bo/", form)

    assert (response.status_code, said in response.content.decode()) == (422, True)


def test_citizens_account_opens_with_no_password_here(client: Client) -> None:
    user = User.objects.create_user("citizen-1", password=PASSWORD)

    assert user.kind == "citizen"
    assert enter(client, "citizen-1").status_code == 422


def test_stock_admin_has_no_sign_in_of_its_own(client: Client) -> None:
    response = client.get("/quan-tri/du-lieu/login/?next=/quan-tri/du-lieu/")

    assert response.headers["Location"] == "/dang-nhap/can-bo/?next=/quan-tri/du-lieu/"


# --- L1 brute force


def test_l1_sixth_try_at_an_account_is_refused_even_with_the_right_password(
    client: Client, officer: User
) -> None:
    wrong = [enter(client, password="sai").status_code for _ in range(5)]
    response = enter(client)

    assert (wrong, response.status_code) == ([422] * 5, 429)
    assert 0 < int(response.headers["Retry-After"]) <= 900
    assert not signed_in(client)


def test_l1_success_forgives_earlier_mistakes(client: Client, officer: User) -> None:
    for _ in range(4):
        enter(client, password="sai")
    enter(client)
    client.post("/dang-xuat/")

    assert enter(client, password="sai").status_code == 422


def test_l1_window_ends(client: Client, officer: User) -> None:
    for n in range(6):
        throttle.tried(PER_ACCOUNT, "hien", at=AT + timedelta(seconds=n))

    after = throttle.tried(PER_ACCOUNT, "hien", at=AT + PER_ACCOUNT.window)
    assert after == throttle.Verdict(allowed=True)


def test_l1_address_is_refused_after_fifty_tries_at_any_names(
    client: Client, officer: User
) -> None:
    for _ in range(50):
        throttle.tried(PER_ADDRESS, "127.0.0.1", at=timezone.now())

    assert enter(client).status_code == 429


def test_l1_spelling_the_name_otherwise_buys_no_tries(client: Client, officer: User) -> None:
    for name in ("hien", "HIEN", " hien ", "Hien", "hiEN"):
        enter(client, name, "sai")

    assert enter(client).status_code == 429


@pytest.mark.django_db(transaction=True)
def test_l12_parallel_tries_cannot_slip_through_together() -> None:
    def one(_: int) -> bool:
        try:
            return throttle.tried(PER_ACCOUNT, "hien", at=AT).allowed
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        allowed = sum(pool.map(one, range(40)))

    assert allowed == PER_ACCOUNT.tries


def test_l12_invented_forwarding_header_hides_nobody(client: Client, officer: User) -> None:
    for n in range(6):
        client.post(
            "/dang-nhap/can-bo/",
            {"username": f"ten-{n}", "password": "sai"},
            headers={"X-Forwarded-For": f"203.0.113.{n}"},
        )

    assert Attempt.objects.filter(n=6).count() == 1  # all six from one address


def test_l12_behind_the_proxy_only_its_own_word_counts(rf: Any, settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    request = rf.get("/", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})

    assert throttle.client_address(request) == "198.51.100.7"


def test_attempts_name_nobody(client: Client, officer: User) -> None:
    enter(client, password="sai")

    keys = list(Attempt.objects.values_list("key", flat=True))
    assert [key for key in keys if "hien" in key or "127" in key] == []


# --- L2 enumeration


def test_l2_unknown_name_and_wrong_password_look_the_same(
    client: Client, officer: User
) -> None:
    known, unknown = enter(client, password="sai"), enter(Client(), "hiem", "sai")

    pages = [
        response.content.decode().replace(name, "")
        for response, name in ((known, "hien"), (unknown, "hiem"))
    ]
    assert _without_tokens(pages[0]) == _without_tokens(pages[1])
    assert known.status_code == unknown.status_code


def test_l2_closed_account_looks_like_a_wrong_password(client: Client, officer: User) -> None:
    User.objects.update(is_active=False)

    assert enter(client).status_code == 422


def test_l2_unknown_name_costs_a_hash_as_a_known_one_does(
    client: Client, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    original = User.set_password
    monkeypatch.setattr(
        User, "set_password", lambda self, raw: (hashed.append("x"), original(self, raw))
    )
    enter(client, "hiem", "sai")

    assert hashed == ["x"]


def test_l2_unknown_name_is_locked_like_a_known_one(client: Client) -> None:
    answers = [enter(client, "hiem", "sai").status_code for _ in range(6)]

    assert answers == [422, 422, 422, 422, 422, 429]


# --- L3 fixation, L8 open redirect, L19 long passwords


def test_l3_session_key_changes_on_signing_in(client: Client, officer: User) -> None:
    client.get("/dang-nhap/can-bo/")
    session = client.session
    session["seed"] = 1
    session.save()
    before = session.session_key
    client.cookies["phien"] = before

    enter(client)
    assert client.session.session_key != before


@pytest.mark.parametrize(
    "next_page",
    [
        "//evil.example/",
        "/\\evil.example/",
        "https:evil.example",
        "https://evil.example/",
        "http:///evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
        "///evil.example",
        "can-bo/",
        "/" + "a" * 600,
    ],
)
def test_l8_next_leads_nowhere_but_here(client: Client, officer: User, next_page: str) -> None:
    assert enter(client, next=next_page).headers["Location"] == "/can-bo/"


@pytest.mark.parametrize("length", [64, 128, 1000])
def test_l19_long_password_works(client: Client, officer: User, length: int) -> None:
    word = ("mật khẩu dài " * 100)[:length].strip()
    officer.set_password(word)
    officer.save()

    assert enter(client, password=word).status_code == 302


def test_l19_password_over_4096_bytes_is_never_hashed(
    client: Client, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    monkeypatch.setattr(User, "check_password", lambda self, raw: seen.append(len(raw)))

    assert enter(client, password="á" * 2049).status_code == 422
    assert max(seen, default=0) == 0


def test_sign_in_leaves_a_row_for_its_owner(client: Client, officer: User) -> None:
    client.post(
        "/dang-nhap/can-bo/",
        {"username": "hien", "password": PASSWORD},
        headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/150.0"},
    )

    row = SignIn.objects.get()
    assert (row.user, row.device) == (officer, "Firefox · Windows")


def _without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def test_tries_are_logged_without_naming_anybody(
    client: Client, officer: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "portal.accounts")
    enter(client, password="sai")
    enter(client)
    for _ in range(6):
        enter(Client(), password="sai")

    told = [record.getMessage() for record in caplog.records if "sign_in" in record.msg]
    refused = ["sign_in.refused"]
    assert told == [*refused, "sign_in.done", *refused * 5, "sign_in.too_many"]
    assert "hien" not in caplog.text
