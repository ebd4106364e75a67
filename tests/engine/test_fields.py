"""Field types: what is taken, how it is kept, how it is shown."""

import pytest

from procedures.engine.fields import FIELD_TYPES, BadParts, field_type
from procedures.engine.form import Choice, Field, Label
from procedures.engine.text import BadValue

TWO = (Choice("a", Label("Một")), Choice("b", Label("Hai")))


def field(kind, **more):
    return Field("o", Label("Ô"), kind, **more)


def parse(kind, raw, **more):
    one = field(kind, **more)
    value = field_type(kind).parse(one, raw)
    if value is not None:
        field_type(kind).validate(one, value)
    return value


@pytest.mark.parametrize(
    ("kind", "raw", "value", "shown"),
    [
        ("text", "  Tổ  dân phố 3 ", "Tổ dân phố 3", "Tổ dân phố 3"),
        ("textarea", "một\r\nhai", "một\nhai", "một\nhai"),
        ("full_name", "Y Ka-lin H'Hen Niê", "Y Ka-lin H'Hen Niê", "Y Ka-lin H'Hen Niê"),
        ("personal_id", "046 090 001 234", "046090001234", "046090001234"),
        ("tax_code", "0101234567001", "0101234567-001", "0101234567-001"),
        ("personal_or_tax_id", "046090001234", "046090001234", "046090001234"),
        ("phone", "+84 905123456", "0905123456", "0905 123 456"),
        ("email", "An.Nguyen@Hue.GOV.vn", "An.Nguyen@hue.gov.vn", "An.Nguyen@hue.gov.vn"),
        ("url", "https://hue.gov.vn/a", "https://hue.gov.vn/a", "https://hue.gov.vn/a"),
        ("int", "1.250", 1250, "1.250"),
        ("int", "１２", 12, "12"),
        ("decimal", "1.234,5", "1234,5", "1.234,5"),
        ("decimal", "0.5", "0,5", "0,5"),
        ("decimal", "-0", "0", "0"),
        ("money", "1.500.000 đồng", 1_500_000, "1.500.000 đồng"),
        ("bool", "on", True, "Có"),
        ("bool", "", False, "Không"),
        ("date", "3/2/1990", "1990-02-03", "03/02/1990"),
        ("date", "٠٣/02/1990", "1990-02-03", "03/02/1990"),
        ("partial_date", "1952", "1952", "1952"),
        ("partial_date", "5/1952", "1952-05", "05/1952"),
        ("month", "11-2026", "2026-11", "11/2026"),
        ("datetime", "24/11/2026 9:05", "2026-11-24T09:05:00+07:00", "09:05 24/11/2026"),
        ("school_year", "2026 - 2027", "2026-2027", "2026-2027"),
        ("country", "VN", "VN", "VN"),
        ("bank_account", "1020 3040 50", "1020304050", "1020304050"),
        ("vsic4", "5610", "5610", "5610"),
        ("vehicle_plate", "75a-123.45", "75A12345", "75A12345"),
        ("geopoint", "16.4637, 107.5909", "16.463700,107.590900", "16.463700,107.590900"),
        ("file", "f-1", ["f-1"], "f-1"),
    ],
)
def test_answer_is_kept_and_shown_in_one_form(kind, raw, value, shown):
    one = field(kind)

    assert parse(kind, raw) == value
    assert field_type(kind).parse(one, value) == value
    assert field_type(kind).show(one, value) == shown


@pytest.mark.parametrize(
    ("kind", "raw", "word"),
    [
        ("text", "a\x00b", "control_character"),  # F1
        ("text", "\ud800", "control_character"),  # F2
        ("text", {"a": 1}, "not_text"),
        ("text", True, "not_text"),
        ("text", "a" * 501, "too_long"),  # F6
        ("full_name", "Trần <b>", "bad_character"),  # F22
        ("full_name", "Ð văn", "bad_character"),  # F11
        ("full_name", "Иван", "bad_character"),
        ("full_name", "A\u200bn", "hidden_character"),  # F9
        ("full_name", "- -", "no_letter"),
        ("email", "an@huе.gov.vn", "bad_email"),  # F12: Cyrillic е
        ("email", "an@hue", "bad_email"),
        ("email", "an\nbcc:x@hue.gov.vn", "bad_email"),  # F23
        ("url", "javascript:alert(1)", "bad_url"),
        ("int", "1e400", "not_a_number"),  # F16
        ("int", "9" * 16, "too_many_digits"),
        ("int", "9" * 59, "too_many_digits"),
        ("int", "1,5", "not_whole"),
        ("decimal", "1E+1000000", "not_a_number"),  # F15
        ("decimal", "NaN", "not_a_number"),  # F3
        ("decimal", "Infinity", "not_a_number"),
        ("decimal", "1,234", "too_many_decimals"),
        ("money", "-1", "too_small"),
        ("bool", "perhaps", "not_a_choice"),
        ("choice", "c", "not_a_choice"),  # F19
        ("multichoice", ["a", "c"], "not_a_choice"),
        ("date", "31/02/2026", "no_such_day"),  # F17
        ("date", "29/02/2027", "no_such_day"),
        ("date", "01/01/0001", "year_out_of_range"),
        ("date", "31/12/9999", "year_out_of_range"),
        ("date", "02/03/99", "bad_date"),
        ("month", "13/2026", "bad_month"),
        ("datetime", "24/11/2026 25:00", "bad_moment"),
        ("datetime", "2026-11-24T09:00:00+14:00", "bad_moment"),  # F18
        ("school_year", "2026-2028", "bad_school_year"),
        ("country", "<script>", "not_a_choice"),
        ("vehicle_plate", "ABC", "bad_plate"),
        ("geopoint", "200,10", "bad_point"),
        ("geopoint", "NaN,10", "bad_point"),
        ("geopoint", "16 độ", "bad_point"),
        ("month", "tháng ba", "bad_month"),
        ("file", "../../etc/passwd", "unknown_file"),
        ("file", ["f"] * 21, "too_many_files"),
        ("multichoice", ["a"] * 9, "not_a_choice"),
        ("address", "Huế", "not_text"),
        ("table", "x", "not_rows"),
    ],
)
def test_answer_that_cannot_be_taken_is_refused_with_a_word(kind, raw, word):
    with pytest.raises(BadValue, match=f"^{word}$"):
        parse(kind, raw, choices=TWO)


