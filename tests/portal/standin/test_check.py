"""Every field of the table is held against its demand, kind and length."""

from typing import Any

import pytest

from portal.standin import check
from portal.standin.fields import TABLES
from tests.portal.standin import golden

CASE = "DongBoHoSoMC"


def faults(**changes: Any) -> list[str]:
    return check.faults(CASE, [golden.case(**changes)])


@pytest.mark.parametrize(
    "message",
    [
        golden.case(),
        golden.registered(),
        golden.finished(),
        golden.case(DanhSachLePhi=[golden.FEE], DanhSachHoSoBoSung=[golden.SUPPLEMENT]),
    ],
    ids=["received", "registered", "finished", "with fee and supplement"],
)
def test_golden_message_has_no_fault(message: dict[str, Any]) -> None:
    assert check.faults(CASE, [message]) == []


DEMANDED = [field.name for field in TABLES[CASE] if field.demand == "yes"]


@pytest.mark.parametrize("name", DEMANDED)
def test_field_that_is_demanded_must_not_be_empty(name: str) -> None:
    empty: Any = [] if name == "DinhDanhCHS" else ""

    assert faults(**{name: empty})[:1] == [f"{name}: bắt buộc"]


@pytest.mark.parametrize(
    "name", [field.name for field in TABLES[CASE] if field.demand == "no"]
)
def test_field_that_is_not_demanded_may_be_left_out(name: str) -> None:
    message = golden.case()
    del message[name]

    assert check.faults(CASE, [message]) == []


SCALARS = [field for field in TABLES[CASE] if field.kind in ("text", "code")]


@pytest.mark.parametrize("field", SCALARS, ids=lambda field: field.name)
def test_text_may_be_as_long_as_the_table_says_and_no_longer(field: Any) -> None:
    longest = faults(**{field.name: "á" * field.longest})
    longer = faults(**{field.name: "á" * (field.longest + 1)})

    assert (longest, longer) == ([], [f"{field.name}: dài quá {field.longest} ký tự"])


ENUMS = [field for field in TABLES[CASE] if field.kind.startswith("=")]


@pytest.mark.parametrize("field", ENUMS, ids=lambda field: field.name)
def test_word_outside_its_list_is_refused(field: Any) -> None:
    outside = "x" * field.longest

    assert f"{field.name}: không có trong danh mục" in faults(**{field.name: outside})


TIMES = [field.name for field in TABLES[CASE] if field.kind == "time"]


@pytest.mark.parametrize("name", TIMES)
@pytest.mark.parametrize(
    "moment",
    ["2026-11-20", "20261120", "20261320081502", "20261120250000", "20260230081502", "x" * 14],
)
def test_moment_must_be_fourteen_digits_of_a_real_time(name: str, moment: str) -> None:
    assert faults(**{name: moment}) == [f"{name}: phải là yyyyMMddHHmmss"]


@pytest.mark.parametrize("value", [1, True, None, {"a": 1}])
def test_scalar_must_be_a_string(value: Any) -> None:
    expected = "TrangThaiHoSo: " + ("bắt buộc" if value is None else "phải là chuỗi")

    assert expected in faults(TrangThaiHoSo=value, NgayTiepNhan="20261120091000")


def test_unknown_field_is_refused() -> None:
    assert faults(TenChuHoSo="x") == ["TenChuHoSo: không có trong bảng trường"]


@pytest.mark.parametrize("status", ["2", "4", "6", "9", "10"])
def test_receipt_time_is_demanded_from_receipt_on(status: str) -> None:
    told = faults(
        TrangThaiHoSo=status,
        NgayTiepNhan="",
        NgayKetThucXuLy="20261123101500",
        NgayTra="20261123144010",
    )

    assert told == ["NgayTiepNhan: bắt buộc"]


@pytest.mark.parametrize("status", ["1", "3", "5"])
def test_receipt_time_may_be_empty_before_receipt(status: str) -> None:
    assert faults(TrangThaiHoSo=status, NgayTiepNhan="", NgayTuChoi="20261120100000") == []


