"""Working time: when an office counts the hours, and how to add them up.

All moments are aware; whatever zone they come in, counting happens in office time
(``HANOI``) and answers are given in it. Durations are ``timedelta`` of *working* time: one
working day is ``WorkCalendar.day`` long (8 h with the default hours), so half and quarter
days are plain fractions of it.

>>> friday = datetime(2026, 11, 20, 16, 30, tzinfo=HANOI)
>>> OFFICE.add(friday, timedelta(hours=2)).isoformat()  # 1 h on Friday, 1 h on Monday
'2026-11-23T08:30:00+07:00'
>>> OFFICE.working_days_after(friday.date(), 2).isoformat()
'2026-11-24'
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

HANOI = timezone(timedelta(hours=7), "+07")
MORNING = (time(7, 30), time(11, 30))
AFTERNOON = (time(13, 30), time(17, 30))
CUTOFF = time(15, 0)
METHODS = ("hours", "days")
SEARCHED_DAYS = 3660  # ten years: a longer search means the calendar has no working time

Span = tuple[time, time]


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Office hours plus the exceptions of the yearly holiday notice. Immutable.

    ``method`` says how limits in working days are counted from now on: ``hours`` (the
    working minutes from the moment of receipt, as receipts print) or ``days`` (the day of
    receipt is not counted, due at closing time; Civil Code 2015 art. 147-148). A clock
    remembers how it was started, so changing the method leaves running cases alone.
    """

    hours: tuple[Span, ...] = (MORNING, AFTERNOON)
    days_off: frozenset[date] = frozenset()
    extra_days: frozenset[date] = frozenset()  # Saturdays worked in exchange
    half_days: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    method: str = "hours"
    cutoff: time = CUTOFF  # received later: handed over next working morning

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise ValueError(f"{self.method!r} is not one of {', '.join(METHODS)}")
        if not self.day:
            raise ValueError("a working day needs office hours")

    @classmethod
    def from_data(
        cls,
        content: Mapping[str, Any],
        *,
        hours: tuple[Span, ...] = (MORNING, AFTERNOON),
        method: str = "hours",
    ) -> "WorkCalendar":
        """Read ``{"days_off": [ISO day], "extra_days": [...], "half_days": {day: spans}}``.

        ``spans`` are pairs of "HH:MM".
        """
        return cls(
            hours=hours,
            days_off=frozenset(map(date.fromisoformat, content.get("days_off", ()))),
            extra_days=frozenset(map(date.fromisoformat, content.get("extra_days", ()))),
            half_days={
                date.fromisoformat(day): tuple(map(span, spans))
                for day, spans in content.get("half_days", {}).items()
            },
            method=method,
        )

    @property
    def day(self) -> timedelta:
        """Length of one working day."""
        return sum((_length(one) for one in self.hours), timedelta())

    def is_working_day(self, day: date) -> bool:
        if day in self.extra_days or day in self.half_days:
            return True
        return day.weekday() < 5 and day not in self.days_off

    def opening(self, day: date) -> datetime:
        """When the office opens on ``day``, working day or not."""
        return datetime.combine(day, self._spans_of(day)[0][0], HANOI)

    def closing(self, day: date) -> datetime:
        """When the office closes on ``day``, working day or not."""
        return datetime.combine(day, self._spans_of(day)[-1][1], HANOI)

    def working_day_on_or_after(self, day: date) -> date:
        """``day``, or the next working day if it is a day off (Civil Code 2015 art. 148)."""
        return next(self._working_days_from(day))

    def closing_on_or_after(self, day: date) -> datetime:
        return self.closing(self.working_day_on_or_after(day))

    def working_days_after(self, day: date, amount: int) -> date:
        """The ``amount``-th working day after ``day``; ``day`` itself if amount is 0."""
        following = self._working_days_from(day + timedelta(days=1))
        for _ in range(amount):
            day = next(following)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie in (start, end]; 0 if ``end`` is not later."""
        days = range(1, (end - start).days + 1)
        return sum(self.is_working_day(start + timedelta(days=n)) for n in days)

    def next_opening(self, at: datetime) -> datetime:
        """``at`` if the office is open then, else when it opens next."""
        return next(self._open_spans(at))[0]

    def handed_over_at(self, received_at: datetime) -> datetime:
        """When a file received now starts with the agency that handles it.

        Same day, or next working morning if received after 15:00 (NĐ 118/2025 art. 18).
        """
        local = received_at.astimezone(HANOI)
        if self.in_time_for_today(local):
            return self.next_opening(local)
        return self.opening(self.working_day_on_or_after(local.date() + timedelta(days=1)))

    def in_time_for_today(self, at: datetime) -> bool:
        """Whether ``at`` is on a working day and not after the cut-off (15:00 is in time)."""
        local = at.astimezone(HANOI)
        return self.is_working_day(local.date()) and local.time() <= self.cutoff

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """Return the moment when ``amount`` of working time after ``start`` is used up."""
        for opens, closes in self._open_spans(start):
            if amount <= closes - opens:
                return opens + amount
            amount -= closes - opens
        raise OverflowError("no working time within ten years")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time from ``start`` to ``end``; zero if ``end`` is earlier."""
        total = timedelta()
        if end <= start:
            return total
        for opens, closes in self._open_spans(start):
            if opens >= end:
                break
            total += min(closes, end) - opens
        return total

    def _spans_of(self, day: date) -> tuple[Span, ...]:
        return self.half_days.get(day) or self.hours

    def _working_days_from(self, day: date) -> Iterator[date]:
        found = day
        for _ in range(SEARCHED_DAYS):
            if self.is_working_day(day):
                found = day
                yield day
            day += timedelta(days=1)
        raise OverflowError(f"no working day within ten years after {found}")

    def _open_spans(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield (opens, closes) from ``start`` on; the first span may be cut short."""
        start = start.astimezone(HANOI)
        for day in self._working_days_from(start.date()):
            for opening, closing in self._spans_of(day):
                opens = datetime.combine(day, opening, HANOI)
                closes = datetime.combine(day, closing, HANOI)
                if closes > start:
                    yield max(opens, start), closes


def span(pair: tuple[str, str] | list[str]) -> Span:
    """Read ``("07:30", "11:30")``."""
    opens, closes = pair
    return time.fromisoformat(opens), time.fromisoformat(closes)


def add_months(day: date, months: int) -> date:
    """Same date ``months`` later, or that month's end (Civil Code 2015 art. 148).

    >>> add_months(date(2026, 1, 31), 1).isoformat()
    '2026-02-28'
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def _length(one: Span) -> timedelta:
    opens, closes = (datetime.combine(date.min, t) for t in one)
    return closes - opens


OFFICE = WorkCalendar()
