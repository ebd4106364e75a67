"""Deadlines worked out by hand come out the same, under both methods of counting."""

from datetime import datetime
from pathlib import Path

import pytest
import yaml

from procedures.engine import HANOI, Limit, WorkCalendar
from procedures.engine.due import BadPauses, due
from procedures.reference import holidays
from tests.engine.make import moment

VECTORS = yaml.load(  # days stay text
    (Path(__file__).parent / "data" / "deadlines.yaml").read_text(), Loader=yaml.BaseLoader
)
PAIRS = [
    pytest.param(vector, method, id=f"{method}: {vector['what']}")
    for vector in VECTORS
    for method in ("hours", "days")
    if f"by_{method}" in vector
]


def office(method):
    return WorkCalendar(
        days_off=frozenset(holidays.days_off()),
        extra_days=frozenset(holidays.extra_days()),
        method=method,
    )


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


@pytest.mark.parametrize(("vector", "method"), PAIRS)
def test_deadline_is_the_one_worked_out_by_hand(vector, method):
    limit = Limit(float(vector["amount"]), vector["unit"], vector.get("same_day") == "true")
    pauses = [tuple(map(at, one.split("/"))) for one in vector.get("pauses", ())]

    found = due(limit, at(vector["received_at"]), office(method), pauses)

    assert found == at(vector[f"by_{method}"])


@pytest.mark.parametrize("method", ["hours", "days"])
@pytest.mark.parametrize(
    ("what", "amount", "unit", "same_day", "received", "expected"),
    [
        ("calendar days end at closing", 15, "calendar_day", False, "16 09:00", "12-01 17:30"),
        ("they roll over a holiday", 8, "calendar_day", False, "16 09:00", "11-25 17:30"),
        ("a month ends on the same date", 1, "month", False, "16 09:00", "12-16 17:30"),
        ("a working hour is an hour", 3, "working_hour", False, "16 10:30", "11-16 15:30"),
        ("half a day is four hours", 1, "half_day", False, "16 10:30", "11-16 16:30"),
        ("plain hours run through the night", 24, "hour", False, "16 10:30", "11-17 10:30"),
        ("15:00 sharp is in time", 1, "working_day", True, "16 15:00", "11-16 17:30"),
        ("after 15:00 it is the next day", 1, "working_day", True, "23 15:01", "11-25 17:30"),
        ("two days from the same day", 2, "working_day", True, "16 09:00", "11-17 17:30"),
        ("before opening is the same day", 1, "working_day", True, "16 06:00", "11-16 17:30"),
        ("on Sunday it is Monday", 1, "working_day", True, "22 09:00", "11-23 17:30"),
    ],
)  # fmt: skip
def test_limit_ends_alike_under_both_methods(
    method, what, amount, unit, same_day, received, expected
):
    found = due(Limit(amount, unit, same_day), moment(f"2026-11-{received}"), office(method))

    assert found == moment(f"2026-{expected}"), what


@pytest.mark.parametrize(
    ("received", "expected"),
    [("2026-01-31 09:00", "2026-03-02 17:30"), ("2028-01-31 09:00", "2028-02-29 17:30")],
)
def test_month_without_the_date_ends_with_its_last_day(received, expected):
    assert due(Limit(1, "month"), moment(received), WorkCalendar()) == moment(expected)


@pytest.mark.parametrize(
    ("method", "expected"), [("hours", "2026-11-18 11:00"), ("days", "2026-11-19 09:30")]
)
def test_quarter_days_are_counted(method, expected):
    found = due(Limit(2.25, "working_day"), moment("2026-11-16 09:00"), office(method))

    assert found == moment(expected)


@pytest.mark.parametrize("unit", ["working_day", "calendar_day"])
def test_pause_of_whole_days_shifts_the_due_date_by_them(unit):
    pause = (moment("2026-11-17 10:00"), moment("2026-11-18 10:00"))

    found = due(
        Limit(3, unit), moment("2026-11-16 09:00"), WorkCalendar(method="days"), [pause]
    )

    assert found == moment("2026-11-20 17:30")


def test_pause_within_a_day_shifts_whole_days_not_at_all():
    pause = (moment("2026-11-17 08:00"), moment("2026-11-17 16:00"))
    days = WorkCalendar(method="days")

    found = due(Limit(3, "working_day"), moment("2026-11-16 09:00"), days, [pause])

    assert found == moment("2026-11-19 17:30")


@pytest.mark.parametrize(
    "pauses",
    [
        [("2026-11-16 08:00", "2026-11-16 10:00")],
        [("2026-11-17 10:00", "2026-11-17 09:00")],
        [("2026-11-17 08:00", "2026-11-17 12:00"), ("2026-11-17 11:00", "2026-11-17 14:00")],
    ],
    ids=["before receipt", "backwards", "overlapping"],
)
def test_pauses_that_make_no_sense_are_refused(pauses):
    moments = [(moment(begins), moment(ends)) for begins, ends in pauses]

    with pytest.raises(BadPauses):
        due(Limit(3, "working_day"), moment("2026-11-16 09:00"), WorkCalendar(), moments)


def test_calendar_without_working_time_ends_the_search():
    never = WorkCalendar(
        days_off=frozenset(
            moment("2026-11-16 00:00").date().fromordinal(739_000 + n) for n in range(9000)
        )
    )

    with pytest.raises(OverflowError):
        due(Limit(1, "working_day"), moment("2026-11-16 09:00"), never)
