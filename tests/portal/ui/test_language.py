"""The switch between Vietnamese and English."""

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db
COOKIE = settings.LANGUAGE_COOKIE_NAME


def test_choice_is_kept_in_a_cookie_and_leads_back_with_its_query(client):
    response = client.get("/ngon-ngu/en/", {"next": "/thu-tuc/?q=khai+sinh"})

    assert (response.url, response.cookies[COOKIE].value) == ("/thu-tuc/?q=khai+sinh", "en")


def test_page_links_to_itself_in_the_other_language(client):
    page = client.get("/mau-giao-dien/?a=1").content.decode()

    assert 'href="/ngon-ngu/en/?next=%2Fmau-giao-dien%2F%3Fa%3D1"' in page


@pytest.mark.parametrize(
    "elsewhere",
    ["//la.vn", "https://la.vn/", "/\\la.vn", "https:la.vn", "javascript:alert(1)"],
)
def test_switch_never_leads_to_another_site(client, elsewhere):
    assert client.get("/ngon-ngu/en/", {"next": elsewhere}).url == "/"


def test_unknown_language_is_no_page(client):
    assert client.get("/ngon-ngu/fr/").status_code == 404
