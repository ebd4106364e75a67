"""Numbers as Vietnamese write them: comma for decimals, dots (or spaces) for thousands."""

import re
from decimal import Decimal
from typing import Any

from procedures.engine.form import Field
from procedures.engine.text import BadValue, ascii_digits

from .base import FieldType, Names, code_itself

MOST_DIGITS = 15
THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+|-?\d{1,3}(,\d{3}){2,}")
NUMBER = re.compile(r"-?\d+([.,]\d+)?")
MIXED = re.compile(r"-?\d{1,3}((\.\d{3})+,\d+|(,\d{3})+\.\d+)")


def read_number(text: str) -> Decimal:
    """Read ``1.234,5``, ``1234,5``, ``1234.5`` or ``1.234`` (thousands).

    >>> read_number("1.234,50"), read_number("1.234"), read_number("0.5")
    (Decimal('1234.50'), Decimal('1234'), Decimal('0.5'))
    """
    typed = re.sub(r"[\s_]+", "", ascii_digits(text)).replace("−", "-")
    if len(typed) > 40:
        raise BadValue("too_many_digits", most=MOST_DIGITS)
    if THOUSANDS.fullmatch(typed) and not typed.lstrip("-").startswith("0"):
        plain = re.sub("[.,]", "", typed)
    elif MIXED.fullmatch(typed):
        decimal = max(typed.rfind("."), typed.rfind(","))
        plain = f"{re.sub('[.,]', '', typed[:decimal])}.{typed[decimal + 1 :]}"
    elif NUMBER.fullmatch(typed):
        plain = typed.replace(",", ".")
    else:
        raise BadValue("not_a_number")
    if len(re.sub(r"\D", "", plain).lstrip("0")) > MOST_DIGITS:
        raise BadValue("too_many_digits", most=MOST_DIGITS)
    number = Decimal(plain)
    return number if number else abs(number)  # no minus zero


class Number(FieldType):
    """A decimal number, exact. Its value is text with a decimal comma: "1234,5"."""

    longest = 60

    def read(self, field: Field, text: str) -> Any:
        number = read_number(text)
        most = 2 if field.decimals is None else field.decimals
        if -number.as_tuple().exponent > most:
            raise BadValue("too_many_decimals", most=most)
        return f"{number:f}".replace(".", ",")

    def validate(self, field: Field, value: Any) -> None:
        number = self.fact(value)
        if field.min is not None and number < Decimal(str(field.min)):
            raise BadValue("too_small", least=field.min)
        if field.max is not None and number > Decimal(str(field.max)):
            raise BadValue("too_big", most=field.max)

    def show(self, field: Field, value: Any, names: Names = code_itself) -> str:
        whole, comma, part = str(value).partition(",")
        return f"{int(whole):,}".replace(",", ".") + comma + part

    def fact(self, value: Any) -> Any:
        return Decimal(str(value).replace(",", "."))


class Whole(Number):
    """A whole number."""

    def read(self, field: Field, text: str) -> Any:
        number = read_number(text)
        if number != int(number):
            raise BadValue("not_whole")
        return int(number)


class Money(Whole):
    """An amount in đồng."""

    def read(self, field: Field, text: str) -> Any:
        amount = super().read(field, re.sub(r"(?i)\s*(đồng|vnđ|vnd|đ|₫)\.?$", "", text))
        if amount < 0:
            raise BadValue("too_small", least=0)
        return amount

    def show(self, field: Field, value: Any, names: Names = code_itself) -> str:
        return f"{super().show(field, value)} đồng"
