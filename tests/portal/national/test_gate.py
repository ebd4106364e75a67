from dataclasses import replace
from datetime import timedelta

import pytest

from portal.national import gate
from tests.portal.national.samples import RECEIVED, RETURNED

DAY = timedelta(days=1)


@pytest.mark.parametrize("sample", [RECEIVED, RETURNED], ids=["received", "returned"])
def test_a_whole_case_may_go_out(sample):
    assert gate.faults(sample) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"received_at": None}, "no_receipt"),
        ({"finished_at": None}, "no_end"),
        ({"returned_at": None}, "no_hand_over"),
        ({"sector_code": ""}, "no_sector_code"),
        ({"due_at": RECEIVED.received_at - DAY}, "due_before_receipt"),
        ({"received_at": RECEIVED.submitted_at - DAY}, "received_before_submission"),
        ({"finished_at": RECEIVED.received_at - DAY}, "end_before_receipt"),
        ({"returned_at": RETURNED.finished_at - DAY}, "hand_over_before_end"),
        ({"owner": replace(RECEIVED.owner, personal_id="")}, "no_owner_number"),
        ({"owner": replace(RECEIVED.owner, name=" ")}, "no_owner_name"),
    ],
)
def test_a_case_that_is_not_whole_is_stopped_and_named(change, word):
    assert gate.faults(replace(RETURNED, **change)) == [word]


@pytest.mark.parametrize("status", ["1", "3", "5", "7", "8"])
def test_before_receipt_nobody_asks_for_a_day_of_receipt(status):
    assert gate.faults(replace(RECEIVED, status=status, received_at=None, due_at=None)) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"results": ()}, "online_without_result"),
        ({"supplements": RETURNED.supplements * 2}, "second_supplement"),
    ],
)
def test_what_costs_an_indicator_is_named_but_goes_out(change, word):
    costly = replace(RETURNED, **change)

    assert (gate.faults(costly), gate.doubts(costly)) == ([], [word])
