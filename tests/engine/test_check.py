"""Faults that keep a readable definition from being published."""

import pytest

from procedures.engine import Vocabulary, faults, load
from procedures.engine.answers import wanted_papers
from tests.engine.make import ROLES, definition, plain, raw

WORDS = Vocabulary(ROLES)


def found(rules):
    return [str(fault) for fault in faults(rules, WORDS)]


def only(rules, *, path, says):
    """There is one fault, at this path, saying this."""
    (one,) = faults(rules, WORDS)
    assert (one.path, says in one.message) == (path, True), one


def test_sound_procedure_has_no_fault():
    assert found(definition()) == []


@pytest.mark.parametrize(
    ("workflow", "says"),
    [
        ([("xu_ly", "task"), ("tra", "return")], "must begin"),
        ([("tiep_nhan", "receive"), ("nua", "receive"), ("tra", "return")], "must begin"),
        ([("tiep_nhan", "receive"), ("xu_ly", "task")], "must end"),
        ([("tiep_nhan", "receive"), ("tra", "return"), ("xong", "task")], "must end"),
    ],
)
def test_workflow_has_one_start_and_one_end(workflow, says):  # W1, W2
    steps = [{"id": i, "name": "B", "kind": kind, "role": "thu_ly"} for i, kind in workflow]

    assert any(says in one for one in found(definition(workflow=steps, results=[])))


@pytest.mark.parametrize(
    ("steps", "path", "says"),
    [
        (["id: tra, kind: task, role: thu_ly"], "workflow", "'tra' occurs 2 times"),  # W4
        (["id: a, kind: task, role: thi_truong"], "workflow[1].role", "no known role"),
        (["id: a, kind: sign, role: thu_ly, optional: true"], "workflow[1]", "optional"),
        (["id: a, kind: task, role: thu_ly, can: [send_back]"], "workflow[1].can", "go back"),
        (
            ["id: a, kind: task, role: thu_ly, can: [propose_reject]"],
            "workflow[1].can",
            "signature",
        ),
        (["id: a, kind: task, role: thu_ly, can: [refuse]"], "workflow[1].can", "receipt"),
        (["id: a, kind: task, role: he_thong, can: [extend]"], "workflow[1].can", "system"),
        (["id: a, kind: subcase, role: thu_ly"], "workflow[1]", "subcase"),
        (
            ["id: a, kind: consult, role: phoi_hop, hours: 8, on_timeout: consent"],
            "workflow[1].timeout_ground",
            "law",
        ),
        (
            ["id: a, kind: consult, role: phoi_hop, on_timeout: remind"],
            "workflow[1].on_timeout",
            "needs",
        ),
        (
            ["id: a, kind: task, role: thu_ly, outcomes: [{v: x, l: X, opens: [b]}]"],
            "workflow[1].outcomes",
            "'b' is no optional step",
        ),
        (
            ["id: a, kind: task, role: thu_ly,"
                " outcomes: [{v: x, l: X, rejects: true}, {v: y, l: Y}]"],
            "workflow[1].outcomes",
            "nobody signs",
        ),
        (
            ["id: a, kind: issue, role: van_thu", "id: b, kind: sign, role: thu_ly"],
            "workflow",
            "issues before",
        ),
        (
            [
                "id: a, kind: fork, role: he_thong, branches: [b, c]",
                "id: b, kind: task, role: thu_ly",
            ],
            "workflow[1].branches",
            "right after",
        ),  # W6
        (
            [
                "id: a, kind: fork, role: he_thong, branches: [b, c]",
                "id: b, kind: task, role: thu_ly",
                "id: c, kind: task, role: thu_ly",
            ],
            "workflow[1]",
            "no join",
        ),
        (["id: a, kind: join, role: he_thong"], "workflow[1]", "joins nothing"),
        (
            ["id: a, kind: issue, role: van_thu", "id: b, kind: issue, role: van_thu"],
            "workflow",
            "more than one step of kind issue",
        ),
        (
            [
                "id: a, kind: task, role: thu_ly, outcomes: [{v: x, l: X, rejects: true}]",
                "id: b, kind: sign, role: thu_ly",
            ],
            "workflow[1].outcomes",
            "every way",
        ),
        (["id: a, kind: task, role: thu_ly, branches: [tra]"], "workflow[1].branches", "fork"),
        (["id: a, kind: task, role: thu_ly, hours: 25"], "workflow", "25 working hours of 24"),
    ],
)  # fmt: skip
def test_workflow_that_could_not_work_is_refused(steps, path, says):
    only(plain(*steps), path=path, says=says)


def test_same_group_in_two_places_is_refused():
    rules = plain(
        "id: a, kind: task, role: thu_ly, parallel_group: A",
        "id: b, kind: task, role: thu_ly",
        "id: c, kind: task, role: thu_ly, parallel_group: A",
    )

    only(rules, path="workflow.parallel_group", says="'A' occurs 2 times")


