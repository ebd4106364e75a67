"""One clock of a case: a limit, what is used of it, and whether it runs now.

How a limit is counted is settled when the clock is made and stays with it:

``hours``     working time; due to the minute.
``days``      whole working days, the day it starts on not counted; due at closing time.
              What comes in after hours starts with the next opening.
``same_day``  whole working days, received by 15:00 the day itself is the first one.
``calendar``  days on the wall calendar; due at closing time, rolled over days off.
              Months are turned into such days when the clock is made.
``wall``      plain hours, day and night.

A pause in whole days shifts the due date by the (working) days between the
day it began and the day it ended.

>>> from .calendar import HANOI, OFFICE
>>> monday = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)
>>> clock = start(Limit(3, "working_day"), monday, OFFICE)
>>> clock.due_at(OFFICE).isoformat()
'2026-11-19T09:00:00+07:00'
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from .calendar import HANOI, WorkCalendar, add_months

UNITS = ("working_day", "half_day", "working_hour", "calendar_day", "month", "hour")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """How long something may take, as the law words it: 3 working days, 15 days, 1 month.

    ``same_day``: received by 15:00, the day of receipt is the first day; later, the next
    working day is. Such a limit ends at closing time under both methods.
    """

    amount: Decimal | int | float
    unit: str
    same_day: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """``limit`` and ``used`` are in the measure of ``counting``; a day is ``DAY`` there."""

    limit: timedelta = timedelta()
    counting: str = "hours"
    used: timedelta = timedelta()  # in earlier runs
    since: datetime | None = None  # start of the current run; None while it does not run

    @property
    def runs(self) -> bool:
        return self.since is not None

    def run(self, at: datetime) -> "Clock":
        return self if self.since else replace(self, since=at.astimezone(HANOI))

    def pause(self, at: datetime, calendar: WorkCalendar) -> "Clock":
        if self.since is None:
            return self
        return replace(self, used=self.spent(at, calendar), since=None)

    def restart(self, at: datetime) -> "Clock":
        return replace(self, used=timedelta(), since=at.astimezone(HANOI))

    def spent(self, at: datetime, calendar: WorkCalendar) -> timedelta:
        """What is used at ``at``; never more than has passed on the wall."""
        if self.since is None:
            return self.used
        return self.used + _passed(self.counting, self.since, at, calendar)

    def due_at(self, calendar: WorkCalendar) -> datetime | None:
        """When the limit is used up, or None while the clock does not run."""
        if self.since is None:
            return None
        return _end(
            self.counting, self.since, max(self.limit - self.used, timedelta()), calendar
        )

    def to_data(self) -> dict[str, Any]:
        return {
            "limit": int(self.limit.total_seconds()),
            "counting": self.counting,
            "used": self.used.total_seconds(),
            "since": self.since.isoformat() if self.since else None,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Clock":
        since = data["since"]
        return cls(
            timedelta(seconds=data["limit"]),
            data["counting"],
            timedelta(seconds=data["used"]),
            datetime.fromisoformat(since) if since else None,
        )


def start(limit: Limit, at: datetime, calendar: WorkCalendar) -> Clock:
    """Make the clock of ``limit`` and let it run from ``at``."""
    counting, length = measure(limit, at, calendar)
    return Clock(length, counting, since=at.astimezone(HANOI))


def measure(limit: Limit, at: datetime, calendar: WorkCalendar) -> tuple[str, timedelta]:
    """Return how ``limit`` is counted when it starts at ``at``, and how long it is."""
    if limit.same_day:
        started = 1 if calendar.in_time_for_today(at) else 0
        return "same_day", (int(limit.amount) - started) * DAY
    if limit.unit == "month":
        today = at.astimezone(HANOI).date()
        return "calendar", add_months(today, int(limit.amount)) - today
    amount = float(limit.amount)
    if limit.unit == "calendar_day":
        return "calendar", int(limit.amount) * DAY
    if limit.unit == "working_day" and calendar.method == "days" and amount >= 1:
        return "days", amount * DAY
    if limit.unit in ("working_hour", "hour"):
        length = timedelta(hours=1)
    else:
        length = calendar.day / (2 if limit.unit == "half_day" else 1)
    return ("wall" if limit.unit == "hour" else "hours"), amount * length


def _passed(counting: str, since: datetime, at: datetime, calendar: WorkCalendar) -> timedelta:
    if at <= since:
        return timedelta()
    if counting == "hours":
        return calendar.between(since, at)
    if counting == "wall":
        return at - since
    began, today = _first_day(counting, since, calendar), at.astimezone(HANOI).date()
    if counting == "calendar":
        return today - began
    return calendar.working_days_between(began, today) * DAY


def _end(counting: str, since: datetime, left: timedelta, calendar: WorkCalendar) -> datetime:
    if counting == "hours":
        return calendar.add(since, left)
    if counting == "wall":
        return (since + left).astimezone(HANOI)
    began = _first_day(counting, since, calendar)
    if counting == "calendar":
        return calendar.closing_on_or_after(began + left)
    whole, rest = divmod(left, DAY)
    last = calendar.working_day_on_or_after(calendar.working_days_after(began, whole))
    if not rest:
        return calendar.closing(last)
    # Half a day more than whole days: it is counted from the next opening.
    return calendar.add(calendar.closing(last), rest / DAY * calendar.day)


def _first_day(counting: str, since: datetime, calendar: WorkCalendar) -> date:
    """The day a run begins on, which is not counted."""
    return (
        calendar.next_opening(since) if counting == "days" else since.astimezone(HANOI)
    ).date()
