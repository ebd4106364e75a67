"""Claims of a provider in either way of naming them become the same facts."""

from dataclasses import replace
from typing import Any

import pytest

from portal.connect.identity.claims import Identity, identity

CHAU = Identity(
    issuer="https://sso.example.vn",
    subject="a1",
    level=2,
    personal_id="046198003127",
    full_name="Nguyễn Thị Minh Châu",
    birth_date="1998-03-12",
    gender="nu",
    phone="0905314728",
    email="chau@example.vn",
    province="46",
    commune="19789",
    line="14/3 Nguyễn Huệ",
)
VNCONNECT = {
    "sub": "a1",
    "loAs": "LoA2",
    "SoDinhDanh": "046198003127",
    "HoVaTen": "Nguyễn Thị Minh Châu",
    "NgayThangNamSinh": "12/03/1998",
    "GioiTinh": "Nữ",
    "SoDienThoai": "0905314728",
    "ThuDienTu": "chau@example.vn",
    "NoiOHienNay": {"MaTinh": "46", "MaXa": "19789", "DiaChiChiTiet": "14/3 Nguyễn Huệ"},
}
STANDARD = {
    "sub": "a1",
    "acr": "LoA2",
    "personal_id": "046198003127",
    "name": "Nguyễn Thị Minh Châu",
    "birthdate": "1998-03-12",
    "gender": "female",
    "phone_number": "0905314728",
    "email": "chau@example.vn",
    "address": {"region": "46", "locality": "19789", "street_address": "14/3 Nguyễn Huệ"},
}


@pytest.mark.parametrize("claims", [VNCONNECT, STANDARD], ids=["vnconnect", "standard"])
def test_both_ways_of_naming_give_the_same_facts(claims: dict[str, Any]) -> None:
    assert identity("https://sso.example.vn", claims) == CHAU


def test_organisation_account_names_its_company() -> None:
    claims = STANDARD | {"MaSoThue": "3301548206", "TenDoanhNghiep": "Công ty TNHH Kim Long"}

    expected = replace(CHAU, tax_code="3301548206", organisation="Công ty TNHH Kim Long")
    assert identity("https://sso.example.vn", claims) == expected


def test_what_is_not_told_is_empty() -> None:
    assert identity("i", {"sub": "a1"}) == Identity(issuer="i", subject="a1")


@pytest.mark.parametrize("value", [7, None, ["x"], {"a": 1}, "  "])
def test_claim_that_is_no_text_is_not_told(value: Any) -> None:
    told = identity("i", {"sub": "a1", "name": value, "address": value, "acr": value})

    assert told == Identity(issuer="i", subject="a1")
