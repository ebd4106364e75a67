"""The one door: what a move writes, and what it refuses."""

import pytest
from django.db import Error, connection, transaction

from procedures.access import Viewer
from procedures.engine import Command, Refused
from procedures.loading import definition, work_calendar
from procedures.models import Case, JournalEntry, JournalPayload, Letter, OutboxMessage
from procedures.operations import casework, moves
from procedures.queries import history
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make.office()


def receive(place, case, at=make.AT + make.HOUR):
    return make.move(case, "receive", place.viewer("tiep_nhan"), at)


def statuses(case):
    pushed = OutboxMessage.objects.filter(case=case, name="push_status").order_by("id")
    return [row.args["status"] for row in pushed]


def test_receipt_starts_the_appointment_and_orders_form_01(place):
    case = make.case(place)

    receive(place, case)

    case.refresh_from_db()
    letter = Letter.objects.get(case=case)
    assert (case.status, case.open_steps) == ("4", ["thu_ly"])
    assert case.due_at.astimezone(make.HANOI).isoformat() == "2026-11-27T09:00:00+07:00"
    assert (letter.form, letter.state, letter.number) == ("01", "ordered", 1)
    assert statuses(case) == ["1", "2", "4"]


def test_columns_for_lists_repeat_the_state_after_every_move(place):
    case = make.case(place)
    receive(place, case)
    make.move(case, "draft", place.viewer("thu_ly"), make.AT + 2 * make.HOUR)

    case.refresh_from_db()
    flat = moves.columns(
        case.state,
        definition(case.version_id),
        work_calendar(case.calendar_id, case.received_by_id),
        desk=case.received_by_id,
        agency=case.decided_by_id,
    )
    assert {name: getattr(case, name) for name in flat} == flat


def test_the_straight_path_tells_the_national_portal_1_2_4_9_10(place):
    case = make.case(place)
    receive(place, case)
    at = make.AT + 2 * make.HOUR
    make.move(case, "draft", place.viewer("thu_ly"), at, content={"officer_note": "đủ"})
    make.move(case, "forward", place.viewer("thu_ly"), at)
    make.move(case, "forward", place.viewer("lanh_dao_phong"), at)
    make.move(case, "sign", place.viewer("lanh_dao_don_vi"), at)
    Letter.objects.filter(case=case, name="result").update(state="signed")
    make.move(case, "issue", place.viewer("van_thu"), at)
    make.move(case, "hand_over", place.viewer("tra_ket_qua"), at, how="electronic")

    assert statuses(case) == ["1", "2", "4", "9", "10"]
    case.refresh_from_db()
    assert (case.status, case.open_steps, case.waits_for) == ("10", [], [])


def test_a_result_that_is_not_rendered_and_signed_is_not_issued(place):
    case = make.case(place)
    receive(place, case)
    at = make.AT + 2 * make.HOUR
    make.move(case, "draft", place.viewer("thu_ly"), at)
    make.move(case, "forward", place.viewer("thu_ly"), at)
    make.move(case, "forward", place.viewer("lanh_dao_phong"), at)
    make.move(case, "sign", place.viewer("lanh_dao_don_vi"), at)

    with pytest.raises(Refused, match="letter_not_ready"):
        make.move(case, "issue", place.viewer("van_thu"), at)


def test_the_signed_result_carries_number_and_date(place):
    case = make.case(place)
    receive(place, case)
    at = make.AT + 2 * make.HOUR
    make.move(case, "draft", place.viewer("thu_ly"), at)
    make.move(case, "forward", place.viewer("thu_ly"), at)
    make.move(case, "forward", place.viewer("lanh_dao_phong"), at)
    make.move(case, "sign", place.viewer("lanh_dao_don_vi"), at)

    letter = Letter.objects.get(case=case, name="result")
    assert (letter.number, letter.symbol) == (1, "UBND-XNTTHN")
    assert letter.issued_on == at.date()
    assert letter.facts["values"] == {"applicant": "Nguyễn Thị An", "muc_dich": "Vay vốn"}


def test_a_rejection_on_the_merits_is_a_numbered_letter_with_its_reason(place):
    case = make.case(place)
    receive(place, case)
    at = make.AT + 2 * make.HOUR
    reason = "Chưa đủ thời gian cư trú"
    make.move(case, "propose_reject", place.viewer("thu_ly"), at, reason=reason)
    make.move(case, "forward", place.viewer("lanh_dao_phong"), at)
    make.move(case, "sign", place.viewer("lanh_dao_don_vi"), at)

    letter = Letter.objects.get(case=case, name="result")
    assert (letter.number, letter.symbol, letter.state) == (1, "UBND", "ordered")
    assert letter.facts["values"]["reason"] == reason
    assert letter.facts["result"]["frame"] == "administrative"


def test_a_refused_move_stores_nothing(place):
    case = make.case(place)
    before = (JournalEntry.objects.count(), OutboxMessage.objects.count(), case.state_data)

    with pytest.raises(Refused, match="wrong_role"), transaction.atomic():
        make.move(case, "receive", place.viewer("thu_ly"), make.AT + make.HOUR)

    case.refresh_from_db()
    after = (JournalEntry.objects.count(), OutboxMessage.objects.count(), case.state_data)
    assert after == before


def test_an_officer_of_another_agency_finds_no_case(place):
    case = make.case(place)
    elsewhere = make.office("H57.31.01", "phường Phú Xuân")

    with pytest.raises(Case.DoesNotExist):
        make.move(case, "receive", elsewhere.viewer("tiep_nhan"), make.AT)


