"""Question pages through the real addresses."""

import json

import pytest

from procedures.models import Draft
from tests.portal.filing.conftest import signed_in
from tests.portal.filing.filled import CONTENT, PARTNER, SINCE, answers, refused, saved

pytestmark = pytest.mark.django_db


def test_known_particulars_are_shown_with_their_source_and_not_asked(begun):
    text = begun.get("nguoi_nop_ca_nhan").content.decode()
    assert "<dd>046198003127</dd>" in text
    assert 'name="nguoi_nop_ca_nhan-so_dinh_danh"' not in text


def test_known_particulars_cannot_be_changed_by_a_forged_form(begun):
    begun.post("nguoi_nop_ca_nhan", **{"nguoi_nop_ca_nhan-ho_ten": "Người Khác"})
    assert answers(begun, "nguoi_nop_ca_nhan")["ho_ten"] == "Nguyễn Thị Minh Châu"


def test_finished_page_leads_to_the_next(begun):
    answer = begun.post("nguoi_nop_ca_nhan")
    assert (answer.status_code, answer.headers["Location"]) == (302, begun.url("tu_cach_nop"))


def test_finished_page_changed_from_the_check_leads_back_to_it(at_content):
    answer = at_content.client.post(
        at_content.url("tu_cach_nop") + "?ve=kiem-tra", {"tu_cach_nop-nop_cho": "ban_than"}
    )
    assert answer.headers["Location"] == at_content.url("kiem-tra")


def test_page_of_a_stranger_is_not_found(begun):
    chi = signed_in("Chi", "046300005129")
    assert chi.client.get(begun.url("nguoi_nop_ca_nhan")).status_code == 404
    assert chi.client.post(begun.url("nguoi_nop_ca_nhan"), {}).status_code == 404


def test_missing_answer_is_asked_for_in_its_own_words(at_content):
    refused(at_content.post("noi_dung"), "Chọn tình trạng hôn nhân hiện nay")


def test_refused_page_keeps_what_was_typed(at_content):
    answer = at_content.post(
        "noi_dung",
        **{"noi_dung-muc_dich": "khac", "noi_dung-muc_dich_khac": "Xin học bổng"},
    )
    assert 'value="Xin học bổng"' in answer.content.decode()
    assert answers(at_content, "noi_dung")["muc_dich_khac"] == "Xin học bổng"


def test_question_below_an_answer_is_asked_with_it(at_content):
    answer = at_content.post("noi_dung", **CONTENT | {"noi_dung-tinh_trang": "da_ly_hon"})
    refused(answer, "Nhập số, ngày và tòa án ra bản án hoặc quyết định ly hôn")


def test_question_that_an_answer_brings_is_shown_before_it_is_missed(begun):
    begun.post("nguoi_nop_ca_nhan")
    answer = begun.post("tu_cach_nop", **{"tu_cach_nop-nop_cho": "uy_quyen"})
    text = answer.content.decode()
    assert (answer.status_code, "data-error-summary" in text) == (200, False)
    assert 'name="tu_cach_nop-chu_ho_so_ho_ten"' in text


def test_question_that_was_shown_is_missed(begun):
    begun.post("nguoi_nop_ca_nhan")
    begun.post("tu_cach_nop", **{"tu_cach_nop-nop_cho": "uy_quyen"})
    refused(begun.post("tu_cach_nop"), "Nhập họ tên chủ hồ sơ")


def test_save_and_continue_later_keeps_everything_and_leaves(at_content):
    answer = at_content.post("noi_dung", **{"noi_dung-muc_dich": "khac", "save": "later"})
    assert answer.headers["Location"] == "/ho-so/"
    assert answers(at_content, "noi_dung")["muc_dich"] == "khac"


def test_autosave_keeps_wrong_values_and_says_the_revision(at_partner):
    answer = at_partner.client.post(
        at_partner.url("ket_hon_voi") + "luu/", {"ket_hon_voi-kh_dinh_danh": "046"}
    )
    body = json.loads(answer.content)
    assert answers(at_partner, "ket_hon_voi")["kh_dinh_danh"] == "046"
    assert body["version"] == saved(at_partner).revision


