"""Beginning, the task list, papers and the check, through the real addresses."""

import hashlib
import io
import re
from concurrent.futures import ThreadPoolExecutor

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from portal.filing import duties
from procedures import storage
from procedures.models import Case, File, Incident, PaperFile
from procedures.queries import drafts
from tests.filing import AT
from tests.portal.filing import uploads
from tests.portal.filing.conftest import CODE, signed_in
from tests.portal.filing.test_questions import CONTENT, SINCE

pytestmark = pytest.mark.django_db

VOUCHED = {"cam_doan-cam_doan": "yes"}
AGAIN = CONTENT | {"noi_dung-lan_cap": "cap_lai"}
"""Asks for the certificate given before, so one paper is required."""


def filled_in(citizen, desk, content=CONTENT):
    """Every question page is done."""
    citizen.begin(desk)
    citizen.post("nguoi_nop_ca_nhan")
    citizen.post("tu_cach_nop")
    citizen.post("noi_dung", **content)
    citizen.post("noi_da_cu_tru", **SINCE)
    citizen.post("nhan_ket_qua")
    return citizen


@pytest.fixture
def anew(chau, desk):
    return filled_in(chau, desk, AGAIN)


@pytest.fixture
def ready(chau, desk):
    """Nothing is left but to vouch and send."""
    filled_in(chau, desk)
    chau.post("giay-to")
    return chau


def file(content=None, name="IMG_2041.jpg"):
    return SimpleUploadedFile(name, content or uploads.jpeg((700, 900)))


def send(citizen, paper="giay_xn_cu", **options):
    """One file on its own, as the upload module sends it."""
    form = {f"paper-{paper}": file(**options)}
    return citizen.client.post(citizen.url(f"giay-to/{paper}"), form)


def held(citizen, paper="giay_xn_cu"):
    return drafts.draft(draft_id=citizen.draft, viewer=citizen.viewer).paper(paper)


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


def test_missing_paper_is_asked_for_by_name(anew):
    answer = anew.post("giay-to")
    assert answer.status_code == 422
    assert "take a photo of “Giấy xác nhận tình trạng hôn nhân" in answer.content.decode()


def test_photo_sent_on_its_own_answers_with_its_row(anew):
    answer = send(anew)
    assert answer.status_code == 200
    assert "IMG_2041.jpg" in answer.content.decode()
    assert held(anew).openable


def test_photos_of_the_whole_form_become_one_pdf(anew):
    form = {"paper-giay_xn_cu": [file(), file(uploads.heic((600, 800)), "IMG_2042.HEIC")]}
    answer = anew.client.post(anew.url("giay-to"), form)
    assert answer.headers["Location"] == anew.url("kiem-tra")
    view = pypdf.PdfReader(io.BytesIO(storage.read(held(anew).view)))
    assert (len(view.pages), held(anew).pages) == (2, 2)


def test_original_is_kept_byte_for_byte(anew):
    content = uploads.jpeg((700, 900))
    send(anew, content=content)
    assert storage.read(held(anew).files[0].sha256) == content


def test_refused_file_says_why_at_its_paper_and_keeps_the_others(anew):
    form = {"paper-giay_xn_cu": [file(), file(b"MZ", "cv.pdf.exe")]}
    answer = anew.client.post(anew.url("giay-to"), form)
    assert answer.status_code == 422
    assert "The file “cv.pdf.exe” must be a photo" in answer.content.decode()
    assert [one.name for one in held(anew).files] == ["IMG_2041.jpg"]


def test_refused_file_sent_on_its_own_answers_with_a_sentence(anew):
    answer = send(anew, content=b"PK\x03\x04", name="a.zip")
    assert (answer.status_code, answer.headers["Content-Type"]) == (
        422,
        "text/plain; charset=utf-8",
    )


def test_u13_infected_file_is_isolated_and_the_application_goes_on(anew):
    answer = send(anew, content=uploads.eicar(), name="a.pdf")
    assert "contains malicious code" in answer.content.decode()
    sha256 = hashlib.sha256(uploads.eicar()).hexdigest()
    assert File.objects.get(pk=sha256).scan == "infected"
    assert not PaperFile.objects.exists()
    assert send(anew).status_code == 200


def test_u14_scanner_that_is_down_holds_nobody_up(anew, settings):
    settings.FILE_SCANNER = "clamd://127.0.0.1:1"
    send(anew)
    assert duties.scan_waiting(at=AT) == 0
    assert (held(anew).waiting, held(anew).openable) == (True, False)
    assert anew.post("giay-to").headers["Location"] == anew.url("kiem-tra")


def test_u14_file_is_opened_when_the_scanner_is_back(anew, settings):
    settings.FILE_SCANNER = "clamd://127.0.0.1:1"
    send(anew)
    settings.FILE_SCANNER = "builtin"
    assert duties.scan_waiting(at=AT) == 1
    assert held(anew).openable


