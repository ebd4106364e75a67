"""Answers that cannot be taken; names carry the row of the bad inputs (F…)."""

import unicodedata

import pytest
from django.utils.html import escape

from tests.portal.filing.filled import CONTENT, PARTNER, SINCE, answers, refused, saved

pytestmark = pytest.mark.django_db


def test_f1_nul_byte_is_refused(at_partner):
    refused(
        at_partner.post("ket_hon_voi", **PARTNER | {"ket_hon_voi-kh_noi_cu_tru": "Huế\0"}),
        "Nơi cư trú holds a character that cannot be printed. Delete it and type it again",
    )


def test_f2_lone_surrogate_is_refused_or_replaced(at_partner):
    body = "ket_hon_voi-kh_ho_ten=%ED%A0%80"
    answer = at_partner.client.post(
        at_partner.url("ket_hon_voi"), body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("body", ['{"a": NaN}', "[" * 100_000], ids=["F3", "F4"])
def test_json_instead_of_a_form_answers_no_question(at_partner, body):
    answer = at_partner.client.post(
        at_partner.url("ket_hon_voi"), body, content_type="application/json"
    )
    assert answer.status_code == 422


def test_f5_more_fields_than_any_form_has_are_refused(at_partner):
    many = {f"x{n}": "1" for n in range(1_001)}
    assert at_partner.client.post(at_partner.url("ket_hon_voi"), many).status_code == 400


def test_f5_of_one_name_sent_twice_the_last_counts(at_content):
    at_content.post(
        "noi_dung",
        **{"noi_dung-muc_dich": ["khac", "vay_von"]} | {"noi_dung-tinh_trang": "chua_ket_hon"},
    )
    assert answers(at_content, "noi_dung")["muc_dich"] == "vay_von"


def test_f6_body_beyond_the_limit_is_refused(at_partner, settings):
    answer = at_partner.client.post(
        at_partner.url("ket_hon_voi"),
        "ket_hon_voi-kh_ho_ten=" + "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code in (400, 413)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_f7_name_is_kept_composed(at_partner, form):
    name = unicodedata.normalize(form, "Lê Hoàng Phúc")
    at_partner.post("ket_hon_voi", **PARTNER | {"ket_hon_voi-kh_ho_ten": name})
    kept = answers(at_partner, "ket_hon_voi")["kh_ho_ten"]
    assert kept == unicodedata.normalize("NFC", name)


def test_f8_length_is_that_of_the_composed_name(at_partner):
    name = unicodedata.normalize("NFD", "ộ" * 120)
    answer = at_partner.post("ket_hon_voi", **PARTNER | {"ket_hon_voi-kh_ho_ten": name})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    "hidden", ["\u202e", "\u2066", "\u200b", "\ufeff", "\U000e0041"], ids=ascii
)
def test_f9_character_that_cannot_be_seen_is_refused_in_a_name(at_partner, hidden):
    refused(
        at_partner.post(
            "ket_hon_voi", **PARTNER | {"ket_hon_voi-kh_ho_ten": f"Phúc{hidden}A"}
        ),
        "Họ, chữ đệm và tên holds a character that cannot be seen. Delete it and type it",
    )


def test_f10_name_of_nothing_visible_is_missing(at_partner):
    refused(
        at_partner.post("ket_hon_voi", **PARTNER | {"ket_hon_voi-kh_ho_ten": "\u200b\u200b"}),
        "Nhập họ tên người bạn sẽ kết hôn",
    )


@pytest.mark.parametrize("letter", ["Ð", "Ɖ"])
def test_f11_foreign_letter_in_a_name_is_named(at_partner, letter):
    name = f"{letter}ỗ Phúc"
    answer = at_partner.post("ket_hon_voi", **PARTNER | {"ket_hon_voi-kh_ho_ten": name})
    refused(answer, f"Họ, chữ đệm và tên holds the character “{letter}”")


def test_f12_look_alike_domain_of_an_address_is_refused(begun):
    answer = begun.post("nguoi_nop_ca_nhan", **{"nguoi_nop_ca_nhan-email": "a@vіdu.vn"})
    refused(answer, "Enter an e-mail address like ten@vidu.vn")


def test_f13_full_width_digits_become_ordinary_ones(at_partner):
    number = "０４６０９６００４５１８"
    at_partner.post("ket_hon_voi", **PARTNER | {"ket_hon_voi-kh_dinh_danh": number})
    assert answers(at_partner, "ket_hon_voi")["kh_dinh_danh"] == "046096004518"


def test_f14_heap_of_marks_is_refused(at_partner):
    name = "a" + "\u0301" * 100
    answer = at_partner.post("ket_hon_voi", **PARTNER | {"ket_hon_voi-kh_ho_ten": name})
    refused(answer, "Họ, chữ đệm và tên has too many marks on one letter")


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        (("1", "1", "0001"), "The year of Ngày sinh must be between 1900 and 2200"),
        (("31", "12", "9999"), "The year of Ngày sinh must be between 1900 and 2200"),
        (("31", "2", "1996"), "Ngày sinh must be a real date, for example 27/3/2026"),
        (("2", "", "1996"), "Ngày sinh lacks the month"),
        (("1", "1", "2199"), "Ngày sinh must be today or earlier"),
    ],
    ids=["year 1", "year 9999", "31 February", "no month", "future"],
)
def test_f17_impossible_day_is_refused(at_partner, boxes, sentence):
    day, month, year = boxes
    wrong = {
        "ket_hon_voi-kh_ngay_sinh_day": day,
        "ket_hon_voi-kh_ngay_sinh_month": month,
        "ket_hon_voi-kh_ngay_sinh_year": year,
    }
    refused(at_partner.post("ket_hon_voi", **PARTNER | wrong), sentence)


