"""The straight path of a case: who may do what, what follows, what is told outside."""

import json

import pytest

from procedures.engine import (
    ACTIONS,
    CaseState,
    Refused,
    Status,
    intake_due_at,
    offered,
    overall_due_at,
    step_due_at,
    text_keys,
)
from tests.engine.make import DAYS, START, Case, definition, moment, plain
from tests.engine.walk import straight, told


def test_straight_path_takes_the_case_to_its_end():
    outcomes = list(straight(definition()))

    assert [one.events[0].name for one in outcomes] == [
        "submitted", "received", "drafted", "step_done", "step_done", "signed", "issued",
        "handed_over",
    ]  # fmt: skip
    assert outcomes[-1].state.status == Status.RETURNED


def test_national_portal_is_told_each_status_once():
    assert told(straight(definition())) == ["1", "2", "4", "9", "10"]


def test_supplement_asked_while_handling_is_told_between():
    case = Case().received().do("supplement", items=["ho_chieu"]).do("supplied")
    case.do("draft").do("forward").do("forward").do("sign").do("issue").do("hand_over")

    assert told(case.outcomes) == ["1", "2", "4", "5", "4", "9", "10"]


def test_supplement_asked_before_receipt_is_told_before_it():
    case = Case().do("supplement", items=["ho_chieu"]).do("supplied")
    case.at_signature().do("sign").do("issue").do("hand_over")

    assert told(case.outcomes) == ["1", "5", "1", "2", "4", "9", "10"]


def test_assigning_is_not_yet_handling():
    rules = plain(
        "id: phan_cong, kind: assign, role: lanh_dao_phong",
        "id: xu_ly, kind: task, role: thu_ly",
    )

    assert told(straight(rules)) == ["1", "2", "4", "9", "10"]
    assert Case(rules).received().state.status == Status.RECEIVED


def test_receipt_starts_the_legal_time():
    case = Case()

    assert case.state.due_at is None
    case.received()
    assert case.state.due_at == moment("2026-11-19 09:00")
    assert case.state.original_due_at == moment("2026-11-19 09:00")
    assert case.effects == [
        ("issue_letter", {"letter": "receipt"}),
        ("notify", {"text": "received"}),
        ("push_status", {"status": "2", "at": START.isoformat()}),
        ("push_status", {"status": "4", "at": START.isoformat()}),
    ]


def test_method_of_counting_stays_with_the_case():
    case = Case(office=DAYS).received()

    case.office = Case().office

    assert case.state.due_at == moment("2026-11-19 17:30")
    assert case.later(2).do("draft").state.due_at == moment("2026-11-19 17:30")


def test_officer_may_choose_another_time_limit_on_receipt():
    assert Case().do("receive", limit="xac_minh").state.due_at == moment("2026-12-17 09:00")


@pytest.mark.parametrize("limit", ["them", "khac"])
def test_receipt_refuses_what_is_no_limit_of_its_own(limit):
    with pytest.raises(Refused, match="unknown_limit"):
        Case().do("receive", limit=limit)


def test_submission_refuses_a_time_limit_there_is_not():
    with pytest.raises(Refused, match="unknown_limit"):
        Case(limit="khac")


def test_three_clocks_say_when_they_are_due():
    case = Case()

    assert intake_due_at(case.state, case.office) == moment("2026-11-17 09:00")
    assert overall_due_at(case.state, case.office) is None
    case.received()
    assert intake_due_at(case.state, case.office) is None
    assert step_due_at(case.state, case.office) == moment("2026-11-17 17:00")
    assert step_due_at(case.state, case.office, "ky") is None
    assert overall_due_at(case.state, case.office) == moment("2026-11-19 09:00")


def test_intake_has_eight_working_hours():
    case = Case(at=moment("2026-11-21 20:00"))

    assert case.state.intake.due_at(case.office) == moment("2026-11-23 17:30")
    assert case.later(40).received().state.intake.runs is False


def test_first_handler_starts_next_morning_after_15():
    case = Case(at=moment("2026-11-16 16:00")).received()

    assert case.state.steps["thu_ly"].since == moment("2026-11-17 07:30")
    assert case.state.due_at == moment("2026-11-19 16:00")


def test_every_open_step_has_its_budget():
    case = Case().received()

    assert case.state.steps["thu_ly"].due_at(case.office) == moment("2026-11-17 17:00")


def test_optional_step_is_left_out_unless_asked_for():
    without = Case().received().do("draft").do("forward")
    with_it = Case().received().do("draft").do("forward", include=["xac_minh"])

    assert without.state.open == ("kiem_soat",)
    assert with_it.state.open == ("xac_minh",)
    assert with_it.do("opine", opinion="đúng").state.open == ("kiem_soat",)


