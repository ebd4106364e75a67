"""A session that is over is locked, and what was being sent is given back afterwards.

The views a form is sent to are small ones of `test_session`: the guard before them counts.
"""

import html
import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.models import KeptForm, User
from tests.portal.accounts.conftest import PASSWORD, Provider, enter
from tests.portal.accounts.test_session import TYPED

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.portal.accounts.test_session"),
]


def grow_old(client: Client, *, idle: timedelta = timedelta(0), age: timedelta) -> None:
    """Make the browser's session as old, and as long untouched, as the test says."""
    now = timezone.now()
    session = client.session
    session["seen_at"] = (now - idle).isoformat()
    session["started_at"] = (now - age).isoformat()
    session.save()


# --- L17: idle and absolute limits


@pytest.mark.parametrize(
    ("idle", "age", "status"),
    [
        (timedelta(minutes=14), timedelta(hours=11), 200),
        (timedelta(minutes=15), timedelta(hours=1), 302),
        (timedelta(minutes=1), timedelta(hours=12), 302),
    ],
)
def test_l17_officer_is_locked_after_15_idle_minutes_or_12_hours(
    client: Client, officer: User, idle: timedelta, age: timedelta, status: int
) -> None:
    enter(client)
    grow_old(client, idle=idle, age=age)

    assert client.get("/can-bo/viec/").status_code == status


@pytest.mark.parametrize(
    ("idle", "age", "status"),
    [
        (timedelta(minutes=29), timedelta(hours=13), 200),
        (timedelta(minutes=30), timedelta(hours=1), 302),
    ],
)
def test_l17_citizen_is_locked_after_30_idle_minutes(
    client: Client, provider: Provider, idle: timedelta, age: timedelta, status: int
) -> None:
    provider.sign_in(client)
    grow_old(client, idle=idle, age=age)

    assert client.get("/ho-so/viec/").status_code == status


def test_l17_locked_session_stays_locked(client: Client, officer: User) -> None:
    enter(client)
    grow_old(client, idle=timedelta(minutes=16), age=timedelta(hours=1))

    assert [client.get("/can-bo/viec/").status_code for _ in range(2)] == [302, 302]


def test_l17_being_here_is_written_once_a_minute(
    client: Client, officer: User, django_assert_num_queries: Any
) -> None:
    enter(client)
    with django_assert_num_queries(2):  # the session and its user
        client.get("/can-bo/viec/")
    grow_old(client, idle=timedelta(minutes=5), age=timedelta(hours=1))
    client.get("/can-bo/viec/")

    seen = datetime.fromisoformat(client.session["seen_at"])
    assert timezone.now() - seen < timedelta(minutes=1)


def test_l17_page_may_say_that_somebody_is_here(client: Client, officer: User) -> None:
    enter(client)
    grow_old(client, idle=timedelta(minutes=14), age=timedelta(hours=1))

    assert client.post("/phien/giu/").json() == {"ok": True}
    seen = datetime.fromisoformat(client.session["seen_at"])
    assert timezone.now() - seen < timedelta(minutes=1)


def test_l17_module_that_asks_in_the_background_gets_401(
    client: Client, officer: User
) -> None:
    enter(client)
    grow_old(client, idle=timedelta(minutes=16), age=timedelta(hours=1))
    response = client.post("/phien/giu/", headers={"Sec-Fetch-Dest": "empty"})

    assert response.status_code == 401
    assert response.json() == {"sign_in": "/dang-nhap/can-bo/?next=%2Fphien%2Fgiu%2F"}
    assert KeptForm.objects.count() == 0


def test_c12_form_sent_to_a_locked_session_is_sent_after_signing_in(
    client: Client, officer: User
) -> None:
    enter(client)
    grow_old(client, idle=timedelta(minutes=16), age=timedelta(hours=1))
    locked = client.post("/can-bo/viec/?trang=2", TYPED)
    asked = client.get(locked.headers["Location"])
    back = parse_qs(urlsplit(locked.headers["Location"]).query)["next"][0]
    kept = client.post(
        "/dang-nhap/can-bo/",
        {"username": "hien", "password": PASSWORD, "next": back},
        follow=True,
    )

    assert asked.status_code == 200
    address, fields = _resend(kept)
    assert address == "/can-bo/viec/?trang=2"
    again = client.post(address, fields)
    assert again.content.decode() == repr(sorted((k, _list(v)) for k, v in TYPED.items()))


def test_c12_citizens_form_is_kept_through_the_identity_provider(
    client: Client, provider: Provider
) -> None:
    provider.sign_in(client)
    grow_old(client, idle=timedelta(minutes=31), age=timedelta(hours=1))
    client.post("/ho-so/viec/", TYPED)
    response = provider.sign_in(client)

    address, fields = _resend(client.get(response.headers["Location"]))
    assert (address, fields["reason"]) == ("/ho-so/viec/", [TYPED["reason"]])


def test_c12_kept_form_is_given_to_nobody_else(
    client: Client, officer: User, administrator: User
) -> None:
    enter(client)
    grow_old(client, idle=timedelta(minutes=16), age=timedelta(hours=1))
    client.post("/can-bo/viec/", TYPED)
    kept = KeptForm.objects.get()

    assert enter(client, "huy").headers["Location"] == "/quan-tri/"
    assert client.get(f"/phien/gui-tiep/{kept.pk}/").status_code == 404


def test_c12_kept_form_is_sealed_and_gone_after_an_hour(client: Client, officer: User) -> None:
    enter(client)
    grow_old(client, idle=timedelta(minutes=16), age=timedelta(hours=1))
    client.post("/can-bo/viec/", TYPED)

    stored = bytes(KeptForm.objects.values_list("fields", flat=True).get())
    assert "ly hôn".encode() not in stored
    KeptForm.objects.update(at=timezone.now() - timedelta(minutes=61))
    assert enter(client).headers["Location"] == "/can-bo/"


def test_c12_secrets_are_never_kept(client: Client, officer: User) -> None:
    enter(client)
    grow_old(client, idle=timedelta(minutes=16), age=timedelta(hours=1))
    client.post("/can-bo/viec/", {"reason": "x", "password": PASSWORD, "code": "123456"})

    assert KeptForm.objects.get().fields == {"fields": [["reason", "x"]], "files": []}


def test_c12_form_without_any_session_is_given_back_after_signing_in(
    client: Client, officer: User
) -> None:
    client.post("/can-bo/viec/", TYPED)
    response = enter(client)

    again = client.post(*_resend(client.get(response.headers["Location"])))
    assert again.content.decode() == repr(sorted((k, _list(v)) for k, v in TYPED.items()))


def _resend(response: Any) -> tuple[str, dict[str, list[str]]]:
    """Press the button of the kept form, as a browser reads the page."""
    page = response.content.decode()
    form = re.search(
        r'<form method="post" action="([^"]+)" data-kept-form>(.*?)</form>', page, re.S
    )
    assert form
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(
        r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', form[2], re.S
    ):
        fields.setdefault(html.unescape(name), []).append(html.unescape(value))
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', form[2])
    assert token
    return html.unescape(form[1]), {**fields, "csrfmiddlewaretoken": [token[1]]}


def _list(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]
