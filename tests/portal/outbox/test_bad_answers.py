"""Rows R1 to R20 of the bad answers a national portal gives, each once, then a good one.

Expected of all: no false success, no other case blocked, the attempt counted. Each row names
what becomes of the case's push at once; the next try delivers it, unless a person must look.
"""

import socket
from datetime import timedelta

import pytest

from procedures.models import Incident
from procedures.operations.deliveries import resume
from tests import make
from tests.portal.national import server
from tests.portal.outbox.rows import deliver, push

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
TODAY = "Mon, 23 Nov 2026 01:10:00 GMT"  # ten minutes after the first try

RETRIED = {
    "R4 server error 500": server.http(500),
    "R4 bad gateway 502": server.http(502),
    "R4 unavailable 503": server.http(503),
    "R5 too many 429": server.http(429),
    "R8 redirect 301": server.http(301, b"", "Location: http://127.0.0.1:1/"),
    "R8 redirect 302": server.http(302, b"", "Location: http://127.0.0.1:1/"),
    "R8 redirect 307": server.http(307, b"", "Location: http://127.0.0.1:1/"),
    "R9 maintenance page": server.http(
        200, b"<html>error_code 0</html>", "Content-Type: text/html"
    ),
    "R10 nothing": server.http(200),
    "R10 null": server.http(200, b"null"),
    "R10 list": server.http(200, b"[]"),
    "R11 another case": server.says("0", result=[{"MaHoSo": "H57.01-261123-9999"}]),
    "R13 fifty megabytes": server.endless,
    "R14 one byte at a time": server.drip,
    "R15 applied, answer cut": server.obey_and_lose,
    "R16 bad UTF-8": server.http(200, b'{"error_code": "0", "message": "\xff\xfe"}'),
    "R16 depth": server.http(200, b'{"error_code":' + b"[" * 30_000),
    "R16 compressed": server.http(200, b"\x1f\x8b\x08\x00", "Content-Encoding: gzip"),
    "R14 silence": server.say_nothing,
}
DONE = {
    "R12 has it already": server.says("-3", "Hồ sơ đã tồn tại"),
    "R18 a clock of its own": server.obey_oddly("Date: Mon, 01 Jan 1990 00:00:00 GMT"),
    "R19 cookie and challenge": server.obey_oddly(
        "Set-Cookie: a=b", "WWW-Authenticate: Basic realm=x"
    ),
}


@pytest.mark.parametrize("row", RETRIED)
def test_what_proves_nothing_is_tried_again(national, place, row):
    case = make.case(place)
    national.scripts = [RETRIED[row]]

    assert deliver(make.AT) == 0
    failed = push(case)
    assert (failed.done_at, failed.attempts, failed.parked_at) == (None, 1, None)
    assert deliver(failed.not_before) == 1
    assert national.statuses(case.code) == ["1"]


@pytest.mark.parametrize("row", DONE)
def test_what_proves_success_is_success(national, place, row):
    case = make.case(place)
    national.scripts = [DONE[row]]
    if row.startswith("R12"):
        national.cases[case.code] = {}

    assert deliver(make.AT) == 1
    assert national.statuses(case.code) == ["1"]


def test_r1_a_refused_connection_is_tried_again(national, place, settings):
    case = make.case(place)
    with socket.create_server(("127.0.0.1", 0)) as free:
        settings.NATIONAL_BASE_URL = f"http://127.0.0.1:{free.getsockname()[1]}"

    deliver(make.AT)

    assert (push(case).done_at, push(case).last_error) == (None, "refused")


def test_r2_a_connection_never_taken_is_tried_again(national, place, settings):
    case = make.case(place)
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        settings.NATIONAL_BASE_URL = f"http://127.0.0.1:{full.getsockname()[1]}"

        deliver(make.AT)
        for one in waiting:
            one.close()

    assert (push(case).done_at, push(case).last_error) == (None, "timeout")


def test_r3_a_line_that_is_not_tls_is_tried_again(national, place, settings):
    case = make.case(place)
    settings.NATIONAL_BASE_URL = national.url.replace("http:", "https:")

    deliver(make.AT)

    assert (push(case).done_at, push(case).attempts) == (None, 1)


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        ("120", timedelta(seconds=120)),
        (TODAY, 10 * MINUTE),
        ("-1", timedelta(seconds=1)),
        ("1000000000", 60 * MINUTE),
    ],
)
def test_r5_the_wait_that_is_asked_for_is_kept_within_an_hour(national, place, asked, wait):
    case = make.case(place)
    national.scripts = [server.http(503, b"", f"Retry-After: {asked}")]

    deliver(make.AT)

    assert abs(push(case).not_before - make.AT - wait) < timedelta(seconds=2)


@pytest.mark.parametrize("status", [400, 409, 422])
def test_r6_an_unexplained_refusal_is_a_persons_after_five_tries(national, place, status):
    case, at = make.case(place), make.AT
    national.scripts = [server.http(status)] * 5
    for _ in range(5):
        deliver(at)
        at = push(case).not_before

    assert push(case).parked_at is not None
    assert Incident.objects.get().key == str(push(case).pk)


@pytest.mark.parametrize("status", [401, 403])
def test_r7_who_is_shut_out_stops_all_lanes_and_probes_each_five_minutes(
    national, place, status
):
    cases = [make.case(place) for _ in range(3)]
    national.scripts = [server.http(status)] * 2

    deliver(make.AT)
    assert len(national.calls) == 1
    deliver(make.AT + 4 * MINUTE)
    assert len(national.calls) == 1
    deliver(make.AT + 6 * MINUTE)
    assert len(national.calls) == 2
    assert [one.duty for one in Incident.objects.all()] == ["push_status"]
    deliver(make.AT + 12 * MINUTE)
    assert [national.statuses(case.code) for case in cases] == [["1"]] * 3


def test_r17_one_refused_item_parks_the_case_and_no_other(national, place):
    cases = [make.case(place), make.case(place)]
    national.scripts = [server.says("0", result=[{"error_code": "-2"}])]

    assert deliver(make.AT) == 1
    refused = national.calls[0]["data"][0]["MaHoSo"]
    parked = {case.code: push(case).parked_at is not None for case in cases}
    assert parked == {case.code: case.code == refused for case in cases}


def test_r20_only_the_configured_address_is_ever_spoken_to(national, place):
    make.case(place)
    elsewhere = server.National()
    close = elsewhere.serve()
    national.scripts = [server.http(307, b"", f"Location: {elsewhere.url}/mapi/g")]

    deliver(make.AT)
    close()

    assert (elsewhere.calls, elsewhere.signed_in) == ([], 0)


def test_refused_facts_park_the_case_at_once_until_a_person_resumes_it(national, place):
    case = make.case(place)
    national.scripts = [server.says("-2", "Trường MaLinhVuc không hợp lệ")]

    deliver(make.AT)
    assert push(case).last_error == "-2 Trường MaLinhVuc không hợp lệ"
    assert deliver(make.AT + 60 * MINUTE) == 0
    resume(message_id=push(case).pk, at=make.AT)
    assert deliver(make.AT) == 1
    assert Incident.objects.filter(closed_at=None).count() == 0
