"""What time does to a case by itself."""

import copy
from datetime import timedelta

import pytest

from procedures.models import JournalEntry, Letter
from procedures.operations import timers
from procedures.queries import history
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """A case whose applicant has ten working days to answer."""
    place = make.office()
    content = copy.deepcopy(make.PROCEDURE)
    content["rules"]["supplement"]["lapse"] = {"amount": 10, "unit": "working_day"}
    place = make.Office(
        place.agency, place.desk, make.procedure(content), dict(place.officers)
    )
    case = make.case(place)
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT + make.HOUR)
    make.move(
        case,
        "supplement",
        place.viewer("thu_ly"),
        make.AT + 2 * make.HOUR,
        items=["noi_dung"],
        notes={"noi_dung": "Ghi rõ"},
    )
    return case


def test_a_request_that_can_still_be_answered_is_left_alone(asked):
    assert timers.run_out(at=make.AT + timedelta(days=10)) == 0


def test_an_unanswered_request_stops_the_case_with_form_05(asked):
    assert timers.run_out(at=make.AT + timedelta(days=20)) == 1

    asked.refresh_from_db()
    assert asked.status == "8"
    assert Letter.objects.get(case=asked, name="stop_notice").form == "05"


def test_the_system_stands_in_the_journal_as_itself(asked):
    timers.run_out(at=make.AT + timedelta(days=20))

    last = JournalEntry.objects.filter(case=asked).order_by("-n")[0]
    assert (last.role, last.person, last.action) == ("he_thong", None, "stop")
    assert history.replay().differences == ()


def test_running_out_twice_moves_it_once(asked):
    at = make.AT + timedelta(days=20)

    assert [timers.run_out(at=at), timers.run_out(at=at)] == [1, 0]
