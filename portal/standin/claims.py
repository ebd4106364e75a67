"""What the provider tells about a person: standard claims, and Vietnamese names beside them.

Applications here have grown up with VNConnect's names (`SoDinhDanh`, `HoVaTen`, …); newer ones
ask for the standard. Both are given, so the reading side decides which it maps.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from portal.standin.people import Person

# The ticks of the sign-in page. A form without them (a program, not the page) shares all.
CHOICES = {
    "ho_ten": "Họ tên, ngày sinh, giới tính",
    "so": "Số định danh cá nhân",
    "cu_tru": "Nơi cư trú, điện thoại, thư điện tử",
}

NAMES = [
    "sub",
    "acr",
    "name",
    "birthdate",
    "gender",
    "personal_id",
    "phone_number",
    "email",
    "address",
    "level",
    "LoaiTaiKhoan",
    "HoVaTen",
    "NgayThangNamSinh",
    "GioiTinh",
    "DanToc",
    "QuocTich",
    "SoDinhDanh",
    "ThuongTru",
    "NoiOHienNay",
    "QueQuan",
    "SoDienThoai",
    "ThuDienTu",
    "MaSoThue",
    "TenDoanhNghiep",
    "TechID",
    "TrangThai",
    "loAs",
]


def shared(form: Mapping[str, str]) -> list[str]:
    """Which of the choices the posted page allows."""
    if "chia_se" not in form:
        return list(CHOICES)
    return [choice for choice in CHOICES if f"chia_se_{choice}" in form]


def of(person: Person, allowed: Collection[str]) -> dict[str, Any]:
    """The claims of a person, as far as that person allowed."""
    told: dict[str, Any] = {
        "sub": person.sub,
        "TechID": person.sub,
        "acr": f"LoA{person.level}",
        "loAs": f"LoA{person.level}",
        "level": person.level,
        "LoaiTaiKhoan": "2" if person.tax_code else "1",
        "TrangThai": "1",
    }
    if "ho_ten" in allowed:
        told |= _name(person)
    if "so" in allowed:
        told |= {"personal_id": person.personal_id, "SoDinhDanh": person.personal_id}
    if "cu_tru" in allowed:
        told |= _residence(person)
    if person.tax_code:
        told |= {"MaSoThue": person.tax_code, "TenDoanhNghiep": person.organisation}
    return told


def _name(person: Person) -> dict[str, Any]:
    year, _, rest = person.birth_date.partition("-")
    month, _, day = rest.partition("-")
    return {
        "name": person.name,
        "birthdate": person.birth_date,
        "gender": person.gender,
        "HoVaTen": person.name,
        "NgayThangNamSinh": f"{day}/{month}/{year}" if day else person.birth_date,
        "GioiTinh": {"male": "Nam", "female": "Nữ"}.get(person.gender, ""),
        "DanToc": person.ethnicity,
        "QuocTich": person.nationality,
        "QueQuan": person.hometown,
    }


def _residence(person: Person) -> dict[str, Any]:
    place = {"MaTinh": person.province, "MaXa": person.commune, "DiaChiChiTiet": person.line}
    standard = {
        "formatted": person.address,
        "region": person.province,
        "locality": person.commune,
        "street_address": person.line,
        "country": "VN",
    }
    told: dict[str, Any] = {
        "address": standard,
        "phone_number": person.phone,
        "SoDienThoai": person.phone,
        "ThuongTru": {**place, "DiaChiDayDu": person.address},
        "NoiOHienNay": {**place, "DiaChiDayDu": person.address},
    }
    if person.email:
        told |= {"email": person.email, "ThuDienTu": person.email}
    return told