def test_autosave_after_a_save_elsewhere_is_a_conflict(at_partner):
    url, old = at_partner.url("ket_hon_voi") + "luu/", saved(at_partner).revision
    first, second = (
        at_partner.client.post(url, {"ket_hon_voi-kh_ho_ten": name, "expected": old})
        for name in ("Một", "Hai")
    )
    assert (first.status_code, second.status_code) == (200, 409)
    assert answers(at_partner, "ket_hon_voi")["kh_ho_ten"] == "Một"


def test_conflict_keeps_the_typed_text_and_can_be_settled(at_partner):
    old = saved(at_partner).revision
    at_partner.post("ket_hon_voi", **PARTNER)
    late = PARTNER | {"ket_hon_voi-kh_ho_ten": "Trần Văn Hai", "expected": str(old)}
    conflict = at_partner.client.post(at_partner.url("ket_hon_voi"), late)
    assert conflict.status_code == 409
    assert 'value="Trần Văn Hai"' in conflict.content.decode()
    again = late | {"expected": str(saved(at_partner).revision)}
    at_partner.client.post(at_partner.url("ket_hon_voi"), again)
    assert answers(at_partner, "ket_hon_voi")["kh_ho_ten"] == "Trần Văn Hai"


def test_autosave_of_somebody_signed_out_is_told_so(at_partner):
    at_partner.client.logout()
    answer = at_partner.client.post(
        at_partner.url("ket_hon_voi") + "luu/",
        {"ket_hon_voi-kh_ho_ten": "Một"},
        headers={"Sec-Fetch-Dest": "empty"},
    )
    assert answer.status_code == 401


def test_row_can_be_added_and_removed_without_script(at_content):
    at_content.post("noi_dung", **CONTENT)
    table = "noi_da_cu_tru-qua_trinh_cu_tru"
    at_content.post("noi_da_cu_tru", **{f"{table}-1-tu": "3/2016", "add": table})
    assert f'name="{table}-2-tu"' in at_content.get("noi_da_cu_tru").content.decode()
    at_content.post("noi_da_cu_tru", remove=f"{table}-1")
    rows = answers(at_content, "noi_da_cu_tru")["qua_trinh_cu_tru"]
    assert [row.get("tu") for row in rows] == [""]


def test_communes_of_a_province_are_fetched_without_script(at_content):
    at_content.post("noi_dung", **CONTENT)
    name = "noi_da_cu_tru-qua_trinh_cu_tru-1-noi"
    at_content.post("noi_da_cu_tru", **{f"{name}-province": "46", "communes": name})
    assert "Phường Thuận Hoá</option>" in at_content.get("noi_da_cu_tru").content.decode()


def test_communes_of_a_province_are_fetched_by_script(client):
    body = client.get("/dia-ban/?province=46").json()
    assert {"value": "19789", "label": "Phường Thuận Hoá"} in body["items"]


def test_commune_of_another_province_is_refused(at_content):
    at_content.post("noi_dung", **CONTENT)
    name = "noi_da_cu_tru-qua_trinh_cu_tru-1"
    row = {
        f"{name}-noi-province": "01",
        f"{name}-noi-commune": "19789",
        f"{name}-noi-line": "1 Lê Lợi",
        f"{name}-tu": "3/2016",
        f"{name}-den": "5/2021",
    }
    assert at_content.post("noi_da_cu_tru", **SINCE | row).status_code == 422


def test_answers_of_every_page_lead_to_the_papers(at_content):
    at_content.post("noi_dung", **CONTENT)
    at_content.post("noi_da_cu_tru", **SINCE)
    answer = at_content.post("nhan_ket_qua")
    assert answer.headers["Location"] == at_content.url("giay-to")


def test_question_page_asks_few_queries(at_partner, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        at_partner.get("ket_hon_voi")


def test_draft_can_be_thrown_away_after_one_question(begun):
    assert begun.get("xoa").status_code == 200
    begun.client.post(begun.url("xoa"))
    assert not Draft.objects.exists()
