"""Holds a message against the field table and says, in Vietnamese, what is wrong with it.

`faults` refuses (the national side answers `-2`); `doubts` only remarks what costs the
province points in the service index: the message is taken all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from portal.standin.fields import TABLES, Field

ID_LENGTH = {"1": 12, "2": 9}

# Before receipt a case may be registered, refused or asked for more papers; and a case that
# was never received may still be withdrawn (7) or stopped (8).
BEFORE_RECEIPT = ("1", "3", "5", "7", "8")

# What usually follows what. The national side is not known to refuse any order, so a step
# outside this table is remarked on and taken.
FOLLOWS = {
    "": "1 2 5",
    "1": "1 2 3 5 7",
    "2": "2 4 5 6 7 8 9",
    "4": "4 5 6 7 8 9",
    "5": "1 2 3 4 5 7 8",
    "6": "4 6 7 8 9",
    "9": "4 9 10",
    "3": "3",
    "7": "7",
    "8": "8",
    "10": "10",
}


def faults(table: str, rows: Any, *, received: bool = False) -> list[str]:
    """Everything the table refuses in `rows`; `received` = the case had a receipt before."""
    if not isinstance(rows, list) or not rows:
        return ["data phải là danh sách có ít nhất một dòng"]
    found: list[str] = []
    for n, row in enumerate(rows):
        place = f"data[{n}]." if len(rows) > 1 else ""
        found += _row_faults(TABLES[table], row, place, _demands_receipt(table, row, received))
    return found


def _demands_receipt(table: str, row: Any, received: bool) -> bool:
    if table != "DongBoHoSoMC" or not isinstance(row, dict):
        return False
    return received or row.get("TrangThaiHoSo") not in BEFORE_RECEIPT


def _row_faults(
    table: tuple[Field, ...], row: Any, place: str, demand_receipt: bool
) -> list[str]:
    if not isinstance(row, dict):
        return [f"{place.rstrip('.') or 'data'} phải là một đối tượng"]
    known = {field.name for field in table}
    found = [f"{place}{name}: không có trong bảng trường" for name in row if name not in known]
    for field in table:
        found += _field_faults(field, row, place, demand_receipt)
    length = ID_LENGTH.get(str(row.get("LoaiDinhDanh")))
    number = row.get("SoDinhDanh")
    if length and isinstance(number, str) and len(number) != length:
        found.append(f"{place}SoDinhDanh: phải có {length} chữ số")
    return found


def _field_faults(
    field: Field, row: Mapping[str, Any], place: str, demand_receipt: bool
) -> list[str]:
    where = f"{place}{field.name}"
    value = row.get(field.name)
    if value in (None, "", []):
        if value is None and field.demand == "key":
            return [f"{where}: thiếu danh sách"]
        if value == [] and not field.kind.startswith("["):
            return [f"{where}: phải là chuỗi"]
        return [f"{where}: bắt buộc"] if _demanded(field, row, demand_receipt) else []
    if field.kind.startswith("["):
        return _list_faults(field, value, where)
    if not isinstance(value, str):
        return [f"{where}: phải là chuỗi"]
    if len(value) > field.longest:
        return [f"{where}: dài quá {field.longest} ký tự"]
    return [f"{where}: {wrong}"] if (wrong := _kind_fault(field.kind, value)) else []


def _list_faults(field: Field, value: Any, where: str) -> list[str]:
    if not isinstance(value, list):
        return [f"{where}: phải là danh sách"]
    if len(value) > field.longest:
        return [f"{where}: quá {field.longest} dòng"]
    table = TABLES[field.kind.strip("[]")]
    found: list[str] = []
    for n, row in enumerate(value):
        found += _row_faults(table, row, f"{where}[{n}].", False)
    return found


def _demanded(field: Field, row: Mapping[str, Any], demand_receipt: bool) -> bool:
    if field.demand == "received":
        return demand_receipt
    if "=" in field.demand:
        name, words = field.demand.split("=")
        return row.get(name) in words.split("|")
    return field.demand == "yes"


def _kind_fault(kind: str, value: str) -> str:
    """What is wrong with `value` for its kind, or an empty text."""
    if kind.startswith("="):
        return "" if value in kind[1:].split("|") else "không có trong danh mục"
    if kind == "time":
        return "" if is_time(value) else "phải là yyyyMMddHHmmss"
    if kind == "digits":
        return "" if re.fullmatch(r"[0-9]+", value) else "chỉ gồm chữ số"
    if kind == "url":
        sound = re.fullmatch(r"https?://[^\s/]+(/\S*)?", value)
        return "" if sound else "phải là địa chỉ http(s) tải được"
    if kind == "code":
        return "" if not re.search(r"\s", value) else "mã không được có khoảng trắng"
    return "" if value.strip() else "bắt buộc"


def is_time(value: str) -> bool:
    """Whether `value` is a moment as yyyyMMddHHmmss, all 14 digits, 24-hour clock."""
    if not re.fullmatch(r"[0-9]{14}", value):
        return False
    try:
        datetime.strptime(value, "%Y%m%d%H%M%S")  # noqa: DTZ007  office time by convention
    except ValueError:
        return False
    return True


def doubts(case: Mapping[str, Any], before: Mapping[str, Any] | None) -> list[str]:
    """What the index or a reader would stumble over in a case that is taken."""
    said: list[str] = []
    old, new = (before or {}).get("TrangThaiHoSo", ""), case["TrangThaiHoSo"]
    if new not in FOLLOWS[old].split():
        said.append(f"Trạng thái {new} không theo sau {old or 'lúc chưa có hồ sơ'}")
    said += _order_of_times(case)
    if case["KenhThucHien"] == "2" and new in ("9", "10"):
        results = case.get("DanhSachGiayToKetQua") or []
        if not any(paper.get("MaGiayToKetQua") for paper in results):
            said.append("Hồ sơ trực tuyến đã xong nhưng không có giấy tờ kết quả kèm mã")
    return said


def _order_of_times(case: Mapping[str, Any]) -> Iterable[str]:
    steps = ("NgayNopHoSo", "NgayTiepNhan", "NgayKetThucXuLy", "NgayTra")
    told = [(name, case[name]) for name in steps if case.get(name)]
    for (earlier, a), (later, b) in zip(told, told[1:], strict=False):
        if b < a:
            yield f"{later} sớm hơn {earlier}"
