"""Drafts: begun, saved, conflicting, forgotten."""

from datetime import date, timedelta

import pytest

from procedures.engine import Refused
from procedures.models import Draft, ProcedureVersion
from procedures.operations import drafts
from procedures.queries import drafts as reading
from tests import filing
from tests.filing import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    filing.procedure()
    return filing.citizen()


def save(viewer, draft_id, values, **options):
    options = {"at": AT} | options
    return drafts.save_section(
        draft_id=draft_id, viewer=viewer, section="nguoi", values=values, **options
    )


def test_draft_starts_with_what_is_known(anna):
    pk = filing.draft(anna, answers={"nguoi": {"ho_ten": "Châu"}})
    draft = reading.draft(draft_id=pk, viewer=anna)
    assert (draft.answers, draft.revision) == ({"nguoi": {"ho_ten": "Châu"}}, 1)


@pytest.mark.parametrize(
    "columns",
    [{"valid_to": date(2026, 11, 23)}, {"valid_from": date(2026, 11, 24)}],
    ids=["withdrawn today", "in force tomorrow"],
)
def test_draft_of_a_procedure_not_in_force_is_refused(columns):
    filing.procedure(**columns)
    with pytest.raises(ProcedureVersion.DoesNotExist):
        filing.draft(filing.citizen())


def test_f26_draft_keeps_its_version_when_the_procedure_is_withdrawn(anna):
    pk = filing.draft(anna)
    ProcedureVersion.objects.update(valid_to=AT.date())
    save(anna, pk, {"ho_ten": "Châu"})
    assert reading.draft(draft_id=pk, viewer=anna).answers == {"nguoi": {"ho_ten": "Châu"}}


def test_save_keeps_wrong_values_too(anna):
    pk = filing.draft(anna)
    save(anna, pk, {"ho_ten": "12\0"})
    assert reading.draft(draft_id=pk, viewer=anna).answers["nguoi"] == {"ho_ten": "12\0"}


def test_save_replaces_its_section_and_no_other(anna):
    pk = filing.draft(anna, answers={"nguoi": {"a": "1"}, "khac": {"b": "2"}})
    save(anna, pk, {"c": "3"})
    answers = reading.draft(draft_id=pk, viewer=anna).answers
    assert answers == {"nguoi": {"c": "3"}, "khac": {"b": "2"}}


def test_save_says_which_revision_comes_next(anna):
    pk = filing.draft(anna)
    assert save(anna, pk, {"ho_ten": "A"}, expected=1).revision == 2


def test_save_from_a_page_drawn_before_another_save_is_refused(anna):
    pk = filing.draft(anna)
    later = AT + timedelta(minutes=5)
    save(anna, pk, {"ho_ten": "A"}, at=later)
    with pytest.raises(drafts.EditedElsewhere) as conflict:
        save(anna, pk, {"ho_ten": "B"}, expected=1)
    assert conflict.value.saved_at == later


def test_same_content_sent_twice_is_saved_once(anna):
    pk = filing.draft(anna)
    save(anna, pk, {"ho_ten": "A"}, expected=1, done=True)
    assert save(anna, pk, {"ho_ten": "A"}, expected=1, done=True).revision == 2


def test_autosave_leaves_a_finished_section_finished(anna):
    pk = filing.draft(anna)
    save(anna, pk, {"ho_ten": "A"}, done=True)
    save(anna, pk, {"ho_ten": "AB"})
    assert reading.draft(draft_id=pk, viewer=anna).done_sections == ("nguoi",)


def test_section_that_fails_its_checks_is_open_again(anna):
    pk = filing.draft(anna)
    save(anna, pk, {"ho_ten": "A"}, done=True)
    save(anna, pk, {"ho_ten": ""}, done=False)
    assert reading.draft(draft_id=pk, viewer=anna).done_sections == ()


def test_answers_beyond_the_limit_are_refused(anna):
    pk = filing.draft(anna)
    with pytest.raises(Refused, match="too_long"):
        save(anna, pk, {"ho_ten": "x" * drafts.ANSWERS_LIMIT})


def test_answers_lie_encrypted_in_the_table(anna):
    filing.draft(anna, answers={"nguoi": {"ho_ten": "CANARY"}})
    assert b"CANARY" not in Draft.objects.values_list("answers", flat=True).get()


@pytest.mark.parametrize(
    "touch",
    [
        lambda pk, viewer: reading.draft(draft_id=pk, viewer=viewer),
        lambda pk, viewer: save(viewer, pk, {}),
        lambda pk, viewer: drafts.discard(draft_id=pk, viewer=viewer),
        lambda pk, viewer: drafts.choose_desk(draft_id=pk, viewer=viewer, desk="", at=AT),
    ],
    ids=["read", "save", "discard", "choose desk"],
)
def test_draft_of_somebody_else_does_not_exist(anna, touch):
    pk = filing.draft(anna)
    with pytest.raises(Draft.DoesNotExist):
        touch(pk, filing.citizen("Chi"))


def test_u19_person_may_not_hold_drafts_without_end(anna, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_OPEN", 2)
    filing.draft(anna), filing.draft(anna)
    with pytest.raises(Refused, match="too_many_drafts"):
        filing.draft(anna)


def test_draft_is_forgotten_thirty_days_after_its_last_save(anna):
    kept, forgotten = filing.draft(anna), filing.draft(anna)
    Draft.objects.filter(pk=forgotten).update(saved_at=AT - timedelta(days=30, seconds=1))
    Draft.objects.filter(pk=kept).update(saved_at=AT - timedelta(days=30))
    assert drafts.forget_expired(at=AT) == 1
    assert [line.id for line in reading.open_drafts(viewer=anna)] == [kept]


def test_open_drafts_are_listed_last_saved_first(anna):
    first, second = filing.draft(anna), filing.draft(anna)
    save(anna, first, {"ho_ten": "A"}, at=AT + timedelta(hours=1))
    lines = reading.open_drafts(viewer=anna, procedure="9.000001")
    assert [line.id for line in lines] == [first, second]


def test_draft_page_asks_the_same_number_of_queries_with_one_file_and_with_five(
    anna, django_assert_num_queries
):
    pk = filing.draft(anna)
    for n in range(5):
        filing.add(anna, pk, str(n), before=[str(m) for m in range(n)])
    with django_assert_num_queries(3):
        reading.draft(draft_id=pk, viewer=anna)
