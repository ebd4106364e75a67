"""Dates, numbers, money and forms of address as official Vietnamese papers write them."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from portal.letters.shape import Office, Person, Signer

OFFICE_TIME = ZoneInfo("Asia/Ho_Chi_Minh")


def day(at: datetime) -> str:
    """Return "ngày 05 tháng 02 năm 2026": day 1–9 and month 1–2 with a zero (NĐ 30/2020).

    >>> day(datetime(2026, 2, 5, 8, 0, tzinfo=OFFICE_TIME))
    'ngày 05 tháng 02 năm 2026'
    >>> day(datetime(2026, 3, 15, 8, 0, tzinfo=OFFICE_TIME))
    'ngày 15 tháng 3 năm 2026'
    """
    local = at.astimezone(OFFICE_TIME)
    month = f"{local.month:02}" if local.month < 3 else f"{local.month}"
    return f"ngày {local.day:02} tháng {month} năm {local.year}"


def short_day(at: datetime) -> str:
    """Return "20/11/2026"."""
    return f"{at.astimezone(OFFICE_TIME):%d/%m/%Y}"


def hour(at: datetime) -> str:
    """Return "08 giờ 20 phút"."""
    return f"{at.astimezone(OFFICE_TIME):%H giờ %M phút}"


def moment(at: datetime, *, joint: str = ", ") -> str:
    """Return "08 giờ 20 phút, ngày 26 tháng 11 năm 2026"."""
    return f"{hour(at)}{joint}{day(at)}"


def numbered(number: int | None, symbol: str, *, width: int = 2) -> str:
    """Return "09/GP-UBND"; a paper without a number leaves room for it.

    >>> numbered(9, "GP-UBND"), numbered(42, "TNHS", width=4), numbered(None, "GP-UBND")
    ('09/GP-UBND', '0042/TNHS', '……/GP-UBND')
    """
    return f"{'……' if number is None else format(number, f'0{width}')}/{symbol}"


def money(amount: int) -> str:
    """Return "15.000 đồng"."""
    return f"{amount:,} đồng".replace(",", ".")


def phone(number: str) -> str:
    """Return ten digits in groups, "0912 345 678"; anything else as it came."""
    plain = re.fullmatch(r"(0\d{3})(\d{3})(\d{3})", number)
    return " ".join(plain.groups()) if plain else number


_PLACES = re.compile(r"(?<=, )(Phường|Xã|Đặc khu|Thị trấn|Quận|Huyện|Thành phố|Tỉnh)(?= )")


def in_sentence(text: str) -> str:
    """Return an address with the kinds of places in small letters, as sentences have them.

    >>> in_sentence("28 Nguyễn Công Trứ, Phường Thuận Hoá, Thành phố Huế")
    '28 Nguyễn Công Trứ, phường Thuận Hoá, thành phố Huế'
    """
    return _PLACES.sub(lambda kind: first_lower(kind[0]), text)


def address_of(person: Person) -> str:
    """Return the word before or instead of the name: ông, bà, ông/bà; "" for a body."""
    if person.is_organization:
        return ""
    return {"Nam": "ông", "Nữ": "bà"}.get(person.sex, "ông/bà")


def you(person: Person) -> str:
    """Return the word that stands for the reader: bà, ông, ông/bà, quý cơ quan."""
    return address_of(person) or "quý cơ quan, tổ chức"


def named(person: Person) -> str:
    """Return "bà Nguyễn Thị Minh Châu"; a body by its name alone."""
    return f"{address_of(person)} {person.name}".strip()


def first_upper(text: str) -> str:
    """Raise the first letter only: "bà Châu" → "Bà Châu"."""
    return text[:1].upper() + text[1:]


def first_lower(text: str) -> str:
    """Lower the first letter only, so a title can go on in a sentence."""
    return text[:1].lower() + text[1:]


def matter(procedure: str) -> str:
    """Return what a procedure is about, without the word procedure, as a heading says it.

    >>> matter("Thủ tục cấp Giấy xác nhận tình trạng hôn nhân")
    'Cấp Giấy xác nhận tình trạng hôn nhân'
    """
    return first_upper(procedure.removeprefix("Thủ tục "))


def short_name(office: Office) -> str:
    """Return the name for narrow places: "UBND phường Thuận Hoá"."""
    return office.short or abbreviated(office.name)


def abbreviated(name: str) -> str:
    """Return the name with UBND for Ủy ban nhân dân, as slips write it."""
    return name.replace("Ủy ban nhân dân", "UBND")


_BREAKS = ("Ủy ban nhân dân ", "Hội đồng nhân dân ", "Trung tâm Phục vụ hành chính công ")


def heading(name: str) -> list[str]:
    """Return a heading's lines in capitals, broken where such names are broken.

    >>> heading("Ủy ban nhân dân phường Thuận Hoá")
    ['ỦY BAN NHÂN DÂN', 'PHƯỜNG THUẬN HOÁ']
    >>> heading("Sở Xây dựng")
    ['SỞ XÂY DỰNG']
    """
    for start in _BREAKS:
        if name.startswith(start):
            return [start.strip().upper(), name[len(start) :].upper()]
    return [name.upper()] if name else []


def signer_lines(signer: Signer) -> list[str]:
    """Return the lines above the name: TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH."""
    return [
        *(f"{form} {whom.upper()}" for form, whom in signer.on_behalf),
        signer.title.upper(),
    ]


def place_and_day(office: Office, at: datetime) -> str:
    """Return "Thuận Hoá, ngày 27 tháng 11 năm 2026"."""
    return f"{office.place}, {day(at)}" if office.place else first_upper(day(at))
