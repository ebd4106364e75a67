"""Dialect ``ext24``: guide v1.4 with the fields that provinces have sent since 2024.

Every scalar on the wire is a string, dates are fourteen digits of Vietnam's time on a
24-hour clock, nothing is ever null. Facts and limits: docs/api/national.md.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from portal.national.dialects.envelope import decode, in_session, login
from portal.national.wording import actor, said
from procedures.queries.national import (
    FeeLine,
    FileRef,
    HandedIn,
    Owner,
    Progress,
    ResultPaper,
    Snapshot,
    SupplementRequest,
)

__all__ = ["case", "decode", "in_session", "login", "progress"]

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
CHANNELS = {"direct": "1", "online": "2", "post": "3"}
MOMENTS = {"receipt": "1", "supplement": "2", "result": "4"}
HANDED_OVER = {
    "dien_tu": "Trả bản điện tử trên Cổng Dịch vụ công",
    "tai_quay": "Trả tại Bộ phận Một cửa",
    "buu_chinh": "Trả qua dịch vụ bưu chính công ích",
}
LIMITS = {"person": 50, "text": 2000, "subject": 1000, "file": 4000, "result": 2000}
REFUSED, DONE = "3", frozenset({"3", "8", "9", "10"})

Link = Callable[[FileRef], str]


def case(snapshot: Snapshot, *, updating: bool, link: Link) -> dict[str, Any]:
    """Return ``DongBoHoSoMC`` with the whole case, as it stands, in one element."""
    return {
        "service": "DongBoHoSoMC",
        "isUpdating": "True" if updating else "False",
        "data": [
            _identity(snapshot)
            | _owner(snapshot)
            | _course(snapshot)
            | _flags(snapshot)
            | _lists(snapshot, link)
        ],
    }


def progress(rows: Sequence[Progress]) -> dict[str, Any]:
    """Return ``CapNhatTienDoHoSoMC`` with these rows of one case, oldest first."""
    return {"service": "CapNhatTienDoHoSoMC", "data": [_row(row) for row in rows]}


def stamp(at: datetime | None) -> str:
    """Return fourteen digits, or "" when there is no such moment.

    >>> from datetime import UTC
    >>> stamp(datetime(2026, 12, 31, 17, 0, 1, tzinfo=UTC)), stamp(None)
    ('20270101000001', '')
    """
    return f"{at.astimezone(HANOI):%Y%m%d%H%M%S}" if at else ""


def cut(text: str, limit: int) -> str:
    """Shorten to ``limit`` characters, never between a letter and its marks.

    >>> cut("Nguyễn Thị Minh Châu", 12), cut("Đủ", 2)
    ('Nguyễn Thị…', 'Đủ')
    """
    text = unicodedata.normalize("NFC", text).strip()
    if len(text) <= limit:
        return text
    end = limit - 1
    while end and unicodedata.combining(text[end]):
        end -= 1
    return text[:end].rstrip() + "…"


def _identity(snapshot: Snapshot) -> dict[str, str]:
    return {
        "MaHoSo": snapshot.code,
        "MaTTHC": snapshot.procedure_code,
        "TenTTHC": snapshot.procedure_name,
        "MaLinhVuc": snapshot.sector_code,
        "TenLinhVuc": snapshot.sector_name,
        "SoBienNhan": "",
        "KenhThucHien": CHANNELS[snapshot.channel],
        "NoiNopHoSo": "1" if snapshot.submitted_nationally else "2",
        "TrichYeuHoSo": cut(snapshot.subject, LIMITS["subject"]),
        "DonViXuLy": snapshot.agency_name,
        "ThongTinKhac": "",
        "GhiChu": "",
    }


def _owner(snapshot: Snapshot) -> dict[str, Any]:
    owner = snapshot.owner
    return {
        "ChuHoSo": owner.name,
        "LoaiDoiTuong": "2" if owner.is_organisation else "1",
        "MaDoiTuong": "",
        "SoGiayToChuHoSo": owner.tax_code if owner.is_organisation else owner.personal_id,
        "DinhDanhCHS": _numbers(owner),
        "Email": owner.email,
        "Fax": "",
        "SoDienThoai": owner.phone,
    }


def _numbers(owner: Owner) -> list[dict[str, str]]:
    kinds = {12: "1", 9: "2"}
    kind = kinds.get(len(owner.personal_id)) if owner.personal_id.isdigit() else None
    return [{"LoaiDinhDanh": kind, "SoDinhDanh": owner.personal_id}] if kind else []


def _course(snapshot: Snapshot) -> dict[str, str]:
    status = snapshot.status
    ended = snapshot.finished_at if status in DONE else None
    returned = snapshot.returned_at if status == "10" else None
    return {
        "NgayNopHoSo": stamp(snapshot.submitted_at),
        "NgayTiepNhan": stamp(snapshot.received_at),
        "NgayHenTra": stamp(snapshot.due_at),
        "TrangThaiHoSo": status,
        "NgayKetThucXuLy": stamp(ended),
        "NgayTuChoi": stamp(ended if status == REFUSED else None),
        "NgayTra": stamp(returned),
        "ThongTinTra": HANDED_OVER.get(snapshot.delivery, "") if returned else "",
        "HinhThuc": "1" if snapshot.delivery == "buu_chinh" else "0",
    }


def _flags(snapshot: Snapshot) -> dict[str, Any]:
    """What the index of service quality counts: only what we can prove is set."""
    return {
        "HoSoCoThanhPhanSoHoa": _bit(bool(snapshot.papers)),
        "TaiKhoanDuocXacThucVoiVNeID": _bit(snapshot.verified_account),
        "DuocThanhToanTrucTuyen": "0",
        "DSKetNoiCSDL": [],
    }


def _lists(snapshot: Snapshot, link: Link) -> dict[str, Any]:
    return {
        "TaiLieuNop": [_paper(paper, link) for paper in snapshot.papers],
        "DanhSachLePhi": [_fee(fee) for fee in snapshot.fees],
        "DanhSachTepDinhKemKhac": [],
        "DanhSachHoSoBoSung": [_supplement(one) for one in snapshot.supplements],
        "DanhSachGiayToKetQua": [_result(one, link) for one in snapshot.results],
    }


def _paper(paper: HandedIn, link: Link) -> dict[str, str]:
    return {
        "TepDinhKemId": str(paper.file.id),
        "TenTepDinhKem": cut(paper.name, LIMITS["file"]),
        "IsDeleted": "False",
        "MaThanhPhanHoSo": paper.component,
        "DuongDanTaiTepTin": link(paper.file),
        "DuocSoHoa": "1",
        "DuocTaiSuDung": "1" if paper.reused else "0",
        "DuocLayTuKhoDMQG": "0",
        "MaKetQuaThayThe": "",
    }


def _fee(fee: FeeLine) -> dict[str, str]:
    return {
        "TenPhiLePhi": fee.name,
        "MaPhiLePhi": fee.code,
        "HinhThucThu": MOMENTS[fee.when],
        "Gia": str(fee.amount),
        "LoaiPhiLePhi": "1",
    }


def _supplement(one: SupplementRequest) -> dict[str, Any]:
    return {
        "HoSoBoSungId": str(one.number),
        "NguoiYeuCauBoSung": one.asked_by,
        "NoiDungBoSung": cut(one.text, LIMITS["text"]),
        "NgayBoSung": stamp(one.asked_at),
        "NguoiTiepNhanBoSung": "",
        "ThongTinTiepNhan": "",
        "NgayTiepNhanBoSung": stamp(one.answered_at),
        "TrangThaiBoSung": _bit(one.answered_at is not None),
        "DanhSachGiayToBoSung": [],
        "DanhSachLePhiBoSung": [],
        "NgayHenTraTruoc": stamp(one.due_before),
        "NgayHenTraMoi": stamp(one.due_after),
    }


def _result(one: ResultPaper, link: Link) -> dict[str, str]:
    return {
        "TenGiayTo": cut(one.name, LIMITS["result"]),
        "MaThanhPhanHoSo": "",
        "GiayToId": str(one.file.id),
        "DuongDanTepTinKetQua": link(one.file),
        "MaGiayToKetQua": one.code,
    }


def _row(row: Progress) -> dict[str, str]:
    return {
        "MaHoSo": row.case,
        "NguoiXuLy": cut(actor(row), LIMITS["person"]),
        "ChucDanh": row.title,
        "ThoiDiemXuLy": stamp(row.at),
        "PhongBanXuLy": row.unit,
        "NoiDungXuLy": cut(said(row), LIMITS["text"]),
        "TrangThai": row.status,
        "NgayBatDau": "",
        "NgayKetThucTheoQuyDinh": "",
    }


def _bit(value: bool) -> str:
    return "1" if value else "0"
