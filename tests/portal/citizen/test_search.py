"""C2: the whole catalogue; what is typed never breaks it, and nobody is left without a way."""

import gzip
import json
import re
from urllib.parse import quote

import pytest

from procedures.definitions import shipped
from procedures.models import CatalogueEntry
from procedures.operations.catalogue import publish_shipped
from tests import make
from tests.portal.citizen.public import text

pytestmark = pytest.mark.django_db
CODE = "1.004873"
PUBLISHED = (CODE, "1.001193", "1.000894", "2.000635", "2.000815")


@pytest.fixture(scope="module", autouse=True)
def published(module_rows):
    publish_shipped(
        contents=[one.content for one in shipped() if one.content["code"] in PUBLISHED],
        at=make.AT,
    )
    CatalogueEntry.objects.bulk_create(
        CatalogueEntry(
            code=f"9.{n:06}",
            name=f"Cấp giấy phép khai thác khoáng sản loại {n}",
            sector="Khoáng sản",
            level="tinh",
            national_id=str(n),
        )
        for n in range(1, 31)
    )


def codes(answer):
    return re.findall(r'<li data-procedure="([^"]+)"', answer.content.decode())


@pytest.mark.parametrize(
    "q",
    ["giay doc than", "giấy độc thân", "xac nhan doc than", "giaays ddoocj thaan", "1.004873"],
)
def test_marital_status_is_found_as_people_type_it(client, q):
    assert codes(client.get("/thu-tuc/", {"q": q}))[0] == CODE


def test_hit_leads_to_its_page(client):
    page = client.get("/thu-tuc/", {"q": "giay doc than"}).content.decode()
    link = re.search(r'<li data-procedure="1.004873">\s*<h2><a href="([^"]+)"', page)[1]

    assert link == "/thu-tuc/1.004873-xac-nhan-tinh-trang-hon-nhan/"
    assert client.get(link).status_code == 200


def test_without_words_everything_is_listed_page_by_page(client):
    first, last = client.get("/thu-tuc/"), client.get("/thu-tuc/?trang=2")

    assert (len(codes(first)), len(codes(last))) == (20, 15)
    assert not set(codes(first)) & set(codes(last))


@pytest.mark.parametrize("number", ["-1", "0", "abc", "1e9", "٣", "", "18446744073709551616"])
def test_page_number_that_is_none_counts_as_the_first_i3(client, number):
    found = client.get("/thu-tuc/", {"trang": number})

    assert codes(found) == codes(client.get("/thu-tuc/"))


def test_page_number_past_the_end_gives_the_last_page(client):
    assert codes(client.get("/thu-tuc/?trang=9999")) == codes(client.get("/thu-tuc/?trang=2"))


def test_sector_narrows_the_list_and_stays_chosen(client):
    found = client.get("/thu-tuc/", {"linh-vuc": "Hộ tịch"})
    page = found.content.decode()

    assert set(codes(found)) == {"1.000894", "1.001193", "1.004873", "2.000635"}
    assert re.search(r'name="linh-vuc" value="Hộ tịch" checked', page)


def test_online_level_narrows_the_list(client):
    found = client.get("/thu-tuc/", {"q": "", "muc-do": "truc_tiep"})

    assert codes(found) == ["2.000815"]


def test_pages_keep_what_was_chosen(client):
    page = client.get("/thu-tuc/", {"linh-vuc": "Khoáng sản"}).content.decode()

    assert f"?linh-vuc={quote('Khoáng')}+{quote('sản')}&amp;trang=2" in page


def test_zero_hits_show_near_ones_sectors_and_the_telephone(client):
    answer = client.get("/thu-tuc/", {"q": "qqqzzz"})
    page = answer.content.decode()

    assert codes(answer) == []
    assert "/thu-tuc/?linh-vuc=H" in page
    assert 'href="tel:19001075"' in page


def test_narrowing_to_nothing_offers_the_list_without_it(client):
    page = client.get("/thu-tuc/", {"q": "khai sinh", "linh-vuc": "Khoáng sản"})

    assert 'href="?q=khai+sinh"' in page.content.decode()


def test_code_of_a_case_goes_to_tracking(client):
    answer = client.get("/thu-tuc/", {"q": " h57.26-261123-0042"})

    assert answer.headers["Location"] == "/tra-cuu/?ma=h57.26-261123-0042"


@pytest.mark.parametrize(
    "q",
    [
        "%____%",
        "\\' OR 1=1 --",
        ".*.*.*.*(a+)+$",
        "x" * 1_000_000,
        "\x00khai sinh",
        "<script>alert(1)</script>",
        "\u202eđộc\u200b thân",
        "😀" * 300,
    ],
    ids=["wildcards", "quote", "regex", "a megabyte", "nul", "script", "hidden", "emoji"],
)
def test_query_is_words_and_nothing_else_i19(client, q):
    answer = client.get("/thu-tuc/", {"q": q})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert len(re.search(r'type="search" value="([^"]*)"', answer.content.decode())[1]) <= 300


def test_wildcards_find_nothing_i19(client):
    assert codes(client.get("/thu-tuc/", {"q": "%____%"})) == codes(client.get("/thu-tuc/"))
    assert json.loads(client.get("/thu-tuc/goi-y/", {"q": "%%%"}).content)["items"] != []


def test_suggestions_have_the_shape_the_module_reads(client):
    items = json.loads(client.get("/thu-tuc/goi-y/", {"q": "doc than"}).content)["items"]

    assert items[0] == {
        "name": "Xác nhận tình trạng hôn nhân",
        "url": "/thu-tuc/1.004873-xac-nhan-tinh-trang-hon-nhan/",
    }
    assert len(items) <= 8


def test_no_letters_no_suggestions(client):
    assert json.loads(client.get("/thu-tuc/goi-y/?q=").content) == {"items": []}


def test_hit_says_time_and_cost(client):
    found = text(client.get("/thu-tuc/", {"q": "giay doc than"}))

    assert "3 ngày làm việc" in found
    assert "15.000\u00a0đ" in client.get("/thu-tuc/", {"q": "giay doc than"}).content.decode()


def test_searching_costs_a_fixed_number_of_queries(client, django_assert_num_queries):
    client.get("/thu-tuc/")
    with django_assert_num_queries(2):
        client.get("/thu-tuc/", {"q": "giay doc than"})


def test_list_of_twenty_stays_within_its_weight(client):
    assert len(gzip.compress(client.get("/thu-tuc/").content)) < 14_000
