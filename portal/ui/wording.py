"""How times, durations, sums and numbers are written, in Vietnamese and in English.

Vietnamese writes the day before the month, groups thousands by full stops and puts the unit
after the number with a space that never breaks. Every function follows the active language.

>>> from datetime import timedelta
>>> from django.utils import translation
>>> with translation.override("en"):
...     working_time(timedelta(hours=11))
'1 day 3 hours of working time'
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

NBSP = "\u00a0"
HOUR = timedelta(hours=1)
WORKING_DAY = timedelta(hours=8)
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
HIDDEN = "•"


def is_vietnamese() -> bool:
    """Whether this page is spoken in Vietnamese."""
    return (get_language() or "vi").startswith("vi")


def day(on: date) -> str:
    """A date as people read it: ``24/11/2026``; English spells the month."""
    if is_vietnamese():
        return f"{on:%d/%m/%Y}"
    return f"{on.day} {on:%b} {on.year}".replace(" ", NBSP)


def weekday(on: date) -> str:
    """``thứ Ba``."""
    return WEEKDAYS[on.weekday()] if is_vietnamese() else f"{on:%A}"


def long_day(on: date) -> str:
    """``thứ Ba 24/11/2026``."""
    return f"{weekday(on)} {day(on)}"


def moment(at: datetime) -> str:
    """A moment in office time: ``14:05 24/11/2026``."""
    local = localtime(at)
    if is_vietnamese():
        return f"{local:%H:%M} {day(local)}".replace(" ", NBSP)
    return f"{day(local)}, {local:%H:%M}".replace(" ", NBSP)


def long_moment(at: datetime) -> str:
    """A moment spoken out: ``14 giờ 05, thứ Ba 24/11/2026``."""
    local = localtime(at)
    if is_vietnamese():
        return f"{local.hour}{NBSP}giờ{NBSP}{local:%M}, {long_day(local)}"
    return f"{local:%H:%M}, {long_day(local)}"


def days(n: int) -> str:
    """``4 ngày``."""
    return ngettext("%(n)d day", "%(n)d days", n) % {"n": n}


def hours(n: int) -> str:
    """``3 giờ``."""
    return ngettext("%(n)d hour", "%(n)d hours", n) % {"n": n}


def minutes(n: int) -> str:
    """``45 phút``."""
    return ngettext("%(n)d minute", "%(n)d minutes", n) % {"n": n}


def working_days(n: int) -> str:
    """``3 ngày làm việc``."""
    return ngettext("%(n)d working day", "%(n)d working days", n) % {"n": n}


def working_hours(n: int) -> str:
    """``3 giờ làm việc``."""
    return ngettext("%(n)d working hour", "%(n)d working hours", n) % {"n": n}


def working_time(left: timedelta, *, working_day: timedelta = WORKING_DAY) -> str:
    """Office time in words, rounded down so that nobody is promised time they do not have.

    Under one hour it says minutes; hours beside days only below three days, where they matter.
    """
    n, rest = divmod(left, working_day)
    h = rest // HOUR
    if n >= 3 or (n and not h):
        return working_days(n)
    if n:
        return _("%(days)s %(hours)s of working time") % {"days": days(n), "hours": hours(h)}
    if h:
        return working_hours(h)
    return minutes(max(1, left // timedelta(minutes=1)))


def calendar_time(left: timedelta) -> str:
    """Time by the wall clock in words, rounded down: ``4 ngày``, ``20 phút``."""
    if left >= timedelta(days=1):
        return days(left.days)
    if left >= HOUR:
        return hours(left // HOUR)
    return minutes(max(1, left // timedelta(minutes=1)))


def number(n: int) -> str:
    """``1.284``; English ``1,284``."""
    text = f"{n:,}"
    return text.replace(",", ".") if is_vietnamese() else text


def decimal(n: float) -> str:
    """One place after the separator, a zero there dropped: ``98,6``; English ``98.6``."""
    text = f"{n:.1f}".removesuffix(".0")
    return text.replace(".", ",") if is_vietnamese() else text


def money(amount: int) -> str:
    """A sum in đồng: ``15.000 đ``."""
    return f"{number(amount)}{NBSP}{'đ' if is_vietnamese() else 'VND'}"


def size(count: int) -> str:
    """The size of a file: ``84 KB``, ``1,3 MB``."""
    if count < 1_000_000:
        return f"{number(max(1, round(count / 1000)))}{NBSP}KB"
    return f"{decimal(count / 1_000_000)}{NBSP}MB"


def masked_number(text: str) -> str:
    """A personal or telephone number of which only the first three digits are told.

    The last four open a case at the public tracking page, so they are never shown.
    """
    digits = [c for c in text if c.isdigit()]
    return "".join(digits[:3]) + HIDDEN * max(0, len(digits) - 3)


def masked_name(name: str) -> str:
    """Enough of a name to recognise one's own paper: ``Nguyễn T. M. C***``."""
    first, *rest = name.split() or [""]
    if not rest:
        return f"{first[:1]}***"
    *middle, last = rest
    return " ".join([first, *(f"{part[0]}." for part in middle), f"{last[0]}***"])


def spaced_number(text: str) -> str:
    """A telephone number as people read it aloud: ``0912 345 678``."""
    digits = "".join(c for c in text if c.isdigit())
    if len(digits) != 10:
        return text
    return NBSP.join([digits[:4], digits[4:7], digits[7:]])
