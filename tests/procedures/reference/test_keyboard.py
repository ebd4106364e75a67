"""What Telex and VNI leave behind when the input method is off."""

import pytest

from procedures.reference.keyboard import telex, vni


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("giaays", "giấy"),
        ("giasy", "giáy"),
        ("ddoocj", "độc"),
        ("thaan", "thân"),
        ("thana", "thân"),
        ("huwowng", "hương"),
        ("huowng", "hương"),
        ("dduowngf", "đường"),
        ("hoaf", "hòa"),
        ("thuyr", "thủy"),
        ("quys", "quý"),
        ("dangd", "đang"),
        ("trichs", "trích"),
        ("khaaur", "khẩu"),
        ("mowr", "mở"),
        ("khai", "khai"),
        ("2026", "2026"),
        ("x", "x"),
    ],
)
def test_telex_residue_is_read(typed, meant):
    assert telex(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("giay61", "giấy"),
        ("gia6y1", "giấy"),
        ("d9o65c", "độc"),
        ("d9a8ng", "đăng"),
        ("ky1", "ký"),
        ("than6", "thân"),
        ("huo7ng", "hương"),
        ("nguoi72", "người"),
        ("d9at61", "đất"),
        ("khai", "khai"),
        ("ct07", "ct07"),
        ("2026", "2026"),
    ],
)
def test_vni_residue_is_read(typed, meant):
    assert vni(typed) == meant
