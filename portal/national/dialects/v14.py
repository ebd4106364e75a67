"""Dialect ``v14``: guide v1.4 of 2020, the same envelope without the later fields."""

from __future__ import annotations

from typing import Any

from portal.national.dialects import ext24
from portal.national.dialects.envelope import decode, in_session, login
from portal.national.dialects.ext24 import Link, progress
from procedures.queries.national import Snapshot

__all__ = ["case", "decode", "in_session", "login", "progress"]

LATER = frozenset(
    {
        *("KenhThucHien", "NoiNopHoSo", "SoGiayToChuHoSo", "DinhDanhCHS", "NgayNopHoSo"),
        *("NgayTuChoi", "HoSoCoThanhPhanSoHoa", "TaiKhoanDuocXacThucVoiVNeID"),
        *("DuocThanhToanTrucTuyen", "DSKetNoiCSDL", "DuocSoHoa", "DuocTaiSuDung"),
        *("DuocLayTuKhoDMQG", "MaKetQuaThayThe", "MaGiayToKetQua"),
    }
)


def case(snapshot: Snapshot, *, updating: bool, link: Link) -> dict[str, Any]:
    """Return ``DongBoHoSoMC`` as the guide has it."""
    call = ext24.case(snapshot, updating=updating, link=link)
    return {**call, "data": _without(call["data"])}


def _without(value: Any) -> Any:
    if isinstance(value, list):
        return [_without(one) for one in value]
    if isinstance(value, dict):
        return {name: _without(one) for name, one in value.items() if name not in LATER}
    return value