def test_budget_counts_the_longest_of_parallel_steps_and_no_pauses():
    rules = plain(
        "id: a, kind: task, role: thu_ly, hours: 14, parallel_group: A",
        "id: b, kind: inspect, role: thu_ly, hours: 16, parallel_group: A",
        "id: c, kind: task, role: thu_ly, hours: 80, optional: true",
        "id: d, kind: applicant_wait, role: nguoi_nop,"
        " legal_deadline: {amount: 30, unit: working_day}",
        "id: e, kind: consult, role: phoi_hop, legal_deadline: {amount: 1, unit: working_day}",
    )

    assert found(rules) == []


def test_result_written_here_needs_a_drafter_and_a_signer():
    steps = [one for one in raw()["workflow"] if one["id"] not in {"ky", "phat_hanh"}]
    steps[1]["can"] = ["supplement"]

    only(definition(workflow=steps), path="workflow", says="nobody signs")


@pytest.mark.parametrize(
    ("change", "path", "says"),
    [
        (
            {"rules": {"supplement": {"over_limit_by": "vua"}}},
            "rules.supplement.over_limit_by",
            "no known role",
        ),
        ({"rules": {"stop_by": "vua"}}, "rules.stop_by", "no known role"),
        ({"service_level": "mot_phan"}, "service_level_reason", "missing"),
        (
            {
                "time_limits": [
                    {"id": "a", "kind": "extension", "amount": 1, "unit": "working_day"}
                ]
            },
            "time_limits",
            "no row but",
        ),
        (
            {
                "time_limits": [
                    {"id": "a", "amount": 3, "unit": "working_day"},
                    {"id": "a", "kind": "extension", "amount": 1, "unit": "working_day"},
                ]
            },
            "time_limits",
            "'a' occurs",
        ),
        (
            {
                "time_limits": [
                    {"id": "a", "amount": 3, "unit": "working_day"},
                    {"id": "b", "kind": "extension", "amount": 1, "unit": "month"},
                ]
            },
            "time_limits[1].unit",
            "does not fit",
        ),
        (
            {
                "fees": [
                    {"kind": "phi", "amount": None, "tiers": [{"amount": 1}, {"amount": 2}]}
                ]
            },
            "fees[0].tiers",
            "only the last",
        ),
        (
            {"time_limits": [{"id": "a", "amount": 4.5, "unit": "calendar_day"}]},
            "time_limits[0].amount",
            "whole days",
        ),
        (
            {"documents": [{"id": "a", "name": "A", "per_row": "muc_dich"}]},
            "documents[0].per_row",
            "no table",
        ),
        ({"place": ["muc_dich"]}, "place[0]", "no address"),
        (
            {"fees": [{"kind": "phi", "amount": 1, "quantity": "muc_dich"}]},
            "fees[0].quantity",
            "no number",
        ),
    ],
)
def test_rule_that_does_not_fit_is_refused(change, path, says):
    only(definition(**change), path=path, says=says)


@pytest.mark.parametrize(
    ("when", "says"),
    [
        ({"field": "thu_nhap", "op": "filled"}, "not asked before"),  # E8
        ({"field": "noi_dung.__class__", "op": "filled"}, "not asked before"),  # E1
        ({"field": "muc_dich", "op": "eq", "value": "Ly hôn"}, "no choice"),
        ({"field": "muc_dich", "op": "in", "value": ["Khác", "Ly hôn"]}, "no choice"),
        ({"field": "muc_dich_khac", "op": "gt", "value": 5}, "goes with numbers"),
        ({"field": "subject", "op": "eq", "value": "Công dân"}, "no choice"),
        ({"field": "dong_y", "op": "eq", "value": "co"}, "yes or no"),
        ({"field": "so_ban", "op": "ge", "value": "hai"}, "compares the number"),
        ({"field": "ngay", "op": "ge", "value": "hôm nay"}, "goes with numbers and days"),
    ],
)
def test_condition_that_does_not_fit_the_form_is_refused(when, says):
    more = [
        {"name": "dong_y", "label": "Đồng ý", "type": "bool"},
        {"name": "so_ban", "label": "Số bản", "type": "int"},
        {"name": "ngay", "label": "Ngày", "type": "date"},
    ]
    rules = raw(documents=[{"id": "a", "name": "A", "when": when}])
    rules["forms"][0]["sections"][0]["fields"] += more

    only(load(rules), path="documents[0].when", says=says)


@pytest.mark.parametrize(
    ("when", "facts", "wanted"),
    [
        ({"field": "so_ban", "op": "ge", "value": 2}, {"s.so_ban": 2}, True),
        ({"field": "ngay", "op": "lt", "value": "2027-03-01"}, {"s.ngay": "2026-12-31"}, True),
        ({"not": {"field": "dong_y", "op": "eq", "value": True}}, {"s.dong_y": True}, False),
        ({"field": "so_ban", "op": "empty"}, {}, True),
    ],
)
def test_condition_that_fits_is_sound_and_holds(when, facts, wanted):
    fields = [
        {"name": "dong_y", "label": "Đồng ý", "type": "bool"},
        {"name": "so_ban", "label": "Số bản", "type": "int"},
        {"name": "ngay", "label": "Ngày", "type": "date"},
    ]
    section = {"id": "s", "title": "S", "fields": fields}
    rules = definition(
        forms=[{"id": "f", "name": "F", "sections": [section]}],
        results=[],
        documents=[{"id": "a", "name": "A", "when": when}],
    )

    assert found(rules) == []
    assert [one.id for one in wanted_papers(rules, facts)] == (["a"] if wanted else [])


