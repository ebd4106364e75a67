"""Checks a definition may put on an answer (``validate``): one function and one line each.

A check looks at the value, its own argument, the other answers of the page and today; it
returns None, or ``BadValue`` with a stable word. Days of which only the year or month is
known are judged by what is certain.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from .calendar import add_months
from .form import Check, Field
from .text import BadValue

Values = Mapping[str, Any]


def broken(check: Check, question: Field, values: Values, on: date) -> BadValue | None:
    """What ``check`` finds wrong with the answer to ``question``."""
    argument = check.value
    if check.rule in COMPARING:
        argument = values.get(str(argument).rpartition(".")[2])
        if argument is None:
            return None
    return CHECKS[check.rule](values[question.name], argument, on)


def not_future(value: Any, argument: Any, on: date) -> BadValue | None:
    return BadValue("in_the_future") if earliest(value) > on else None


def not_past(value: Any, argument: Any, on: date) -> BadValue | None:
    return BadValue("in_the_past") if latest(value) < on else None


def must_be_true(value: Any, argument: Any, on: date) -> BadValue | None:
    return None if value is True else BadValue("must_be_ticked")


def after(value: Any, argument: Any, on: date) -> BadValue | None:
    late = latest(value) > earliest(argument)
    return None if late else BadValue("not_after", other=argument)


def not_before(value: Any, argument: Any, on: date) -> BadValue | None:
    early = latest(value) < earliest(argument)
    return BadValue("before", other=argument) if early else None


def gte(value: Any, argument: Any, on: date) -> BadValue | None:
    return (
        None if _number(value) >= _number(argument) else BadValue("too_small", least=argument)
    )


def min_days_from_today(value: Any, argument: Any, on: date) -> BadValue | None:
    soon = (latest(value) - on).days < argument
    return BadValue("too_soon", days=argument) if soon else None


def age_min(value: Any, argument: Any, on: date) -> BadValue | None:
    young = add_months(earliest(value), 12 * argument) > on
    return BadValue("too_young", years=argument) if young else None


def age_between(value: Any, argument: Any, on: date) -> BadValue | None:
    least, most = argument
    if age_min(value, least, on):
        return BadValue("too_young", years=least)
    if add_months(latest(value), 12 * (most + 1)) <= on:
        return BadValue("too_old", years=most)
    return None


def not_older_than_months(value: Any, argument: Any, on: date) -> BadValue | None:
    old = add_months(latest(value), argument) < on
    return BadValue("too_old_paper", months=argument) if old else None


def exactly_one(value: Any, argument: Any, on: date) -> BadValue | None:
    ticked = sum(1 for row in value if row.get(argument) is True)
    return None if ticked == 1 else BadValue("not_exactly_one", column=argument)


CHECKS: dict[str, Callable[[Any, Any, date], BadValue | None]] = {
    "not_future": not_future,
    "not_past": not_past,
    "must_be_true": must_be_true,
    "after": after,
    "not_before": not_before,
    "gte": gte,
    "min_days_from_today": min_days_from_today,
    "age_min": age_min,
    "age_between": age_between,
    "not_older_than_months": not_older_than_months,
    "exactly_one": exactly_one,
}
COMPARING = frozenset({"after", "not_before", "gte"})
OF_DAYS = frozenset(CHECKS) - {"must_be_true", "gte", "exactly_one"}


def earliest(value: str) -> date:
    """The first day a (partial) date may mean."""
    parts = [int(part) for part in value[:10].split("-")]
    year, month, day = (parts + [1, 1])[:3]
    return date(year, month, day)


def latest(value: str) -> date:
    """The last day a (partial) date may mean."""
    parts = value[:10].split("-")
    if len(parts) == 1:
        return date(int(parts[0]), 12, 31)
    if len(parts) == 2:
        first = earliest(value)
        return date.fromordinal(add_months(first, 1).toordinal() - 1)
    return earliest(value)


def _number(value: Any) -> Decimal:
    return Decimal(str(value).replace(",", "."))
