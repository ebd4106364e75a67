"""The places and blocks of a result letter."""

from procedures.engine import load
from procedures.engine.letter import (
    draft_values,
    kept_blocks,
    letter_of,
    places_of,
)
from tests.engine.make import definition, raw, steps


def with_letter(**letter):
    rules = raw()
    rules["results"][0]["letter"] |= letter
    return load(rules)


def test_draft_starts_from_answers_facts_and_defaults():
    rules = with_letter(
        blocks=[
            {"row": "Mục đích", "value": "{muc_dich}"},
            {"text": "{agency}: {ket_luan} {number}"},
        ],
        fields=[
            {
                "name": "ket_luan",
                "label": "Kết luận",
                "type": "textarea",
                "default": "xác nhận",
            }
        ],
    )
    _, letter = letter_of(rules)

    values = draft_values(
        rules,
        letter,
        {"noi_dung": {"muc_dich": "Kết hôn"}},
        {"agency": "UBND phường Thuận Hóa"},
    )

    assert values == {
        "muc_dich": "Kết hôn",
        "agency": "UBND phường Thuận Hóa",
        "ket_luan": "xác nhận",
        "number": "",
    }


def test_braces_in_an_answer_are_only_braces():
    rules = with_letter(blocks=[{"text": "{muc_dich_khac}"}])
    _, letter = letter_of(rules)
    answers = {"noi_dung": {"muc_dich": "Khác", "muc_dich_khac": "{number} {{7*7}}"}}

    assert draft_values(rules, letter, answers, {})["muc_dich_khac"] == "{number} {{7*7}}"


def test_block_is_said_only_under_its_condition():
    married = {"field": "muc_dich", "op": "eq", "value": "Kết hôn"}
    rules = with_letter(blocks=[{"text": "luôn"}, {"text": "cưới", "when": married}])
    _, letter = letter_of(rules)

    assert [one.text for one in kept_blocks(letter, {})] == ["luôn"]
    said = kept_blocks(letter, {"noi_dung.muc_dich": "Kết hôn"})
    assert [one.text for one in said] == ["luôn", "cưới"]


def test_places_are_named_once_in_order():
    rules = with_letter(title="{b}", blocks=[{"name": "Tên", "value": "{a} {b}"}])

    assert places_of(letter_of(rules)[1]) == ("b", "a")


def test_result_made_elsewhere_has_no_letter():
    elsewhere = definition(workflow=steps("id: ky, kind: sign, role: thu_ly"), results=[])

    assert letter_of(elsewhere) is None
