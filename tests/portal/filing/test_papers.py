"""Papers of an application: taken, refused, shown and put in order."""

import hashlib
import io

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.filing import duties
from procedures import storage
from procedures.models import Case, File, Incident, PaperFile
from tests.filing import AT
from tests.portal.filing import uploads
from tests.portal.filing.conftest import signed_in
from tests.portal.filing.filled import (
    VOUCHED,
    file,
    held,
    send,
)

pytestmark = pytest.mark.django_db


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
