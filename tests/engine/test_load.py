"""Reading a definition: strict keys, no prose in machine places, every problem by its path."""

import pytest

from procedures.engine import BadDefinition, expand, load
from tests.engine.make import raw


def problems(mapping):
    with pytest.raises(BadDefinition) as caught:
        load(mapping)
    return dict(caught.value.problems)


def field(**more):
    one = {"name": "o", "label": "Ô", "type": "text", **more}
    return raw(
        forms=[
            {"id": "f", "name": "F", "sections": [{"id": "s", "title": "S", "fields": [one]}]}
        ],
        results=[],
    )


HERE = "forms[0].sections[0].fields[0]"


def test_every_problem_is_named_at_once():
    bad = raw(code="x", colour="red", time_limits=[{"id": "a", "amount": 3, "unit": "day"}])
    bad["workflow"][1]["hours"] = "hai ngày"
    del bad["workflow"][2]["role"]

    assert set(problems(bad)) == {
        "code", "colour", "time_limits[0].unit", "workflow[1].hours", "workflow[2].role",
    }  # fmt: skip


@pytest.mark.parametrize("content", [{}, [], "text", None, 5])
def test_what_is_no_procedure_is_refused(content):
    assert problems(content)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"colour": "red"}, "colour"),
        ({"schema": 2}, "schema"),
        ({"levels": ["huyen"]}, "levels[0]"),
        ({"channels": ["fax"]}, "channels[0]"),
        ({"subject_kinds": ["Công dân"]}, "subject_kinds[0]"),
        ({"name": {"vi": "a", "fr": "b"}}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"note": ["x"]}, "note"),
        ({"rules": {"supplement": {"clock": "tạm dừng"}}}, "rules.supplement.clock"),
        ({"rules": {"supplement": {"max_times": -1}}}, "rules.supplement.max_times"),
        (
            {"rules": {"own_forms": {"receipt": "mẫu CT04 của ngành"}}},
            "rules.own_forms.receipt",
        ),
        ({"rules": {"own_forms": {"letter": "CT04"}}}, "rules.own_forms.letter"),
        ({"rules": {"late": "mau_04"}}, "rules.late"),
        ({"fees": [{"kind": "phi"}]}, "fees[0].amount"),
        ({"fees": [{"kind": "phi", "amount": -1}]}, "fees[0].amount"),  # W16
        ({"fees": [{"kind": "phi", "amount": 10**15}]}, "fees[0].amount"),
        ({"fees": [{"kind": "phi", "amount": 1, "formula": "2000*trang"}]}, "fees[0].formula"),
        ({"fees": [{"kind": "phi", "amount": 1, "valid": ["2026"]}]}, "fees[0].valid"),
        ({"fees": [{"kind": "phi", "amount": 1, "valid": [1, None]}]}, "fees[0].valid[0]"),
        ({"documents": [{"id": "A b", "name": "x"}]}, "documents[0].id"),
        ({"documents": [{"id": "a", "name": "x", "when": "nếu có"}]}, "documents[0].when"),
        ({"time_limits": []}, "time_limits"),
        ({"workflow": []}, "workflow"),
        ({"results": [{"name": "x", "letter": {}}]}, "results[0].letter.blocks"),
        ({"results": [{"code": "KQ.G15.000038"}]}, "results[0].name"),
        (
            {"results": [{"name": "x", "letter": {"blocks": [{"text": "a", "row": "b"}]}}]},
            "results[0].letter.blocks[0]",
        ),
        ({"aliases": ["ok", 5]}, "aliases[1]"),
        ({"sector": "x" * 5000}, "sector"),
        ({"sector": "Hộ\u202etịch"}, "sector"),
        ({"aliases": ["a"] * 1001}, "aliases"),
        ({"routing": [{"when": {"field": "channel", "op": "filled"}}]}, "routing[0].agency"),
        (
            {
                "time_limits": [
                    {"id": "a", "amount": 1, "unit": "month", "start_rule": "same_day"}
                ]
            },
            "time_limits[0].start_rule",
        ),
        ({"fees": [{"kind": "phi", "amount": 1.5}]}, "fees[0].amount"),
        (
            {"fees": [{"kind": "phi", "amount": 1, "valid": ["2026-02-01", "2026-01-01"]}]},
            "fees[0].valid",
        ),
        ({"workflow": [{"id": "a", "kind": "task", "role": "x"}]}, "workflow[0].name"),
    ],
)
def test_key_that_is_not_as_it_should_be_is_named(change, path):
    assert path in problems(raw(**change))


@pytest.mark.parametrize("amount", [0, -5, 10**6, "3", True, None])
def test_time_limit_of_no_sensible_length_is_refused(amount):  # W7
    limits = [{"id": "a", "amount": amount, "unit": "working_day"}]

    assert "time_limits[0].amount" in problems(raw(time_limits=limits))


