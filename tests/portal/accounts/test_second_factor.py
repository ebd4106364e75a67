"""The second factor of staff: owed outside a demo, available inside it (L11)."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from portal.accounts import second_factor
from portal.accounts.models import RecoveryCode, SecondFactor, User
from tests.portal.accounts.conftest import AT, PASSWORD, enter, signed_in

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(at: Any, secret: str = SECRET) -> str:
    """What the app shows at that moment."""
    key = second_factor.base64.b32decode(secret)
    return second_factor.code_at(key, int(at.timestamp()) // second_factor.STEP)


@pytest.fixture
def armed(officer: User) -> User:
    """The officer, with an app bound to the account an hour ago."""
    then = timezone.now() - timedelta(hours=1)
    SecondFactor.objects.create(user=officer, secret=SECRET, confirmed_at=then)
    return officer


@pytest.fixture
def no_demo(settings: Any) -> None:
    settings.DEMO = False


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
    ],
)
def test_code_is_that_of_rfc_6238(seconds: int, expected: str) -> None:
    assert second_factor.code_at(b"12345678901234567890", seconds // 30) == expected


def test_outside_a_demo_nobody_works_here_without_one(
    client: Client, officer: User, no_demo: None
) -> None:
    response = enter(client)

    assert response.headers["Location"] == "/dang-nhap/can-bo/thiet-lap/"
    assert not signed_in(client)


def test_in_a_demo_the_password_is_enough(client: Client, officer: User) -> None:
    assert enter(client).headers["Location"] == "/can-bo/"


def test_in_a_demo_it_is_asked_of_whoever_has_set_it_up(client: Client, armed: User) -> None:
    assert enter(client).headers["Location"] == "/dang-nhap/can-bo/ma/"


def test_setting_it_up_on_the_way_in_shows_recovery_codes_and_opens_the_door(
    client: Client, officer: User, no_demo: None
) -> None:
    enter(client, next="/can-bo/ho-so/1/")
    page = client.get("/dang-nhap/can-bo/thiet-lap/").content.decode()
    secret = re.search(r'<span class="code">([A-Z2-7 ]+)</span>', page)
    assert secret
    typed = code(timezone.now(), secret[1].replace(" ", ""))
    done = client.post("/dang-nhap/can-bo/thiet-lap/", {"code": typed}).content.decode()

    assert len(re.findall(r'<li class="code">\d{5}-\d{5}</li>', done)) == 10
    assert 'href="/can-bo/ho-so/1/"' in done
    assert signed_in(client)


def test_setting_up_with_a_wrong_code_keeps_the_secret_and_the_door_shut(
    client: Client, officer: User, no_demo: None
) -> None:
    enter(client)
    before = client.get("/dang-nhap/can-bo/thiet-lap/").content.decode()
    response = client.post("/dang-nhap/can-bo/thiet-lap/", {"code": "000000"})

    find = re.compile(r'<span class="code">([A-Z2-7 ]+)</span>')
    assert response.status_code == 422
    assert find.findall(before) == find.findall(response.content.decode())
    assert not signed_in(client)


def test_secret_waiting_in_the_session_is_sealed(
    client: Client, officer: User, no_demo: None
) -> None:
    enter(client)
    page = client.get("/dang-nhap/can-bo/thiet-lap/").content.decode()
    secret = re.findall(r'<span class="code">([A-Z2-7 ]+)</span>', page)[0].replace(" ", "")

    assert secret not in str(dict(client.session))


def test_picture_for_the_app_is_drawn_without_script_and_style(
    client: Client, officer: User, no_demo: None
) -> None:
    enter(client)
    page = client.get("/dang-nhap/can-bo/thiet-lap/").content.decode()

    assert '<img src="data:image/svg+xml;' in page
    assert re.findall(r"<style| style=| on\w+=", page) == []


def test_right_code_opens_the_door(client: Client, armed: User) -> None:
    enter(client, next="/can-bo/ho-so/1/")
    response = client.post("/dang-nhap/can-bo/ma/", {"code": code(timezone.now())})

    assert response.headers["Location"] == "/can-bo/ho-so/1/"
    assert signed_in(client)


@pytest.mark.parametrize("drift", [-30, 30])
def test_clock_of_the_phone_may_be_half_a_minute_off(armed: User, drift: int) -> None:
    assert second_factor.proves(armed, code(AT + timedelta(seconds=drift)), at=AT)


@pytest.mark.parametrize("drift", [-60, 60, 3600])
def test_code_of_another_time_is_wrong(armed: User, drift: int) -> None:
    assert not second_factor.proves(armed, code(AT + timedelta(seconds=drift)), at=AT)


def test_l11_code_works_once(armed: User) -> None:
    answers = [second_factor.proves(armed, code(AT), at=AT) for _ in range(2)]

    assert answers == [True, False]


def test_l11_earlier_code_is_worthless_after_a_later_one(armed: User) -> None:
    second_factor.proves(armed, code(AT), at=AT)

    assert not second_factor.proves(armed, code(AT - timedelta(seconds=30)), at=AT)


def test_l11_sixth_guess_is_not_looked_at(armed: User) -> None:
    guesses = [second_factor.proves(armed, "000000", at=AT) for _ in range(5)]

    assert guesses == [False] * 5
    with pytest.raises(second_factor.Locked):
        second_factor.proves(armed, code(AT), at=AT)


def test_l11_locked_second_step_starts_over_with_the_password(
    client: Client, armed: User
) -> None:
    enter(client)
    answers = [
        client.post("/dang-nhap/can-bo/ma/", {"code": "000000"}).status_code for _ in range(6)
    ]

    assert answers == [422] * 5 + [429]
    again = client.get("/dang-nhap/can-bo/ma/")
    assert again.headers["Location"] == "/dang-nhap/can-bo/"


@pytest.mark.django_db(transaction=True)
def test_l11_code_used_by_eight_at_once_admits_one(armed: User) -> None:
    right = code(AT)

    def one(_: int) -> bool:
        try:
            return second_factor.proves(armed, right, at=AT)
        except second_factor.Locked:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(8))) == 1


def test_l11_second_step_belongs_to_the_session_of_the_first(
    client: Client, armed: User
) -> None:
    enter(Client())
    response = client.post("/dang-nhap/can-bo/ma/", {"code": code(timezone.now())})

    assert response.headers["Location"] == "/dang-nhap/can-bo/"
    assert not signed_in(client)


def test_l11_second_step_must_follow_within_ten_minutes(client: Client, armed: User) -> None:
    enter(client)
    session = client.session
    session["half_in"] = session["half_in"] | {
        "at": (timezone.now() - timedelta(minutes=11)).isoformat()
    }
    session.save()
    response = client.post("/dang-nhap/can-bo/ma/", {"code": code(timezone.now())})

    assert (response.headers["Location"], signed_in(client)) == ("/dang-nhap/can-bo/", False)


def test_l11_second_step_is_void_if_the_password_changed_meanwhile(
    client: Client, armed: User
) -> None:
    enter(client)
    armed.set_password("một mật khẩu khác hẳn")
    armed.save()
    client.post("/dang-nhap/can-bo/ma/", {"code": code(timezone.now())})

    assert not signed_in(client)


def test_recovery_code_works_once_with_or_without_its_dash(armed: User) -> None:
    paper = second_factor.new_recovery_codes(armed)
    typed = [paper[0], paper[0], paper[1].replace("-", "")]

    assert [second_factor.proves(armed, one, at=AT) for one in typed] == [True, False, True]


def test_new_recovery_codes_end_the_old_ones(armed: User) -> None:
    old = second_factor.new_recovery_codes(armed)
    second_factor.new_recovery_codes(armed)

    assert not second_factor.proves(armed, old[0], at=AT)
    assert RecoveryCode.objects.count() == 10


def test_recovery_codes_are_not_stored_readable(armed: User) -> None:
    paper = second_factor.new_recovery_codes(armed)
    stored = list(RecoveryCode.objects.values_list("hash", flat=True))

    assert [one for one in paper if one in stored or one.replace("-", "") in stored] == []


def test_secret_is_sealed_in_the_database(armed: User) -> None:
    stored = bytes(SecondFactor.objects.values_list("secret", flat=True).get())

    assert SECRET.encode() not in stored


def test_administrator_may_set_one_up_in_a_demo(client: Client, administrator: User) -> None:
    enter(client, "huy")
    page = client.get("/tai-khoan/").content.decode()
    assert 'href="/tai-khoan/hai-lop/"' in page

    form = client.get("/tai-khoan/hai-lop/").content.decode()
    secret = re.findall(r'<span class="code">([A-Z2-7 ]+)</span>', form)[0].replace(" ", "")
    client.post("/tai-khoan/hai-lop/", {"code": code(timezone.now(), secret)})
    assert second_factor.has_one(administrator)


def test_phone_may_be_replaced_and_the_old_one_is_worthless(
    client: Client, armed: User
) -> None:
    enter(client)
    client.post("/dang-nhap/can-bo/ma/", {"code": code(timezone.now())})
    form = client.get("/tai-khoan/hai-lop/").content.decode()
    secret = re.findall(r'<span class="code">([A-Z2-7 ]+)</span>', form)[0].replace(" ", "")
    later = timezone.now()
    client.post("/tai-khoan/hai-lop/", {"code": code(later, secret)})

    assert SecondFactor.objects.get().secret == secret
    assert not second_factor.proves(armed, code(later), at=later)


def test_password_alone_never_opens_an_armed_account(client: Client, armed: User) -> None:
    enter(client)

    assert not signed_in(client)
    assert client.get("/tai-khoan/hai-lop/").status_code == 302
    assert PASSWORD not in str(dict(client.session))
