"""Numbers that identify things: cases, persons, taxpayers, telephones.

Each reader takes what was typed and returns one normal form, or raises ``BadValue`` with a
stable word.

>>> case_code("H57.14", date(2026, 11, 23), 7)
'H57.14-261123-0007'
>>> phone("+84 905 123 456")
'0905123456'
"""

import re
from datetime import date

from .text import BadValue, ascii_digits, clean

SEPARATORS = re.compile(r"[\s.\-()]+")
TAX_CODE = re.compile(r"\d{10}(-?\d{3})?|\d{12}")
MOBILE = re.compile(r"0[35789]\d{8}")
LANDLINE = re.compile(r"02\d{9}")
# Codes of the provinces at the time numbers were given out, 001 Hà Nội to 096 Cà Mau.
PROVINCES_OF_BIRTH = frozenset(
    {1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35}
    | {36, 37, 38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68}
    | {70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96}
)


def case_code(desk: str, day: date, number: int) -> str:
    """The code of a case: receiving desk, local day, number of that desk and day."""
    return f"{desk}-{day:%y%m%d}-{number:04}"


def personal_id(raw: str) -> str:
    """Read a personal identification number: 12 digits, not all zero."""
    digits = _digits(raw)
    if len(digits) != 12 or not digits.isdecimal():
        raise BadValue("personal_id_digits", digits=len(digits))
    if not digits.strip("0"):
        raise BadValue("personal_id_zero")
    return digits


def personal_id_warnings(
    number: str, *, born: date | int | None = None, gender: str = ""
) -> tuple[str, ...]:
    """What does not fit in a number that is otherwise right; flagged, never refused.

    The number holds province of birth (3 digits), century and sex (1), year of birth (2);
    ``born`` is the day or only the year; ``gender`` "nam" or "nu".
    """
    warnings = []
    if int(number[:3]) not in PROVINCES_OF_BIRTH:
        warnings.append("personal_id_province")
    century, female = divmod(int(number[3]), 2)
    year = 1900 + 100 * century + int(number[4:6])
    known = born.year if isinstance(born, date) else born
    if known and known // 100 != year // 100:
        warnings.append("personal_id_century")
    elif known and known != year:
        warnings.append("personal_id_year")
    if gender in {"nam", "nu"} and (gender == "nu") != bool(female):
        warnings.append("personal_id_gender")
    return tuple(warnings)


def tax_code(raw: str) -> str:
    """Read a tax code: 10 digits, 10-3 for a branch, or a 12-digit personal number."""
    typed = re.sub(r"[\s.]+", "", ascii_digits(clean(raw, strict=True)))
    if not TAX_CODE.fullmatch(typed):
        raise BadValue("tax_code_digits")
    if not typed.strip("0-"):
        raise BadValue("tax_code_digits")
    plain = typed.replace("-", "")
    return f"{plain[:10]}-{plain[10:]}" if len(plain) == 13 else plain


def phone(raw: str) -> str:
    """Read a Vietnamese telephone number, mobile or fixed: 0905123456, 02343822222."""
    typed = _digits(raw)
    number = re.sub(r"^(\+84|0084|84(?=\d{9}))0?", "0", typed)
    if not (MOBILE.fullmatch(number) or LANDLINE.fullmatch(number)):
        raise BadValue("phone_digits")
    return number


def masked(number: str) -> str:
    """All but the last four characters hidden."""
    return "•" * max(len(number) - 4, 0) + number[-4:]


def _digits(raw: str) -> str:
    return SEPARATORS.sub("", ascii_digits(clean(raw, strict=True)))
