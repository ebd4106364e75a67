"""What waits for an officer, in which order, at what price."""

import pytest

from procedures.operations import drafts, submission
from procedures.queries import worklist
from procedures.queries.worklist import Filters
from tests import make

pytestmark = pytest.mark.django_db
SOON = make.AT + 4 * make.HOUR


def page(viewer, **filters):
    return worklist.mine(viewer, Filters(**filters), at=make.AT, soon=SOON)


@pytest.fixture
def place():
    return make.office()


def test_a_submitted_case_waits_at_the_receiving_desk_only(place):
    case = make.case(place)

    lan, minh = place.viewer("tiep_nhan"), place.viewer("thu_ly")

    assert [row.code for row in page(lan, tab="receive").rows] == [case.code]
    assert page(minh, tab="handle").rows == ()
    assert page(lan, tab="receive").counts["receive"] == 1


def test_another_agency_sees_none_of_it(place):
    make.case(place)
    elsewhere = make.office("H57.31.01", "phường Phú Xuân")

    assert page(elsewhere.viewer("tiep_nhan"), tab="all").rows == ()


def test_the_most_urgent_comes_first(place):
    later = make.case(place, at=make.AT + make.HOUR)
    sooner = make.case(place, make.citizen(make.person("Võ Ba", "046190001235")))

    codes = [row.code for row in page(place.viewer("tiep_nhan"), tab="receive").rows]

    assert codes == [sooner.code, later.code]


@pytest.mark.parametrize("typed", ["nguyen thi an", "Nguyễn Thị An", "046190001234"])
def test_a_case_is_found_by_name_without_marks_and_by_personal_number(place, typed):
    case = make.case(place)

    found = page(place.viewer("tiep_nhan"), tab="all", text=typed)

    assert [row.code for row in found.rows] == [case.code]


def test_wildcards_in_the_search_box_mean_themselves(place):
    make.case(place)

    assert page(place.viewer("tiep_nhan"), tab="all", text="%____%").rows == ()


def test_pages_follow_each_other_without_gap_or_repeat(place, monkeypatch):
    monkeypatch.setattr(worklist, "PAGE", 2)
    owner = make.citizen()
    cases = [make.case(place, owner, at=make.AT + n * make.HOUR / 4) for n in range(5)]
    lan, seen, after = place.viewer("tiep_nhan"), [], ""
    for _ in range(3):
        one = page(lan, tab="receive", after=after)
        seen += [row.code for row in one.rows]
        after = seen[-1]

    assert seen == [case.code for case in cases]


def test_pages_follow_the_clock_also_where_codes_run_otherwise(place, monkeypatch):
    monkeypatch.setattr(worklist, "PAGE", 1)
    owner = make.citizen()
    later = make.case(place, owner, at=make.AT + make.HOUR)
    sooner = make.case(place, owner)
    lan = place.viewer("tiep_nhan")

    first = page(lan, tab="receive")
    second = page(lan, tab="receive", after=first.rows[-1].code)

    assert [row.code for row in (*first.rows, *second.rows)] == [sooner.code, later.code]


def test_what_waits_for_receipt_stands_by_its_intake_clock_among_the_others(place):
    received, waiting = make.case(place), make.case(place)
    received.step_due_at, received.intake_due_at = make.AT + 2 * make.HOUR, None
    received.save()
    waiting.intake_due_at = make.AT + make.HOUR
    waiting.save()

    rows = page(place.viewer("tiep_nhan"), tab="all").rows

    assert [row.code for row in rows] == [waiting.code, received.code]


def test_a_result_in_time_is_not_overdue_because_nobody_fetched_it(place):
    case = make.case(place)
    case.status, case.due_at, case.finished_at = "9", make.AT - make.HOUR, make.AT
    case.intake_due_at = None
    case.save()

    late = page(place.viewer("tiep_nhan"), tab="all", clock="overdue")

    assert late.rows == ()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_two_queries_whatever_its_length(
    place, rows, django_assert_num_queries
):
    owner = make.citizen()
    for n in range(rows):
        make.case(place, owner, at=make.AT + n * make.HOUR / 4)

    with django_assert_num_queries(2):
        page(place.viewer("tiep_nhan"), tab="receive")


def test_a_case_whose_answers_were_mended_counts_as_supplemented(place):
    anna, minh = make.citizen(), place.viewer("thu_ly")
    case = make.case(place, anna)
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT)
    asked = {"items": ["noi_dung"], "notes": {"noi_dung": "Ghi rõ mục đích"}}
    make.move(case, "supplement", minh, make.AT + make.HOUR, **asked)
    draft = drafts.start_supplement(case_code=case.code, viewer=anna, at=make.AT)

    submission.supply(draft_id=draft, viewer=anna, at=make.AT + 2 * make.HOUR)

    assert [row.supplemented for row in page(minh, tab="handle").rows] == [True]
