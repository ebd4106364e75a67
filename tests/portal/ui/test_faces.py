"""What clocks and statuses look like."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from portal.ui import faces

DUE = datetime(2026, 11, 27, 3, 15, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_clock_with_time_left_is_on_time():
    assert faces.running(left=32 * HOUR, due_at=DUE) == faces.ClockFace(
        "on_time", "4 working days left", DUE
    )


def test_clock_near_its_end_is_due_soon():
    assert faces.running(left=3 * HOUR, soon=True).state == "due_soon"


def test_clock_past_its_end_is_overdue_even_if_called_soon():
    assert faces.running(left=-16 * HOUR, soon=True) == faces.ClockFace(
        "overdue", "2 working days overdue"
    )


def test_calendar_clock_says_days_not_working_days():
    assert faces.running(left=timedelta(days=9), working=False).words == "9 days left"


def test_clock_that_waits_says_for_what():
    assert faces.paused("waiting for papers") == faces.ClockFace(
        "paused", "Paused: waiting for papers"
    )


@pytest.mark.parametrize(
    ("hours_before", "words"),
    [
        (30, "Returned early"),
        (1, "Returned on time"),
        (0, "Returned on time"),
        (-1, "Returned late"),
    ],
)
def test_finished_clock_says_how_the_appointment_was_kept(hours_before, words):
    assert faces.returned(due_at=DUE, at=DUE - hours_before * HOUR).words == words


@pytest.mark.parametrize("officer", [False, True])
def test_each_of_the_ten_statuses_has_words_of_its_own(officer):
    words = {str(faces.status_face(n, officer=officer).words) for n in range(1, 11)}

    assert len(words) == 10


def test_red_is_kept_for_refusal_and_stop():
    bad = {code for code, face in faces.CITIZEN_STATUSES.items() if face.kind == "bad"}

    assert bad == {"3", "8"}
