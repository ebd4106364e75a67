"""Success is only what an answer proves; everything else has its own consequence."""

import json

import pytest

from portal.connect.http import Answer
from portal.national.dialects.envelope import decode
from portal.national.dialects.reply import Verdict

CASE = "H57.30.07-261120-0007"


def said(code: object, message: str = "", **more: object) -> Answer:
    body = {"error_code": code, "message": message, **more}
    return Answer(200, json.dumps(body, ensure_ascii=False).encode())


@pytest.mark.parametrize("code", ["0", 0], ids=["string", "number"])
def test_code_zero_is_success(code):
    assert decode(said(code, "Đồng bộ thành công"), case=CASE).verdict is Verdict.OK


def test_success_in_words_only_is_no_success():
    assert decode(said("5", "Đồng bộ thành công"), case=CASE).verdict is not Verdict.OK


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        (f"Hồ sơ {CASE} đã tồn tại", Verdict.EXISTS),
        (f"Ho so {CASE} da ton tai", Verdict.EXISTS),
        ("Hồ sơ không tồn tại", Verdict.MISSING),
        ("KHÔNG TÌM THẤY hồ sơ", Verdict.MISSING),
        ("Phiên làm việc không hợp lệ hoặc đã hết hạn", Verdict.SESSION),
        ("Phien lam viec het han", Verdict.SESSION),
        ("Đơn vị không được phép gọi dịch vụ", Verdict.CONFIG),
        ("Không có quyền truy cập", Verdict.CONFIG),
        ("dstcode không hợp lệ", Verdict.CONFIG),
        ("Trường MaLinhVuc không hợp lệ", Verdict.DATA),
        ("So quyen ho tich sai", Verdict.DATA),
        ("", Verdict.DATA),
    ],
)
def test_refusals_are_sorted_by_what_they_say(message, verdict):
    assert decode(said("-1", message), case=CASE).verdict is verdict


def test_an_answer_wrapped_as_text_in_message_counts():
    inner = json.dumps({"error_code": "-3", "message": "đã tồn tại"}, ensure_ascii=False)

    assert decode(said("0", inner), case=CASE).verdict is Verdict.EXISTS


def test_an_answer_about_another_case_is_no_success():
    answer = said("0", result=[{"MaHoSo": "H57.30.07-261120-0008"}])

    assert decode(answer, case=CASE).verdict is Verdict.TRANSIENT


def test_one_refused_item_is_no_success():
    answer = said("0", result=[{"MaHoSo": CASE, "error_code": "-2"}])

    assert decode(answer, case=CASE).verdict is Verdict.DATA


def test_what_was_said_is_kept_short_and_without_numbers_of_people():
    reply = decode(said("-2", "Số 046190000001 sai " * 40), case=CASE)

    assert "046190000001" not in reply.text
    assert len(reply.text) <= 160