def test_optional_step_that_was_opened_may_be_skipped():
    case = Case().received().do("draft").do("forward", include=["xac_minh"])

    assert case.do("skip").state.open == ("kiem_soat",)


def test_only_optional_steps_further_on_can_be_asked_for():
    with pytest.raises(Refused, match="unknown_step"):
        Case().received().do("draft").do("forward", include=["ky"])


def test_drafting_step_cannot_be_left_without_a_draft():
    with pytest.raises(Refused, match="no_draft"):
        Case().received().do("forward")


def test_who_drafted_may_not_sign():
    case = Case().received().do("draft", person="an").do("forward").do("forward")

    with pytest.raises(Refused, match="same_person"):
        case.do("sign", person="an")


def test_four_eyes_can_be_waived_by_the_procedure():
    case = Case(definition(rules={"four_eyes": False})).received().do("draft", person="an")

    assert case.do("forward").do("forward").do("sign", person="an").state.signed


def test_signature_has_the_result_rendered_and_signed():
    case = Case().at_signature().do("sign")

    assert case.effects == [
        ("render_result", {"outcome": "granted", "step": "ky"}),
        ("sign_result", {"outcome": "granted", "step": "ky"}),
    ]
    assert case.state.status == Status.IN_PROGRESS


def test_issue_seals_and_releases_the_result_before_anybody_is_told():
    case = Case().at_signature().do("sign").do("issue")

    assert [name for name, _ in case.effects] == [
        "seal_result", "release_result", "notify", "push_status",
    ]  # fmt: skip
    assert case.state.status == Status.FINISHED


def test_without_a_clerk_the_last_step_releases():
    rules = definition(
        workflow=[one for one in RAW_STEPS if one["id"] not in {"phat_hanh", "xac_minh"}]
    )
    case = Case(rules).at_signature().do("sign")

    assert [name for name, _ in case.effects] == [
        "render_result", "sign_result", "seal_result", "release_result", "notify",
        "push_status",
    ]  # fmt: skip
    assert case.state.status == Status.FINISHED


def test_result_stops_the_clock_and_keeps_the_due_date():
    case = Case().at_signature().do("sign").later(3).do("issue").later(500)

    assert not case.state.overall.runs
    assert case.do("hand_over").state.due_at == moment("2026-11-19 09:00")


def test_interim_signature_is_not_the_result():
    rules = plain(
        "id: lap_doan, kind: sign, role: lanh_dao_don_vi",
        "id: kiem_tra, kind: inspect, role: thu_ly",
        "id: ky, kind: sign, role: lanh_dao_don_vi",
    )
    case = Case(rules).received().do("sign")

    assert (case.event.name, case.state.signed) == ("step_signed", False)
    assert case.do("forward").do("sign").event.name == "signed"


def test_parallel_steps_are_open_together_and_all_must_finish():
    rules = plain(
        "id: a, kind: task, role: thu_ly, parallel_group: A",
        "id: b, kind: inspect, role: lanh_dao_phong, parallel_group: A",
        "id: ky, kind: sign, role: lanh_dao_don_vi",
    )
    case = Case(rules).received()

    assert case.state.open == ("a", "b")
    assert case.do("forward", "b").state.open == ("a",)
    assert case.do("forward", "a").state.open == ("ky",)


def test_fork_opens_its_branches_and_join_waits_for_all():
    rules = plain(
        "id: chia, kind: fork, role: he_thong, branches: [a, b]",
        "id: a, kind: task, role: thu_ly",
        "id: b, kind: task, role: phoi_hop",
        "id: gop, kind: join, role: he_thong",
    )
    case = Case(rules).received()

    assert case.state.open == ("a", "b")
    assert case.do("forward", "a").do("forward", "b").state.open == ("tra",)


def test_verdict_opens_the_steps_it_names():
    rules = plain(
        "id: xem, kind: inspect, role: thu_ly,"
        " outcomes: [{v: dat, l: Đạt}, {v: sua, l: Sửa, opens: [khac_phuc]}]",
        "id: khac_phuc, kind: applicant_wait, role: nguoi_nop, optional: true",
        "id: ky, kind: sign, role: lanh_dao_don_vi",
    )

    assert Case(rules).received().do("forward", verdict="dat").state.open == ("ky",)
    assert Case(rules).received().do("forward", verdict="sua").state.open == ("khac_phuc",)
    with pytest.raises(Refused, match="no_verdict"):
        Case(rules).received().do("forward")
    with pytest.raises(Refused, match="unknown_verdict"):
        Case(rules).received().do("forward", verdict="xong")