@pytest.mark.parametrize("kind", sorted(set(FIELD_TYPES) - {"bool"}))
@pytest.mark.parametrize("raw", [None, "", "  ", "\u200b"])
def test_nothing_typed_is_no_answer(kind, raw):
    assert parse(kind, raw, choices=TWO) is None


@pytest.mark.parametrize(
    ("more", "raw", "word"),
    [
        ({"min": 1}, "0", "too_small"),
        ({"max": 60}, "61", "too_big"),
    ],
)
def test_number_outside_its_bounds_is_refused(more, raw, word):
    with pytest.raises(BadValue, match=word):
        parse("int", raw, **more)


def test_length_is_measured_after_composing():
    assert parse("text", "e\u0302\u0301" * 3, max_length=3) == "ếếế"


def test_pattern_must_match_all_of_the_text():
    assert parse("text", "B1234567", pattern="[A-Z][0-9]{7,8}") == "B1234567"
    with pytest.raises(BadValue, match="pattern"):
        parse("text", "xB1234567", pattern="[A-Z][0-9]{7,8}")


def test_capitals_are_for_showing_only():
    one = field("text", transform="upper_display")

    assert field_type("text").parse(one, "Nguyễn An") == "Nguyễn An"
    assert field_type("text").show(one, "Nguyễn An") == "NGUYỄN AN"


def test_choice_shows_its_label():
    one = field("multichoice", choices=TWO)

    assert field_type("multichoice").parse(one, ["b", "a", "b"]) == ["a", "b"]
    assert field_type("multichoice").show(one, ["a", "b"]) == "Một, Hai"


def test_address_is_three_parts_and_shows_their_names():
    raw = {"province": "46", "commune": "19813", "line": " 12 Lê Lợi ", "status": "approved"}
    names = {"46": "Thành phố Huế", "19813": "Phường Thuận Hóa"}

    value = parse("address", raw)

    assert value == {"province": "46", "commune": "19813", "line": "12 Lê Lợi"}
    shown = field_type("address").show(field("address"), value, lambda kind, code: names[code])
    assert shown == "12 Lê Lợi, Phường Thuận Hóa, Thành phố Huế"


def test_address_names_each_part_that_is_wrong():
    with pytest.raises(BadParts) as caught:
        parse("address", {"province": "46", "commune": "a b", "line": ""})

    words = {part: error.word for part, error in caught.value.parts.items()}
    assert words == {"commune": "not_a_choice", "line": "required"}


COLUMNS = (
    Field("ten", Label("Tên"), "full_name", required=True),
    Field("so", Label("Số"), "int", min=1),
    Field("chinh", Label("Chính"), "bool"),
)


def test_table_keeps_filled_rows_and_drops_empty_ones():
    raw = [{"ten": "An", "so": "2"}, {"ten": "", "so": " "}, {"ten": "Bình"}]

    assert parse("table", raw, columns=COLUMNS) == [
        {"ten": "An", "so": 2, "chinh": False},
        {"ten": "Bình", "so": None, "chinh": False},
    ]


def test_table_is_shown_row_by_row():
    one = field("table", columns=COLUMNS)
    rows = parse("table", [{"ten": "An", "so": "2"}, {"ten": "Bình"}], columns=COLUMNS)

    assert field_type("table").show(one, rows) == "An; 2; Không\nBình; Không"


def test_column_of_several_parts_names_the_part():
    columns = (Field("o", Label("Ở"), "address"),)

    with pytest.raises(BadParts) as caught:
        parse("table", [{"o": {"province": "46", "line": "x" * 201}}], columns=columns)

    words = {part: error.word for part, error in caught.value.parts.items()}
    assert words == {"0.o.line": "too_long", "0.o.commune": "required"}


def test_table_names_each_cell_that_is_wrong():
    with pytest.raises(BadParts) as caught:
        parse("table", [{"ten": "An"}, {"so": "0"}], columns=COLUMNS)

    words = {part: error.word for part, error in caught.value.parts.items()}
    assert words == {"1.so": "too_small", "1.ten": "required"}


@pytest.mark.parametrize(
    ("rows", "word"), [([{"ten": "An"}] * 5000, "too_many_rows"), (["x"], "not_rows")]
)
def test_table_of_the_wrong_size_or_shape_is_refused(rows, word):  # F21
    with pytest.raises(BadValue, match=word):
        parse("table", rows, columns=COLUMNS)


def test_table_may_demand_rows():
    with pytest.raises(BadValue, match="too_few_rows"):
        parse("table", [{"ten": "An"}], columns=COLUMNS, min_rows=2)
