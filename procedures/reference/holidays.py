"""Days off and make-up working days of state offices, 2024 to 2027.

Labour Code art. 111.3 and 112, the yearly notices of swapped days, and 24 November since 2026
(NQ 28/2026/QH16). ``standing`` says how sure a day is: ``law`` fixed by law, ``confirmed`` by
notice, ``computed`` by the rule, ``assumed`` (to be checked), ``provisional`` (not decided).
Saturdays and Sundays are off anyway and stand here only when they are holidays themselves.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from .tables import rows

FILES = ("holidays.csv",)


@dataclass(frozen=True, slots=True)
class Day:
    """One day that is not what its weekday says: ``working`` or off."""

    on: date
    working: bool
    kind: str
    name: str
    standing: str
    makes_up_for: date | None = None


@cache
def days() -> tuple[Day, ...]:
    """Every day off and every make-up working day, in order."""
    return tuple(
        Day(
            on=date.fromisoformat(row["on"]),
            working=row["what"] == "work",
            kind=row["kind"],
            name=row["name"],
            standing=row["standing"],
            makes_up_for=date.fromisoformat(row["makes_up_for"])
            if row["makes_up_for"]
            else None,
        )
        for row in rows("holidays.csv")
    )


def days_off() -> tuple[date, ...]:
    """The days without working hours, weekends not counted."""
    return tuple(day.on for day in days() if not day.working)


def extra_days() -> tuple[date, ...]:
    """The Saturdays that are worked in exchange for a day off."""
    return tuple(day.on for day in days() if day.working)
