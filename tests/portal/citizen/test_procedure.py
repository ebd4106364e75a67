"""C4: one procedure in the official order, or an honest page about one handled elsewhere."""

import gzip
import re
from datetime import timedelta

import pytest

from procedures.definitions import shipped
from procedures.models import CatalogueEntry, ProcedureVersion
from procedures.operations.catalogue import publish_shipped
from tests import make
from tests.portal.citizen.public import text

pytestmark = pytest.mark.django_db
ALL = [one.content["code"] for one in shipped()]
MARITAL = "/thu-tuc/1.004873-xac-nhan-tinh-trang-hon-nhan/"


def publish(*codes):
    publish_shipped(
        contents=[one.content for one in shipped() if one.content["code"] in codes], at=make.AT
    )


@pytest.fixture(scope="module", autouse=True)
def published(module_rows):
    publish("1.004873", "2.000815", "1.001432")
    CatalogueEntry.objects.create(
        code="1.000656", name="Thủ tục đăng ký khai tử", sector="Hộ tịch", level="xa"
    )
    CatalogueEntry.objects.create(
        code="1.111111",
        name="Hỗ trợ ngư dân",
        issuer="UBND tỉnh Cà Mau",
        national_id="abc-123",
    )


def row_of(page, name):
    """The cells of one line of the paper table."""
    for line in re.findall(r"<tr>(.*?)</tr>", page, re.S):
        head, *cells = re.findall(r"<t[hd]\b[^>]*>\s*([^<]*?)\s*</t[hd]>", line) or [""]
        if head == name:
            return cells
    return None


def test_sections_stand_in_the_official_order(client):
    page = client.get(MARITAL).content.decode()

    assert re.findall(r'<h2 id="([a-z-]+)"', page) == [
        *("trinh-tu", "cach-thuc", "ho-so", "phi", "doi-tuong", "yeu-cau", "phap-ly")
    ]


def test_every_shipped_procedure_has_its_page_within_its_weight(client):
    publish(*ALL)
    pages = {code: client.get(f"/thu-tuc/{code}/", follow=True) for code in ALL}

    assert {one.status_code for one in pages.values()} == {200}
    assert [code for code, one in pages.items() if f'"{code}"' not in str(one.content)] == []
    assert max(len(gzip.compress(one.content)) for one in pages.values()) < 14_000


def test_first_glance_tells_time_cost_and_result(client):
    facts = re.search(
        r'<dl class="facts">(.*?)</dl>', client.get(MARITAL).content.decode(), re.S
    )
    values = re.findall(r"<dd>([^<]*)", facts[1])

    assert values[:3] == [
        "3 ngày làm việc",
        "15.000\u00a0đ/bản",
        "Giấy xác nhận tình trạng hôn nhân",
    ]


def test_button_starts_an_application_here(client):
    assert 'href="/ho-so/moi/1.004873/" data-action="submit"' in (
        client.get(MARITAL).content.decode()
    )


def test_button_leads_to_the_national_portal_where_it_takes_applications(client, settings):
    settings.PUBLIC_SUBMISSION = "national"
    CatalogueEntry.objects.create(code="1.004873", name="x", national_id="f00d")
    page = client.get(MARITAL).content.decode()

    assert 'href="https://dichvucong.gov.vn/' in page
    assert "/ho-so/moi/" not in page


def test_procedure_only_for_the_desk_has_no_online_button(client):
    page = client.get("/thu-tuc/2.000815/", follow=True).content.decode()

    assert "/ho-so/moi/" not in page
    assert 'href="#nop-tai-quay"' in page


def test_paper_says_who_needs_it(client):
    cells = row_of(client.get(MARITAL).content.decode(), "Văn bản ủy quyền")

    assert cells[1] == "Nộp hồ sơ cho: Người ủy quyền cho tôi"


def test_chosen_case_shows_only_its_papers(client):
    page = client.get(MARITAL, {"noi_dung-lan_cap": "cap_lai"}).content.decode()

    assert row_of(page, "Giấy xác nhận tình trạng hôn nhân đã cấp trước đó") is not None
    assert row_of(page, "Văn bản ủy quyền") is None
    assert '<option value="cap_lai" selected>' in page


def test_declaration_is_listed_once_not_as_a_paper_again(client):
    page = client.get("/thu-tuc/1.001432/", follow=True).content.decode()

    assert "Điền ngay trên cổng. Không phải in, ký, chụp lại." in page
    assert row_of(page, "Đơn Mẫu 05") is None


@pytest.mark.parametrize("value", ["", "khac", "cap_lai\x00", "x" * 100_000])
def test_choice_that_is_none_changes_nothing(client, value):
    chosen = client.get(MARITAL, {"noi_dung-lan_cap": value}).content

    assert row_of(chosen.decode(), "Văn bản ủy quyền") is not None


def test_fee_that_has_ended_is_not_shown(client):
    page = text(client.get("/thu-tuc/1.001432/", follow=True))

    assert ("325.000" in page, "650.000" in page) == (False, True)


@pytest.mark.parametrize("address", ["1.004873", "1.004873-", "1.004873-doc-than"])
def test_other_words_behind_the_code_lead_to_the_right_address(client, address):
    assert client.get(f"/thu-tuc/{address}/").headers["Location"] == MARITAL


def test_redirect_keeps_the_chosen_case(client):
    answer = client.get("/thu-tuc/1.004873/?noi_dung-lan_cap=cap_lai")

    assert answer.headers["Location"] == f"{MARITAL}?noi_dung-lan_cap=cap_lai"


@pytest.mark.parametrize(
    "address", ["9.999999", "khai-sinh", "1.004873x", "x.css", "1.004873-A<b>", "1.00487%00"]
)
def test_unknown_code_is_not_found_i11(client, address):
    answer = client.get(f"/thu-tuc/{address}/")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")


def test_procedure_of_the_catalogue_says_honestly_that_it_is_not_handled_here(client):
    answer = client.get("/thu-tuc/1.000656-dang-ky-khai-tu/", follow=True)
    page = answer.content.decode()

    assert "Đăng ký khai tử" in page
    assert "https://dichvucong.gov.vn/" in page
    assert "/ho-so/moi/" not in page


def test_procedure_of_another_province_says_whose_it_is(client):
    page = text(client.get("/thu-tuc/1.111111/", follow=True))

    assert "tỉnh Cà Mau" in page


def test_withdrawn_procedure_keeps_its_page_without_a_button(client):
    ProcedureVersion.objects.filter(code="1.004873").update(
        valid_to=make.AT.date() - timedelta(days=1)
    )
    answer = client.get("/thu-tuc/1.004873/")

    assert "22/11/2026" in text(answer)
    assert "/ho-so/moi/" not in answer.content.decode()


def test_procedure_of_the_future_is_not_shown(client):
    content = next(one.content for one in shipped() if one.content["code"] == "1.004873")
    made = make.procedure(content | {"code": "9.100000"})
    ProcedureVersion.objects.filter(pk=made.pk).update(valid_from="2999-01-01")

    answer = client.get("/thu-tuc/9.100000/", follow=True)

    assert "/ho-so/moi/" not in answer.content.decode()


def test_page_costs_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    client.get(MARITAL)
    with django_assert_max_num_queries(8):
        client.get(MARITAL)
