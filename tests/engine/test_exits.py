"""Side exits: supplement, refusal, going back, extension, apology, stop, withdrawal, undo."""

from datetime import timedelta

import pytest

from procedures.engine import Refused, Status, may_undo, offered, waits_for
from tests.engine.make import Case, definition, moment, plain

ASKED = {"items": ["ho_chieu"], "notes": {"ho_chieu": "mờ"}}


def refused(reason, case, /, *move, **data):
    with pytest.raises(Refused, match=f"^{reason}$"):
        case.do(*move, **data)


# --- supplement


def test_supplement_pauses_the_clock_and_sends_form_02():
    case = Case().received().later(1).do("supplement", **ASKED)

    assert (case.state.status, case.state.due_at) == (Status.SUPPLEMENT, None)
    assert case.effects[:2] == [
        ("issue_letter", {"letter": "supplement_request", "items": ["ho_chieu"], "n": 1}),
        ("notify", {"text": "supplement"}),
    ]


def test_time_of_the_applicant_is_not_counted():
    case = Case().received().later(1).do("supplement", **ASKED).later(24 * 7).do("supplied")

    assert case.state.due_at == moment("2026-11-26 09:00")
    assert case.state.original_due_at == moment("2026-11-19 09:00")


def test_procedure_may_count_anew_after_a_supplement():
    rules = definition(rules={"supplement": {"clock": "restart"}})
    case = Case(rules).received().later(5).do("supplement", **ASKED).later(24).do("supplied")

    assert case.state.due_at == moment("2026-11-20 14:00")


def test_receipt_is_checked_anew_after_a_supplement_before_it():
    case = Case().later(2).do("supplement", **ASKED).later(24).do("supplied")

    assert case.state.intake.due_at(case.office) == moment("2026-11-18 11:00")


def test_case_waits_for_the_applicant_alone():
    case = Case().received().do("supplement", **ASKED)

    assert waits_for(case.rules, case.state) == [(case.rules.step("thu_ly"), "nguoi_nop")]
    refused("not_here", case, "forward", "thu_ly")


def test_second_supplement_is_refused():
    case = Case().received().do("supplement", **ASKED).do("supplied")

    refused("too_many_supplements", case, "supplement", **ASKED)
    assert ("thu_ly", "supplement") not in offered(case.rules, case.state, "thu_ly")


def test_role_named_for_it_may_ask_once_more_with_a_reason():
    rules = definition(
        rules={"supplement": {"max_times": 1, "over_limit_by": "lanh_dao_phong"}}
    )
    case = Case(rules).received().do("supplement", **ASKED).do("supplied")

    assert ("thu_ly", "supplement") in offered(rules, case.state, "lanh_dao_phong")
    refused("wrong_role", case, "supplement", **ASKED)
    refused("no_reason", case, "supplement", "thu_ly", "lanh_dao_phong", **ASKED)
    case.do("supplement", "thu_ly", "lanh_dao_phong", reason="luật mới", **ASKED)
    assert case.state.supplements == 2


def test_supplement_as_often_as_needed_where_the_procedure_says_so():
    case = Case(definition(rules={"supplement": {"max_times": None}})).received()

    for _ in range(5):
        case.do("supplement", **ASKED).do("supplied")
    assert case.state.supplements == 5


def test_nothing_outside_the_published_list_may_be_asked_for():
    case = Case().received()

    refused("unknown_item", case, "supplement", items=["ho_khau"])
    refused("no_items", case, "supplement", items=[])
    case.do("supplement", items=["noi_dung", "noi_dung.muc_dich", "ho_chieu"])
    assert case.state.waiting == "supplement"


def test_supplement_may_be_asked_only_so_long_after_receipt():
    within = {"supplement": {"within": {"amount": 1, "unit": "working_day"}}}
    case = Case(definition(rules=within)).received().later(24)

    case.do("supplement", **ASKED).do("undo", "", "thu_ly", within=60)
    refused("too_late_to_ask", case.later(1), "supplement", **ASKED)


# --- refusal


def test_refusal_of_receipt_closes_with_form_03():
    case = Case().do("refuse", reason="không thuộc thẩm quyền", ground="wrong_agency")

    assert case.state.status == Status.REFUSED
    assert case.effects[0] == ("issue_letter", {"letter": "refusal", "ground": "wrong_agency"})
    refused("no_reason", Case(), "refuse")


def test_refusal_on_the_merits_is_a_signed_result():
    case = Case().received().do("propose_reject", reason="chưa đủ điều kiện")

    assert (case.state.open, case.state.outcome) == (("kiem_soat",), "rejected")
    case.do("forward").do("sign")
    assert case.effects[0] == ("render_result", {"outcome": "rejected", "step": "ky"})
    assert case.do("issue").state.status == Status.FINISHED


