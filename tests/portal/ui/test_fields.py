"""The names, ids and errors of form controls; other programs rely on the names."""

import re

import pytest
from django.template.loader import render_to_string

from portal.ui.fields import (
    ErrorLink,
    Field,
    Option,
    Row,
    address_parts,
    choice_kind,
    date_parts,
    error_links,
)
from portal.ui.sample_fields import fields, wrong_fields


def drawn(field):
    return render_to_string("ui/field.html", {"field": field})


def names(page):
    return re.findall(r'\bname="([^"]+)"', page)


def test_date_is_drawn_as_three_named_boxes():
    field = Field("toi-ngay_sinh", "Ngày sinh", kind="date",
                  parts=date_parts("toi-ngay_sinh", ("14", "3", "1998")))  # fmt: skip

    assert names(drawn(field)) == [
        "toi-ngay_sinh_day",
        "toi-ngay_sinh_month",
        "toi-ngay_sinh_year",
    ]


def test_address_is_drawn_with_province_commune_and_line():
    parts = address_parts("toi-noi", provinces=(), communes=(), line="28 Nguyễn Công Trứ")

    assert names(drawn(Field("toi-noi", "Nơi ở", kind="address", parts=parts))) == [
        "toi-noi-province",
        "toi-noi-commune",
        "toi-noi-line",
    ]


def test_commune_is_a_list_before_a_province_is_chosen():
    parts = address_parts("toi-noi", provinces=(), communes=(), line="")
    page = drawn(Field("toi-noi", "Nơi ở", kind="address", parts=parts))

    assert page.count("<select") == 2


def test_table_keeps_the_names_of_its_cells_and_its_buttons():
    field = Field(
        "toi-qua_trinh", "Nơi đã ở", kind="table", add_label="Thêm",
        rows=tuple(Row(n, (Field(f"toi-qua_trinh-{n}-noi", "Nơi"),)) for n in (1, 2)),
    )  # fmt: skip

    assert names(drawn(field)) == [
        "toi-qua_trinh-1-noi",
        "remove",
        "toi-qua_trinh-2-noi",
        "remove",
        "add",
    ]


def test_only_row_of_a_table_cannot_be_removed():
    field = Field("a-b", "B", kind="table", rows=(Row(1, (Field("a-b-1-c", "C"),)),))

    assert "remove" not in names(drawn(field))


@pytest.mark.parametrize("field", [*fields(), *wrong_fields()], ids=lambda field: field.name)
def test_every_control_has_a_label_of_its_own(field):
    page = drawn(field)
    controls = re.findall(r"<(?:input|select|textarea)[^>]*\bid=\"([^\"]+)\"", page)
    labels = re.findall(r'<label for="([^"]+)"', page)

    assert sorted(controls) == sorted(labels)


@pytest.mark.parametrize("field", wrong_fields(), ids=lambda field: field.name)
def test_error_summary_leads_to_a_control_that_exists(field):
    assert f'id="{field.target}"' in drawn(field)


@pytest.mark.parametrize("field", wrong_fields(), ids=lambda field: field.name)
def test_refused_control_names_its_error(field):
    page = drawn(field)

    assert (f'id="{field.id}_error"' in page, 'aria-invalid="true"' in page) == (True, True)


def test_described_by_names_hint_before_error():
    field = Field("a-b", "B", hint="Ví dụ", error="Nhập B")

    assert field.described_by == "id_a-b_helptext id_a-b_error"


def test_error_of_a_date_leads_to_the_wrong_box():
    parts = date_parts("a-b", ("31", "2", "1998"), bad=("month",))

    assert Field("a-b", "B", kind="date", parts=parts, error="Sai").target == "id_a-b_month"


def test_error_links_read_rows_and_answers_in_their_order():
    asked = Option("khac", "Khác", fields=(Field("a-khac", "Khác", error="Nhập mục đích"),))
    row = Row(1, (Field("a-t-1-c", "C", error="Nhập C"),))

    assert error_links(
        (
            Field("a-m", "Mục đích", kind="radios", options=(asked,)),
            Field("a-t", "Bảng", kind="table", rows=(row,)),
        )
    ) == (
        ErrorLink("id_a-khac", "Nhập mục đích"),
        ErrorLink("id_a-t-1-c", "Nhập C"),
    )


def test_typed_markup_is_shown_as_text():
    page = drawn(Field("a-b", "B", value='"><script>alert(1)</script>'))

    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_text_of_several_lines_keeps_its_first_empty_line():
    page = drawn(Field("a-b", "B", kind="textarea", value="\ndòng hai"))

    assert ">\n\ndòng hai</textarea>" in page


@pytest.mark.parametrize("kind", ["text", "radios"])
def test_only_question_of_a_page_is_its_heading(kind):
    page = drawn(Field("a-b", "Bạn sẽ kết hôn với ai?", kind=kind, heading=True))

    assert re.findall(r"<h1>(?:<label[^>]*>)?([^<]+)", page) == ["Bạn sẽ kết hôn với ai?"]


def test_long_choice_becomes_a_list():
    options = tuple(Option(str(n), str(n)) for n in range(8))

    assert (choice_kind(options[:7]), choice_kind(options)) == ("radios", "select")
