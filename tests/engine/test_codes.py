"""Numbers that identify cases, persons, taxpayers, telephones."""

from datetime import date

import pytest

from procedures.engine.codes import (
    case_code,
    masked,
    personal_id,
    personal_id_warnings,
    phone,
    tax_code,
)
from procedures.engine.text import BadValue


def test_case_code_is_desk_day_and_number():
    assert case_code("H57.14", date(2026, 11, 3), 12345) == "H57.14-261103-12345"


@pytest.mark.parametrize(
    "typed", ["046090001234", "046 090 001 234", "０４６０９０００１２３４"]
)
def test_personal_id_is_twelve_digits(typed):
    assert personal_id(typed) == "046090001234"


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("04609000123", "personal_id_digits"),
        ("0460900012345", "personal_id_digits"),
        ("O46090001234", "personal_id_digits"),
        ("", "personal_id_digits"),
        ("000000000000", "personal_id_zero"),
        ("0460900\u200b01234", "hidden_character"),
    ],
)
def test_other_personal_ids_are_refused_with_the_reason(typed, word):  # F24
    with pytest.raises(BadValue, match=word):
        personal_id(typed)


@pytest.mark.parametrize(
    ("number", "born", "gender", "warnings"),
    [
        ("046090001234", date(1990, 5, 1), "nam", ()),
        ("046190001234", 1990, "nu", ()),
        ("046303001234", 2003, "nu", ()),
        ("003090001234", 1990, "nam", ("personal_id_province",)),
        ("046090001234", 1991, "nam", ("personal_id_year",)),
        ("046090001234", 2090, "nam", ("personal_id_century",)),
        ("046090001234", 1990, "nu", ("personal_id_gender",)),
        ("046090001234", None, "", ()),
    ],
)
def test_what_does_not_fit_in_a_personal_id_only_warns(number, born, gender, warnings):
    assert personal_id_warnings(number, born=born, gender=gender) == warnings


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0101234567", "0101234567"),
        ("0101234567-001", "0101234567-001"),
        ("0101234567001", "0101234567-001"),
        ("046090001234", "046090001234"),
    ],
)
def test_tax_codes_have_ten_twelve_or_thirteen_digits(typed, code):
    assert tax_code(typed) == code


@pytest.mark.parametrize("typed", ["010123456", "01012345678", "0000000000", "01012A4567"])
def test_other_tax_codes_are_refused(typed):
    with pytest.raises(BadValue, match="tax_code_digits"):
        tax_code(typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0905123456", "0905123456"),
        ("+84 905 123 456", "0905123456"),
        ("84905123456", "0905123456"),
        ("0084 (0)905-123-456", "0905123456"),
        ("0905.123.456", "0905123456"),
        ("0234 3822 222", "02343822222"),
    ],
)
def test_telephones_come_to_one_form(typed, number):  # F25
    assert phone(typed) == number


@pytest.mark.parametrize("typed", ["12345", "0105123456", "+1 905 123 456", "090512345a"])
def test_other_telephones_are_refused(typed):
    with pytest.raises(BadValue, match="phone_digits"):
        phone(typed)


def test_masking_leaves_four_digits():
    assert masked("046090001234") == "••••••••1234"