def test_f17_leap_day_is_read_day_first(at_partner):
    leap = {
        "ket_hon_voi-kh_ngay_sinh_day": "29",
        "ket_hon_voi-kh_ngay_sinh_month": "2",
        "ket_hon_voi-kh_ngay_sinh_year": "1996",
    }
    at_partner.post("ket_hon_voi", **PARTNER | leap)
    assert answers(at_partner, "ket_hon_voi")["kh_ngay_sinh"] == "1996-02-29"


def test_f19_value_that_is_no_choice_is_refused(at_content):
    answer = at_content.post("noi_dung", **CONTENT | {"noi_dung-muc_dich": "lam_giau"})
    refused(answer, "Choose one of the answers to “Bạn xin giấy để làm gì?”")


def test_f19_country_that_is_not_on_the_list_is_refused(begun):
    begun.post("nguoi_nop_ca_nhan")
    answer = begun.post("nguoi_nop_ca_nhan", **{"nguoi_nop_ca_nhan-dan_toc": "Sao Hỏa"})
    refused(answer, "Choose one of the answers to “Dân tộc”")


def test_f19_field_that_is_no_question_sets_nothing(at_content):
    at_content.post("noi_dung", **CONTENT | {"noi_dung-status": "9", "status": "approved"})
    assert set(answers(at_content, "noi_dung")) == {"tinh_trang", "muc_dich", "lan_cap"}


def test_f20_answer_to_a_question_that_does_not_apply_is_dropped(at_content):
    at_content.post("noi_dung", **CONTENT | {"noi_dung-muc_dich_khac": "Xin học bổng"})
    assert "muc_dich_khac" not in answers(at_content, "noi_dung")


def test_f21_rows_beyond_the_highest_number_are_refused(at_content):
    at_content.post("noi_dung", **CONTENT)
    rows = {f"noi_da_cu_tru-qua_trinh_cu_tru-{n}-tu": "3/2016" for n in range(1, 100)}
    answer = at_content.post("noi_da_cu_tru", **SINCE | rows)
    refused(answer, "Nơi đã cư trú may have at most 20 rows")


@pytest.mark.parametrize("index", ["-1", "abc", "1e3", ""])
def test_f21_index_that_is_no_row_number_is_no_row(at_content, index):
    at_content.post("noi_dung", **CONTENT)
    strange = {f"noi_da_cu_tru-qua_trinh_cu_tru-{index}-tu": "3/2016"}
    at_content.post("noi_da_cu_tru", **SINCE | strange)
    assert "qua_trinh_cu_tru" not in answers(at_content, "noi_da_cu_tru")


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{{7*7}}", "{% debug %}", "'\"><svg onload=x>"]
)
def test_f22_markup_is_plain_text(at_partner, text):
    at_partner.post("ket_hon_voi", **PARTNER | {"ket_hon_voi-kh_noi_cu_tru": text})
    page = at_partner.get("ket_hon_voi").content.decode()
    assert escape(text) in page
    assert answers(at_partner, "ket_hon_voi")["kh_noi_cu_tru"] == text


def test_f23_line_ends_in_a_name_become_spaces(at_partner):
    name = "Lê\r\nBcc: x Phúc"
    at_partner.post("ket_hon_voi", **PARTNER | {"ket_hon_voi-kh_noi_cu_tru": name})
    assert answers(at_partner, "ket_hon_voi")["kh_noi_cu_tru"] == "Lê Bcc: x Phúc"


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("04609600451", "number has 12 digits, this one has 11"),
        ("0460960045181", "number has 12 digits, this one has 13"),
        ("04609600451A", "number has digits only"),
        ("0" * 12, "number cannot be all zeros"),
    ],
    ids=["11", "13", "letter", "zeros"],
)
def test_f24_personal_number_is_refused_with_its_reason(at_partner, number, sentence):
    wrong = {"ket_hon_voi-kh_dinh_danh": number}
    text = at_partner.post("ket_hon_voi", **PARTNER | wrong).content.decode()
    assert sentence in text


@pytest.mark.parametrize("typed", ["+84 912 345 678", "0912.345.678", "0084912345678"])
def test_f25_telephone_number_has_one_form(begun, typed):
    begun.post("nguoi_nop_ca_nhan", **{"nguoi_nop_ca_nhan-dien_thoai": typed})
    assert answers(begun, "nguoi_nop_ca_nhan")["dien_thoai"] == "0912345678"


@pytest.mark.parametrize("method", ["get", "post"])
def test_f27_page_whose_turn_has_not_come_leads_to_the_open_one(begun, method):
    answer = getattr(begun.client, method)(begun.url("noi_dung"), CONTENT)
    assert answer.headers["Location"] == begun.url("nguoi_nop_ca_nhan")
    assert "noi_dung" not in saved(begun).done_sections