def test_receipt_time_once_told_may_not_vanish() -> None:
    asked = golden.case(TrangThaiHoSo="5", NgayTiepNhan="")

    assert check.faults(CASE, [asked], received=True) == ["NgayTiepNhan: bắt buộc"]


@pytest.mark.parametrize(
    ("status", "missing"),
    [
        ("3", ["NgayTuChoi"]),
        ("9", ["NgayKetThucXuLy"]),
        ("10", ["NgayTra", "NgayKetThucXuLy"]),
    ],
)
def test_end_of_a_case_demands_its_moments(status: str, missing: list[str]) -> None:
    assert faults(TrangThaiHoSo=status) == [f"{name}: bắt buộc" for name in missing]


def test_list_of_data_bases_must_be_there_but_may_be_empty() -> None:
    message = golden.case()
    del message["DSKetNoiCSDL"]

    assert check.faults(CASE, [message]) == ["DSKetNoiCSDL: thiếu danh sách"]


def test_rows_of_a_list_are_held_against_their_own_table() -> None:
    paper = golden.PAPER | {"DuocSoHoa": "2", "DuongDanTaiTepTin": "/tep/1"}

    assert faults(TaiLieuNop=[golden.PAPER, paper]) == [
        "TaiLieuNop[1].DuongDanTaiTepTin: phải là địa chỉ http(s) tải được",
        "TaiLieuNop[1].DuocSoHoa: không có trong danh mục",
    ]


@pytest.mark.parametrize(("kind", "number"), [("1", "04619800312"), ("2", "046198003127")])
def test_identity_number_has_the_length_of_its_kind(kind: str, number: str) -> None:
    told = faults(DinhDanhCHS=[{"LoaiDinhDanh": kind, "SoDinhDanh": number}])

    assert told == [f"DinhDanhCHS[0].SoDinhDanh: phải có {check.ID_LENGTH[kind]} chữ số"]


def test_fee_is_digits_only() -> None:
    fee = golden.FEE | {"Gia": "15.000"}

    assert faults(DanhSachLePhi=[fee]) == ["DanhSachLePhi[0].Gia: chỉ gồm chữ số"]


@pytest.mark.parametrize("data", [None, [], {}, "x"])
def test_message_without_rows_is_refused(data: Any) -> None:
    assert check.faults(CASE, data) == ["data phải là danh sách có ít nhất một dòng"]


@pytest.mark.parametrize("row", [None, "x", 1, []])
def test_row_that_is_no_object_is_refused(row: Any) -> None:
    assert check.faults(CASE, [row]) == ["data phải là một đối tượng"]


@pytest.mark.parametrize(("name", "value"), [("NguoiXuLy", "x" * 51), ("NoiDungXuLy", "")])
def test_progress_row_is_held_against_its_table(name: str, value: str) -> None:
    told = check.faults("CapNhatTienDoHoSoMC", [golden.step(**{name: value})])

    assert [said.split(":")[0] for said in told] == [name]


def test_unusual_order_of_statuses_is_remarked_on() -> None:
    before, after = golden.finished(), golden.case(TrangThaiHoSo="4")

    assert check.doubts(after, before) == ["Trạng thái 4 không theo sau 10"]


def test_supplement_before_receipt_may_lead_back_to_registered() -> None:
    before = golden.registered() | {"TrangThaiHoSo": "5"}

    assert check.doubts(golden.registered(), before) == []


def test_end_before_receipt_is_remarked_on() -> None:
    told = check.doubts(golden.finished(NgayKetThucXuLy="20261119101500"), golden.case())

    assert told == ["Trạng thái 10 không theo sau 2", "NgayKetThucXuLy sớm hơn NgayTiepNhan"]


def test_online_case_without_a_coded_result_is_remarked_on() -> None:
    before = golden.finished(TrangThaiHoSo="9")
    told = check.doubts(golden.finished(DanhSachGiayToKetQua=[]), before)

    assert told == ["Hồ sơ trực tuyến đã xong nhưng không có giấy tờ kết quả kèm mã"]