def test_a_stale_screen_is_told_how_far_the_case_is(place):
    case = make.case(place)
    receive(place, case)
    late = Command("supplement", "tiep_nhan", make.seat(place.viewer("tiep_nhan")).actor())

    with pytest.raises(casework.Stale) as told:
        casework.act(
            case_code=case.code,
            command=late,
            viewer=place.viewer("tiep_nhan"),
            expected=1,
            at=make.AT,
        )

    assert told.value.n == 2


def test_the_same_move_sent_twice_is_made_once(place):
    case = make.case(place)
    lan = place.viewer("tiep_nhan")
    command = Command("receive", "tiep_nhan", make.seat(lan).actor())
    twice = [
        casework.act(case_code=case.code, command=command, viewer=lan, expected=1, at=make.AT)
        for _ in range(2)
    ]

    assert [one.n for one in twice] == [2, 2]
    assert JournalEntry.objects.filter(case=case).count() == 2


def test_the_same_move_with_other_words_is_another_move(place):
    case, lan = make.case(place), place.viewer("tiep_nhan")

    def receive(remark):
        command = Command("receive", "tiep_nhan", make.seat(lan).actor(), {"remark": remark})
        return casework.act(
            case_code=case.code, command=command, viewer=lan, expected=1, at=make.AT
        )

    receive("Hồ sơ đủ.")

    assert receive("Hồ sơ đủ.").outcome is None
    with pytest.raises(casework.Stale):
        receive("Hồ sơ đủ, đã gọi điện xác minh.")


def test_an_officer_acts_only_from_the_seat_at_the_cases_own_office(place):
    case, lan = make.case(place), place.viewer("tiep_nhan")
    away = make.seat(make.office("H57.31.01", "phường Phú Xuân").viewer("lanh_dao_don_vi"))
    both = Viewer(lan.person, (*lan.seats, away))
    command = Command("stop", "", away.actor(), {"ground": "court", "reason": "Tòa yêu cầu"})

    with pytest.raises(Refused) as refused:
        casework.act(case_code=case.code, command=command, viewer=both, expected=1, at=make.AT)

    assert refused.value.reason == "other_agency"


def test_typed_text_is_committed_to_and_lies_sealed_beside_the_journal(place):
    case = make.case(place)
    receive(place, case)
    make.move(
        case,
        "supplement",
        place.viewer("thu_ly"),
        make.AT + 2 * make.HOUR,
        items=["giay_xn_cu"],
        notes={"giay_xn_cu": "Ảnh chụp bị mờ"},
    )

    entry = JournalEntry.objects.get(case=case, n=3)
    payload = JournalPayload.objects.get(case=case, n=3)
    assert entry.command == {"items": ["giay_xn_cu"]}
    assert list(entry.commitments) == ["notes"]
    assert "mờ" in payload.text["notes"]["text"]


def test_undo_takes_back_the_move_and_what_would_have_gone_out(place, settings):
    settings.UNDO_SECONDS = 60
    case = make.case(place)
    receive(place, case)
    at = make.AT + make.HOUR
    make.move(case, "undo", place.viewer("tiep_nhan"), at, step="tiep_nhan")

    case.refresh_from_db()
    undone = OutboxMessage.objects.filter(case=case, n=2)
    assert (case.status, case.open_steps) == ("1", ["tiep_nhan"])
    assert all(row.cancelled_at for row in undone)
    assert Letter.objects.get(case=case).revoked_at == at


def test_what_has_gone_out_is_not_taken_back(place, settings):
    settings.UNDO_SECONDS = 60
    case = make.case(place)
    receive(place, case)
    OutboxMessage.objects.filter(case=case, n=2, name="notify").update(attempts=1)

    with pytest.raises(Refused, match="too_late"), transaction.atomic():
        make.move(
            case, "undo", place.viewer("tiep_nhan"), make.AT + make.HOUR, step="tiep_nhan"
        )

    case.refresh_from_db()
    assert case.status == "4"


def test_the_journal_refuses_to_be_changed_or_deleted(place):
    case = make.case(place)

    for statement in (
        "UPDATE procedures_journalentry SET name = 'x'",
        "DELETE FROM procedures_journalentry",
    ):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert JournalEntry.objects.get(case=case).name == "submitted"


def test_the_whole_history_verifies_and_replays(place):
    case = make.case(place)
    receive(place, case)
    make.move(case, "draft", place.viewer("thu_ly"), make.AT + 2 * make.HOUR)
    make.move(case, "forward", place.viewer("thu_ly"), make.AT + 3 * make.HOUR)

    assert history.verify() == history.Verified(checked=4, first_bad=None)
    assert history.replay() == history.Replayed(cases=1, differences=())


def test_a_move_takes_at_most_five_statements(place, django_assert_max_num_queries):
    case = make.case(place)
    receive(place, case)
    make.move(case, "draft", place.viewer("thu_ly"), make.AT + 2 * make.HOUR)
    minh = place.viewer("thu_ly")
    command = Command("forward", "thu_ly", make.seat(minh).actor())

    with django_assert_max_num_queries(6):  # with SAVEPOINT and RELEASE of the test
        casework.act(
            case_code=case.code,
            command=command,
            viewer=minh,
            expected=3,
            at=make.AT + 3 * make.HOUR,
        )
