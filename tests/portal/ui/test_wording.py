"""Times, durations, sums and numbers as people read them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.forms import DateField
from django.template import Context, Template
from django.utils import formats, translation

from portal.ui import wording

HOUR = timedelta(hours=1)
FIVE_PAST_TWO = datetime(2026, 11, 24, 7, 5, tzinfo=UTC)  # 14:05 in Huế


@pytest.fixture
def vietnamese():
    with translation.override("vi"):
        yield


@pytest.fixture
def english():
    with translation.override("en"):
        yield


def test_moment_is_the_hour_then_the_day_in_office_time(vietnamese):
    assert wording.moment(FIVE_PAST_TWO) == "14:05\u00a024/11/2026"


def test_long_moment_is_spoken_as_on_a_letter(vietnamese):
    assert wording.long_moment(FIVE_PAST_TWO) == "14\u00a0giờ\u00a005, thứ Ba 24/11/2026"


def test_moment_in_english_spells_the_month(english):
    assert wording.moment(FIVE_PAST_TWO) == "24\u00a0Nov\u00a02026,\u00a014:05"


def test_moment_shortly_before_midnight_utc_belongs_to_the_next_day_here(vietnamese):
    assert wording.moment(datetime(2026, 11, 23, 17, 30, tzinfo=UTC)).endswith("24/11/2026")


def test_sunday_has_its_own_name(vietnamese):
    assert wording.long_day(date(2026, 11, 29)) == "Chủ nhật 29/11/2026"


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (32 * HOUR, "4 working days"),
        (31 * HOUR, "3 working days"),
        (23 * HOUR, "2 days 7 hours of working time"),
        (16 * HOUR, "2 working days"),
        (11 * HOUR, "1 day 3 hours of working time"),
        (8 * HOUR, "1 working day"),
        (3.99 * HOUR, "3 working hours"),
        (0.75 * HOUR, "45 minutes"),
        (timedelta(seconds=20), "1 minute"),
    ],
)
def test_working_time_is_rounded_down_and_never_to_nothing(english, left, words):
    assert wording.working_time(left) == words


def test_working_time_follows_the_length_of_the_office_day(english):
    assert wording.working_time(14 * HOUR, working_day=7 * HOUR) == "2 working days"


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=4, hours=20), "4 days"),
        (5 * HOUR, "5 hours"),
        (0.5 * HOUR, "30 minutes"),
    ],
)
def test_calendar_time_counts_by_the_wall_clock(english, left, words):
    assert wording.calendar_time(left) == words


def test_money_groups_by_full_stops_and_keeps_its_unit(vietnamese):
    assert wording.money(1_250_000) == "1.250.000\u00a0đ"


def test_money_in_english_groups_by_commas(english):
    assert wording.money(15_000) == "15,000\u00a0VND"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1_300_000, "1,3\u00a0MB"),
        (2_000_000, "2\u00a0MB"),
        (84_200, "84\u00a0KB"),
        (3, "1\u00a0KB"),
    ],
)
def test_size_of_a_file_has_at_most_one_decimal(vietnamese, count, words):
    assert wording.size(count) == words


def test_masked_number_keeps_the_digits_that_open_a_case_hidden():
    assert wording.masked_number("046 198 003127") == "046•••••••••"


@pytest.mark.parametrize(
    ("name", "masked"),
    [("Nguyễn Thị Minh Châu", "Nguyễn T. M. C***"), ("H'Hen", "H***"), ("", "***")],
)
def test_masked_name_tells_only_the_owner(name, masked):
    assert wording.masked_name(name) == masked


def test_spaced_number_leaves_other_lengths_alone():
    assert [wording.spaced_number(n) for n in ("0912345678", "19001075")] == [
        "0912\u00a0345\u00a0678",
        "19001075",
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "typed", ["03/04/2026", "3-4-2026", "3 4 2026", "3.4.2026", "2026-04-03"]
)
def test_third_of_april_is_never_the_fourth_of_march(language, typed):
    with translation.override(language):
        formats.reset_format_cache()

        assert DateField().clean(typed) == date(2026, 4, 3)


def test_time_element_holds_the_exact_moment_for_programs(vietnamese):
    page = Template("{% load ui %}{{ at|moment }}").render(Context({"at": FIVE_PAST_TWO}))

    assert page == ('<time datetime="2026-11-24T14:05+07:00">14:05\u00a024/11/2026</time>')


def test_time_of_nothing_is_nothing():
    assert (
        Template("{% load ui %}{{ at|moment }}{{ at|day }}").render(Context({"at": None}))
        == ""
    )