def test_u13_paper_is_made_anew_without_the_file_found_infected_later(anew, settings):
    settings.FILE_SCANNER = "clamd://127.0.0.1:1"
    send(anew)
    send(anew, content=uploads.pdf(change=lambda d: d.Root.update({"/X": 1})), name="b.pdf")
    File.objects.filter(pk=held(anew).files[0].sha256).update(scan="clean")
    infected = held(anew).files[1].sha256
    duties.scanning.record_scan(sha256=infected, infected=True, at=AT)
    assert duties.make_missing_views(at=AT) == 1
    assert (held(anew).pages, held(anew).openable) == (1, True)
    assert "was isolated" in anew.get("giay-to").content.decode()


def test_u13_application_with_an_isolated_file_is_not_sent(anew, settings):
    settings.FILE_SCANNER = "clamd://127.0.0.1:1"
    send(anew)
    anew.post("giay-to")
    infected = held(anew).files[0].sha256
    duties.scanning.record_scan(sha256=infected, infected=True, at=AT)
    answer = anew.post("kiem-tra", **VOUCHED)
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_u17_content_decides_and_not_the_type_that_is_claimed(anew):
    given = SimpleUploadedFile("a.pdf", b"<html>", content_type="application/pdf")
    form = {"paper-giay_xn_cu": given}
    assert anew.client.post(anew.url("giay-to/giay_xn_cu"), form).status_code == 422


def test_u18_more_files_than_a_form_may_carry_are_refused(anew):
    many = {"paper-giay_xn_cu": [file(b"x", f"{n}.jpg") for n in range(101)]}
    assert anew.client.post(anew.url("giay-to"), many).status_code == 400


def test_u20_paper_the_procedure_does_not_ask_for_is_not_found(anew):
    assert send(anew, paper="la_lung").status_code == 404


def test_u20_stranger_can_neither_add_nor_remove_nor_open(anew):
    send(anew)
    chi = signed_in("Chi", "046300005129")
    one = held(anew)
    url = anew.url("giay-to")
    answers = [
        chi.client.post(anew.url("giay-to/giay_xn_cu"), {"paper-giay_xn_cu": file()}),
        chi.client.post(url, {"remove-paper": str(one.files[0].id)}),
        chi.client.get(anew.url(f"giay-to/xem/{one.id}")),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_u3_paper_is_served_as_a_file_that_no_browser_runs(anew):
    send(anew)
    answer = anew.client.get(anew.url(f"giay-to/xem/{held(anew).id}"))
    assert {
        name: answer.headers[name]
        for name in (
            "Content-Type",
            "Content-Disposition",
            "X-Content-Type-Options",
            "Content-Security-Policy",
            "Cross-Origin-Resource-Policy",
        )
    } == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="giay-to.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    answer.close()


@pytest.mark.parametrize(
    "ask",
    [
        lambda client, url: client.head(url),
        lambda client, url: client.get(url, headers={"Range": "bytes=0-,0-,0-,0-"}),
    ],
    ids=["HEAD", "Range"],
)
def test_u23_odd_way_of_asking_gives_the_file_as_always(anew, ask):
    send(anew)
    answer = ask(anew.client, anew.url(f"giay-to/xem/{held(anew).id}"))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    answer.close()


def test_u25_changed_bytes_are_not_served_and_somebody_is_told(anew, tmp_path):
    send(anew)
    view = held(anew).view
    path = tmp_path / "files" / view[:2] / view
    path.chmod(0o600)
    path.write_bytes(b"%PDF-1.7 something else")
    answer = anew.client.get(anew.url(f"giay-to/xem/{held(anew).id}"))
    assert answer.status_code == 503
    assert Incident.objects.get().key == view


@pytest.mark.parametrize("gone", ["x", "00000000-0000-4000-8000-000000000000"])
def test_file_that_is_not_there_cannot_be_removed_but_breaks_nothing(anew, gone):
    answer = anew.client.post(anew.url("giay-to"), {"remove-paper": gone})
    assert answer.status_code in (302, 404)


def test_removed_file_is_not_in_the_paper(anew):
    send(anew)
    send(anew, name="hai.jpg")
    first = held(anew).files[0]
    anew.client.post(anew.url("giay-to"), {"remove-paper": str(first.id)})
    assert ([one.name for one in held(anew).files], held(anew).pages) == (["hai.jpg"], 1)


def test_second_file_can_be_put_first(anew):
    send(anew)
    send(anew, name="hai.jpg", content=uploads.png((700, 900)))
    second = held(anew).files[1]
    anew.client.post(anew.url("giay-to"), {"move-paper": str(second.id)})
    assert [one.name for one in held(anew).files] == ["hai.png", "IMG_2041.jpg"]


def test_paper_can_be_promised_instead(anew):
    anew.client.post(anew.url("giay-to"), {"counter": "giay_xn_cu"})
    assert anew.post("giay-to").headers["Location"] == anew.url("kiem-tra")


def test_u26_full_store_says_try_again_and_enters_nothing(anew, monkeypatch):
    def full(_fd):
        raise OSError(28, "no space left on device")

    monkeypatch.setattr("os.fsync", full)
    answer = send(anew)
    assert answer.status_code == 503
    assert not PaperFile.objects.exists()


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
