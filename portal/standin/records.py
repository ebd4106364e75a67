"""What the national portal does with each message, inside one transaction.

Every service takes the open connection and the message and returns the code, the words and
the result of its answer; codes as in `national`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

from portal.standin import check
from portal.standin.store import now, text

MOST_ROWS = 10  # progress entries in one call

Outcome = tuple[str, str, Any]  # error code, message, result or None


def case_code(asked: Mapping[str, Any]) -> str:
    """The case a call is about, or an empty text."""
    data = asked.get("data")
    first = data[0] if isinstance(data, list) and data else data
    code = first.get("MaHoSo") if isinstance(first, dict) else asked.get("mahoso")
    return code if isinstance(code, str) else ""


def upsert_case(db: sqlite3.Connection, asked: Mapping[str, Any]) -> Outcome:
    """`DongBoHoSoMC`: store one case whole; create or update as `isUpdating` says."""
    updating = asked.get("isUpdating")
    if updating not in ("True", "False"):
        return "-2", 'isUpdating phải là "True" hoặc "False"', None
    data = asked.get("data")
    if isinstance(data, list) and len(data) > 1:
        return "-2", "Mỗi lần chỉ đồng bộ một hồ sơ", None
    before = _snapshot(db, case_code(asked))
    received = bool(before and before.get("NgayTiepNhan"))
    if wrong := check.faults("DongBoHoSoMC", data, received=received):
        return "-2", "Dữ liệu không hợp lệ: " + "; ".join(wrong), None
    case = data[0]
    code = case["MaHoSo"]
    if before is not None and updating == "False":
        return "-3", f"Hồ sơ {code} đã tồn tại", None
    if before is None and updating == "True":
        return "-4", f"Hồ sơ {code} không tồn tại", None
    doubts = check.doubts(case, before)
    db.execute(
        "INSERT OR REPLACE INTO cases VALUES (?, ?, ?, ?)",
        (code, text(case), text(doubts), now()),
    )
    return "0", "Đồng bộ thành công", None


def append_progress(db: sqlite3.Connection, asked: Mapping[str, Any]) -> Outcome:
    """`CapNhatTienDoHoSoMC`: append at most ten rows, in the order they came."""
    data = asked.get("data")
    if isinstance(data, list) and len(data) > MOST_ROWS:
        return "-2", f"Quá {MOST_ROWS} bản ghi trong một lần gọi", None
    if wrong := check.faults("CapNhatTienDoHoSoMC", data):
        return "-2", "Dữ liệu không hợp lệ: " + "; ".join(wrong), None
    for row in data:
        if _snapshot(db, row["MaHoSo"]) is None:
            return "-4", f"Hồ sơ {row['MaHoSo']} không tồn tại", None
    for row in data:
        key = (row["MaHoSo"], row["ThoiDiemXuLy"], row["TrangThai"], row["NoiDungXuLy"])
        if _have(db, key):
            continue
        db.execute(
            "INSERT INTO progress (code, moment, status, said, entry, at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (*key, text(row), now()),
        )
    return "0", "Cập nhật tiến độ thành công", None


def _have(db: sqlite3.Connection, key: tuple[str, ...]) -> bool:
    return bool(
        db.execute(
            "SELECT 1 FROM progress WHERE code = ? AND moment = ? AND status = ? AND said = ?",
            key,
        ).fetchone()
    )


def look_up(db: sqlite3.Connection, asked: Mapping[str, Any]) -> Outcome:
    """`TraCuuHoSo` {mahoso}: the case as last received; an empty list for an unknown one."""
    case = _snapshot(db, str(asked.get("mahoso", "")))
    if case is None:
        return "0", "", []
    told = ("MaHoSo", "MaTTHC", "TenTTHC", "MaLinhVuc", "TenLinhVuc", "LoaiDoiTuong")
    told += ("TrangThaiHoSo", "HinhThuc", "DonViXuLy")
    return "0", "", [{name: case[name] for name in told}]


def take_status(db: sqlite3.Connection, asked: Mapping[str, Any]) -> Outcome:
    """`DongBoTrangThaiHoSo`: one object about a case that was born at the national portal."""
    if asked.get("type") != "2":
        return "-2", 'type phải là "2"', None
    return _checked("DongBoTrangThaiHoSo", [asked.get("data")])


def take_ratings(db: sqlite3.Connection, asked: Mapping[str, Any]) -> Outcome:
    """`DongBoDanhGia`: monthly satisfaction, one row a question."""
    return _checked("DongBoDanhGia", asked.get("data"))


def take_statistics(db: sqlite3.Connection, asked: Mapping[str, Any]) -> Outcome:
    """`DongBoThongKeHoSo`: monthly counters; received + carried over = done + open."""
    data = asked.get("data")
    outcome = _checked("DongBoThongKeHoSo", data)
    for row in data if outcome[0] == "0" else []:
        total = int(row["TongSoXuLy"])
        carried = int(row["SoNhanTrongKy"]) + int(row["SoTonKyTruoc"])
        if total != carried or total != int(row["TongDaXuLy"]) + int(row["TongChuaXuLy"]):
            return "-2", "Dữ liệu không hợp lệ: TongSoXuLy không khớp các cột", None
    return outcome


def _checked(table: str, data: Any) -> Outcome:
    if wrong := check.faults(table, data):
        return "-2", "Dữ liệu không hợp lệ: " + "; ".join(wrong), None
    return "0", "Đồng bộ thành công", None


def _snapshot(db: sqlite3.Connection, code: str) -> dict[str, Any] | None:
    row = db.execute("SELECT snapshot FROM cases WHERE code = ?", (code,)).fetchone()
    return None if row is None else json.loads(row["snapshot"])


SERVICES: dict[str, Callable[[sqlite3.Connection, Mapping[str, Any]], Outcome]] = {
    "DongBoHoSoMC": upsert_case,
    "CapNhatTienDoHoSoMC": append_progress,
    "TraCuuHoSo": look_up,
    "DongBoTrangThaiHoSo": take_status,
    "DongBoDanhGia": take_ratings,
    "DongBoThongKeHoSo": take_statistics,
}
