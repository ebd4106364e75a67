"""What the owner of a case sees, and that nobody else does."""

import re

import pytest
from django.utils import timezone

from procedures.models import AccessLog, Case, Letter
from tests import make, paths
from tests.portal import world

pytestmark = pytest.mark.django_db


def body(answer, code):
    """The page without what is different at every request."""
    text = answer.content.decode().replace(code, "CODE")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


@pytest.fixture
def asked(place, anna):
    """A case whose declaration must be mended."""
    case = make.case(place, anna)
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT + make.HOUR)
    make.move(
        case,
        "supplement",
        place.viewer("thu_ly"),
        make.AT + 2 * make.HOUR,
        items=["noi_dung"],
        notes={"noi_dung": "Ghi rõ nơi cư trú trước đây"},
    )
    return case


def test_a_new_case_says_that_nothing_is_to_be_done_and_until_when(sign_in, place, anna):
    case = make.case(place, anna)

    page = sign_in(anna).get(f"/ho-so/{case.code}/").content.decode()

    assert f'data-case="{case.code}" data-status="1" data-step="tiep_nhan"' in page
    assert 'aria-current="step"' in page


def test_the_confirmation_says_the_code_and_what_comes_next(sign_in, place, anna):
    case = make.case(place, anna)

    page = sign_in(anna).get(f"/ho-so/{case.code}/da-nop/").content.decode()

    assert f'<strong class="code">{case.code}</strong>' in page
    assert '<svg class="qr"' in page or 'class="qr"' in page


def test_a_case_that_waits_for_receipt_shows_the_limit_of_the_desk(sign_in, place, anna):
    case = make.case(place, anna, at=timezone.now())

    page = sign_in(anna).get(f"/ho-so/{case.code}/da-nop/").content.decode()

    assert re.search(r'data-clock="(on_time|due_soon)">\s*Còn ', page)
    assert "Không có thời hạn" not in page


def test_the_list_groups_cases_by_whose_turn_it_is(sign_in, place, anna, asked):
    other = make.case(place, anna, at=make.AT + make.HOUR)

    page = sign_in(anna).get("/ho-so/").content.decode()

    assert page.index(asked.code) < page.index(other.code)
    assert re.findall(r'data-status="(\d+)"', page) == ["5", "1"]


@pytest.mark.parametrize("path", ["", "da-nop/", "bo-sung/", "giay/01/", "ket-qua/tai/"])
def test_a_stranger_gets_the_same_404_as_for_a_case_that_is_not_there(
    sign_in, place, anna, path
):
    case = make.case(place, anna)
    chi = sign_in(make.citizen(make.person("Võ Thị Chi", "046190009999")))

    foreign = chi.get(f"/ho-so/{case.code}/{path}")
    unknown = chi.get(f"/ho-so/H57.99-261123-0001/{path}")

    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert body(foreign, case.code) == body(unknown, "H57.99-261123-0001")


def test_opening_the_case_is_on_record(sign_in, place, anna):
    case = make.case(place, anna)

    sign_in(anna).get(f"/ho-so/{case.code}/")

    assert AccessLog.objects.get(case=case).person == anna.person


def test_a_request_for_more_shows_every_item_with_the_officers_sentence(sign_in, anna, asked):
    page = sign_in(anna).get(f"/ho-so/{asked.code}/").content.decode()

    assert "Ghi rõ nơi cư trú trước đây" in page
    assert f'href="/ho-so/{asked.code}/bo-sung/" data-action="supplied"' in page


def test_the_supplement_page_draws_the_asked_questions_with_the_former_answers(
    sign_in, anna, asked
):
    page = sign_in(anna).get(f"/ho-so/{asked.code}/bo-sung/").content.decode()

    assert 'name="noi_dung-muc_dich"' in page
    assert re.search(r'value="Vay vốn" checked', page)


@pytest.mark.parametrize(("given", "tag"), [(True, "Cần gửi lại"), (False, "Chưa có")])
def test_a_paper_that_was_given_is_to_be_sent_again(sign_in, place, anna, given, tag):
    case = make.case(place, anna)
    if given:
        world.paper(case=case)
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT + make.HOUR)
    paths.ask_for_more(place, case)

    page = sign_in(anna).get(f"/ho-so/{case.code}/bo-sung/").content.decode()

    assert re.search(rf'id="giay-giay_xn_cu".*?class="tag[^>]*>{tag}<', page, re.DOTALL)


def test_a_wrong_answer_keeps_what_was_typed_and_hands_nothing_in(sign_in, anna, asked):
    answer = sign_in(anna).post(
        f"/ho-so/{asked.code}/bo-sung/",
        {"noi_dung-muc_dich": "bịa", "noi_dung-ghi_chu": "đã sửa", "send": "1"},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "data-error-summary" in page
    assert "đã sửa" in page
    assert Case.objects.get(pk=asked.pk).status == "5"


def test_a_complete_supplement_sets_the_case_going_again(sign_in, place, anna, asked):
    answer = sign_in(anna).post(
        f"/ho-so/{asked.code}/bo-sung/",
        {"noi_dung-muc_dich": "Kết hôn", "noi_dung-ghi_chu": "đã sửa", "send": "1"},
    )

    case = Case.objects.get(pk=asked.pk)
    assert (answer.status_code, answer["Location"]) == (302, f"/ho-so/{case.code}/")
    assert case.status == "4"
    assert case.answers["noi_dung"]["muc_dich"] == "Kết hôn"


def test_sending_a_supplement_twice_hands_it_in_once(sign_in, anna, asked):
    browser = sign_in(anna)
    fields = {"noi_dung-muc_dich": "Kết hôn", "send": "1"}
    twice = [browser.post(f"/ho-so/{asked.code}/bo-sung/", fields) for _ in range(2)]

    assert [one.status_code for one in twice] == [302, 302]
    assert Case.objects.get(pk=asked.pk).journal_length == 4


def test_a_letter_is_not_there_before_it_is_released(sign_in, place, anna):
    case = make.case(place, anna)
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT + make.HOUR)

    assert Letter.objects.get(case=case).state == "ordered"
    assert sign_in(anna).get(f"/ho-so/{case.code}/giay/01/").status_code == 404


@pytest.mark.parametrize("cases", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    sign_in, place, anna, cases, django_assert_max_num_queries
):
    for n in range(cases):
        make.case(place, anna, at=make.AT + n * make.HOUR / 4)
    browser = sign_in(anna)
    browser.get("/ho-so/")

    with django_assert_max_num_queries(9):
        browser.get("/ho-so/")