@pytest.mark.parametrize(
    "name", ["__class__", "a.b", "a b", "A", "1a", "a" * 41, "tên", "constructor()", "", None]
)
def test_question_has_a_plain_name(name):  # W14
    assert f"{HERE}.name" in problems(field(name=name))


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"type": "colour"}, "type"),
        ({"choices": ["a"] * 301}, "choices"),  # W15
        ({"choices": "gioi_tinh"}, "choices"),
        ({"choices": [{"v": "a"}, 5]}, "choices[1]"),
        ({"required": "có"}, "required"),
        ({"label": None}, "label"),
        ({"choices": [{"l": "A"}]}, "choices[0].v"),
        ({"default": {"a": 1}}, "default"),
        ({"validate": ["unique_in_commune"]}, "validate[0]"),
        ({"validate": ["after:tu"]}, "validate[0]"),
        ({"validate": [{"age_min": "18"}]}, "validate[0]"),
        ({"max_length": 10**9}, "max_length"),
        ({"compute": "a*b"}, "compute"),
        ({"visible_if": {"field": "x", "in": ["a"]}}, "visible_if.op"),
        ({"prefill": "lấy từ VNeID"}, "prefill"),
        ({"file": {"max_mb": 10_000}}, "file.max_mb"),
    ],
)
def test_question_that_is_not_as_it_should_be_is_named(more, key):
    assert f"{HERE}.{key}" in problems(field(**more))


@pytest.mark.parametrize(
    ("when", "key"),
    [
        ("nop_cho = uy_quyen", "when"),
        ({}, "when"),
        ({"field": "a", "op": "matches", "value": "x"}, "when.op"),
        ({"field": "a()", "op": "filled"}, "when.field"),
        ({"field": "a", "op": "eq"}, "when.value"),
        ({"field": "a", "op": "in", "value": "x"}, "when.value"),
        ({"field": "a", "op": "filled", "value": 1}, "when.value"),
        ({"field": "a", "op": "eq", "value": {"x": 1}}, "when.value"),
        ({"all": []}, "when.all"),
        ({"all": [{"field": "a", "op": "filled"}], "any": []}, "when"),
        ({"аnd": []}, "when"),  # E15: a Cyrillic letter
    ],
)
def test_condition_that_is_no_condition_is_named(when, key):
    documents = [{"id": "a", "name": "A", "when": when}]
    assert f"documents[0].{key}" in problems(raw(documents=documents))


def test_condition_nested_too_deep_is_refused():  # E6
    deep = {"field": "a", "op": "filled"}
    for _ in range(12):
        deep = {"not": deep}

    found = problems(raw(documents=[{"id": "a", "name": "A", "when": deep}]))
    assert any("deeper" in message for message in found.values())


def test_condition_with_too_many_comparisons_is_refused():
    many = {"any": [{"field": "a", "op": "filled"}] * 51}

    found = problems(raw(documents=[{"id": "a", "name": "A", "when": many}]))
    assert any("more than 50" in message for message in found.values())


def test_conditions_name_their_questions_in_full():
    loaded = load(
        raw(
            documents=[{"id": "a", "name": "A", "when": {"field": "muc_dich", "op": "filled"}}]
        )
    )

    assert loaded.papers[0].when.field == "noi_dung.muc_dich"


def test_label_may_have_english():
    loaded = load(raw(name={"vi": "Khai sinh", "en": "Birth registration"}))

    assert str(loaded.name) == "Khai sinh"
    assert loaded.name.in_language("en") == "Birth registration"
    assert load(raw(name="Khai sinh")).name.in_language("en") == "Khai sinh"


def test_last_task_before_the_signature_drafts_the_result():
    assert load(raw()).drafting == "thu_ly"


COMMON = {
    "sections": {
        "cam_doan": {
            "title": "Cam đoan",
            "fields": [
                {"name": "dong_y", "label": "Đồng ý", "type": "choice", "choices": "co_khong"}
            ],
        }
    },
    "choices": {"co_khong": [{"v": "co", "l": "Có"}, {"v": "khong", "l": "Không"}]},
}


def form(*sections):
    return [{"id": "f", "name": "F", "sections": list(sections)}]


def test_shared_sections_and_lists_are_written_out():
    when = {"field": "channel", "op": "eq", "value": "online"}

    whole = expand(raw(forms=form({"use": "cam_doan", "when": when})), COMMON)

    section = load({**whole, "results": []}).section("cam_doan")
    assert str(section.title) == "Cam đoan"
    assert section.when.field == "channel"
    assert [one.value for one in section.field("dong_y").choices] == ["co", "khong"]


def test_sections_of_another_procedure_are_written_out():
    other = {
        "forms": [{"id": "ct01", "sections": [{"id": "tre", "title": "Trẻ", "fields": []}]}]
    }
    mine = raw(forms=form({"include_form": "1.004222:ct01", "sections": ["tre"]}))

    whole = expand(mine, COMMON, {"1.004222": other})

    assert whole["forms"][0]["sections"] == [{"id": "tre", "title": "Trẻ", "fields": []}]


@pytest.mark.parametrize(
    "section",
    [
        {"use": "nguoi_nop"},
        {"include_form": "1.004222:ct01", "sections": ["tre"]},
        {"include_form": "x", "sections": []},
    ],
)
def test_shared_part_that_does_not_exist_is_refused(section):
    with pytest.raises(BadDefinition):
        expand(raw(forms=form(section)), COMMON, {"1.004222": {}})


def test_shared_part_that_was_not_expanded_is_refused():
    assert "forms[0].sections[0].use" in problems(raw(forms=form({"use": "cam_doan"})))


def test_expanding_changes_nothing_that_was_passed_in():
    mine = raw(forms=form({"use": "cam_doan"}))
    expand(mine, COMMON)["forms"][0]["sections"][0]["fields"][0]["name"] = "khac"

    assert mine == raw(forms=form({"use": "cam_doan"}))
    assert COMMON["sections"]["cam_doan"]["fields"][0]["name"] == "dong_y"