def test_conditions_that_look_at_each_other_are_refused():  # E10, W15
    a = {"name": "a", "label": "A", "type": "text"}
    b = {"name": "b", "label": "B", "type": "text"}
    a["visible_if"] = {"field": "b", "op": "filled"}
    b["visible_if"] = {"field": "a", "op": "filled"}

    only(
        form_of(a, b),
        path="forms[0].sections[0].fields[0].visible_if",
        says="'s.b', which is not asked before",
    )


def form_of(*fields):
    section = {"id": "s", "title": "S", "fields": list(fields)}
    return load(raw(forms=[{"id": "f", "name": "F", "sections": [section]}], results=[]))


@pytest.mark.parametrize(
    ("more", "key", "says"),
    [
        ({"type": "choice"}, "choices", "do not go"),
        ({"type": "text", "choices": ["a"]}, "choices", "do not go"),
        ({"type": "choice", "choices": ["a", "a"]}, "choices", "occurs 2"),
        ({"type": "int", "min": 5, "max": 1}, "min", "more than max"),
        ({"type": "int", "decimals": 1}, "decimals", "decimal only"),
        ({"type": "int", "pattern": "[0-9]"}, "pattern", "text only"),
        ({"type": "text", "pattern": "(a+)+$"}, "pattern", "can itself vary"),  # F30
        ({"type": "table"}, "columns", "only with it"),
        ({"type": "int", "validate": [{"gte": "khac"}]}, "validate", "no such question"),
        ({"type": "int", "default": "abc"}, "default", "no answer"),
        ({"type": "text", "validate": ["not_future"]}, "validate", "goes with days"),
        ({"type": "text", "validate": ["must_be_true"]}, "validate", "yes or no"),
        ({"type": "date", "validate": [{"after": "khac"}]}, "validate", "no such question"),
        ({"type": "computed", "compute": "date_in_words"}, "compute", "go with type computed"),
        (
            {"type": "computed", "compute": "date_in_words", "source": "khac"},
            "source",
            "names no day",
        ),
    ],
)
def test_question_that_does_not_make_sense_is_refused(more, key, says):
    rules = form_of({"name": "o", "label": "Ô", **more})

    only(rules, path=f"forms[0].sections[0].fields[0].{key}", says=says)


TABLE = {"name": "o", "label": "Ô", "type": "table"}
CELL = {"name": "c", "label": "C", "type": "text"}


@pytest.mark.parametrize(
    ("table", "path", "says"),
    [
        ({"columns": [CELL, CELL]}, "columns", "'c' occurs 2"),
        ({"columns": [CELL], "min_rows": 9, "max_rows": 3}, "min_rows", "more than max_rows"),
        ({"columns": [{**CELL, "type": "file"}]}, "columns[0].type", "cannot be a column"),
        (
            {"columns": [{**CELL, "type": "date", "validate": ["not_future"]}]},
            "columns[0].validate",
            "not looked at",
        ),
        ({"columns": [CELL], "validate": [{"exactly_one": "c"}]}, "validate", "yes-or-no"),
    ],
)
def test_table_that_does_not_make_sense_is_refused(table, path, says):
    rules = form_of({**TABLE, **table})

    only(rules, path=f"forms[0].sections[0].fields[0].{path}", says=says)


def test_procedure_of_a_thousand_steps_or_questions_is_refused():  # W13
    steps = [f"id: b{n}, kind: task, role: thu_ly" for n in range(61)]
    fields = [{"name": f"o{n}", "label": "Ô", "type": "text"} for n in range(601)]

    only(plain(*steps), path="workflow", says="more than 60")
    only(form_of(*fields), path="forms", says="more than 600")


def test_only_one_result_is_written_here():
    rules = raw()
    rules["results"] *= 2

    only(load(rules), path="results", says="more than one")


def test_questions_of_a_page_have_different_names():
    one = {"name": "o", "label": "Ô", "type": "text"}

    only(form_of(one, one), path="forms[0].sections[0].fields", says="'o' occurs 2 times")


def test_letter_may_only_use_places_somebody_fills():
    rules = raw()
    rules["results"][0]["letter"]["blocks"] = [{"text": "{muc_dich} {number} {luong}"}]

    only(load(rules), path="results[0].letter.blocks[0]", says="{luong}")


def test_officer_may_fill_a_place_of_the_letter():
    rules = raw()
    letter = rules["results"][0]["letter"]
    letter["blocks"] = [{"text": "{ket_luan}"}]
    letter["fields"] = [{"name": "ket_luan", "label": "Kết luận", "type": "textarea"}]

    assert found(load(rules)) == []
