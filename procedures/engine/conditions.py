"""Conditions are data, never code: field, comparison, value, joined by all / any / not.

``facts`` maps names to values: answers as ``section.field``, and what is known of the case
(``channel``, ``subject``). A question that was not answered, or a comparison of things that
cannot be compared, makes a comparison false; only ``empty`` and ``ne`` and ``not_in`` hold
for a missing value.

>>> grown = Compare("nguoi.tuoi", "ge", 18)
>>> holds(grown, {"nguoi.tuoi": 17}), holds(Not(grown), {"nguoi.tuoi": 17})
(False, True)
"""

import operator
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

ORDERED: dict[str, Callable[[Any, Any], bool]] = {
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}
OPS = ("eq", "ne", "in", "not_in", *ORDERED, "filled", "empty")


@dataclass(frozen=True, slots=True)
class Compare:
    field: str
    op: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Any_:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Condition"


Condition = Compare | All | Any_ | Not


def holds(condition: Condition | None, facts: Mapping[str, Any]) -> bool:
    """Whether ``condition`` is true of ``facts``; no condition always is. Never raises."""
    match condition:
        case None:
            return True
        case All(parts):
            return all(holds(part, facts) for part in parts)
        case Any_(parts):
            return any(holds(part, facts) for part in parts)
        case Not(part):
            return not holds(part, facts)
        case Compare(field, op, value):
            return _compare(op, facts.get(field), value)


def comparisons(condition: Condition | None) -> Iterator[Compare]:
    """Every comparison in a condition."""
    match condition:
        case All(parts) | Any_(parts):
            for part in parts:
                yield from comparisons(part)
        case Not(part):
            yield from comparisons(part)
        case Compare():
            yield condition


def _compare(op: str, have: Any, want: Any) -> bool:
    if op in {"filled", "empty"}:
        return _empty(have) == (op == "empty")
    if op in {"in", "not_in"}:
        return any(_same(have, one) for one in want) == (op == "in")
    if op in {"eq", "ne"}:
        return _same(have, want) == (op == "eq")
    have, want = _measure(have), _measure(want)
    if have is None or type(have) is not type(want):
        return False
    return ORDERED[op](have, want)


def _empty(value: Any) -> bool:
    return value is None or value == "" or value == [] or value == {}


def _same(have: Any, want: Any) -> bool:
    """Equal; a list of ticked choices is the same as each of its members."""
    if isinstance(have, list | tuple):
        return any(_same(one, want) for one in have)
    if isinstance(have, bool) or isinstance(want, bool):
        return have is want
    if isinstance(have, str) and isinstance(want, str):
        return _plain(have) == _plain(want)
    measured = _measure(have)
    return measured is not None and measured == _measure(want)


def _measure(value: Any) -> Decimal | date | None:
    """What can be ordered: exact numbers and days; a day may come as ISO text."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float | Decimal):
        number = Decimal(str(value))
        return number if number.is_finite() else None
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
