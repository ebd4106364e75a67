"""Bad days on order: each kind does what it says, so often, and only to whom it names.

The rows R1–R20 are those of a national system's misbehaviour; a kind is named with its row.
"""

import gzip
import http.client
from typing import Any

import pytest

from tests.portal.standin import golden
from tests.portal.standin.conftest import Peer

ASKED = {"madonvi": "H57", "service": "TraCuuHoSo", "mahoso": golden.CODE}


def ask(peer: Peer, timeout: float = 5) -> Any:
    """One lookup, with the patience of the caller."""
    if not peer.session:
        peer.login()
    return peer.call("TraCuuHoSo", mahoso=golden.CODE)


def create(peer: Peer) -> Any:
    return peer.call("DongBoHoSoMC", isUpdating="False", data=[golden.case()])


@pytest.mark.parametrize("status", [400, 401, 403, 409, 422, 429, 500, 502, 503])
def test_r4_r5_r6_r7_status_is_answered_instead_of_working(peer: Peer, status: int) -> None:
    peer.order("DongBoHoSoMC", str(status))

    assert (create(peer).status, peer.held()["snapshot"]) == (status, None)


@pytest.mark.parametrize("value", ["7", "-1", "1000000000", "Fri, 20 Nov 2026 02:10:00 GMT"])
def test_r5_retry_after_is_sent_as_ordered(peer: Peer, value: str) -> None:
    peer.order("TraCuuHoSo", "503", retry_after=value)

    assert ask(peer).headers["retry-after"] == value


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_r8_redirect_names_another_address(peer: Peer, status: int) -> None:
    peer.order("TraCuuHoSo", str(status))

    answer = ask(peer)
    assert (answer.status, answer.headers["location"]) == (status, "/bao-tri")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("html", b"<html><body>Request Rejected</body></html>"),
        ("empty", b""),
        ("null", b"null"),
        ("list", b"[]"),
        ("not_json", "Đồng bộ thành công".encode()),
        ("bad_utf8", b'{"error_code": "0", "message": "\xff\xfe"}'),
        ("deep", b"[" * 100_000 + b"]" * 100_000),
    ],
)
def test_r9_r10_r16_success_status_hides_a_worthless_body(
    peer: Peer, kind: str, body: bytes
) -> None:
    peer.order("TraCuuHoSo", kind)

    answer = ask(peer)
    assert (answer.status, answer.body) == (200, body)


def test_r11_wrong_echo_speaks_of_another_case_and_proves_nothing(peer: Peer) -> None:
    peer.order("TraCuuHoSo", "wrong_echo")

    told = ask(peer).json
    assert told == {"message": "Đồng bộ thành công hồ sơ H57.00-200101-9999"}


def test_r12_already_is_said_about_the_case_and_the_work_is_done(peer: Peer) -> None:
    peer.order("DongBoHoSoMC", "already")

    told = create(peer).json
    assert told == {"error_code": "-3", "message": f"Hồ sơ {golden.CODE} đã tồn tại"}
    assert peer.held()["snapshot"] == golden.case()


def test_r13_huge_body_is_fifty_megabytes(peer: Peer) -> None:
    peer.order("TraCuuHoSo", "huge")

    assert len(ask(peer).body) == 50_000_000


def test_r13_endless_body_tells_no_length(peer: Peer) -> None:
    peer.order("TraCuuHoSo", "endless")
    connection = http.client.HTTPConnection("127.0.0.1", peer.port, timeout=5)
    connection.request("POST", "/mapi/g", '{"service": "TraCuuHoSo"}')
    reply = connection.getresponse()

    assert (reply.length, len(reply.read(300_000))) == (None, 300_000)
    connection.close()


def test_r14_slow_answer_comes_byte_by_byte(peer: Peer) -> None:
    peer.order("TraCuuHoSo", "slow")
    connection = http.client.HTTPConnection("127.0.0.1", peer.port, timeout=5)
    connection.request("POST", "/mapi/g", '{"service": "TraCuuHoSo"}')
    reply = connection.getresponse()

    assert reply.read1(1000) == b"{"
    connection.close()


def test_r2_hang_keeps_the_caller_waiting(peer: Peer) -> None:
    peer.order("TraCuuHoSo", "hang")

    with pytest.raises(TimeoutError):
        peer.send("POST", "/mapi/g", b'{"service": "TraCuuHoSo"}', timeout=0.2)


def test_r1_reset_closes_hard(peer: Peer) -> None:
    peer.order("TraCuuHoSo", "reset")

    with pytest.raises(ConnectionError):
        ask(peer)


def test_r15_lost_answer_leaves_the_work_done(peer: Peer) -> None:
    peer.order("DongBoHoSoMC", "lost")

    with pytest.raises(http.client.RemoteDisconnected):
        create(peer)
    assert peer.held()["snapshot"] == golden.case()


