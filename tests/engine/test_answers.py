"""Cleaning the answers of a page, and of a whole form."""

from datetime import date

import pytest

from procedures.engine import load
from procedures.engine.answers import (
    choose_limit,
    clean,
    clean_all,
    doubts,
    facts_of,
    shown,
    visible_fields,
    visible_sections,
    wanted_papers,
)
from procedures.engine.form import Field, Label, Section
from tests.engine.make import definition, raw

TODAY = date(2026, 11, 23)


def page(*fields, **more):
    """A one-page procedure's page with these fields."""
    form = {
        "id": "f",
        "name": "F",
        "sections": [{"id": "s", "title": "S", "fields": list(fields), **more}],
    }
    return load(raw(forms=[form], results=[])).section("s")


def words(cleaned):
    return {problem.path: problem.word for problem in cleaned.errors}


NAME = {"name": "ten", "label": "Tên", "type": "full_name", "required": True}
BORN = {"name": "sinh", "label": "Sinh", "type": "partial_date", "validate": ["not_future"]}


def test_good_answers_are_kept_beside_bad_ones():
    cleaned = clean(page(NAME, BORN), {"ten": "An", "sinh": "32/1/2000"}, on=TODAY)

    assert cleaned.values == {"ten": "An"}
    assert words(cleaned) == {"s.sinh": "no_such_day"}


def test_missing_answer_names_its_question():
    cleaned = clean(page(NAME), {}, on=TODAY)

    assert words(cleaned) == {"s.ten": "required"}
    assert cleaned.errors[0].question.name == "ten"


def test_cleaning_again_changes_nothing():
    once = clean(page(NAME, BORN), {"ten": " An ", "sinh": "5/1952"}, on=TODAY).values

    assert clean(page(NAME, BORN), once, on=TODAY).values == once


def test_names_that_are_no_question_set_nothing():  # F19
    cleaned = clean(page(NAME), {"ten": "An", "status": "9", "__class__": "x"}, on=TODAY)

    assert cleaned.values == {"ten": "An"}


def test_answer_to_a_hidden_question_is_dropped():  # F20
    section = definition().section("noi_dung")

    cleaned = clean(section, {"muc_dich": "Kết hôn", "muc_dich_khac": "vay"}, on=TODAY)

    assert cleaned.values == {"muc_dich": "Kết hôn"}
    assert cleaned.dropped == ("noi_dung.muc_dich_khac",)
    assert cleaned.ok


def test_question_that_appears_must_be_answered():
    section = definition().section("noi_dung")

    cleaned = clean(section, {"muc_dich": "Khác"}, on=TODAY)

    assert words(cleaned) == {"noi_dung.muc_dich_khac": "required"}
    shown = visible_fields(section, {"noi_dung.muc_dich": "Khác"})
    assert [one.name for one in shown] == ["muc_dich", "muc_dich_khac"]


def test_page_that_is_not_asked_is_dropped_whole():
    whole = load(
        raw(
            forms=[
                {
                    "id": "f",
                    "name": "F",
                    "sections": [
                        {"id": "a", "title": "A", "fields": [NAME]},
                        {
                            "id": "b",
                            "title": "B",
                            "when": {"field": "subject", "op": "eq", "value": "to_chuc"},
                            "fields": [{**NAME, "name": "to_chuc"}],
                        },
                    ],
                }
            ],
            results=[],
        )
    )
    given = {"a": {"ten": "An"}, "b": {"to_chuc": "Công ty"}}

    answers, errors, dropped = clean_all(whole, given, on=TODAY, facts={"subject": "ca_nhan"})

    assert (answers, errors, dropped) == ({"a": {"ten": "An"}}, (), ("b.to_chuc",))
    assert [one.id for one in visible_sections(whole, {"subject": "to_chuc"})] == ["a", "b"]


@pytest.mark.parametrize(
    ("rule", "kind", "raw_value", "word"),
    [
        ("not_future", "date", "24/11/2026", "in_the_future"),
        ("not_future", "date", "23/11/2026", None),
        ("not_future", "partial_date", "2026", None),
        ("not_future", "partial_date", "2027", "in_the_future"),
        ("not_past", "date", "22/11/2026", "in_the_past"),
        ("not_past", "month", "11/2026", None),
        ("must_be_true", "bool", "", "must_be_ticked"),
        ("must_be_true", "bool", "on", None),
        ({"min_days_from_today": 15}, "date", "07/12/2026", "too_soon"),
        ({"min_days_from_today": 15}, "date", "08/12/2026", None),
        ({"age_min": 18}, "date", "24/11/2008", "too_young"),
        ({"age_min": 18}, "date", "23/11/2008", None),
        ({"age_min": 18}, "partial_date", "2009", "too_young"),
        ({"age_between": [10, 18]}, "date", "23/11/2007", "too_old"),
        ({"age_between": [10, 18]}, "date", "24/11/2007", None),
        ({"age_between": [10, 18]}, "date", "24/11/2016", "too_young"),
        ({"not_older_than_months": 12}, "date", "22/11/2025", "too_old_paper"),
        ({"not_older_than_months": 12}, "date", "23/11/2025", None),
    ],
)
def test_checks_of_one_answer(rule, kind, raw_value, word):
    section = page({"name": "o", "label": "Ô", "type": kind, "validate": [rule]})

    cleaned = clean(section, {"o": raw_value}, on=TODAY)

    assert words(cleaned) == ({"s.o": word} if word else {})


