"""The cases a visitor finds: every state there is, each one reached through the real moves."""

import json
from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.transaction import atomic, set_rollback
from django.test import override_settings

from portal.demo.november import CASES
from portal.demo.past import hours_before, make_past
from portal.demo.setup import set_up
from procedures.definitions import FOLDER, read, whole
from procedures.engine import OFFICE
from procedures.models import Case, Letter
from procedures.operations import catalogue
from procedures.operations.reference import load_reference
from tests import make

NOW = make.AT + timedelta(days=2, hours=1, minutes=40)  # Wednesday, 09:40


@pytest.fixture(scope="module")
def past(django_db_setup, django_db_blocker, tmp_path_factory):
    """Nineteen cases with their letters: made once, for it takes a while, and rolled back."""
    store = f"file://{tmp_path_factory.mktemp('files')}"
    content = whole(read(next(FOLDER.glob("1.004873-*.yaml"))))
    with django_db_blocker.unblock(), override_settings(FILE_STORE=store), atomic():
        load_reference(at=make.AT)
        catalogue.publish_shipped(contents=[content], at=make.AT)
        set_up(at=make.AT)
        make_past(at=NOW)
        yield
        set_rollback(True)


@pytest.mark.slow
@pytest.mark.usefixtures("past", "db")
def test_there_is_a_case_in_every_state_an_officer_meets():
    found = Counter(
        (step or "closed", status)
        for steps, status in Case.objects.values_list("open_steps", "status")
        for step in (steps or [""])
    )

    assert sum(found.values()) == len(CASES)
    assert {step for step, _status in found} == {
        "tiep_nhan",
        "thu_ly",
        "kiem_soat",
        "ky",
        "phat_hanh",
        "tra",
        "closed",
    }
    assert {status for _step, status in found} == {"1", "3", "4", "5", "9", "10"}


@pytest.mark.slow
@pytest.mark.usefixtures("past", "db")
def test_nothing_of_the_past_lies_in_the_future():
    assert not Case.objects.filter(moved_at__gt=NOW).exists()
    assert not Case.objects.filter(submitted_at__gt=NOW).exists()


@pytest.mark.slow
@pytest.mark.usefixtures("past", "db")
def test_the_past_can_be_replayed_from_its_journal():
    out = StringIO()
    call_command("replay_cases", "--json", stdout=out)

    assert json.loads(out.getvalue()) == {"ok": True, "cases": len(CASES), "differences": []}


@pytest.mark.slow
@pytest.mark.usefixtures("past", "db")
def test_letters_of_the_past_carry_the_dates_of_the_past():
    released = Letter.objects.filter(state="released").values_list(
        "released_at", "case__moved_at"
    )

    assert released
    assert all(at < NOW for at, _moved in released)


@pytest.mark.slow
@pytest.mark.usefixtures("past", "db")
def test_the_past_is_made_once():
    assert make_past(at=NOW) == 0
    assert Case.objects.count() == len(CASES)


def test_working_hours_are_counted_back_over_nights_and_weekends():
    monday = make.AT.replace(hour=8, minute=30)  # 1 h after opening

    assert hours_before(OFFICE, monday, 3) == make.AT.replace(day=20, hour=15, minute=30)
