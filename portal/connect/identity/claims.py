"""From an identity provider's claims to the facts we use.

Providers here have grown up with VNConnect's names (`SoDinhDanh`, `HoVaTen`); newer ones use
the standard. For each fact the names are tried in order, so one table serves both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

NAMES = {
    "personal_id": ("SoDinhDanh", "personal_id"),
    "full_name": ("HoVaTen", "name"),
    "birth_date": ("birthdate", "NgayThangNamSinh"),
    "gender": ("gender", "GioiTinh"),
    "phone": ("SoDienThoai", "phone_number"),
    "email": ("ThuDienTu", "email"),
    "tax_code": ("MaSoThue",),
    "organisation": ("TenDoanhNghiep",),
}
GENDERS = {"male": "nam", "nam": "nam", "female": "nu", "nữ": "nu"}


@dataclass(frozen=True, slots=True)
class Identity:
    """What the provider vouches for; "" where it said nothing. `level`: 1, 2, or 0 unknown."""

    issuer: str
    subject: str
    level: int = 0
    personal_id: str = ""
    full_name: str = ""
    birth_date: str = ""  # ISO day, or a year
    gender: str = ""  # nam | nu
    phone: str = ""
    email: str = ""
    province: str = ""  # codes of the administrative units
    commune: str = ""
    line: str = ""
    tax_code: str = ""  # set when the account is an organisation's
    organisation: str = ""


def identity(issuer: str, claims: Mapping[str, Any]) -> Identity:
    """The facts in `claims`; `sub` must be there."""
    told = {fact: _first(claims, names) for fact, names in NAMES.items()}
    told["birth_date"] = iso_day(told["birth_date"])
    told["gender"] = GENDERS.get(told["gender"].lower(), "")
    province, commune, line = _residence(claims)
    return Identity(
        issuer=issuer,
        subject=str(claims["sub"]),
        level=_level(claims),
        province=province,
        commune=commune,
        line=line,
        **told,
    )


def iso_day(text: str) -> str:
    """A day or a year in any of the forms seen, as ISO; anything else is "".

    >>> [iso_day(t) for t in ("1998-03-12", "12/03/1998", "19980312", "1952", "x")]
    ['1998-03-12', '1998-03-12', '1998-03-12', '1952', '']
    """
    if re.fullmatch(r"\d{4}(-\d\d-\d\d)?", text, re.ASCII):
        return text
    if found := re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", text, re.ASCII):
        day, month, year = found.groups()
        return f"{year}-{month:0>2}-{day:0>2}"
    if re.fullmatch(r"\d{8}", text, re.ASCII):
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return ""


def _first(claims: Mapping[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = claims.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _residence(claims: Mapping[str, Any]) -> tuple[str, str, str]:
    for name, keys in (
        ("NoiOHienNay", ("MaTinh", "MaXa", "DiaChiChiTiet")),
        ("ThuongTru", ("MaTinh", "MaXa", "DiaChiChiTiet")),
        ("address", ("region", "locality", "street_address")),
    ):
        place = claims.get(name)
        if isinstance(place, dict):
            province, commune, line = (_first(place, (key,)) for key in keys)
            return province, commune, line
    return "", "", ""


def _level(claims: Mapping[str, Any]) -> int:
    told = str(claims.get("acr") or claims.get("loAs") or "")
    return int(told[-1]) if told[-1:] in ("1", "2") else 0
