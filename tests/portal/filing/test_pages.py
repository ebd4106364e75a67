"""Beginning, the task list and the check, through the real addresses."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from procedures import storage
from procedures.models import Case
from tests.portal.filing import uploads
from tests.portal.filing.conftest import CODE
from tests.portal.filing.filled import VOUCHED, file, held, send

pytestmark = pytest.mark.django_db


def parts_to_open(citizen):
    """The links of the task list, in order."""
    page = citizen.get().content.decode()
    return re.findall(rf'<div><a href="{citizen.url()}([a-z_-]+)/">', page)


def test_start_offers_the_desk_of_the_own_commune_first(chau):
    page = chau.client.get(f"/ho-so/moi/{CODE}/").content.decode()
    assert '<option value="H57.30" selected>' in page


def test_start_without_a_desk_is_refused(chau):
    assert chau.client.post(f"/ho-so/moi/{CODE}/", {"desk": "H00"}).status_code == 422


def test_start_of_a_procedure_nobody_applies_for_here_is_not_found(chau):
    assert chau.client.get("/ho-so/moi/9.999999/").status_code == 404


def test_start_offers_the_draft_begun_before(chau, desk):
    chau.begin(desk)
    page = chau.client.get(f"/ho-so/moi/{CODE}/").content.decode()
    assert f'href="{chau.url()}"' in page


def test_stranger_is_sent_to_sign_in_and_back(desk):
    answer = Client().get(f"/ho-so/moi/{CODE}/")
    assert answer.headers["Location"] == f"/dang-nhap/?next=%2Fho-so%2Fmoi%2F{CODE}%2F"


def test_task_list_opens_one_part_after_the_other(chau, desk):
    chau.begin(desk)
    assert parts_to_open(chau) == ["nguoi_nop_ca_nhan"]
    chau.post("nguoi_nop_ca_nhan")
    assert parts_to_open(chau) == ["nguoi_nop_ca_nhan", "tu_cach_nop"]


def test_papers_come_after_the_questions(chau, desk):
    chau.begin(desk)
    assert chau.get("giay-to").headers["Location"] == chau.url("nguoi_nop_ca_nhan")


def test_check_shows_every_answer_with_a_way_to_change_it(ready):
    page = ready.get("kiem-tra").content.decode()
    assert "<dd>Chưa đăng ký kết hôn với ai</dd>" in page
    assert f'href="{ready.url("noi_dung")}?ve=kiem-tra"' in page
    assert "15.000" in page or "15,000" in page


def test_check_says_when_the_desk_will_have_received_it(ready):
    page = ready.get("kiem-tra").content.decode()
    assert re.search('Thuận Hoá receives it before <time datetime="[0-9T:+-]+">', page)


def test_check_names_the_parts_that_are_not_done(chau, desk):
    chau.begin(desk)
    page = chau.get("kiem-tra").content.decode()
    assert f'<a href="{chau.url("nguoi_nop_ca_nhan")}">' in page


def test_application_is_not_sent_without_vouching_for_it(ready):
    answer = ready.post("kiem-tra")
    assert answer.status_code == 422
    assert "Đánh dấu vào ô cam đoan" in answer.content.decode()


def test_unfinished_application_is_not_sent(chau, desk):
    chau.begin(desk)
    assert chau.client.post(chau.url("kiem-tra"), {}).status_code == 422


def test_sent_application_is_a_case_and_leads_to_its_confirmation(ready):
    answer = ready.post("kiem-tra", **VOUCHED)
    case = Case.objects.get()
    assert answer.headers["Location"] == f"/ho-so/{case.code}/da-nop/"
    assert case.answers["noi_dung"]["muc_dich"] == "vay_von"


def test_f28_back_after_sending_leads_to_the_confirmation(ready):
    sent = ready.post("kiem-tra", **VOUCHED).headers["Location"]
    again = [
        ready.client.post(ready.url("kiem-tra"), VOUCHED),
        ready.get("noi_dung"),
        ready.client.post(ready.url("giay-to"), {}),
    ]
    assert [answer.headers["Location"] for answer in again] == [sent] * 3
    assert Case.objects.count() == 1


def test_c2_case_holds_every_file_the_citizen_saw(anew):
    send(anew)
    anew.post("giay-to")
    saw = held(anew)
    anew.post("kiem-tra", **VOUCHED)
    paper = Case.objects.get().papers.get()
    assert (paper.view_id, paper.pages) == (saw.view, 1)
    assert storage.read(paper.files.get().file_id) == uploads.jpeg((700, 900))


def together(count, act):
    """Answers of `count` requests at one moment, each on a connection of its own."""

    def one(n):
        try:
            return act(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def browser_of(citizen):
    """Another tab of the same person: requests of one client do not run side by side."""
    tab = Client()
    tab.cookies = citizen.client.cookies
    return tab


@pytest.mark.django_db(transaction=True)
def test_f28_twenty_posts_at_once_are_one_case(ready):
    answers = together(20, lambda _n: browser_of(ready).post(ready.url("kiem-tra"), VOUCHED))
    code = Case.objects.get().code
    assert {answer.headers["Location"] for answer in answers} == {f"/ho-so/{code}/da-nop/"}


@pytest.mark.django_db(transaction=True)
def test_a14_ten_uploads_at_once_are_ten_files(anew):
    form = [file(uploads.jpeg((300 + n, 400)), f"{n}.jpg") for n in range(10)]
    url = anew.url("giay-to/giay_xn_cu")
    together(10, lambda n: browser_of(anew).post(url, {"paper-giay_xn_cu": form[n]}))
    assert {one.name for one in held(anew).files} == {f"{n}.jpg" for n in range(10)}
    assert held(anew).pages == 10


@pytest.mark.django_db(transaction=True)
def test_u21_file_removed_while_it_is_sent_is_in_or_out(anew):
    send(anew)
    send(anew, name="hai.jpg", content=uploads.png((700, 900)))
    anew.post("giay-to")
    gone = str(held(anew).files[0].id)
    acts = [
        ("kiem-tra", VOUCHED),
        ("giay-to", {"remove-paper": gone}),
    ]
    together(2, lambda n: browser_of(anew).post(anew.url(acts[n][0]), acts[n][1]))
    paper = Case.objects.get().papers.get()
    assert paper.pages == paper.files.count()


@pytest.mark.django_db
def test_where_the_national_portal_takes_applications_ours_sends_people_there(chau, settings):
    settings.PUBLIC_SUBMISSION = "national"

    answer = chau.client.get("/ho-so/moi/1.004873/")

    assert (answer.status_code, answer["Location"]) == (302, "/thu-tuc/1.004873/")