def test_waiting_for_the_applicant_pauses_the_clock_and_tells_him():
    rules = plain(
        "id: thue, kind: external_wait, role: co_quan_thue",
        "id: nop_tien, kind: payment_wait, role: nguoi_nop",
        "id: xong, kind: task, role: thu_ly, starts_stage: 2",
    )
    case = Case(rules).received()

    assert (case.state.status, case.state.due_at) == (Status.IN_PROGRESS, None)
    case.later(8).do("forward")
    assert case.state.status == Status.OBLIGATION
    assert ("notify", {"text": "your_turn", "step": "nop_tien"}) in case.effects
    case.later(24).do("pay")
    assert case.state.due_at == moment("2026-11-20 17:00")
    assert case.state.stage == 2


def test_system_may_finish_what_waits_for_somebody_outside():
    rules = plain("id: nop_tien, kind: payment_wait, role: nguoi_nop")

    assert Case(rules).received().do("pay", role="he_thong").state.open == ("tra",)


def test_step_may_override_the_status():
    rules = plain("id: cho, kind: external_wait, role: co_quan_thue, status: '6'")

    assert Case(rules).received().state.status == Status.OBLIGATION


@pytest.mark.parametrize(
    ("action", "step", "role", "reason"),
    [
        ("fly", "tiep_nhan", "tiep_nhan", "unknown_action"),
        ("receive", "thu_ly", "thu_ly", "not_open"),
        ("forward", "tiep_nhan", "tiep_nhan", "not_here"),
        ("send_back", "tiep_nhan", "tiep_nhan", "not_here"),
        ("skip", "tiep_nhan", "tiep_nhan", "not_here"),
        ("receive", "tiep_nhan", "thu_ly", "wrong_role"),
        ("receive", "tiep_nhan", "nguoi_nop", "wrong_role"),
        ("supplied", "", "nguoi_nop", "not_here"),
        ("withdraw", "", "tiep_nhan", "wrong_role"),
    ],
)
def test_move_that_is_not_offered_is_refused(action, step, role, reason):
    with pytest.raises(Refused, match=reason):
        Case().do(action, step, role)


def test_closed_case_does_not_move():
    case = Case().do("withdraw", "", "nguoi_nop")

    for action in ACTIONS:
        with pytest.raises(Refused, match="closed"):
            case.do(action, "tiep_nhan", "tiep_nhan")


def test_buttons_are_exactly_what_would_be_taken():
    rules, case = definition(), Case()

    assert offered(rules, case.state, "tiep_nhan") == [
        ("tiep_nhan", "receive"), ("tiep_nhan", "supplement"), ("tiep_nhan", "refuse"),
    ]  # fmt: skip
    assert offered(rules, case.state, "nguoi_nop") == [("tiep_nhan", "withdraw")]
    assert offered(rules, case.state, "van_thu") == []
    assert offered(rules, case.received().state, "thu_ly") == [
        ("thu_ly", "forward"), ("thu_ly", "draft"), ("thu_ly", "supplement"),
        ("thu_ly", "propose_reject"), ("thu_ly", "consult"), ("thu_ly", "extend"),
    ]  # fmt: skip


def test_state_survives_json():
    for outcome in straight(definition()):
        stored = json.loads(json.dumps(outcome.state.to_data()))

        assert CaseState.from_data(stored) == outcome.state


def test_typed_text_never_reaches_events_or_effects():
    secret = "Nguyễn Thị Bí Mật"
    case = Case().received()
    case.do("supplement", items=["ho_chieu"], notes={"ho_chieu": secret}).do(
        "supplied", note=secret
    )
    case.do("draft", content={"ten": secret}).do("propose_reject", reason=secret)
    case.do("send_back", remark=secret).do("forward", remark=secret)

    said = json.dumps(
        [
            (dict(e.data), [dict(f.args) for f in o.effects])
            for o in case.outcomes
            for e in o.events
        ],
        ensure_ascii=False,
    )
    assert secret not in said
    assert secret not in json.dumps(case.state.to_data(), ensure_ascii=False)


def test_keys_of_typed_text_are_declared():
    assert text_keys("supplement") == {"notes", "reason", "remark"}
    assert text_keys("no such action") == set()


RAW_STEPS = [
    {"id": "tiep_nhan", "name": "Tiếp nhận", "kind": "receive", "role": "tiep_nhan"},
    {"id": "thu_ly", "name": "Thụ lý", "kind": "task", "role": "thu_ly"},
    {"id": "kiem_soat", "name": "Kiểm soát", "kind": "review", "role": "lanh_dao_phong"},
    {"id": "ky", "name": "Ký", "kind": "sign", "role": "lanh_dao_don_vi"},
    {"id": "phat_hanh", "name": "Phát hành", "kind": "issue", "role": "van_thu"},
    {"id": "tra", "name": "Trả", "kind": "return", "role": "tra_ket_qua"},
]
