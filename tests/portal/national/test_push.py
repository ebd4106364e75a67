"""Sessions, create or update, chunks: over real sockets."""

from dataclasses import replace
from datetime import timedelta

import pytest

from portal.national import push
from portal.national.dialects.reply import Verdict
from tests.portal.national import server
from tests.portal.national.samples import RECEIPT_LINE, RECEIVED

EXPIRED = server.says("-1", "Phiên làm việc không hợp lệ hoặc đã hết hạn")


def test_a_new_case_is_created(national):
    reply = push.put_case(RECEIVED, known=False)

    assert reply.verdict is Verdict.OK
    assert [call["isUpdating"] for call in national.calls] == ["False"]
    assert list(national.cases) == [RECEIVED.code]


def test_one_session_serves_many_calls(national):
    push.put_case(RECEIVED, known=False)
    push.put_case(RECEIVED, known=True)

    assert national.signed_in == 1
    assert {call["session"] for call in national.calls} == {"session-1"}


def test_a_lost_answer_to_create_becomes_an_update(national):
    national.scripts = [server.obey_and_lose]

    first = push.put_case(RECEIVED, known=False)
    second = push.put_case(RECEIVED, known=False)

    assert (first.verdict, second.verdict) == (Verdict.TRANSIENT, Verdict.OK)
    assert [call["isUpdating"] for call in national.calls] == ["False", "False", "True"]


def test_a_case_the_other_side_forgot_is_created_again(national):
    reply = push.put_case(RECEIVED, known=True)

    assert reply.verdict is Verdict.OK
    assert [call["isUpdating"] for call in national.calls] == ["True", "False"]


def test_an_expired_session_is_renewed_once_within_the_call(national):
    push.put_case(RECEIVED, known=False)
    national.scripts = [EXPIRED]

    reply = push.put_case(RECEIVED, known=True)

    assert (reply.verdict, national.signed_in) == (Verdict.OK, 2)


def test_a_session_that_never_holds_is_tried_again_later(national):
    national.scripts = [EXPIRED, EXPIRED]

    reply = push.put_case(RECEIVED, known=False)

    assert (reply.verdict, reply.code, national.signed_in) == (
        Verdict.TRANSIENT,
        "session",
        2,
    )


def test_a_refused_password_stops_everybody(national):
    national.logins = [server.says(1, "Sai tên đăng nhập hoặc mật khẩu")]

    reply = push.put_case(RECEIVED, known=False)

    assert (reply.verdict, national.calls) == (Verdict.CONFIG, [])


def test_a_sign_in_that_hangs_is_tried_again_later(national):
    national.logins = [server.say_nothing]

    reply = push.put_case(RECEIVED, known=False)

    assert (reply.verdict, reply.code) == (Verdict.TRANSIENT, "timeout")


def lines(count: int):
    return [
        replace(RECEIPT_LINE, at=RECEIPT_LINE.at + timedelta(seconds=n)) for n in range(count)
    ]


def test_23_lines_go_out_in_three_chunks_in_order(national):
    push.put_case(RECEIVED, known=False)

    push.append(lines(23))

    assert [len(call["data"]) for call in national.calls[1:]] == [10, 10, 3]
    told = [row["ThoiDiemXuLy"] for row in national.progress]
    assert told == sorted(told)


def test_the_first_chunk_that_fails_ends_it(national):
    push.put_case(RECEIVED, known=False)
    national.scripts = [server.obey, server.http(500)]

    reply = push.append(lines(23))

    assert (reply.verdict, len(national.progress)) == (Verdict.TRANSIENT, 10)


def test_a_session_lost_between_chunks_costs_no_line(national):
    push.put_case(RECEIVED, known=False)
    national.scripts = [server.obey, EXPIRED]

    reply = push.append(lines(23))

    assert (reply.verdict, len(national.progress)) == (Verdict.OK, 23)


def test_equal_snapshots_have_equal_digests_and_others_do_not(national):
    assert push.digest(RECEIVED) == push.digest(replace(RECEIVED))
    assert push.digest(RECEIVED) != push.digest(replace(RECEIVED, status="4"))


@pytest.mark.parametrize(
    ("place", "expected"),
    [("header", ("", "VN:GOV:X")), ("query", ("dstcode=VN:GOV:X", "")), ("none", ("", ""))],
)
def test_the_target_goes_where_the_installation_says(national, settings, place, expected):
    settings.NATIONAL_DSTCODE, settings.NATIONAL_DSTCODE_IN = "VN:GOV:X", place

    push.put_case(RECEIVED, known=False)

    assert set(national.targets) == {expected}
