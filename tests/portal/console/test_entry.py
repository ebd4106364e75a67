"""Who may enter the administrators' room: nobody else, and nobody else learns it is there."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.portal.console.conftest import officer_browser

pytestmark = pytest.mark.django_db
PAGES = (
    "/quan-tri/",
    "/quan-tri/nguoi-dung/",
    "/quan-tri/nguoi-dung/7b0c1c36-0d0e-4a35-9d1c-5f0a6c8d2e11/",
    "/quan-tri/thu-tuc/",
    "/quan-tri/thu-tuc/1.004873/quy-trinh/",
)


@pytest.mark.parametrize("address", PAGES)
def test_stranger_is_sent_to_the_sign_in_of_staff_and_back(client, address):
    page = client.get(address, follow=True)

    assert page.redirect_chain[-1][0] == f"/dang-nhap/can-bo/?{urlencode({'next': address})}"
    assert "Đăng nhập" in page.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_officer_finds_nothing_there(place, address):
    browser = officer_browser(place.viewer("van_thu"), "van")

    assert browser.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/quan-tri/gui-lai/", "/quan-tri/nguoi-dung/"])
def test_form_without_a_token_changes_nothing(administrator, address):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")

    assert strict.post(address, {"tin": "1"}).status_code in (403, 405)


def test_pages_outside_the_room_lead_an_administrator_back_into_it(admin):
    page = admin.get("/tai-khoan/").content.decode()

    assert 'class="brand" href="/quan-tri/"' in page
    assert 'href="/can-bo/"' not in page


def test_look_up_tables_send_a_stranger_to_sign_in_and_an_officer_nowhere(client, place):
    officer = officer_browser(place.viewer("van_thu"), "van")
    page = client.get("/quan-tri/du-lieu/", follow=True)

    assert page.request["PATH_INFO"] == "/dang-nhap/can-bo/"
    assert officer.get("/quan-tri/du-lieu/").status_code == 404
    assert officer.get("/quan-tri/du-lieu/procedures/desk/").status_code == 404


def test_look_up_tables_hold_no_case_no_person_and_no_evidence(admin, place):
    words = admin.get("/quan-tri/du-lieu/").content.decode()
    absent = ("case", "journalentry", "accesslog", "checkpoint", "person", "user", "token")

    assert [
        one for one in absent if f"/procedures/{one}/" in words or f"/{one}/" in words
    ] == []


@pytest.mark.parametrize(
    "table",
    ["agency", "desk", "area", "calendarrevision", "catalogueentry", "procedureversion"],
)
def test_look_up_table_is_shown_and_nothing_can_be_added(admin, place, table):
    address = f"/quan-tri/du-lieu/procedures/{table}/"

    assert (admin.get(address).status_code, admin.get(f"{address}add/").status_code) == (
        200,
        403,
    )


def test_address_of_a_desk_can_be_mended_and_its_code_not(admin, place):
    address = f"/quan-tri/du-lieu/procedures/desk/{place.desk.pk}/change/"
    admin.post(
        address,
        {"address": "24 Tố Hữu", "phone": "0234 3822 111", "name": "Tên khác"},
    )
    before = place.desk.name
    place.desk.refresh_from_db()

    assert (place.desk.address, place.desk.name) == ("24 Tố Hữu", before)


def test_published_version_cannot_be_changed(admin, place):
    address = f"/quan-tri/du-lieu/procedures/procedureversion/{place.version.pk}/change/"

    assert admin.post(address, {"name": "Khác"}).status_code == 403