def test_leader_may_send_a_proposed_refusal_back_to_be_granted():
    case = Case().received().do("propose_reject", reason="thiếu").do("forward")

    case.do("send_back", remark="xem lại", to="thu_ly").do("draft")
    assert case.state.outcome == "granted"


def test_verdict_may_reject():
    rules = plain(
        "id: xem, kind: inspect, role: thu_ly,"
        " outcomes: [{v: dat, l: Đạt}, {v: khong, l: Không, rejects: true}]",
        "id: them, kind: task, role: thu_ly",
        "id: ky, kind: sign, role: lanh_dao_don_vi",
    )
    case = Case(rules).received().do("forward", verdict="khong")

    assert (case.state.open, case.state.outcome) == (("ky",), "rejected")


# --- back


def test_sending_back_reopens_the_last_step_worked_on():
    case = Case().received().do("draft").do("forward").do("send_back", remark="thiếu căn cứ")

    assert case.state.open == ("thu_ly",)
    assert case.do("forward").state.open == ("kiem_soat",)


def test_sending_back_needs_a_remark_and_somewhere_to_go():
    case = Case().at_signature()

    refused("no_remark", case, "send_back")
    refused("nothing_before", case, "send_back", remark="x", to="tiep_nhan")


def test_nothing_goes_back_once_it_is_signed():
    rules = plain(
        "id: xem, kind: task, role: thu_ly",
        "id: ky, kind: sign, role: lanh_dao_don_vi",
        "id: in_ra, kind: task, role: thu_ly, can: [send_back]",
    )

    case = Case(rules).received().do("forward").do("sign")
    refused("already_signed", case, "send_back", remark="x")


# --- time


def test_extension_moves_the_appointment_once_and_keeps_the_first():
    case = Case().received().do("extend", days=2, reason="phải xác minh")

    assert case.state.due_at == moment("2026-11-23 09:00")
    assert case.state.original_due_at == moment("2026-11-19 09:00")
    assert case.effects[0] == (
        "issue_letter",
        {"letter": "apology", "days": 2, "due_at": "2026-11-23T09:00:00+07:00"},
    )
    refused("extended_already", case, "extend", days=1, reason="nữa")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"days": 2}, "no_reason"),
        ({"reason": "x"}, "no_days"),
        ({"reason": "x", "days": -1}, "bad_days"),
        ({"reason": "x", "days": True}, "bad_days"),
        ({"reason": "x", "days": "2"}, "bad_days"),
        ({"reason": "x", "days": 6}, "too_long"),
    ],
)
def test_extension_is_refused_for_a_reason(data, reason):
    refused(reason, Case().received(), "extend", **data)


def test_late_case_cannot_be_extended_but_apologised_for_and_stays_late():
    case = Case().received().later(24 * 4)

    refused("overdue", case, "extend", days=1, reason="x")
    case.do(
        "apologise", "thu_ly", "lanh_dao_don_vi", until="2026-11-25T17:00:00+07:00", reason="x"
    )
    assert case.state.due_at == moment("2026-11-19 09:00")
    assert case.state.promised_at == moment("2026-11-25 17:00")
    assert case.do("draft").do("forward").do("forward").do("sign").state.signed


@pytest.mark.parametrize(
    ("hours", "data", "reason"),
    [
        (1, {"until": "2026-11-25T17:00", "reason": "x"}, "not_late"),
        (96, {"until": "2026-11-18T17:00", "reason": "x"}, "promise_in_the_past"),
        (96, {"until": "tomorrow", "reason": "x"}, "bad_moment"),
        (96, {"until": "2026-11-25T17:00"}, "no_reason"),
    ],
)
def test_apology_is_refused_for_a_reason(hours, data, reason):
    case = Case().received().later(hours)

    refused(reason, case, "apologise", "thu_ly", "lanh_dao_don_vi", **data)


def test_apology_is_offered_exactly_when_the_case_is_late():
    case = Case().received()
    late = case.at + timedelta(days=4)

    def buttons(at):
        pairs = offered(case.rules, case.state, "lanh_dao_don_vi", at=at, calendar=case.office)
        return [action for _, action in pairs]

    assert buttons(case.at) == ["stop"]
    assert buttons(late) == ["apologise", "stop"]


def test_second_apology_is_refused():
    case = Case().received().later(24 * 4)
    promise = {"until": "2026-11-25T17:00", "reason": "x"}
    case.do("apologise", "thu_ly", "lanh_dao_don_vi", **promise)

    refused("apologised_already", case, "apologise", "thu_ly", "lanh_dao_don_vi", **promise)


def test_paused_clock_cannot_be_extended():
    rules = plain("id: cho, kind: external_wait, role: thu_ly, can: [extend]")

    refused("clock_paused", Case(rules).received(), "extend", days=1, reason="x")


