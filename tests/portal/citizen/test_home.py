"""C1: the door of the portal."""

import re
from datetime import date

import pytest
from django.test import Client

from portal.citizen.views.home import EVENTS
from procedures.definitions import shipped
from procedures.models import CatalogueEntry
from procedures.operations.catalogue import publish_shipped
from procedures.queries import catalogue
from procedures.queries.search import search
from tests import make
from tests.portal.citizen import public

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counted_anew():
    catalogue._counted.cache_clear()


@pytest.fixture(scope="module", autouse=True)
def published(module_rows):
    """Every procedure that ships."""
    publish_shipped(contents=[one.content for one in shipped()], at=make.AT)
    CatalogueEntry.objects.create(
        code="1.000656", name="Đăng ký khai tử", sector="Hộ tịch", level="xa"
    )


def test_home_asks_and_offers_a_box_to_search_and_one_to_track(client):
    page = client.get("/").content.decode()

    assert re.findall(r'<form action="([^"]+)"', page) == ["/thu-tuc/", "/tra-cuu/"]
    assert 'name="q"' in page
    assert 'name="ma"' in page


def test_every_matter_of_life_finds_something():
    found = {q: search(q).total for _words, q in EVENTS}

    assert [q for q, total in found.items() if not total] == []


@pytest.mark.parametrize(
    ("q", "code"),
    [
        ("đăng ký khai sinh", "1.001193"),
        ("đăng ký kết hôn", "1.000894"),
        ("sang tên sổ đỏ", "1.013831"),
        ("giấy phép xây dựng nhà ở", "1.013225"),
        ("đăng ký hộ kinh doanh", "1.001612"),
        ("chuyển trường", "2.002481"),
        ("trợ cấp xã hội", "1.001776"),
        ("đăng ký khai tử", "1.000656"),
    ],
)
def test_matter_of_life_leads_to_its_procedure(q, code):
    assert (q in dict(EVENTS).values(), search(q).hits[0].code) == (True, code)


def test_usual_procedures_are_published_here(client):
    page = client.get("/").content.decode()
    codes = re.findall(r'data-procedure="([^"]+)"', page)

    assert (len(codes), "1.000656" in codes, codes[0]) == (8, False, "1.001193")


def test_usual_procedures_begin_with_what_is_applied_for_most(place):
    public.case_of_chau(place)

    assert catalogue.usual(at=make.AT + make.HOUR)[0].code == "1.004873"


def test_holiday_is_told_a_week_ahead_and_not_before():
    def told(day):
        at = make.AT.replace(month=day.month, day=day.day)
        return [one.on for one in catalogue.days_off(at=at)]

    assert (told(date(2026, 11, 16)), told(date(2026, 11, 17))) == (
        [],
        [date(2026, 11, 24)],
    )


def test_what_i_must_do_stands_on_my_home_page(place, anna, sign_in):
    case = make.case(place, anna)
    make.move(
        case,
        "supplement",
        place.viewer("tiep_nhan"),
        make.AT + make.HOUR,
        items=["giay_xn_cu"],
        notes={"giay_xn_cu": "Chụp lại cho rõ"},
    )

    assert f'data-case="{case.code}"' in sign_in(anna).get("/").content.decode()
    assert case.code not in Client().get("/").content.decode()


def test_home_page_costs_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    client.get("/")
    with django_assert_max_num_queries(3):
        client.get("/")
