"""Working time of an office."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from procedures.engine import OFFICE, WorkCalendar
from tests.engine.make import calendar, hours, moment


def test_lunch_and_evening_are_skipped():
    assert OFFICE.add(moment("2026-11-16 10:30"), hours(3)) == moment("2026-11-16 15:30")
    assert OFFICE.add(moment("2026-11-16 16:30"), hours(2)) == moment("2026-11-17 08:30")


def test_time_is_counted_in_office_time_whatever_zone_it_comes_in():
    utc = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)  # 09:00 in Hà Nội

    assert OFFICE.add(utc, hours(1)) == moment("2026-11-16 10:00")


def test_a_day_off_is_no_working_day():
    office = calendar(days_off=["2026-11-24"])

    assert office.add(moment("2026-11-23 16:30"), hours(2)) == moment("2026-11-25 08:30")


def test_a_make_up_saturday_is_a_working_day():
    office = calendar(extra_days=["2026-08-22"])

    assert office.is_working_day(date(2026, 8, 22))
    assert not office.is_working_day(date(2026, 8, 23))


def test_a_half_day_has_its_own_hours():
    office = WorkCalendar.from_data({"half_days": {"2026-12-31": [["07:30", "11:30"]]}})

    assert office.closing(date(2026, 12, 31)) == moment("2026-12-31 11:30")
    assert office.add(moment("2026-12-31 11:00"), hours(1)) == moment("2027-01-01 08:00")


def test_time_between_counts_working_time_only():
    friday, monday = moment("2026-11-20 16:30"), moment("2026-11-23 08:30")

    assert OFFICE.between(friday, monday) == timedelta(hours=2)
    assert OFFICE.between(monday, friday) == timedelta()


@pytest.mark.parametrize(
    ("received", "handed_over"),
    [
        ("2026-11-16 09:00", "2026-11-16 09:00"),
        ("2026-11-16 15:00", "2026-11-16 15:00"),
        ("2026-11-16 15:01", "2026-11-17 07:30"),
        ("2026-11-16 12:00", "2026-11-16 13:30"),
        ("2026-11-20 16:00", "2026-11-23 07:30"),
        ("2026-11-21 09:00", "2026-11-23 07:30"),
        ("2026-11-16 05:00", "2026-11-16 07:30"),
    ],
)
def test_what_comes_after_15_is_handed_over_next_working_morning(received, handed_over):
    assert OFFICE.handed_over_at(moment(received)) == moment(handed_over)


def test_calendar_without_hours_is_refused():
    with pytest.raises(ValueError, match="office hours"):
        WorkCalendar(hours=())


def test_unknown_method_is_refused():
    with pytest.raises(ValueError, match="moons"):
        WorkCalendar(method="moons")


def test_hours_of_a_desk_make_its_own_day():
    summer = WorkCalendar(hours=((time(7, 0), time(11, 30)), (time(13, 30), time(17, 0))))

    assert summer.day == timedelta(hours=8)
    assert summer.add(moment("2026-11-16 11:00"), hours(1)) == moment("2026-11-16 14:00")