def test_extension_may_double_the_limit_where_the_law_names_none():
    limits = [{"id": "default", "amount": 15, "unit": "calendar_day"}]
    case = Case(definition(time_limits=limits)).received()

    refused("too_long", case, "extend", days=16, reason="x")
    assert case.do("extend", days=15, reason="x").state.due_at == moment("2026-12-16 17:30")


def test_silence_is_offered_to_the_system_when_the_time_is_over():
    rules = plain(
        "id: hoi, kind: consult, role: phoi_hop, on_timeout: go_on,"
        " legal_deadline: {amount: 1, unit: working_day}"
    )
    case = Case(rules).received()

    def buttons():
        return offered(rules, case.state, "he_thong", at=case.at, calendar=case.office)

    assert buttons() == []
    case.later(24)
    assert buttons() == [("hoi", "time_out")]


def test_result_once_released_is_not_stopped():
    case = Case().at_signature().do("sign").do("issue")

    refused("already_finished", case, "stop", "", "lanh_dao_don_vi", reason="x")


def test_silence_lets_the_case_go_on_only_after_its_time():
    rules = plain(
        "id: hoi, kind: consult, role: phoi_hop, on_timeout: go_on,"
        " legal_deadline: {amount: 1, unit: working_day}"
    )
    case = Case(rules).received()

    refused("not_due", case.later(5), "time_out", "hoi", "he_thong")
    case.later(24).do("time_out", "hoi", "he_thong")
    assert (case.event.name, case.state.open) == ("timed_out", ("tra",))


def test_silence_is_consent_only_where_the_law_says_so():
    rules = plain(
        "id: hoi, kind: consult, role: phoi_hop, on_timeout: consent, timeout_ground: Luật X,"
        " legal_deadline: {amount: 1, unit: working_day}"
    )

    case = Case(rules).received().later(48).do("time_out", "hoi", "he_thong")
    assert case.event.name == "consented_by_silence"


# --- opinions


def test_opinion_of_another_agency_is_asked_while_the_step_stays_open():
    case = Case().received().do("draft").do("consult", agency="H57.22", question="ranh giới?")

    assert [role for _, role in waits_for(case.rules, case.state)] == ["thu_ly", "phoi_hop"]
    assert offered(case.rules, case.state, "phoi_hop") == [("thu_ly", "opine")]
    refused("opinion_missing", case, "forward")
    refused("asked_already", case, "consult", question="lại")
    case.do("opine", "thu_ly", "phoi_hop", opinion="đúng ranh giới")
    assert case.do("forward").state.open == ("kiem_soat",)


def test_officer_may_go_on_without_the_opinion():
    case = Case().received().do("draft").do("consult", question="?")

    assert case.do("forward", go_on=True).state.consulting == ()


# --- the end


def test_applicant_may_withdraw_until_the_signature():
    assert Case().received().do("withdraw", "", "nguoi_nop").state.status == Status.WITHDRAWN

    refused("already_signed", Case().at_signature().do("sign"), "withdraw", "", "nguoi_nop")


def test_head_may_stop_a_case_with_form_05():
    case = Case().received().do("stop", "", "lanh_dao_don_vi", reason="người nộp đã chết")

    assert case.state.status == Status.STOPPED
    assert case.effects[0] == ("issue_letter", {"letter": "stop_notice", "ground": ""})


def test_system_may_stop_only_what_waits_for_a_supplement():
    refused("wrong_role", Case().received(), "stop", "", "he_thong", reason="x")

    case = Case().received().do("supplement", **ASKED)
    assert case.do("stop", "", "he_thong", reason="quá hạn bổ sung").state.closed


# --- undo


def test_officer_takes_his_last_move_back():
    case = Case().received()
    before = case.state
    case.later(1 / 120).do("draft").do("undo", "", "thu_ly", within=60)

    assert case.event.data == {"undone": "drafted"}
    assert {**case.state.to_data(), "last": {}} == {**before.to_data(), "last": {}}


def test_undone_move_cannot_be_undone_twice():
    case = Case().received().do("draft").do("undo", "", "thu_ly", within=60)

    refused("nothing_to_undo", case, "undo", "", "thu_ly", within=60)


def test_undo_brings_even_a_refused_case_back():
    case = Case().do("refuse", reason="nhầm").do("undo", "", "tiep_nhan", within=60)

    assert (case.state.status, case.state.open) == (Status.SUBMITTED, ("tiep_nhan",))


def test_undo_is_for_the_same_officer_within_the_time():
    case = Case().received().do("draft", person="an")

    refused("not_yours", case, "undo", "", "thu_ly", "binh", within=60)
    assert may_undo(case.state, "an", case.at + timedelta(seconds=60), within=60)
    refused("too_late", case.later(0.1), "undo", "", "thu_ly", "an", within=60)


def test_signature_cannot_be_undone():
    case = Case().at_signature().do("sign")

    refused("nothing_to_undo", case, "undo", "", "lanh_dao_don_vi", within=60)
