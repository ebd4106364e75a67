"""Days, months and moments, typed the Vietnamese way: day first, 1900 to 2200."""

import re
from datetime import date, datetime
from typing import Any

from procedures.engine.calendar import HANOI
from procedures.engine.form import Field
from procedures.engine.text import BadValue, ascii_digits

from .base import FieldType, Names, code_itself

FIRST_YEAR, LAST_YEAR = 1900, 2200
DAY = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
MONTH = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{4})")
ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")
YEAR = re.compile(r"\d{4}")
MOMENT = re.compile(r"(.+?)[\sT,]+(\d{1,2})(?::|h|g)(\d{2})(?::00)?(\+07:00)?")
SCHOOL_YEAR = re.compile(r"(\d{4})\s*[-–/]\s*(\d{4})")


def read_day(text: str) -> date:
    """Read dd/mm/yyyy (or ISO, as values are stored). Raises "bad_date", "no_such_day",
    "year_out_of_range"."""
    text = ascii_digits(text)
    if found := ISO_DAY.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := DAY.fullmatch(text):
        day, month, year = map(int, found.groups())
    else:
        raise BadValue("bad_date")
    _year(year)
    try:
        return date(year, month, day)
    except ValueError:
        raise BadValue("no_such_day") from None


def read_month(text: str) -> str:
    text = ascii_digits(text)
    if found := ISO_MONTH.fullmatch(text):
        year, month = map(int, found.groups())
    elif found := MONTH.fullmatch(text):
        month, year = map(int, found.groups())
    else:
        raise BadValue("bad_month")
    _year(year)
    if not 1 <= month <= 12:
        raise BadValue("bad_month")
    return f"{year:04}-{month:02}"


class Day(FieldType):
    strict = True
    longest = 40

    def read(self, field: Field, text: str) -> str:
        return read_day(text).isoformat()

    def show(self, field: Field, value: Any, names: Names = code_itself) -> str:
        return "/".join(reversed(str(value).split("-")))


class Month(Day):
    def read(self, field: Field, text: str) -> str:
        return read_month(text)


class PartialDate(Day):
    """A day, a month or only a year: older people do not know their day of birth."""

    def read(self, field: Field, text: str) -> str:
        if YEAR.fullmatch(ascii_digits(text)):
            _year(int(text))
            return ascii_digits(text)
        if MONTH.fullmatch(ascii_digits(text)) or ISO_MONTH.fullmatch(ascii_digits(text)):
            return read_month(text)
        return read_day(text).isoformat()


class Moment(Day):
    """A day and a time of day, office time."""

    def read(self, field: Field, text: str) -> str:
        found = MOMENT.fullmatch(ascii_digits(text))
        if not found:
            raise BadValue("bad_moment")
        day, hour, minute = read_day(found[1]), int(found[2]), int(found[3])
        if hour > 23 or minute > 59:
            raise BadValue("bad_moment")
        moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=HANOI)
        return moment.isoformat()

    def show(self, field: Field, value: Any, names: Names = code_itself) -> str:
        return f"{datetime.fromisoformat(str(value)):%H:%M %d/%m/%Y}"


class SchoolYear(FieldType):
    longest = 20

    def read(self, field: Field, text: str) -> str:
        found = SCHOOL_YEAR.fullmatch(ascii_digits(text))
        if not found or int(found[2]) != int(found[1]) + 1:
            raise BadValue("bad_school_year")
        _year(int(found[1]))
        return f"{found[1]}-{found[2]}"


def _year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadValue("year_out_of_range", first=FIRST_YEAR, last=LAST_YEAR)