@pytest.mark.parametrize(
    ("rule", "kind", "first", "second", "word"),
    [
        ("after", "date", "01/01/2020", "01/01/2020", "not_after"),
        ("after", "date", "01/01/2020", "02/01/2020", None),
        ("after", "month", "1/2020", "2/2020", None),
        ("not_before", "date", "02/01/2020", "01/01/2020", "before"),
        ("gte", "decimal", "10,5", "9", "too_small"),
        ("gte", "decimal", "10,5", "10,50", None),
        ("gte", "decimal", "", "1", None),
    ],
)
def test_checks_of_two_answers(rule, kind, first, second, word):
    section = page(
        {"name": "a", "label": "A", "type": kind},
        {"name": "b", "label": "B", "type": kind, "validate": [{rule: "a"}]},
    )

    cleaned = clean(section, {"a": first, "b": second}, on=TODAY)

    assert words(cleaned) == ({"s.b": word} if word else {})


def test_exactly_one_row_must_be_the_main_one():
    section = page(
        {
            "name": "nganh",
            "label": "Ngành",
            "type": "table",
            "validate": [{"exactly_one": "chinh"}],
            "columns": [
                {"name": "ma", "label": "Mã", "type": "vsic4", "required": True},
                {"name": "chinh", "label": "Chính", "type": "bool"},
            ],
        }
    )
    both = {"nganh": [{"ma": "5610", "chinh": "on"}, {"ma": "5630", "chinh": "on"}]}
    one = {"nganh": [{"ma": "5610", "chinh": "on"}, {"ma": "5630"}]}

    assert words(clean(section, both, on=TODAY)) == {"s.nganh": "not_exactly_one"}
    assert clean(section, one, on=TODAY).ok


def test_each_wrong_part_has_its_own_path():
    section = page({"name": "o", "label": "Ô", "type": "address", "required": True})

    cleaned = clean(section, {"o": {"province": "46", "commune": "", "line": "1"}}, on=TODAY)

    assert words(cleaned) == {"s.o.commune": "required"}


def test_answers_are_shown_in_the_order_of_the_questions():
    answered = shown(page(NAME, BORN), {"sinh": "1952-05", "ten": "An"})

    assert [(one.name, text) for one, text in answered] == [("ten", "An"), ("sinh", "05/1952")]


def test_date_in_words_is_computed_and_cannot_be_typed():
    section = page(
        {"name": "sinh", "label": "Sinh", "type": "date"},
        {
            "name": "bang_chu",
            "label": "Chữ",
            "type": "computed",
            "compute": "date_in_words",
            "source": "sinh",
        },
    )

    cleaned = clean(section, {"sinh": "2/9/2020", "bang_chu": "ngày khác"}, on=TODAY)

    assert (
        cleaned.values["bang_chu"] == "ngày hai tháng chín năm hai nghìn không trăm hai mươi"
    )


def test_answers_choose_the_time_limit_and_the_papers():
    other = {"field": "muc_dich", "op": "eq", "value": "Khác"}
    rules = definition(
        time_limits=[
            {"id": "lau", "amount": 10, "unit": "working_day", "when": other},
            {"id": "default", "amount": 3, "unit": "working_day"},
        ],
        documents=[{"id": "a", "name": "A"}, {"id": "b", "name": "B", "when": other}],
    )
    facts = facts_of(rules, {"noi_dung": {"muc_dich": "Khác"}}, channel="online")

    assert facts == {"channel": "online", "noi_dung.muc_dich": "Khác"}
    assert (choose_limit(rules, facts), choose_limit(rules, {})) == ("lau", "default")
    assert [one.id for one in wanted_papers(rules, facts)] == ["a", "b"]
    assert [one.id for one in wanted_papers(rules, {})] == ["a"]


def test_a_personal_number_that_does_not_fit_its_owner_is_flagged():
    section = Section(
        id="nguoi",
        title=Label("Người nộp"),
        fields=(
            Field("so_dinh_danh", Label("Số định danh"), type="personal_id"),
            Field("ngay_sinh", Label("Ngày sinh"), type="partial_date"),
            Field("gioi_tinh", Label("Giới tính"), type="choice"),
        ),
    )
    values = {"so_dinh_danh": "046198003127", "ngay_sinh": "1998-03-12", "gioi_tinh": "nu"}

    assert doubts(section, values) == {}
    assert doubts(section, values | {"gioi_tinh": "nam", "ngay_sinh": "1997"}) == {
        "so_dinh_danh": ("personal_id_year", "personal_id_gender")
    }