def test_r15_cut_answer_leaves_the_work_done(peer: Peer) -> None:
    peer.order("DongBoHoSoMC", "cut")

    with pytest.raises(http.client.IncompleteRead):
        create(peer)
    assert peer.held()["snapshot"] == golden.case()


def test_late_answer_is_right_when_it_comes(peer: Peer) -> None:
    peer.order("DongBoHoSoMC", "late", seconds=0.05)

    assert create(peer).json["error_code"] == "0"


def test_r16_gzip_bomb_is_small_on_the_wire(peer: Peer) -> None:
    peer.order("TraCuuHoSo", "gzip")

    answer = ask(peer)
    assert (len(answer.body) < 100_000, len(gzip.decompress(answer.body))) == (
        True,
        50_000_000,
    )


def test_r18_date_header_may_be_years_off(peer: Peer) -> None:
    peer.order("TraCuuHoSo", "skewed_date")

    assert ask(peer).headers["date"] == "Fri, 20 Nov 2016 02:10:00 GMT"


def test_r19_cookie_and_challenge_come_with_success(peer: Peer) -> None:
    peer.order("TraCuuHoSo", "cookie")

    answer = ask(peer)
    told = (answer.json["error_code"], answer.headers["set-cookie"][:10])
    assert told == ("0", "JSESSIONID")


def test_expired_session_is_really_gone(peer: Peer) -> None:
    peer.login()
    peer.order("TraCuuHoSo", "expired")

    first, second = ask(peer).json["error_code"], ask(peer).json["error_code"]
    peer.login()
    assert (first, second, ask(peer).json["error_code"]) == ("-1", "-1", "0")


@pytest.mark.parametrize(("kind", "code"), [("data_error", "-2"), ("config", "-301")])
def test_refusal_is_answered_in_the_words_of_the_protocol(
    peer: Peer, kind: str, code: str
) -> None:
    peer.order("DongBoHoSoMC", kind)

    assert create(peer).json["error_code"] == code


def test_wrapped_answer_is_json_inside_the_message(peer: Peer) -> None:
    peer.order("TraCuuHoSo", "wrap")

    assert ask(peer).json == {"message": '{"error_code": "0", "message": "", "result": []}'}


def test_error_code_may_be_a_number(peer: Peer) -> None:
    peer.order("TraCuuHoSo", "int_code")

    assert ask(peer).json["error_code"] == 0


def test_fault_strikes_as_often_as_ordered(peer: Peer) -> None:
    peer.order("TraCuuHoSo", "500", times=2)

    assert [ask(peer).status for _ in range(3)] == [500, 500, 200]


def test_fault_strikes_only_its_service(peer: Peer) -> None:
    peer.order("CapNhatTienDoHoSoMC", "500")

    assert create(peer).json["error_code"] == "0"


def test_fault_for_one_case_spares_the_others(peer: Peer) -> None:
    peer.order("DongBoHoSoMC", "data_error", code=golden.CODE, times=9)

    other = peer.create(MaHoSo="H57.01.01-261120-0008")
    assert (other, peer.create()) == ("0", "-2")


def test_faults_of_one_service_are_worked_off_in_order(peer: Peer) -> None:
    peer.order("TraCuuHoSo", "500")
    peer.order("TraCuuHoSo", "502")

    assert [ask(peer).status for _ in range(3)] == [500, 502, 200]


def test_fault_may_strike_the_login(peer: Peer) -> None:
    peer.order("login", "503")

    assert peer.post_json("/mapi/login", golden.ACCOUNT).status == 503


def test_several_faults_may_be_ordered_at_once(peer: Peer) -> None:
    orders = [
        {"service": "login", "kind": "500"},
        {"service": "*", "kind": "html", "times": 3},
    ]

    told = peer.post_json("/api/faults", orders).json
    assert [(one["service"], one["times"]) for one in told["open"]] == [("login", 1), ("*", 3)]


@pytest.mark.parametrize(
    "order",
    [
        {"service": "login"},
        {"kind": "frog"},
        {"kind": "200"},
        {"kind": "500", "times": "x"},
        7,
    ],
)
def test_order_that_means_nothing_is_refused(peer: Peer, order: Any) -> None:
    assert peer.post_json("/api/faults", order).status == 422


def test_fault_is_told_among_the_calls_of_the_case(peer: Peer) -> None:
    peer.order("DongBoHoSoMC", "503")
    create(peer)

    assert peer.held()["calls"][0]["result"] == "fault:503"


def test_reset_forgets_cases_faults_messages_and_sessions(peer: Peer) -> None:
    peer.create()
    peer.order("login", "500")

    assert peer.send("POST", "/api/reset").json == {"ok": True}
    assert peer.get("/api/cases").json == []
    assert peer.get("/api/faults").json["open"] == []
    assert peer.result("TraCuuHoSo", mahoso=golden.CODE) == "-1"
