"""A8: people and posts, giving and ending one."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from portal.accounts.staff import enroll
from procedures.models import Position
from procedures.queries import people, posts
from tests import make

pytestmark = pytest.mark.django_db
ASKED = {
    "vi-tri-role": "van_thu",
    "vi-tri-agency": "H57.30.07",
    "vi-tri-title": "Công chức văn thư",
    "vi-tri-signs_as": "",
    "vi-tri-since_day": "2",
    "vi-tri-since_month": "11",
    "vi-tri-since_year": "2026",
}


@pytest.fixture
def minh(place):
    return place.viewer("thu_ly").person


def address(person):
    return f"/quan-tri/nguoi-dung/{person}/"


def test_everybody_with_a_post_or_an_account_is_listed_by_name(admin, place):
    page = admin.get("/quan-tri/nguoi-dung/").content.decode()
    names = ["Đặng Ngọc Bảo", *(name for name, _title in make.ROLES.values())]

    assert [name for name in names if name not in page] == []


def test_citizen_is_not_shown_there(admin, place):
    citizen = make.citizen()

    assert "Nguyễn Thị An" not in admin.get("/quan-tri/nguoi-dung/").content.decode()
    assert admin.get(address(citizen.person)).status_code == 404


def test_unknown_person_is_404(admin):
    assert admin.get(address(uuid4())).status_code == 404


def test_list_costs_the_same_for_one_and_three(place, django_assert_num_queries):
    on = timezone.localdate()
    with django_assert_num_queries(2):
        one = posts.staff(on=on)
    make.office("H57.31.01", "phường Phú Xuân")
    with django_assert_num_queries(2):
        more = posts.staff(on=on)

    assert len(more) > len(one)


def test_post_is_given_and_opens_from_its_day(admin, place, minh):
    answer = admin.post(address(minh), ASKED)
    seats = people.officer(person=minh, on=date(2026, 11, 2)).seats

    assert (answer.status_code, sorted(seat.role for seat in seats)) == (
        302,
        ["thu_ly", "van_thu"],
    )
    assert people.officer(person=minh, on=date(2026, 11, 1)).seat_for("van_thu") is None


def test_given_post_sits_at_the_desk_of_its_agency(admin, place, minh):
    admin.post(address(minh), ASKED | {"vi-tri-role": "tra_ket_qua"})

    assert Position.objects.get(person=minh, role="tra_ket_qua").desk == place.desk


def test_same_post_given_twice_is_one(admin, place, minh):
    admin.post(address(minh), ASKED)
    admin.post(address(minh), ASKED)

    assert Position.objects.filter(person=minh, role="van_thu").count() == 1


@pytest.mark.parametrize(
    ("name", "value", "target"),
    [
        ("vi-tri-role", "", "id_vi-tri-role"),
        ("vi-tri-role", "he_thong", "id_vi-tri-role"),
        ("vi-tri-role", "nguoi_nop", "id_vi-tri-role"),
        ("vi-tri-agency", "H99", "id_vi-tri-agency"),
        ("vi-tri-title", "  ", "id_vi-tri-title"),
        ("vi-tri-title", "x" * 161, "id_vi-tri-title"),
        ("vi-tri-title", "a\x00b", "id_vi-tri-title"),
        ("vi-tri-signs_as", "x" * 201, "id_vi-tri-signs_as"),
        ("vi-tri-since_day", "31", "id_vi-tri-since_day"),
        ("vi-tri-since_year", "26", "id_vi-tri-since_day"),
        ("vi-tri-since_month", "mười", "id_vi-tri-since_day"),
    ],
)
def test_bad_answer_is_refused_beside_its_field_and_keeps_the_rest(
    admin, place, minh, name, value, target
):
    page = admin.post(address(minh), ASKED | {name: value})
    words = page.content.decode()

    assert (page.status_code, "data-error-summary" in words, f'href="#{target}"' in words) == (
        422,
        True,
        True,
    )
    assert 'value="2"' in words or name == "vi-tri-since_day"
    assert Position.objects.filter(person=minh).count() == 1


def test_ended_post_opens_nothing_any_more(admin, place, minh):
    post = place.viewer("thu_ly").seats[0].position
    admin.post(f"{address(minh)}ket-thuc/{post}/")

    assert people.officer(person=minh, on=timezone.localdate()).seats == ()
    assert "2026" in admin.get(address(minh)).content.decode()


def test_ending_twice_changes_nothing(admin, place, minh):
    post = place.viewer("thu_ly").seats[0].position
    yesterday = timezone.localdate() - timedelta(days=1)
    Position.objects.filter(pk=post).update(valid_to=yesterday)
    page = admin.post(f"{address(minh)}ket-thuc/{post}/", follow=True)

    assert Position.objects.get(pk=post).valid_to == yesterday
    assert "box-warn" in page.content.decode()


def test_post_of_somebody_else_is_not_ended(admin, place, minh):
    other = place.viewer("van_thu").seats[0].position
    admin.post(f"{address(minh)}ket-thuc/{other}/")

    assert Position.objects.get(pk=other).valid_to is None


def test_closed_account_is_told(admin, place, minh):
    user = enroll(username="minh", password="x" * 14, person=minh, full_name="Lê Văn Minh")
    user.is_active = False
    user.save()

    assert "tag-hold" in admin.get("/quan-tri/nguoi-dung/").content.decode()
